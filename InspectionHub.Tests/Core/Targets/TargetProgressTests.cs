using CsCheck;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Targets;
using TestResult = InspectionHub.Core.Targets.TestResult;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>Status of tests and targets in view of their due date (targets.md, "How a target is judged").</summary>
public sealed class TargetProgressTests
{
    private static readonly DateOnly Autumn2026 = new(2026, 11, 1);

    // T16 高中阶段毛入学率 > 92 %, a county entry; P2 普惠园覆盖率 needs ≥ 80 %: both one number.
    [Fact]
    public void Met_now_is_met() => Assert.Equal(TargetStatus.Met, Entry("kg_satisfaction", 80, 82, 84, 85.1m).Status);

    [Fact]
    public void Exactly_at_a_strict_limit_is_not_met() => Assert.NotEqual(TargetStatus.Met, Entry("kg_satisfaction", 70, 75, 80, 85).Status);

    [Fact]
    public void Five_years_on_a_steep_line_are_on_track() => Assert.Equal(TargetStatus.OnTrack, Entry("kg_satisfaction", 72, 75, 78, 81, 84).Status);

    [Fact]
    public void When_only_the_point_passes_it_is_at_risk() => Assert.Equal(TargetStatus.AtRisk, Entry("kg_satisfaction", 70, 79, 72, 83, 81).Status);

    [Fact]
    public void A_falling_line_is_behind() => Assert.Equal(TargetStatus.Behind, Entry("kg_satisfaction", 84, 83, 82, 81, 80).Status);

    [Fact]
    public void With_four_years_the_milestone_decides()
    {
        // From 70 in 2023 to 85 in 2028: 3 a year, so 79 is asked of 2026.
        Assert.Equal(TargetStatus.AtRisk, Entry("kg_satisfaction", 70, 72, 75, 79).Status);
        Assert.Equal(TargetStatus.Behind, Entry("kg_satisfaction", 70, 72, 75, 78.9m).Status);
    }

    [Fact]
    public void A_blank_year_cannot_tell_whatever_the_years_before_said() => Assert.Equal(TargetStatus.CannotTell, Entry("kg_satisfaction", 90, 90, 90, 90, null).Status);

    [Fact]
    public void A_yes_or_no_that_is_no_is_behind_and_never_forecast()
    {
        var test = Find(Judge(Years("p04", 0, 0, 0, 0, 0)), 2028, "P4");
        Assert.Equal(TargetStatus.Behind, test.Status);
        Assert.Null(test.Attained);
    }

    [Fact]
    public void Attainment_is_the_first_year_whose_point_passes_with_the_years_of_both_ends()
    {
        var test = Entry("kg_satisfaction", 70, 73, 74, 79, 79);
        Assert.Equal(2029, test.Attained);
        Assert.True(test.Earliest <= 2029 && test.Latest > 2029);
    }

    [Fact]
    public void Nothing_before_2040_cannot_be_told() => Assert.Null(Entry("kg_satisfaction", 70, 70, 70, 70, 70).Attained);

    [Fact]
    public void The_pace_is_what_each_year_must_still_bring() => Assert.Equal(2.5, Entry("kg_satisfaction", 70, 72, 75, 80).Series[0].Pace!.Value, 9);

    [Fact]
    public void A_blank_year_has_no_pace_and_no_year_of_attainment_though_the_last_known_value_holds()
    {
        var series = Entry("kg_satisfaction", 96, 96, 96, 96, null).Series[0];
        Assert.Equal((null, null, null, TargetStatus.CannotTell), (series.Pace, series.Attained, series.Earliest, series.Status));
        Assert.Empty(series.Band);
    }

    [Theory]
    [InlineData(44, -1, TargetStatus.AtRisk)]
    [InlineData(45.5, -1.75, TargetStatus.Behind)]
    [InlineData(30, 4, TargetStatus.Behind)]
    public void Above_a_band_the_way_is_down_to_its_upper_end(double now, double pace, TargetStatus status)
    {
        // T18 中职招生占比 38—42 %, due 2025: from 46 % in 2022.
        var years = new[] { 46m, (decimal)now }.Select(v => new SmallCounty().Entry("voc_new", v * 10).Entry("senior_new", 1000)).ToArray();
        var series = Find(Judge(years, new(2023, 11, 1), 2023), 2025, "T18").Series[0];
        Assert.Equal(pace, series.Pace!.Value, 9);
        Assert.Equal(status, series.Status);
    }

    [Fact]
    public void Above_a_band_the_lower_end_is_the_favourable_one_and_both_ends_have_to_hold_on_time()
    {
        // Down by two each year without a doubt: 42.5 in 2023, 40.5 in 2024 and 38.5 in 2025.
        Assert.Equal((TargetStatus.OnTrack, 2024, 2024, 2024), Told(52.5, 50.5, 48.5, 46.5, 44.5));
        // With ups and downs 41.2 in 2025, give or take two: the lower end is within the year before, the upper end only after.
        var (status, earliest, attained, latest) = Told(52.05, 49.5, 48.7, 47.9, 45.35);
        Assert.Equal((TargetStatus.AtRisk, 2024, 2025), (status, earliest, attained));
        Assert.True(latest is null or > 2025);

        static (TargetStatus, int?, int?, int?) Told(params double[] values)
        {
            var one = TestSeries.Of([.. values.Select((v, i) => (2018 + i, Share(v)))], 2025);
            return (one.Status, one.Earliest, one.Attained, one.Latest);
        }
    }

    [Fact]
    public void Whatever_the_values_the_favourable_end_never_comes_after_the_unfavourable_one() => Gen.Select(Gen.Double[20, 60].Array[5, 9], Gen.Bool).Sample(both =>
    {
        var (values, isBand) = both;
        var one = TestSeries.Of([.. values.Select((v, i) => (2018 + i, isBand ? Share(v) : Share(v) with { Upper = null }))], 2018 + values.Length + 2);
        if (one.Attained is not { } attained) Assert.Null(one.Latest);
        else Assert.True(one.Earliest <= attained && (one.Latest is null || one.Latest >= attained), $"{one.Earliest} {attained} {one.Latest}");
        // On time means that what is drawn holds from end to end.
        if (one.Status == TargetStatus.OnTrack) Assert.True(one.Measure.Holds(one.Band[^1].Low) && one.Measure.Holds(one.Band[^1].High));
    }, iter: 2000);

    private static TestMeasure Share(double value) => new("中职招生占比", "%", Comparison.AtLeast, 38, value) { Upper = 42 };

    [Theory]
    [InlineData(Comparison.AtMost, 0.5, 0.4, 0.6, TargetStatus.Behind)]
    [InlineData(Comparison.AtMost, 0.5, 0.7, 0.6, TargetStatus.AtRisk)]
    [InlineData(Comparison.AtMost, 0.5, 0.6, 0.7, TargetStatus.Behind)]
    [InlineData(Comparison.AtLeast, 0.8, 0.9, 0.7, TargetStatus.Behind)]
    [InlineData(Comparison.AtLeast, 0.8, 0.6, 0.7, TargetStatus.AtRisk)]
    public void A_value_that_held_and_has_fallen_back_is_behind(Comparison comparison, double limit, double before, double now, TargetStatus status)
    {
        TestMeasure Value(double value) => new("差异系数", "", comparison, limit, value);
        var series = TestSeries.Of([(2025, Value(before)), (2026, Value(now))], 2030);
        Assert.Equal(status, series.Status);
        // What held at the beginning has no way to go: a line down to the limit would be a plan to get worse.
        Assert.Equal(Value(limit).Holds(before), series.Milestones.Count == 0);
    }

    [Fact]
    public void A_ratio_that_rises_because_pupils_leave_is_forecast_by_its_two_sums()
    {
        // 毛入园率: 820 of 1,000, 810 of 970, …: children in kindergarten fall by 10, the age group by 30 each year.
        var years = Enumerable.Range(0, 5).Select(i => new SmallCounty().Site("K", SchoolKind.Kindergarten).Value("K", "pupils", 820 - (10 * i), Stage.Preschool).Entry("kg_age", 1000 - (30 * i)));
        var series = Find(Judge([.. years]), 2028, "P1").Series[0];
        var at2028 = series.Band.Single(b => b.Year == 2028);
        Assert.Equal(100.0 * 760 / 820, at2028.Point, 9);
    }

    [Fact]
    public void A_test_of_several_numbers_is_as_bad_as_the_worst()
    {
        // G11 交流轮岗: 20 of 200 due rotated (10 %), backbone 2, 3, 4 … of 20 rises but is short.
        SmallCounty[] years = [.. Enumerable.Range(0, 5).Select(i => new SmallCounty().Entry("rotate_due", 200).Entry("rotated", 20).Entry("rotated_backbone", i < 4 ? 1 : 2))];
        var test = Find(Judge(years), 2030, "G11");
        Assert.Equal(TargetStatus.Met, test.Series[0].Status);
        Assert.Equal(test.Series[1].Status, test.Status);
        Assert.Equal(TargetStatus.Behind, test.Status);
    }

    [Fact]
    public void Past_its_due_date_a_target_is_read_in_its_year_and_asked_whether_it_still_holds()
    {
        var progress = Judge(Years("poverty_households", 3, 1, 0, 0, 2), day: Autumn2026);
        var t1 = Find(progress, 2025, "T1");
        Assert.Equal(TargetStatus.Met, t1.Status);
        Assert.Equal(TargetStatus.CannotTell, progress.Single(t => t.Year == 2025).Status);
        Assert.False(progress.Single(t => t.Year == 2025).Held);
        Assert.Equal(TargetStatus.Missed, Find(Judge(Years("poverty_households", 3, 1, 0, 1, 0), Autumn2026), 2025, "T1").Status);
    }

    [Fact]
    public void Without_data_of_the_due_year_it_cannot_be_told()
    {
        var late = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0);
        var test = Find(TargetProgress.Of([(2026, late.Assess().Tests)], Autumn2026, null), 2025, "T1");
        Assert.Equal(TargetStatus.CannotTell, test.Status);
        Assert.Contains("2025", test.Now.Reason);
    }

    [Fact]
    public void A_target_due_tomorrow_is_pending_and_past_due_the_day_after()
    {
        var years = Years("poverty_households", 1, 1, 1, 1);
        Assert.Equal(TargetStatus.Behind, Find(Judge(years, new(2025, 12, 31), 2025), 2025, "T1").Status);
        Assert.Equal(TargetStatus.Missed, Find(Judge(years, new(2026, 1, 1), 2025), 2025, "T1").Status);
    }

    [Fact]
    public void A_target_is_the_worst_of_its_tests_and_without_a_register_of_vetoes_at_best_cannot_be_told()
    {
        var results = SmallCountyMet();
        Assert.Equal(TargetStatus.Met, TargetProgress.Of(results, Autumn2026, new HashSet<int>()).Single().Status);
        Assert.Equal(TargetStatus.CannotTell, TargetProgress.Of(results, Autumn2026, null).Single().Status);
        Assert.Equal(TargetStatus.Behind, TargetProgress.Of(results, Autumn2026, new HashSet<int> { 2028 }).Single().Status);
    }

    [Fact]
    public void A_year_whose_edition_lacks_a_test_is_a_gap_and_breaks_nothing()
    {
        var years = Enumerable.Range(2022, 5).Select(y => (Year: y, Results: new SmallCounty().Entry("kg_satisfaction", 70 + (3 * (y - 2022))).Assess().Tests)).ToList();
        years[1] = (2023, [.. years[1].Results.Where(r => r.Test.Code != "P18")]);
        var series = Find(TargetProgress.Of(years, Autumn2026, null), 2028, "P18").Series[0];
        Assert.Equal([2022, 2024, 2025, 2026], series.Years.Select(y => y.Year));
        Assert.Equal([2023], series.Lacking);
        Assert.Contains(2023, series.AllYears);
    }

    [Fact]
    public void Past_its_due_date_a_target_has_the_tests_of_its_own_years_edition()
    {
        // T18 was asked in 2025 and is not any more; T2 came later.
        var due = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Value("S", "dropouts", 0).Entry("voc_new", 400).Entry("senior_new", 1000).Assess().Tests.Where(t => t.Test.Code is "T1" or "T18").ToList();
        var later = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Value("S", "dropouts", 3).Assess().Tests.Where(t => t.Test.Code is "T1" or "T2").ToList();
        var target = TargetProgress.Of([(2025, due), (2026, later)], Autumn2026, new HashSet<int>()).Single();
        Assert.Equal(["T1", "T18"], target.Tests.Select(t => t.Test.Code));
        Assert.Equal(TargetStatus.Met, target.Status);
        // What was reached holds or not by what was asked then and still is.
        Assert.True(target.Held);
    }

    [Fact]
    public void An_established_veto_of_the_year_it_is_read_in_means_it_does_not_hold_and_the_words_say_why()
    {
        var results = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Assess().Tests.Where(t => t.Test.Code == "T1").ToList();
        (int, IReadOnlyList<TestResult>)[] years = [(2025, results), (2026, results)];
        Assert.True(TargetProgress.Of(years, Autumn2026, new HashSet<int>(), new(2026, false, results)).Single().Held);
        var vetoed = TargetProgress.Of(years, Autumn2026, new HashSet<int>(), new(2026, false, results) { Vetoes = [new(2025, "拖欠教师工资", 2026)] }).Single();
        Assert.Equal((TargetStatus.Met, false), (vetoed.Status, vetoed.Held));
        Assert.Contains("目前没有守住", TargetWords.Due(vetoed, 2026, Autumn2026));
        Assert.Contains("拖欠教师工资", TargetWords.Due(vetoed, 2026, Autumn2026));
        var other = TargetProgress.Of(years, Autumn2026, new HashSet<int>(), new(2026, false, results) { Vetoes = [new(2028, "存在无证办园", 2026)] }).Single();
        Assert.True(other.Held);
        Assert.DoesNotContain("无证", TargetWords.Due(other, 2026, Autumn2026));
    }

    [Theory]
    [InlineData(2025, 2024, "2026-11-28", "已于 2025-12-31 到期；所选 2024 学年早于到期年，这里是当时的进展")]
    [InlineData(2028, 2026, "2028-12-10", "到期 2028-12-31，还有 21 天")]
    [InlineData(2028, 2026, "2028-12-31", "到期 2028-12-31，今天到期")]
    [InlineData(2028, 2026, "2028-11-30", "到期 2028-12-31，还有 1 个月")]
    [InlineData(2028, 2026, "2026-12-01", "到期 2028-12-31，还有 2 年")]
    [InlineData(2028, 2026, "2026-11-28", "到期 2028-12-31，还有 2 年 1 个月")]
    public void The_words_of_the_due_date_end_in_something(int target, int year, string today, string words) =>
        Assert.Equal(words, TargetWords.Due(new(target, TargetStatus.Behind, null, [], true), year, DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void What_is_said_of_vetoes_does_not_contradict_whether_it_still_holds()
    {
        var results = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "poverty_households", 0).Assess().Tests.Where(t => t.Test.Code == "T1").ToList();
        (int, IReadOnlyList<TestResult>)[] years = [(2025, results), (2026, results)];
        var vetoed = TargetProgress.Of(years, Autumn2026, new HashSet<int>(), new(2026, false, results) { Vetoes = [new(2025, "拖欠教师工资", 2026)] }).Single();
        Assert.Equal("到期时没有已认定的县级否决项，目前有“拖欠教师工资”。", TargetWords.Vetoes(vetoed));
        Assert.Equal("没有已认定的县级否决项。", TargetWords.Vetoes(TargetProgress.Of(years, Autumn2026, new HashSet<int>(), new(2026, false, results)).Single()));
        Assert.Equal("有已认定的县级否决项，本目标不能达成。", TargetWords.Vetoes(TargetProgress.Of(years, Autumn2026, new HashSet<int> { 2025 }, new(2026, false, results)).Single()));
    }

    private static Trajectory Entry(string item, params decimal?[] values) => Find(Judge([.. values.Select(v => v is { } known ? new SmallCounty().Entry(item, known) : new SmallCounty())]), 2028, "P18");

    private static SmallCounty[] Years(string item, params decimal[] values) => item.StartsWith('p') && item.Length == 3
        ? [.. values.Select(v => new SmallCounty().Entry(item, v))]
        : [.. values.Select(v => new SmallCounty().Site("S", SchoolKind.Primary).Value("S", item, v))];

    /// <summary>The last county is the one of <paramref name="last"/>.</summary>
    private static IReadOnlyList<TargetProgress> Judge(SmallCounty[] years, DateOnly? day = null, int last = 2026) =>
        TargetProgress.Of([.. years.Select((y, i) => (last - years.Length + 1 + i, y.Assess().Tests))], day ?? Autumn2026, vetoes: null);

    private static Trajectory Find(IReadOnlyList<TargetProgress> progress, int target, string code) => progress.Single(t => t.Year == target).Tests.Single(t => t.Test.Code == code);

    /// <summary>One test of 2028, met.</summary>
    private static (int Year, IReadOnlyList<TestResult> Results)[] SmallCountyMet() =>
        [(2026, [new SmallCounty().Entry("kg_satisfaction", 86).Test("P18")])];
}
