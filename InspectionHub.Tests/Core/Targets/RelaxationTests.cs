using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>The milder rules are switches with dates; the cases show their numbers, these tests the switch.</summary>
public sealed class RelaxationTests
{
    private static IndicatorFramework Until(DateOnly last) => TestFrameworks.Ziyang with { Relaxations = [.. TestFrameworks.Ziyang.Relaxations.Select(r => r with { Until = last })] };

    [Theory]
    [InlineData("2026-11-01", IndicatorState.Met)]
    [InlineData("2026-11-02", IndicatorState.NotMet)]
    public void Visiting_teachers_count_until_the_last_day_of_the_relaxation(string day, IndicatorState state)
    {
        var county = new SmallCounty { Framework = Until(new(2026, 11, 1)), Day = DateOnly.Parse(day) }.Site("A", SchoolKind.Primary, area: Area.Rural)
            .Value("A", "pupils", 60, Stage.Primary).Value("A", "pe_arts", 0, Stage.Primary).Value("A", "shared_pe_arts", 1, Stage.Primary);
        Assert.Equal(state, county.Assess().Scorecards["A"].Find("10.3", Stage.Primary)!.State);
    }

    [Fact]
    public void An_edition_without_relaxations_has_none()
    {
        var county = new SmallCounty { Framework = TestFrameworks.Ziyang with { Relaxations = [] } }.Site("A", SchoolKind.Primary, designed: 2010).Value("A", "pupils", 2400, Stage.Primary);
        Assert.Equal(IndicatorState.NotMet, county.Test("G4").State);
    }

    [Fact]
    public void Every_relaxation_says_in_words_what_it_does() =>
        Assert.All(TestFrameworks.Ziyang.Relaxations, r => Assert.Matches("^(R3|G3|G4)：.*\\d+", r.Says));

    [Fact]
    public void A_mean_of_roots_is_decided_at_its_limit_without_rounding()
    {
        // √(1/4) = 1/2 exactly; √2 is not a fraction: 1.4142135623730950488… lies between the two limits.
        Assert.True(RootMean.IsWithin([new(1, 4), new(1, 4)], new(1, 2)));
        Assert.False(RootMean.IsWithin([new(1, 4), new Fraction(1, 4) + new Fraction(1, System.Numerics.BigInteger.Pow(10, 60))], new(1, 2)));
        Assert.True(RootMean.IsWithin([2], (Fraction)1.414213562373095049m));
        Assert.False(RootMean.IsWithin([2], (Fraction)1.414213562373095048m));
        Assert.True(RootMean.IsWithin([0, 0], 0));
    }
}
