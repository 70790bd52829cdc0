using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Measurements;

public sealed class YearTurnTests
{
    private static readonly DateOnly Autumn = new(2023, 9, 1);

    [Fact]
    public void Each_change_is_told_by_its_succession()
    {
        var changes = YearTurn.Between(
            [Of("A", "甲小学"), Of("B", "乙教学点"), Of("C", "丙幼儿园"), Of("D", "丁小学"), Of("E", "戊小学", "U1")],
            [Of("A", "甲中心小学"), Of("C", "丙幼儿园"), Of("C2", "丙第二幼儿园"), Of("E", "戊小学", "U2"), Of("F", "己小学")],
            [Line("A", "A", SuccessionKind.Rename), Line("B", "A", SuccessionKind.Merger), Line("C", "C2", SuccessionKind.Split), Line("D", null, SuccessionKind.Closure)], 2023);
        Assert.Equal([SiteChangeKind.New, SiteChangeKind.Renamed, SiteChangeKind.Merged, SiteChangeKind.Split, SiteChangeKind.Closed, SiteChangeKind.Moved], changes.Select(c => c.Kind));
        Assert.Equal(["新建 己小学（F）", "更名 甲小学 → 甲中心小学（A）", "合并 乙教学点（B）并入 甲中心小学（A）", "拆分 丙幼儿园（C）分出 丙第二幼儿园（C2）", "撤并 丁小学（D）", "改属 戊小学（E）由 U1 改属 U2"], changes.Select(c => c.Say()));
    }

    [Fact]
    public void A_site_that_is_gone_without_a_word_is_unexplained_and_a_line_of_another_year_explains_nothing()
    {
        Assert.Equal(SiteChangeKind.Unexplained, YearTurn.Between([Of("A", "甲小学")], [], [], 2023).Single().Kind);
        Assert.Equal(SiteChangeKind.Unexplained, YearTurn.Between([Of("A", "甲小学")], [], [new("A", null, Autumn.AddYears(-1), SuccessionKind.Closure, new("沿革", ""))], 2023).Single().Kind);
        Assert.Equal(SiteChangeKind.Closed, YearTurn.Between([Of("A", "甲小学")], [], [Line("A", null, SuccessionKind.Closure)], 2023).Single().Kind);
    }

    [Fact]
    public void The_same_sites_are_no_change() => Assert.Empty(YearTurn.Between([Of("A", "甲小学")], [Of("A", "甲小学")], [], 2023));

    private static Site Of(string code, string name, string unit = "U") => new(code, unit, name, "城关镇", SchoolKind.Primary, Area.Town, true, false, 2000);

    private static Succession Line(string from, string? to, SuccessionKind kind) => new(from, to, Autumn, kind, new("沿革", "A3"));
}
