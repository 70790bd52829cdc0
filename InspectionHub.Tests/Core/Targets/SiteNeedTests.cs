using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Oracle;
using TestResult = InspectionHub.Core.Targets.TestResult;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>The sites that keep a county test from being met, and what each would need: with the limit it was judged by.</summary>
public sealed class SiteNeedTests
{
    [Fact]
    public void Schools_whose_own_share_is_short_stand_in_the_way_of_the_countys_share_and_say_how_many_they_lack()
    {
        var result = Certified(("A", 40, 38), ("B", 30, 30), ("C", 20, 15)).Test("G12");
        Assert.Equal(IndicatorState.NotMet, result.State);
        Assert.Equal(["C", "A"], result.InTheWay);
        Assert.Equal("持教师资格证教师 38 人 / 专任教师 40 人，还差 2 人", Need(result, "A"));
        Assert.Equal("持教师资格证教师 83 人 ÷ 专任教师 90 人 × 100", result.Measures[0].Division);
    }

    [Fact]
    public void A_share_that_holds_over_the_county_has_no_site_in_its_way() => Assert.Empty(Certified(("A", 40, 40), ("B", 30, 30)).Test("G12").InTheWay);

    [Fact]
    public void A_share_while_a_school_is_silent_names_the_silent_one_only()
    {
        var result = Certified(("A", 40, 38)).Site("B", SchoolKind.Primary).Value("B", "pupils", 100, Stage.Primary).Value("B", "teachers", 5, Stage.Primary).Test("G12");
        Assert.Equal((IndicatorState.Unknown, "B"), (result.State, result.InTheWay.Single()));
    }

    [Fact]
    public void Where_fewer_is_better_the_other_sum_is_lacking_and_a_kindergarten_without_teachers_lacks_most()
    {
        var result = new SmallCounty().Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", 151, Stage.Preschool).Value("K1", "teachers", 10, Stage.Preschool)
            .Site("K2", SchoolKind.Kindergarten).Value("K2", "pupils", 60, Stage.Preschool).Value("K2", "teachers", 0, Stage.Preschool)
            .Site("K3", SchoolKind.Kindergarten).Value("K3", "pupils", 15, Stage.Preschool).Value("K3", "teachers", 1, Stage.Preschool).Test("P15");
        Assert.Equal(["K2", "K1"], result.InTheWay);
        Assert.Equal("学生数 151 人 / 专任教师 10 人，还差专任教师 1 人", Need(result, "K1"));
    }

    [Fact]
    public void A_private_kindergarten_stands_in_the_way_of_the_public_share()
    {
        var result = new SmallCounty().Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", 40, Stage.Preschool)
            .Site("K2", SchoolKind.Kindergarten, isPublic: false).Value("K2", "pupils", 60, Stage.Preschool).Test("P3");
        Assert.Equal("K2", result.InTheWay.Single());
        Assert.Equal("学生数 60 人，计入 0 人：不是公办园", Need(result, "K2"));
    }

    [Fact]
    public void The_age_group_of_the_county_leaves_no_school_in_the_way() =>
        Assert.Empty(new SmallCounty().Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", 40, Stage.Preschool).Entry("kg_age", 100).Test("P1").InTheWay);

    [Fact]
    public void A_coefficient_above_its_limit_names_the_schools_below_the_mean_that_make_most_of_it_though_every_school_is_met()
    {
        // A has five hundred and makes most of the coefficient, yet it is the others that lack; of them G, the poorest, most.
        var county = new SmallCounty();
        foreach (var (code, teachers) in new[] { ("A", 500), ("B", 60), ("C", 59), ("D", 58), ("E", 57), ("F", 56), ("G", 50) })
        {
            county.Site(code, SchoolKind.Primary).Value(code, "pupils", 500, Stage.Primary);
            foreach (var item in TestFrameworks.Ziyang.Items.Where(i => i.Level == InspectionHub.Core.Frameworks.ItemLevel.Stage && i.Key != "pupils")) county.Value(code, item.Key, teachers, Stage.Primary);
        }
        var result = county.Test("R2");
        Assert.Equal(IndicatorState.NotMet, result.State);
        Assert.Equal(["G", "F", "E", "D", "C"], result.Needs.Select(n => n.Site));
        Assert.StartsWith("占小学差异的 ", Need(result, "G"));
        Assert.Contains("全县均值", Need(result, "G"));
        Assert.Contains("G", result.InTheWay);
        Assert.DoesNotContain("A", result.InTheWay);
    }

    [Theory]
    [InlineData(2008, 2450, "2450 人，本校上限 2400 人，超出 50 人")]
    [InlineData(2020, 2450, "2450 人，本校上限 2000 人，超出 450 人")]
    public void A_school_is_told_the_limit_of_its_own_year(int designed, int pupils, string says)
    {
        var result = new SmallCounty().Site("A", SchoolKind.Primary, designed).Value("A", "pupils", pupils, Stage.Primary).Test("G4");
        Assert.Equal(says, Need(result, "A"));
    }

    [Fact]
    public void Rooms_say_the_area_asked_of_each_and_how_many_are_lacking()
    {
        var result = new SmallCounty().Site("A", SchoolKind.Primary).Value("A", "pupils", 900, Stage.Primary).Class("A", Stage.Primary, "1", [.. Enumerable.Repeat((int?)40, 13)])
            .Room("A", "音乐", 72, 2010).Room("A", "音乐", 80, 2010).Room("A", "美术", 90).Room("A", "美术", null).Test("G3");
        Assert.Equal("13 个班需音乐、美术专用教室各 2 间；音乐 2 间（72 ㎡，应 ≥ 73 ㎡、80 ㎡），面积够的 1 间，还差 1 间；美术 2 间（90 ㎡、面积未填），面积够的 1 间，1 间的面积需填报", Need(result, "A"));
    }

    [Fact]
    public void A_kindergarten_that_does_not_say_whether_it_is_public_is_the_gap_of_the_share()
    {
        var result = new SmallCounty().Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", 40, Stage.Preschool)
            .Site("K2", SchoolKind.Kindergarten, isPublic: null).Value("K2", "pupils", 60, Stage.Preschool).Test("P3");
        Assert.Equal((IndicatorState.Unknown, "K2", "需填报“公办”"), (result.State, result.InTheWay.Single(), Need(result, "K2")));
        var inclusive = new SmallCounty().Site("K2", SchoolKind.Kindergarten, isPublic: false).Value("K2", "pupils", 60, Stage.Preschool).Test("P2");
        Assert.Equal(("K2", "需填报“普惠性民办幼儿园”"), (inclusive.InTheWay.Single(), Need(inclusive, "K2")));
    }

    [Fact]
    public void What_a_school_lacks_in_one_of_its_stages_is_named_with_the_stage()
    {
        var result = Certified(("A", 40, 40)).Value("A", "pupils", 50, Stage.Junior).Value("A", "teachers", 5, Stage.Junior).Test("G12");
        Assert.Equal((IndicatorState.Unknown, "A", "需填报“持教师资格证教师（初中）”"), (result.State, result.InTheWay.Single(), Need(result, "A")));
    }

    [Theory]
    [InlineData(true, 2000, 500, IndicatorState.Met, "")]
    [InlineData(false, 2000, 399, IndicatorState.NotMet, "E2 E3 N")]
    [InlineData(true, 2020, 399, IndicatorState.NotMet, "N")]
    [InlineData(true, 2020, null, IndicatorState.Unknown, "N")]
    [InlineData(true, null, 500, IndicatorState.Unknown, "N")]
    [InlineData(false, 2000, null, IndicatorState.Unknown, "N")]
    public void Of_the_premises_those_stand_in_the_way_that_the_test_hangs_on(bool isEnough, int? designed, int? outdoor, IndicatorState state, string sites)
    {
        // Of the earlier kindergartens half must be met: E1 is, E2 is with it in the first case, E3 is not.
        var county = new SmallCounty();
        foreach (var (code, isMet) in new[] { ("E1", true), ("E2", isEnough), ("E3", false) }) Premises(county, code, 2000, isMet ? 500 : 399);
        Premises(county, "N", designed, outdoor);
        var result = county.Test("P13");
        Assert.Equal((state, sites), (result.State, string.Join(' ', result.InTheWay)));
    }

    [Fact]
    public void Classes_name_the_over_full_where_the_test_fails_and_the_silent_where_it_is_open()
    {
        SmallCounty Two() => new SmallCounty().Site("A", SchoolKind.Primary).Value("A", "pupils", 90, Stage.Primary).Site("B", SchoolKind.Primary).Value("B", "pupils", 90, Stage.Primary).Class("A", Stage.Primary, "1", 40);
        Assert.Equal(["B"], Two().Test("G5").InTheWay);
        Assert.Equal(["B"], Two().Class("B", Stage.Primary, "1", (int?)null).Test("T4").InTheWay);
        Assert.Equal(["A"], Two().Class("A", Stage.Primary, "2", 60).Test("T4").InTheWay);

        SmallCounty Kindergartens() => new SmallCounty().Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", 200, Stage.Preschool).Site("K2", SchoolKind.Kindergarten).Value("K2", "pupils", 60, Stage.Preschool).Class("K1", Stage.Preschool, "小班", 25, 25, 25, 25, 25, 25, 26);
        Assert.Equal((IndicatorState.Unknown, "K2"), (Kindergartens().Test("P14").State, Kindergartens().Test("P14").InTheWay.Single()));
        // Seven of eight are within, more than 85 %: what is over is in nobody's way.
        var met = Kindergartens().Class("K2", Stage.Preschool, "小班", 20).Test("P14");
        Assert.Equal((IndicatorState.Met, 0), (met.State, met.InTheWay.Count));
        Assert.Equal(["K2"], Kindergartens().Class("K2", Stage.Preschool, "小班", 26, 26).Test("P14").InTheWay.Except(["K1"]));
    }

    [Fact]
    public void Of_random_counties_no_site_stands_in_the_way_of_what_is_met_and_every_gap_of_what_is_open_is_a_site()
    {
        var draw = new OracleDraw(System.Text.Json.JsonDocument.Parse(TestFrameworks.Text).RootElement, 9);
        var seen = new HashSet<IndicatorState>();
        for (var i = 0; i < 200; i++)
        {
            var county = new SmallCounty();
            for (var at = 0; at < 1 + (i % 4); at++) county.Draw($"〔{at}〕", draw.Site());
            foreach (var result in county.Assess().Tests)
            {
                if (result.InTheWay.Count > 0) seen.Add(result.State);
                if (result.State == IndicatorState.Met) Assert.Empty(result.InTheWay);
                Assert.Equal(result.InTheWay.Distinct(), result.InTheWay);
                // The reason names its sites by their code here.
                if (result.State == IndicatorState.Unknown)
                    Assert.All(System.Text.RegularExpressions.Regex.Matches(result.Reason ?? "", "〔[0-9]〕").Select(m => m.Value), code => Assert.Contains(code, result.InTheWay));
            }
        }
        Assert.Equal([IndicatorState.Unknown, IndicatorState.NotMet], seen.Order());
    }

    private static void Premises(SmallCounty county, string code, int? designed, int? outdoor)
    {
        county.Site(code, SchoolKind.Kindergarten, designed).Value(code, "pupils", 100, Stage.Preschool).Value(code, "activity_m2", 900).Value(code, "building_m2", 1100);
        if (outdoor is { } metres) county.Value(code, "outdoor_m2", metres);
    }

    private static string Need(TestResult result, string site) => result.Needs.Single(n => n.Site == site).Says;

    private static SmallCounty Certified(params (string Code, int Teachers, int Certified)[] schools)
    {
        var county = new SmallCounty();
        foreach (var (code, teachers, certified) in schools)
            county.Site(code, SchoolKind.Primary).Value(code, "pupils", 100, Stage.Primary).Value(code, "teachers", teachers, Stage.Primary).Value(code, "certified", certified, Stage.Primary);
        return county;
    }
}
