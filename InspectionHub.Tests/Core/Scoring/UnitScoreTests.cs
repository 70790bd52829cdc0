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

    [Fact]
    public void The_account_says_with_numbers_what_a_layman_can_work_out_again()
    {
        Unit("A", ("A1", 90, 1000), ("A2", 80, 300), ("A3", 60, 100), ("A4", null, 50));
        Unit("B", ("B1", 95, 200));
        var account = AccountOf("A");
        Assert.Equal([("A1", "90.00", "1000", "60 %", "54.00"), ("A2", "80.00", "300", "30 %", "24.00"), ("A3", "60.00", "100", "10 %", "6.00"), ("A4", "未评", "50", "不计入", "")],
            account.Sites.Select(s => (s.Code, s.Points, s.Pupils, s.Weight, s.Part)));
        Assert.Equal("其余校点平均：（80 × 300 ＋ 60 × 100）÷ 400 ＝ 75 分，每校得分 × 学生数相加，除以学生总数。单位得分：主校点 90 × 60 % ＋ 其余校点 75 × 40 % ＝ 84 分。", account.Arithmetic());
        Assert.Contains(account.Lines, l => l.Text == "A4：本学年还没有评分结果，不计入，也不当作 0 分。");
        Assert.Contains(account.Lines, l => l.Head == "依据" && l.Text.Contains("紫教体科发〔2021〕71号") && l.Text.Contains("县级自定"));
        Assert.Equal("良好。", account.Lines.Single(l => l.Head == "等级").Text);
        Assert.Equal("本组（镇中心学校）2 个单位，前 30 % 即前 0 名可评优秀；本单位第 2 名。", account.Place);
        // Enough points, but no place at the top: that is what a head asks about.
        Assert.Equal("良好（得分够优秀，但不在本组前 30 %）。", AccountOf("B").Lines.Single(l => l.Head == "等级").Text);
        Assert.Contains("没有其他校点计入，就是主校点B1的得分：95 分", AccountOf("B").Arithmetic());
        Assert.DoesNotContain(account.Lines, l => l.Head == "取整");
    }

    [Fact]
    public void What_is_unknown_gives_both_ends_and_a_unit_without_points_says_what_it_waits_for()
    {
        units.Add(new("A", "A", "镇中心学校", "A1"));
        (cards["A1"], cards["A2"]) = (Card("A1", "A", 78, 82), Card("A2", "A", 60, 61));
        (pupils["A1"], pupils["A2"]) = (3, 7);
        Assert.Equal(["其余校点平均（最少）", "单位得分（最少）", "其余校点平均（最多）", "单位得分（最多）", "为什么是区间"], AccountOf("A").Lines.Take(5).Select(l => l.Head));
        pupils["A2"] = null;
        vetoed.Add("A1");
        // The veto decides the grade; the points wait for something else.
        Assert.Equal("未定：未填：A2学生数。", AccountOf("A").Lines[0].Text);
        Assert.StartsWith("不合格（主校点有已认定的否决项", AccountOf("A").Lines.Single(l => l.Head == "等级").Text);
        Assert.All(AccountOf("A").Sites, s => Assert.Equal(("未定", ""), (s.Weight, s.Part)));
    }

    [Fact]
    public void The_terms_always_add_up_to_the_points_and_their_weights_to_the_whole()
    {
        var random = new Random(71);
        for (var round = 0; round < 300; round++)
        {
            units.Clear();
            cards.Clear();
            pupils.Clear();
            units.Add(new("A", "A", "镇中心学校", "S0"));
            for (var i = 0; i < random.Next(1, 9); i++)
            {
                var low = random.Next(0, 101);
                cards[$"S{i}"] = i > 0 && random.Next(4) == 0 ? Card($"S{i}", "A", null, null) : Card($"S{i}", "A", low, random.Next(2) == 0 ? low : random.Next(low, 101));
                pupils[$"S{i}"] = random.Next(3) == 0 ? 0 : random.Next(1, 2000);
            }
            var score = Of("A");
            Assert.Equal(score.Low, score.Terms.Aggregate(Fraction.Zero, (sum, t) => sum + t.Low));
            Assert.Equal(score.High, score.Terms.Aggregate(Fraction.Zero, (sum, t) => sum + t.High));
            Assert.Equal(1, score.Terms.Aggregate(Fraction.Zero, (sum, t) => sum + t.Weight));
            // By the rule as it is written, beside.
            var others = cards.Values.Where(c => c.Site.Code != "S0" && c.Done > 0).ToList();
            var all = others.Aggregate(Fraction.Zero, (sum, c) => sum + pupils[c.Site.Code]!.Value);
            Fraction By(Func<Scorecard, Fraction> end) => all.Sign == 0 ? end(cards["S0"]) : (end(cards["S0"]) * 60 / 100) + (others.Aggregate(Fraction.Zero, (sum, c) => sum + (end(c) * pupils[c.Site.Code]!.Value)) / all * 40 / 100);
            Assert.Equal((By(c => c.Low), By(c => c.High)), (score.Low, score.High));
            var account = AccountOf("A");
            // The printed parts lose at most half a hundredth each, and the printed sum is the points.
            Assert.InRange(account.Sites.Where(s => s.Part.Length > 0).Sum(s => double.Parse(s.Part.Split('—')[0], System.Globalization.CultureInfo.InvariantCulture)) - score.Low!.Value.ToDouble(), -0.05, 0.05);
            Assert.Contains($"{score.Low.Value.ToText(2)} 分", account.Arithmetic());
            Assert.Contains($"{score.High!.Value.ToText(2)} 分", account.Arithmetic());
        }
    }

    private UnitAccount AccountOf(string unit)
    {
        var score = Of(unit);
        return UnitAccount.Of(TestFrameworks.Ziyang, score, score.Grade?.Name() ?? "未定", score.Reason ?? "");
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
