using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>An explanation for those who may read a result but not whose it is.</summary>
public sealed class NamelessTests
{
    [Fact]
    public void Without_names_the_values_and_cells_stay_and_no_person_is_named()
    {
        var framework = TestFrameworks.Ziyang;
        var row = framework.Find("17.4")!;
        var at = new DateTimeOffset(2026, 11, 3, 2, 0, 0, TimeSpan.Zero);
        Mark Of(string person, int level, bool late = false) => new(Guid.NewGuid(), "S", row.Code, new LevelMark(level), person, $"督学{person}", at, level, "", late);
        var ballots = Ballots.Of([Of("甲", 4), Of("乙", 1), Of("丙", 2, late: true)], new("S", row.Code, new LevelMark(3), "看了原始记录", "组长丁", 99));
        RowInput[] inputs = [new(row.Code, "督学甲评分", "4 级", new("现场", "", "督学甲", at)), new("teachers", "教师", "12", new("现场", "", "督学戊", at), IsVerified: true), new("pupils", "学生", "300", new("学段", "D17", "导入人己", at))];
        var result = new RowResult(row, InspectionHub.Core.Frameworks.Purpose.Annual, null, IndicatorState.Met, 3, null, 1, null, null, inputs, ballots);
        var named = Text(result);
        foreach (var name in new[] { "督学甲", "督学丙", "组长丁", "督学戊", "导入人己" }) Assert.Contains(name, named);
        var told = Text(result.WithoutNames());
        foreach (var name in new[] { "督学甲", "督学丙", "组长丁", "督学戊" }) Assert.DoesNotContain(name, told);
        Assert.Contains("督导组评分：4 级", told);
        Assert.Contains("看了原始记录", told);
        Assert.Contains("教师：12", told);
        // Who brought in the statistics is no secret.
        Assert.Contains("学段!D17，导入人己", told);

        string Text(RowResult one) => string.Join('\n', Explanation.Of(framework, one, [], []).Lines.Select(l => l.Text));
    }
}
