using InspectionHub.Core.Measurements;
using InspectionHub.Core.Targets;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>How near a test is to its limit, and in which year "still held" is read.</summary>
public sealed class MarginTests
{
    [Theory]
    [InlineData(86, true)]
    [InlineData(95, false)]
    [InlineData(80, false)]
    public void Met_with_less_than_a_twentieth_to_spare_is_near(decimal value, bool isNear) =>
        Assert.Equal(isNear, Of(new SmallCounty().Entry("kg_satisfaction", value), 2028, "P18").IsNear);

    [Fact]
    public void What_fails_is_below_zero_and_a_yes_has_no_margin()
    {
        Assert.True(Of(new SmallCounty().Entry("kg_satisfaction", 80), 2028, "P18").Margin < 0);
        Assert.Null(Of(new SmallCounty().Entry("p04", 1), 2028, "P4").Margin);
    }

    [Fact]
    public void Still_held_is_read_in_the_year_that_was_given_and_says_which()
    {
        var due = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Assess().Tests;
        var later = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 2).Assess().Tests;
        var progress = TargetProgress.Of([(2025, due)], new(2026, 11, 1), new HashSet<int>(), new(2026, IsOfficial: true, later)).Single(t => t.Year == 2025);
        Assert.False(progress.Held);
        Assert.Equal(TargetStatus.Met, progress.Tests.Single(t => t.Test.Code == "T1").Status);
        Assert.Contains("按 2026 学年正式数据", TargetWords.Due(progress, 2026, new(2026, 11, 1)));
    }

    private static Trajectory Of(SmallCounty county, int target, string code) =>
        TargetProgress.Of([(2026, county.Assess().Tests)], new(2026, 11, 1), new HashSet<int>()).Single(t => t.Year == target).Tests.Single(t => t.Test.Code == code);
}
