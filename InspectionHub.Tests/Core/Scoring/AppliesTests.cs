using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>Rows and inputs that depend on the kind of a site.</summary>
public sealed class AppliesTests
{
    [Theory]
    [InlineData(1, 1, IndicatorState.Met)]
    [InlineData(1, 0, IndicatorState.NotMet)]
    public void Heads_of_a_kindergarten_need_a_certificate_too(int principals, int certified, IndicatorState state)
    {
        var row = Card(SchoolKind.Kindergarten, Stage.Preschool, ("principals", principals), ("principals_certified", certified)).Find("4.3")!;
        Assert.Equal(state, row.State);
        Assert.Contains(row.Inputs, i => i.Item == "principals");
    }

    [Fact]
    public void A_kindergarten_that_does_not_name_its_heads_is_undecided() =>
        Assert.Equal(IndicatorState.Unknown, Card(SchoolKind.Kindergarten, Stage.Preschool).Find("4.3")!.State);

    [Fact]
    public void A_primary_school_is_not_asked_for_them()
    {
        var row = Card(SchoolKind.Primary, Stage.Primary).Find("4.3")!;
        Assert.Equal(IndicatorState.Met, row.State);
        Assert.DoesNotContain(row.Inputs, i => i.Item == "principals");
    }

    [Fact]
    public void The_three_classrooms_are_scored_at_every_teaching_point_and_watched_at_weak_schools_only()
    {
        var point = Card(SchoolKind.TeachingPoint, Stage.Primary).Find("5.2")!;
        Assert.Equal(IndicatorState.Unknown, point.State);
        Assert.True(point.Of >= 5);
        Assert.Equal(IndicatorState.NotApplicable, Card(SchoolKind.Primary, Stage.Primary, ("weak_site", 0)).Find("5.2")!.State);
        var weak = Card(SchoolKind.Primary, Stage.Primary, ("weak_site", 1)).Find("5.2")!;
        Assert.Equal((IndicatorState.Unknown, 0), (weak.State, weak.Of));
        Assert.Null(Card(SchoolKind.Kindergarten, Stage.Preschool).Find("5.2"));
    }

    private static Scorecard Card(SchoolKind kind, Stage stage, params (string Item, decimal Value)[] more)
    {
        var site = new Site("S1", "U1", "甲校", "甲镇", kind, Area.Town, true, false, 2005);
        Measurement Of(string item, Stage? at, decimal value) => new("S1", at, item, value, new("学校", "A3"));
        var facts = new AssessmentFacts
        {
            Year = 2026,
            Day = new(2026, 11, 1),
            Units = [new("U1", "甲校", "镇中心学校", "S1")],
            Sites = [site],
            Measurements = new([Of("pupils", stage, 150), Of("teachers", stage, 10), Of("certified", stage, 10), .. more.Select(m => Of(m.Item, null, m.Value))]),
        };
        return Assessment.Of(TestFrameworks.Ziyang, facts).Scorecards["S1"];
    }
}
