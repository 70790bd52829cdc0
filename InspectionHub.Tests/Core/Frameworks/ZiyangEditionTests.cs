using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Frameworks;

public sealed class ZiyangEditionTests
{
    private static readonly IndicatorFramework Edition = TestFrameworks.Ziyang;

    [Theory]
    [InlineData(SchoolKind.Kindergarten, 58, 27, 15)]
    [InlineData(SchoolKind.Primary, 66, 23, 11)]
    [InlineData(SchoolKind.Junior, 70, 19, 11)]
    [InlineData(SchoolKind.NineYear, 68, 21, 11)]
    [InlineData(SchoolKind.Senior, 51, 36, 13)]
    [InlineData(SchoolKind.Vocational, 57, 29, 14)]
    [InlineData(SchoolKind.Special, 61, 25, 14)]
    [InlineData(SchoolKind.TeachingPoint, 77, 15, 8)]
    public void Points_of_a_kind_sum_to_100_with_the_published_domain_sums(SchoolKind kind, int first, int second, int third)
    {
        var sums = Edition.Domains.Select(d => Edition.Indicators.Where(r => Edition.ClauseOf(r).Domain == d.Code).Sum(r => r.PointsFor(kind))).ToArray();
        Assert.Equal([first, second, third], sums);
        Assert.Equal(100, sums.Sum());
    }

    [Fact]
    public void The_three_targets_have_19_18_and_32_tests() =>
        Assert.Equal([(2025, 19), (2028, 18), (2030, 32)], Edition.Tests.GroupBy(t => t.Target).Select(g => (g.Key, g.Count())));

    [Fact]
    public void Placement_of_disabled_children_is_97_for_2025_and_95_for_2030()
    {
        var row = Edition.Find("14.1")!;
        Assert.Equal(97, row.ThresholdFor(Purpose.Target2025, null, new(2026, 1, 1))!.Limit);
        Assert.Equal(95, row.ThresholdFor(Purpose.Target2030, null, new(2026, 1, 1))!.Limit);
        Assert.Null(row.ThresholdFor(Purpose.Target2030, null, new(2020, 1, 1)));
    }

    [Fact]
    public void Every_rubric_row_has_five_different_wordings() => Assert.All(
        Edition.Indicators.Select(r => r.Rule).OfType<RubricRule>(), r => Assert.Equal(5, r.Levels.Select(l => l.Text).Distinct().Count()));

    [Fact]
    public void The_seven_resources_stand_for_the_rows_of_the_contract() => Assert.Equal(
        ["R1 10.2", "R2 4.1", "R3 10.3", "R4 3.1", "R5 3.2", "R6 3.3", "R7 5.1"],
        Edition.Indicators.Where(r => r.Resource is not null).Select(r => $"{r.Resource} {r.Code}").Order(StringComparer.Ordinal));

    [Fact]
    public void Three_mistakes_in_one_file_are_all_named_with_their_places()
    {
        var text = TestFrameworks.Text;
        text = ReplaceFirst(text, "\"limit\": 4.5", "\"limit\": \"四点五\"");
        var clause = text.Split('\n').First(l => l.Contains("\"code\": \"四(一)7\""));
        text = text.Replace(clause + "\n", "");
        text = ReplaceFirst(text, "\"code\": \"9.3\"", "\"code\": \"9.2\"");
        var problems = FrameworkReader.Read(text).Problems;
        Assert.Equal(3, problems.Count);
        Assert.Contains(problems, p => p.Place.Contains("limit（行 ") && p.Say.Contains("四点五"));
        Assert.Contains(problems, p => p.Place.StartsWith("clauses", StringComparison.Ordinal) && p.Say.Contains("四(一)7"));
        Assert.Contains(problems, p => p.Place.StartsWith("indicators[", StringComparison.Ordinal) && p.Say.Contains("“9.2”重复"));
    }

    [Fact]
    public void A_team_is_given_only_clauses_that_are_marked_at_a_school_of_the_kind()
    {
        var clauses = Enum.GetValues<SchoolKind>().ToDictionary(k => k, k => TestFrameworks.Ziyang.ClausesOnSite(k).Select(c => c.Code).ToList());
        foreach (var (kind, codes) in clauses)
            Assert.Equal(codes, TestFrameworks.Ziyang.Clauses.Select(c => c.Code).Where(code => TestFrameworks.Ziyang.Indicators.Any(r => r.Clause == code && r.PointsFor(kind) > 0 && (r.Method == Method.OnSite || r.Method == Method.Questionnaire))));
        Assert.NotEqual(clauses[SchoolKind.Kindergarten], clauses[SchoolKind.Primary]);
    }

    [Fact]
    public async Task The_file_fits_the_schema_beside_it()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(RepositoryRoot.PathOf("data/frameworks/framework.schema.json"));
        Assert.Empty(schema.Validate(TestFrameworks.Text));
        Assert.NotEmpty(schema.Validate(TestFrameworks.Text.Replace("\"method\": \"D\"", "\"method\": \"Z\"")));
    }

    [Theory]
    [InlineData("", "行 1")]
    [InlineData("{ \"schema\": ", "行 1")]
    public void What_is_no_JSON_is_said_with_its_line(string text, string place) => Assert.Contains(FrameworkReader.Read(text).Problems, p => p.Place.Contains(place));

    private static string ReplaceFirst(string text, string old, string replacement)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{old} is not in the file");
        return text[..at] + replacement + text[(at + old.Length)..];
    }
}
