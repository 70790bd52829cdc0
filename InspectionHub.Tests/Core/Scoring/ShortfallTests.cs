using CsCheck;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Differences;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>What a school of several stages lacks is what is to be given to the whole school: a part of it counts in each stage.</summary>
public sealed class ShortfallTests
{
    private static readonly Gen<(int Primary, int Junior, int Rooms, int Metres)> Schools = Gen.Select(Gen.Int[20, 900], Gen.Int[20, 900], Gen.Int[0, 30], Gen.Int[0, 6000]);

    [Fact]
    public void So_many_rooms_turn_both_stages_to_met_and_one_less_does_not() => Schools.Sample(school =>
    {
        var need = NeedOf(school, school.Rooms, "R7");
        if (need is null) return;
        var rooms = (int)need.Amount!.Value.Numerator;
        Assert.Equal(1, need.Amount.Value.Denominator);
        Assert.DoesNotContain(Rows(school with { Rooms = school.Rooms + rooms }, "5.1"), r => r.State == IndicatorState.NotMet);
        Assert.Contains(Rows(school with { Rooms = school.Rooms + rooms - 1 }, "5.1"), r => r.State == IndicatorState.NotMet);
    }, iter: 300);

    [Fact]
    public void Square_metres_are_exact_and_the_greater_of_both_stages() => Schools.Sample(school =>
    {
        if (NeedOf(school, school.Rooms, "R5") is not { } need) return;
        Assert.Equal(need.Amount, need.Rows.Max(r => Shortfall.Of(r, r.Stage == Stage.Primary ? school.Primary : school.Junior)));
        // Given to the school, split again: the stage that lacked most is exactly at its limit, the other not below.
        var after = need.Rows.Select(r => (Row: r, Value: r.Value!.Value + (need.Amount!.Value * r.Part / (r.Stage == Stage.Primary ? school.Primary : school.Junior)))).ToList();
        Assert.All(after, a => Assert.True(a.Value >= (Fraction)a.Row.Limit!.Limit));
        Assert.Contains(after, a => a.Value == (Fraction)a.Row.Limit!.Limit);
    }, iter: 300);

    [Fact]
    public void A_shared_resource_is_one_need_and_says_that_it_is_of_the_whole_school()
    {
        // 8 rooms for 300 + 400 pupils: 300 : 440, so 3.24 and 4.76; asked are 6.9 and 9.6. One room gives 0.405 and 0.595.
        var card = SplitSchools.Nine().Assess().Scorecards["N"];
        var need = Assert.Single(Shortfall.OfSite(card, stage => stage == Stage.Primary ? 300 : 400, "R7"));
        Assert.Equal("全校还差 10 间", need.Says);
        Assert.Equal([Stage.Primary, Stage.Junior], need.Rows.Select(r => r.Stage!.Value));
        Assert.Equal("全校还差 10 间", Shortfall.Text(card.Find("5.1", Stage.Primary)!, 300));
        // Teachers belong to a stage: each its own need.
        Assert.Equal(["还差 1 人", "还差 6 人"], Shortfall.OfSite(card, stage => stage == Stage.Primary ? 300 : 400, "R1").Select(n => n.Says));
    }

    [Fact]
    public void A_stage_that_complies_by_the_rule_of_six_needs_nothing()
    {
        var card = SplitSchools.Nine().Assess().Scorecards["N"];
        Assert.Equal(2, Assert.Single(Shortfall.OfSite(card, _ => 300, "R7")).Rows.Count);
        var complying = card with { Compliance = [.. card.Compliance.Select(c => c.Stage == Stage.Primary ? c with { State = IndicatorState.Met } : c)] };
        Assert.Equal([Stage.Junior], Assert.Single(Shortfall.OfSite(complying, _ => 300, "R7")).Rows.Select(r => r.Stage!.Value));
    }

    [Fact]
    public void So_many_units_given_to_a_school_of_two_stages_bring_the_countys_coefficient_within_its_limit_and_one_less_does_not() => Gen.Select(Schools, Gen.Int[20, 60]).Sample(both =>
    {
        var (school, elsewhere) = both;
        var now = R7(County(school, elsewhere));
        var index = now.Difference.Rows.Select((r, i) => (r.Site, i)).Single(r => r.Site == "N").i;
        Assert.True(now.Difference.Rows[index].Part < 1);
        if (now.State != IndicatorState.NotMet || DifferenceUnits.Of(now.Difference, now.Limit)[index] is not { } k) return;
        Assert.Equal(IndicatorState.Met, R7(County(school with { Rooms = school.Rooms + (int)k }, elsewhere)).State);
        Assert.Equal(IndicatorState.NotMet, R7(County(school with { Rooms = school.Rooms + (int)k - 1 }, elsewhere)).State);
        // The lever is of a whole room too.
        Assert.Equal(R7(County(school with { Rooms = school.Rooms + 1 }, elsewhere)).Value!.Value - now.Value!.Value, now.Difference.Levers(now.Step.Size)[index]!.Value, 1e-9);
    }, iter: 300);

    private static Coefficient R7(Assessment assessment) => assessment.Coefficients.Single(c => c is { Resource: "R7", Stage: Stage.Primary });

    private static Assessment County((int Primary, int Junior, int Rooms, int Metres) school, int elsewhere) =>
        SplitSchools.With(SplitSchools.With(SplitSchools.Nine(school.Primary, school.Junior, school.Rooms, school.Metres), "A", SchoolKind.Primary, elsewhere, 9000, (Stage.Primary, 500)), "B", SchoolKind.Primary, elsewhere / 2, 9000, (Stage.Primary, 400)).Assess();

    private static Shortfall? NeedOf((int Primary, int Junior, int Rooms, int Metres) school, int rooms, string resource) =>
        Shortfall.OfSite(SplitSchools.Nine(school.Primary, school.Junior, rooms, school.Metres).Assess().Scorecards["N"], stage => stage == Stage.Primary ? school.Primary : school.Junior, resource).SingleOrDefault();

    private static IEnumerable<RowResult> Rows((int Primary, int Junior, int Rooms, int Metres) school, string code) =>
        SplitSchools.Nine(school.Primary, school.Junior, school.Rooms, school.Metres).Assess().Scorecards["N"].Rows.Where(r => r.Row.Code == code);
}
