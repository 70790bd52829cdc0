using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>Worked cases of the annual assessment with the published edition.</summary>
public sealed class ScorecardTests
{
    private static readonly Site School = new("S1", "U1", "甲镇第一小学", "甲镇", SchoolKind.Primary, Area.Town, true, false, 2005);
    private static readonly Dictionary<string, decimal> AtThreshold = new()
    {
        ["pupils"] = 1000,
        ["above"] = 42,
        ["backbone"] = 10,
        ["pe_arts"] = 9,
        ["teachers"] = 60,
        ["certified"] = 60,
        ["rooms_m2"] = 4500,
        ["indoor_sport_m2"] = 0,
        ["sport_m2"] = 7500,
        ["equipment_yuan"] = 2000000,
        ["media_rooms"] = 23,
    };

    [Fact]
    public void A_school_exactly_at_all_seven_thresholds_complies() => Assert.Equal(IndicatorState.Met, ComplianceWith([]).State);

    [Fact]
    public void One_short_at_exactly_85_percent_complies() => Assert.Equal(IndicatorState.Met, ComplianceWith([("rooms_m2", 3825)]).State);

    [Fact]
    public void One_short_just_below_85_percent_does_not() => Assert.Equal(IndicatorState.NotMet, ComplianceWith([("rooms_m2", 3824.99m)]).State);

    [Fact]
    public void Two_short_do_not_comply_even_at_99_percent_and_whatever_is_missing() =>
        Assert.Equal(IndicatorState.NotMet, ComplianceWith([("rooms_m2", 4455), ("sport_m2", 7425), ("media_rooms", null)]).State);

    [Fact]
    public void A_missing_value_is_undecided_never_met()
    {
        var compliance = ComplianceWith([("media_rooms", null)]);
        Assert.Equal(IndicatorState.Unknown, compliance.State);
        Assert.Equal(["R7"], compliance.Missing);
    }

    [Fact]
    public void Without_any_mark_the_score_is_an_interval_and_never_a_grade()
    {
        var card = CardWith([], []);
        Assert.Equal(100, card.Of);
        Assert.True(card.Low < card.High);
        Assert.Null(card.GradeOf(TestFrameworks.Ziyang.Settings, isTop: true));
    }

    [Fact]
    public void A_row_that_does_not_apply_gives_its_points_to_its_clause()
    {
        var without = CardWith([("nutrition_plan", 0), ("serves_meals", 0)], []);
        Assert.Equal(IndicatorState.NotApplicable, without.Find("6.3")!.State);
        Assert.Equal(100, without.Of);
        // 8.7's four points go to the other rows of 四(一)8: 8.1, 8.2, 8.4a, 8.4b of 3 + 4 + 5 + 3; clause 6 has none left, so its ten go to the domain.
        Assert.True(without.Find("8.4a")!.Of > 5 + new Fraction(4 * 5, 15));
    }

    [Fact]
    public void Two_inspectors_who_differ_leave_the_row_open_between_their_points()
    {
        var card = CardWith([], [Level("A", 4, 1), Level("B", 2, 2)]);
        var row = card.Find("3.6")!;
        Assert.Equal((IndicatorState.Unknown, BallotState.Differing), (row.State, row.Ballots.State));
        Assert.Equal((row.Of * new Fraction(60, 100), row.Of), (row.Low, row.High));
    }

    [Fact]
    public void A_correction_by_the_same_person_counts_once()
    {
        var row = CardWith([], [Level("A", 1, 1), Level("A", 4, 2)]).Find("3.6")!;
        Assert.Equal((IndicatorState.Met, row.Of), (row.State, row.Low));
    }

    [Fact]
    public void A_late_mark_is_shown_and_not_counted()
    {
        var row = CardWith([], [Level("A", 4, 1) with { IsLate = true }]).Find("3.6")!;
        Assert.Equal(IndicatorState.Unknown, row.State);
        Assert.Single(row.Ballots.Late);
    }

    [Theory]
    [InlineData(100, 100, 1)]
    [InlineData(95, 100, 0.5)]
    [InlineData(94, 100, 0)]
    public void A_rate_earns_all_at_its_limit_half_from_95_percent_of_it_and_nothing_below(int certified, int teachers, double share)
    {
        var row = CardWith([("certified", certified), ("teachers", teachers)], []).Find("4.3")!;
        Assert.Equal(share, row.Share!.Value.ToDouble());
    }

    [Fact]
    public void The_explanation_names_the_cell_the_standard_and_the_arithmetic()
    {
        var why = Explanation.Of(TestFrameworks.Ziyang, CardWith([("rooms_m2", 4200)], []).Find("3.1")!, [], []);
        var text = string.Join("\n", why.Lines.Select(l => $"{l.Head} {l.Text}"));
        Assert.Contains("4200 ÷ 1000 = 4.2", text);
        Assert.Contains("学校!K3", text);
        Assert.Contains("教督〔2017〕6号", text);
        Assert.Contains("✕ 未达标", why.Summary);
    }

    private static Mark Level(string person, int level, long order) => new(Guid.NewGuid(), "S1", "3.6", new LevelMark(level), person, person, DateTimeOffset.UnixEpoch, order, "");

    private static Compliance ComplianceWith((string Item, decimal? Value)[] changes) => CardWith(changes, []).Compliance.Single();

    private static Scorecard CardWith((string Item, decimal? Value)[] changes, Mark[] marks)
    {
        var values = AtThreshold.ToDictionary(v => v.Key, v => (decimal?)v.Value);
        values["nutrition_plan"] = values["serves_meals"] = 1;
        foreach (var (item, value) in changes) values[item] = value;
        var staged = TestFrameworks.Ziyang.Items.Where(i => i.Level == InspectionHub.Core.Frameworks.ItemLevel.Stage).Select(i => i.Key).ToHashSet();
        var facts = new AssessmentFacts
        {
            Year = 2026,
            Day = new(2026, 11, 1),
            Units = [new("U1", "甲镇中心学校", "镇中心学校", "S1")],
            Sites = [School],
            Marks = marks,
            Measurements = new(values.Where(v => v.Value is not null).Select(v => new Measurement("S1", staged.Contains(v.Key) ? Stage.Primary : null, v.Key, v.Value!.Value, new("学校", "K3")))),
        };
        return Assessment.Of(TestFrameworks.Ziyang, facts).Scorecards["S1"];
    }
}
