using InspectionHub.Web.Cases;

namespace InspectionHub.Tests.Web.Cases;

/// <summary>Every worked case of data/cases comes out as its own arithmetic says.</summary>
public sealed class CaseBookTests
{
    public static TheoryData<string, string> All { get; } = [.. Book().SelectMany(f => f.Cases.Select(c => (f.Title, c.Code)))];

    [Theory]
    [MemberData(nameof(All))]
    public void A_case_comes_out_as_it_says(string title, string code)
    {
        var one = Book().Single(f => f.Title == title).Cases.Single(c => c.Code == code);
        Assert.NotEmpty(one.Expect);
        Assert.All(CaseRun.Of(TestFrameworks.Ziyang, one), r => Assert.True(r.Differs.Count == 0, $"{one.Name}：{string.Join("；", r.Differs)}（{r.Calculation}）"));
    }

    [Fact]
    public void Each_county_test_and_each_resource_is_met_by_one_case_and_failed_by_another()
    {
        var asked = Book().SelectMany(f => f.Cases).SelectMany(c => c.Expect).ToList();
        var tests = TestFrameworks.Ziyang.Tests.Select(t => t.Code).Where(c => c[0] != 'R').ToList();
        foreach (var state in new[] { "met", "not_met" })
        {
            Assert.Empty(tests.Except(asked.Where(e => e.What == "test" && e.State == state).Select(e => e.Code)));
            Assert.Empty(TestFrameworks.Ziyang.Indicators.Where(i => i.Resource is not null).Select(i => i.Code).Except(asked.Where(e => e.What == "row" && e.State == state).Select(e => e.Code)));
        }
    }

    [Fact]
    public void Codes_are_unique() => Assert.Equal(All.Count, Book().SelectMany(f => f.Cases).Select(c => c.Code).Distinct().Count());

    [Fact]
    public void A_case_that_is_wrong_is_seen()
    {
        var good = Book().SelectMany(f => f.Cases).First(c => c.Expect[0] is { What: "row", State: "met" });
        var wrong = good with { Expect = [good.Expect[0] with { State = "not_met", Value = "1/3" }] };
        Assert.Equal(2, CaseRun.Of(TestFrameworks.Ziyang, wrong).Single().Differs.Count);
    }

    private static IReadOnlyList<CaseFile> Book() => CaseBook.Read(RepositoryRoot.PathOf("data/cases"));
}
