using System.IO.Compression;
using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.AspNetCore.Components;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>What an address may ask of the dashboard, by whom, and what comes out as a table.</summary>
public sealed class DashboardBoardTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private DashboardBoard Board => hub.Get<DashboardBoard>();

    [Fact]
    public async Task Filters_narrow_and_words_that_mean_nothing_fall_away()
    {
        var office = hub.Who("dudao", Roles.Office);
        var all = (await Board.ReadAsync(office, new()))!;
        var town = (await Board.ReadAsync(office, new() { Town = "毛坝镇", Stage = "初中" }))!;
        Assert.NotEmpty(town.Cards);
        Assert.All(town.Cards, c => Assert.Equal("毛坝镇", c.Site.Town));
        Assert.All(town.Cards, c => Assert.True(c.Site.Kind is SchoolKind.Junior or SchoolKind.NineYear));
        Assert.All(town.Coefficients, c => Assert.Equal(Stage.Junior, c.Stage));
        Assert.All((await Board.ReadAsync(office, new() { Kind = "点" }))!.Cards, c => Assert.Equal(SchoolKind.TeachingPoint, c.Site.Kind));
        var lead = (await Board.ReadAsync(office, new() { Lead = "人事股" }))!;
        Assert.All(lead.Rows, r => Assert.Equal("人事股", r.Lead));
        Assert.All(lead.Coefficients, c => Assert.Equal("人事股", c.Row.Lead));
        Assert.Equal(all.Cards.Count, (await Board.ReadAsync(office, new() { Year = 1999, Town = "nix", Unit = "nix", Stage = "x", Kind = "x", Lead = "x", By = "x", Sort = "x", Data = "x" }))!.Cards.Count);
    }

    [Fact]
    public async Task A_stage_has_its_own_schools_and_its_own_warnings_and_the_workbook_too()
    {
        var office = hub.Who("dudao", Roles.Office);
        // 特教学校 report their pupils as 小学 and 初中 and are of 特教 all the same.
        Assert.Contains((await Board.ReadAsync(office, new() { Stage = "特教" }))!.Cards, c => c.Site.Kind == SchoolKind.Special);
        var all = (await Board.ReadAsync(office, new()))!.Warnings;
        foreach (var (stage, other) in new[] { (Stage.Primary, Stage.Junior), (Stage.Junior, Stage.Primary) })
        {
            Assert.Contains(all, w => w.Stage == stage && w.Kind == "差异系数");
            var picture = (await Board.ReadAsync(office, new() { Stage = stage.Name() }))!;
            Assert.Equal(all.Where(w => w.Stage == stage && w.Site is null).Select(w => w.Text), picture.Warnings.Where(w => w.Stage is not null && w.Site is null).Select(w => w.Text));
            Assert.DoesNotContain(picture.Warnings, w => w.Text.Contains($"（{other.Name()}）上学年") || (w.Kind == "差异系数" && w.Text.StartsWith(other.Name(), StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_lead_office_sees_its_clauses_whatever_it_asks_for_and_a_unit_only_itself()
    {
        var lead = (await Board.ReadAsync(hub.Who("renshi", Roles.LeadOffice), new() { Lead = "教育股" }))!;
        Assert.NotEmpty(lead.Rows);
        Assert.All(lead.Rows, r => Assert.Equal("人事股", r.Lead));
        Assert.All(lead.Warnings, w => Assert.Equal("人事股", lead.Now.Framework.Find(w.Row!)!.Lead));
        var head = (await Board.ReadAsync(hub.Who("xz-m01", Roles.Unit), new() { Unit = lead.Now.Facts.Units.First(u => u.Code != "M01").Code }))!;
        Assert.Single(head.Cards);
        Assert.Empty(head.Warnings);
        Assert.Empty(head.Coefficients);
    }

    [Fact]
    public async Task Every_part_is_a_workbook_whose_text_no_spreadsheet_runs()
    {
        var picture = (await Board.ReadAsync(hub.Who("dudao", Roles.Office), new()))!;
        picture = picture with { Warnings = [new("=1+1", "@SUM(A1)", "/")] };
        foreach (var part in new[] { "coefficients", "warnings", "progress", "matrix", "schools" })
        {
            var file = new MemoryStream();
            using (var writer = new WorkbookWriter(file)) DashboardSheets.Write(writer, part, picture, isDemo: true);
            using var zip = new ZipArchive(new MemoryStream(file.ToArray()));
            using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
            var xml = await reader.ReadToEndAsync();
            Assert.Contains("暂评数据，没有正式发布", xml);
            Assert.Contains("演示数据", xml);
            Assert.True(xml.Split("<row ").Length > (part == "warnings" ? 4 : 10), part);
            if (part == "warnings") Assert.Contains("'=1+1", xml);
        }
    }

    [Fact]
    public void A_coefficient_says_what_each_school_could_do()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("button.door .state-not_met")), Patience);
        page.InvokeAsync(() => page.FindAll("button.door").First(b => b.QuerySelector(".state-not_met") is not null).Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=shares] tbody tr")), Patience);
        Assert.Contains(page.FindAll("[data-testid=shares] td.num"), cell => cell.TextContent.Contains("单靠本校做不到") || cell.TextContent.Any(char.IsAsciiDigit));
        Assert.Matches("最省的单校办法|没有一校单靠自己", page.Find("aside").TextContent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_schools_are_missing_a_coefficient_says_what_the_others_give_and_promises_nothing(bool isWithin)
    {
        using var context = hub.As("dudao", Roles.Office);
        var picture = (await Board.ReadAsync(hub.Who("dudao", Roles.Office), new()))!;
        var like = picture.Coefficients.First(c => c.Difference.Rows.Count > 5 && c.Value > 0);
        // The same schools against a limit above and one below what they give.
        var one = new InspectionHub.Core.Scoring.Coefficient(like.Stage, like.Row, new(like.Difference.Rows, ["缺"]), isWithin ? 9 : new Fraction((int)(like.Value!.Value * 950), 1000), like.Per);
        var advice = Advice(one);
        Assert.StartsWith($"按现有 {like.Difference.Rows.Count} 校计算，结论待定：", advice);
        Assert.DoesNotContain("即不超过", advice);
        if (isWithin) Assert.EndsWith("系数在限内。", advice);
        else Assert.Matches("最省的单校办法|没有一校单靠自己", advice);
        // With every school there, nothing is open.
        var whole = Advice(new(one.Stage, one.Row, new(one.Difference.Rows, []), one.Limit, one.Per));
        Assert.DoesNotContain("待定", whole);

        string Advice(InspectionHub.Core.Scoring.Coefficient shown) => context.Render<CoefficientPanel>(p => p.Add(x => x.One, shown).Add(x => x.Now, picture.Now).Add(x => x.Export, "/x")).Find("[data-testid=advice]").TextContent;
    }

    [Fact]
    public async Task The_lever_of_money_is_told_for_ten_thousand_yuan_and_shows_digits_that_mean_something()
    {
        using var context = hub.As("dudao", Roles.Office);
        var picture = (await Board.ReadAsync(hub.Who("dudao", Roles.Office), new() { Stage = "小学" }))!;
        var one = picture.Coefficients.Single(c => c.Resource == "R6");
        var panel = context.Render<CoefficientPanel>(p => p.Add(x => x.One, one).Add(x => x.Now, picture.Now).Add(x => x.Export, "/x"));
        Assert.Contains("杠杆（1 万元）", panel.FindAll("[data-testid=shares] th").Select(h => h.TextContent));
        var shown = panel.FindAll("[data-testid=shares] tbody tr").Select(r => r.QuerySelectorAll("td")[4].TextContent).ToList();
        Assert.All(shown, lever => Assert.Matches("^[+-]0\\.0*[1-9][0-9]{2}$", lever));
        var file = new MemoryStream();
        using (var writer = new WorkbookWriter(file)) DashboardSheets.Write(writer, "coefficients", picture, isDemo: true);
        var rows = SheetText.Of(file.ToArray(), sheet: 2).Where(r => r[0] == "R6" && r[6] != "未填").ToList();
        Assert.Equal(one.Difference.Rows.Count, rows.Count);
        Assert.All(rows, r => Assert.NotEqual(0, double.Parse(r[9], System.Globalization.CultureInfo.InvariantCulture)));
        // It is what ten thousand yuan more at the school make of the county's coefficient.
        var index = Enumerable.Range(0, one.Difference.Rows.Count).First(i => one.Difference.Rows[i].Part == 1);
        var then = new InspectionHub.Core.Differences.DifferenceCoefficient([.. one.Difference.Rows.Select((r, i) => i == index ? r with { Resource = r.Resource + 10_000 } : r)], []);
        Assert.Equal(then.Value!.Value - one.Value!.Value, one.Difference.Levers(one.Step.Size)[index]!.Value, 1e-9);
    }

    [Fact]
    public void A_warning_of_one_kind_stands_alone_when_its_kind_is_chosen()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("section[aria-label=预警] .chip")), Patience);
        page.Act("section[aria-label=预警] .chip", e => e.Click(), page.FindAll("section[aria-label=预警] .chip").ToList().FindIndex(c => c.TextContent.StartsWith("差异系数", StringComparison.Ordinal)));
        page.WaitForAssertion(() => Assert.All(page.FindAll("section[aria-label=预警] li b"), kind => Assert.Equal("差异系数", kind.TextContent)), Patience);
    }

    [Fact]
    public async Task The_leader_reads_three_targets_in_words_the_red_schools_with_what_they_need_and_what_is_due_and_finds_nothing_to_click_wrong()
    {
        var office = hub.Who("dudao", Roles.Office);
        var site = (await hub.Get<InspectionHub.Web.Assessments.Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites[0].Code;
        await hub.Get<InspectionHub.Web.Rectifications.RectificationBook>().OpenAsync(office, new(2026, site, InspectionHub.Core.Procedures.RectificationClass.County, "校舍不足", "教督〔2017〕6号", "", "", null, "office", ""));
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<LeaderPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-target]").Count), Patience);
        Assert.Contains("全部做到才算达成", page.Find("[data-target='2028']").TextContent);
        Assert.True(int.Parse(page.Find("[data-testid=red]").TextContent) > 0);
        Assert.Contains(page.FindAll("[data-red]"), card => card.TextContent.Contains("还差"));
        // What a school of two stages is to get serves both: it is one need of the whole school.
        Assert.Contains(page.FindAll("[data-red]"), card => card.TextContent.Contains("全校还差"));
        page.WaitForAssertion(() => Assert.Contains("督促县级整改", page.Find(".leader .due-list").TextContent), Patience);
        Assert.Empty(page.FindAll(".leader a, .leader input, .leader select, .leader button"));
    }

    [Fact]
    public void Each_role_has_few_entries_in_the_menu_and_every_entry_is_a_page()
    {
        var routes = typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>()).Select(r => r.Template).Append("/field").Append("/jobs").ToHashSet();
        foreach (var role in Roles.Names.Keys)
        {
            var menu = InspectionHub.Web.Layout.MenuLinks.For(new("x", "x", 1, role, null, null));
            Assert.InRange(menu.Count, 1, 6);
            Assert.All(menu.SelectMany(g => g.Links), link => Assert.Contains(link.Href, routes));
            Assert.Equal(menu.SelectMany(g => g.Links).Count(), menu.SelectMany(g => g.Links).Select(l => l.Href).Distinct().Count());
        }
    }
}
