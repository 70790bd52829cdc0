using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>A unit's points and grade from its sites (scoring.md, "What is assessed").</summary>
public sealed class UnitScoreTests
{
    private readonly List<Unit> units = [];
    private readonly Dictionary<string, Scorecard> cards = [];
    private readonly Dictionary<string, Fraction?> pupils = [];
    private readonly HashSet<string> vetoed = [];

    [Fact]
    public void Sixty_percent_main_site_and_forty_the_others_weighed_by_pupils()
    {
        // 0.6 × 90 + 0.4 × (80 × 300 + 60 × 100) ÷ 400 = 54 + 0.4 × 75 = 84.
        Unit("A", ("A1", 90, 1000), ("A2", 80, 300), ("A3", 60, 100));
        Assert.Equal(84, Of("A").Low);
        Assert.Equal(Grade.Good, Of("A").Grade);
    }

    [Fact]
    public void A_unit_of_one_site_is_its_site() => Assert.Equal(77, Score("A", 77).Low);

    [Fact]
    public void Without_the_main_site_it_is_open()
    {
        Unit("A", ("A1", null, 1000), ("A2", 80, 300));
        Assert.Null(Of("A").Low);
        Assert.Null(Of("A").Grade);
        Assert.Equal("主校点尚未考核", Of("A").Reason);
    }

    [Fact]
    public void A_site_not_assessed_that_year_does_not_count_as_zero()
    {
        Unit("A", ("A1", 90, 1000), ("A2", null, 300));
        Assert.Equal(90, Of("A").Low);
    }

    [Fact]
    public void Blank_pupils_of_an_assessed_site_leave_the_unit_open()
    {
        Unit("A", ("A1", 90, 1000), ("A2", 80, null));
        Assert.Null(Of("A").Low);
        Assert.Contains("A2学生数", Of("A").Reason);
    }

    [Fact]
    public void Ninety_points_are_excellent_only_in_the_top_thirty_percent_of_the_group()
    {
        // Ten units: three places. The fourth of 90 and more is 良好.
        for (var i = 0; i < 10; i++) Unit($"U{i}", ($"S{i}", 99 - i, 100));
        Assert.Equal(Grade.Excellent, Of("U2").Grade);
        Assert.Equal(Grade.Good, Of("U3").Grade);
    }

    [Fact]
    public void Two_on_the_same_place_are_treated_alike()
    {
        for (var i = 0; i < 10; i++) Unit($"U{i}", ($"S{i}", i is 2 or 3 ? 95 : 99 - i, 100));
        Assert.Equal(Of("U2").Grade, Of("U3").Grade);
    }

    [Fact]
    public void Vocational_and_special_schools_stand_alone_and_are_not_ranked()
    {
        Unit("V", "职", ("V1", 91, 100));
        Unit("W", "职", ("W1", 95, 100));
        Assert.Equal(Grade.Excellent, Of("V").Grade);
    }

    [Fact]
    public void A_vetoed_main_site_fails_the_unit_and_leaves_the_ranking_with_its_points_kept()
    {
        for (var i = 0; i < 10; i++) Unit($"U{i}", ($"S{i}", 99 - i, 100));
        vetoed.Add("S0");
        Assert.Equal((Grade.Fail, (Fraction?)99), (Of("U0").Grade, Of("U0").Low));
        Assert.Equal(Grade.Excellent, Of("U3").Grade);
    }

    [Fact]
    public void A_vetoed_other_site_caps_the_unit_at_pass()
    {
        Unit("A", ("A1", 95, 1000), ("A2", 95, 10));
        vetoed.Add("A2");
        Assert.Equal(Grade.Pass, Of("A").Grade);
    }

    [Fact]
    public void While_an_interval_crosses_a_cut_off_there_is_no_grade()
    {
        units.Add(new("A", "A", "镇中心学校", "A1"));
        cards["A1"] = Card("A1", "A", 78, 82);
        Assert.Null(Of("A").Grade);
    }

    private UnitScore Score(string unit, int points)
    {
        Unit(unit, ($"{unit}1", points, 100));
        return Of(unit);
    }

    private void Unit(string code, params (string Site, int? Points, int? Pupils)[] sites) => Unit(code, "镇中心学校", sites);

    private void Unit(string code, string group, params (string Site, int? Points, int? Pupils)[] sites)
    {
        units.Add(new(code, code, group, sites[0].Site));
        foreach (var site in sites)
        {
            cards[site.Site] = Card(site.Site, code, site.Points, site.Points);
            pupils[site.Site] = site.Pupils;
        }
    }

    private UnitScore Of(string unit) => UnitScore.Of(units, cards, pupils, TestFrameworks.Ziyang.Settings, vetoed).Single(u => u.Unit.Code == unit);

    /// <summary>A card of two rows: one with all certain points, one open between both ends.</summary>
    private static Scorecard Card(string site, string unit, int? low, int? high)
    {
        var row = TestFrameworks.Ziyang.Indicators[0];
        RowResult Row(IndicatorState state, Fraction of, Fraction? share) => new(row, Purpose.Annual, null, state, null, null, share, null, null, [], Ballots.Empty) { Of = of };
        RowResult[] rows = low is not { } known ? [Row(IndicatorState.Unknown, 100, null)]
            : [Row(IndicatorState.Met, known, 1), Row(IndicatorState.Unknown, high!.Value - known, null), Row(IndicatorState.NotMet, 100 - high.Value, 0)];
        return new(new(site, unit, site, "甲镇", SchoolKind.Primary, Area.Town, true, false, 2000), rows, []);
    }
}
