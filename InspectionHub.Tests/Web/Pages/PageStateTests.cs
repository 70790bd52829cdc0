using InspectionHub.Web.Data;
using InspectionHub.Web.Assessments;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Measurements;
using Bunit;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Cases;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Schools;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Targets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>What a person reads on each page in each of its states.</summary>
public sealed class PageStateTests(DemoHubInside hub, EmptyHubInside empty) : IClassFixture<DemoHubInside>, IClassFixture<EmptyHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_dashboard_lists_111_sites_and_seven_resources_in_two_stages()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Equal(111, page.FindAll("[data-testid=schools] tbody tr").Count), Patience);
        Assert.Equal(14, page.FindAll("button.door").Count);
    }

    [Fact]
    public void The_county_page_shows_targets_warnings_progress_and_the_state_of_every_site()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=targets] a").Count), Patience);
        Assert.Contains("差异系数", page.Find("section[aria-label=预警]").TextContent);
        Assert.Contains("考核单位的校长还没有确认", page.Find("section[aria-label=预警]").TextContent);
        Assert.Equal(17, page.FindAll("[data-testid=progress] tbody tr").Count);
        Assert.NotEmpty(page.FindAll("section[aria-label=实时]"));
        Assert.Contains(page.FindAll("[data-testid=matrix] thead th"), head => head.TextContent == "17.4");
    }

    [Fact]
    public async Task An_inspector_sees_neither_the_feed_of_marks_nor_what_nobody_has_signed()
    {
        var (office, lead, other, third) = (hub.Who("dudao", Roles.Office), hub.Who("duxue1", Roles.Inspector), hub.Who("duxue2", Roles.Inspector), hub.Who("duxue3", Roles.Inspector));
        var site = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!.Facts.Sites.Last(s => s.Kind == SchoolKind.Primary).Code;
        var id = await hub.Get<InspectionBook>().OpenAsync(office, 2026, site, "专项督导", [.. new[] { lead, other, third }.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == lead })]);
        var sheet = (await hub.Get<InspectionDesk>().FindAsync(other, id))!;
        Assert.Equal("stored", (await hub.Get<InspectionDesk>().SaveAsync(other, sheet.Inspection, "17.4", new LevelMark(4), "")).Result);
        Assert.Equal(IndicatorState.Met, (await hub.Get<Assessor>().SeenByAsync(office, 2026))!.CardOf(site)!.Find("17.4")!.State);
        Assert.Equal(IndicatorState.Unknown, (await hub.Get<Assessor>().SeenByAsync(lead, 2026))!.CardOf(site)!.Find("17.4")!.State);

        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=matrix] thead th")), Patience);
        Assert.Empty(page.FindAll("section[aria-label=实时]"));
        Assert.Contains("督学在此看到的是已审签的结果", page.Markup);
    }

    [Fact]
    public void A_coefficient_opens_to_its_schools_and_closes()
    {
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("button.door")), Patience);
        page.Act("button.door", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("占差异", page.Find("aside").TextContent), Patience);
        page.Act(".why-close", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("aside")), Patience);
    }

    [Fact]
    public void A_head_sees_only_the_own_schools()
    {
        using var context = hub.As("xz-m01", Roles.Unit);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=schools] tbody tr")), Patience);
        Assert.Contains("我的学校", page.Markup);
        Assert.DoesNotContain("校际差异系数", page.Markup);
    }

    [Fact]
    public void Without_data_the_dashboard_says_what_to_do()
    {
        using var context = empty.As("admin", Roles.Administrator);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains("还没有数据", page.Markup), Patience);
    }

    [Fact]
    public void A_school_that_is_not_there_says_so()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, "NIX"));
        page.WaitForAssertion(() => Assert.Contains("没有找到这所学校", page.Markup), Patience);
    }

    [Fact]
    public void A_number_of_a_school_opens_its_explanation()
    {
        using var context = hub.As("dudao", Roles.Office);
        var list = context.Render<DashboardPage>();
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll("[data-testid=schools] a")), Patience);
        var address = list.FindAll("[data-testid=schools] tr").Select(r => r.QuerySelector("a")).First(a => a?.TextContent.Contains("九年一贯制") == true)!.GetAttribute("href")!;
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, address.Split('/')[^1]));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-row='3.1']")), Patience);
        page.Act("tr[data-row='3.1'] button", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("历史", page.Find("aside").TextContent), Patience);
        var why = page.Find("aside").TextContent;
        Assert.Matches("2020 [0-9.]+ ㎡/生 · 2021", why);
        Assert.Contains("学校!", why);
        Assert.Contains("教督〔2017〕6号", why);
        Assert.Contains("全县差异系数", why);
    }

    [Fact]
    public void The_targets_stand_side_by_side_and_a_test_opens_to_its_trend_and_the_schools_in_the_way()
    {
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.Equal(32, page.FindAll("[data-testid=tests] tbody tr").Count), Patience);
        Assert.Equal(["/ 19", "/ 18", "/ 32"], page.FindAll(".target-card b").Select(b => b.TextContent[b.TextContent.IndexOf('/')..]));
        Assert.Contains("否决项", page.Markup);
        page.Act("[data-test=R2] button", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("还差", page.Find("aside").TextContent), Patience);
        Assert.NotEmpty(page.FindAll("aside svg.trend"));
        Assert.NotEmpty(page.FindAll("aside a[href^='/schools/2026/']"));
    }

    [Fact]
    public void A_lead_office_sees_the_tests_of_its_clauses_first_and_may_look_at_all()
    {
        using var context = hub.As("renshi", Roles.LeadOffice);
        var page = context.Render<TargetsPage>();
        // 人事股 leads 四(一)4 only, which has three tests, all of 2025.
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=tests] tbody tr").Count), Patience);
        Assert.StartsWith("人事股 牵头的条款有测试 3 项", page.Find("[data-testid=lead-count]").TextContent);
        page.Act("[data-testid=lead]", e => e.Change("all"));
        page.WaitForAssertion(() => Assert.Equal(19, page.FindAll("[data-testid=tests] tbody tr").Count), Patience);
        Assert.Empty(page.FindAll("[data-testid=lead-count]"));
    }

    [Fact]
    public void The_target_past_due_shows_its_due_year_beside_today()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?target=2025");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.Contains("到期时", page.Find("[data-testid=tests] thead").TextContent), Patience);
        Assert.Contains("目前", page.Find("[data-testid=tests] thead").TextContent);
        Assert.Contains("已于 2025-12-31 到期", page.Markup);
    }

    [Fact]
    public void Every_worked_case_agrees_on_the_page()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<CasesPage>();
        var right = int.Parse(page.Find("[data-testid=right]").TextContent);
        Assert.True(right > 300);
        Assert.Contains($"共 {right} 例", page.Markup);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/cases?part=" + Uri.EscapeDataString("校际差异系数"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tr[data-case^='A4-']")), Patience);
    }

    [Fact]
    public void The_framework_page_shows_every_row_and_all_69_county_tests()
    {
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        var page = context.Render<FrameworkPage>();
        Assert.Equal(TestFrameworks.Ziyang.Indicators.Count, page.FindAll("tr[data-row]").Count);
        Assert.Contains("2028 年目标：18 项县级测试", page.Markup);
        Assert.Contains("R4：七项达标、县域差异系数；目标测试 R4", page.Find("tr[data-row='3.1']").TextContent);
        Assert.Contains("目标测试 T1", page.Find("tr[data-row='1.3']").TextContent);
    }

    [Fact]
    public void An_inspector_without_inspections_reads_that_there_are_none()
    {
        using var context = hub.As("hegao", Roles.Inspector);
        var page = context.Render<InspectionsPage>();
        page.WaitForAssertion(() => Assert.Contains("目前没有分给您的督导", page.Markup), Patience);
    }

    [Fact]
    public void Opening_an_inspection_without_a_team_names_every_reason()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectionsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("button.act")), Patience);
        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[role=alert]").Count), Patience);
    }

    [Fact]
    public void The_desk_shows_a_lead_office_only_its_own_rows()
    {
        using var context = hub.As("zizhu", Roles.LeadOffice);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/desk?site={First(context)}");
        var page = context.Render<DeskPage>();
        page.WaitForAssertion(() => Assert.Equal(["7.2", "7.4"], page.FindAll("section").Select(s => s.GetAttribute("data-row"))), Patience);
    }

    [Fact]
    public void A_head_confirms_once_and_reads_that_it_is_done()
    {
        using var context = hub.As("xz-m01", Roles.Unit);
        var page = context.Render<ConfirmPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("button.act")), Patience);
        page.Act("button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("本单位已确认这批数据", page.Markup), Patience);
    }

    [Fact]
    public void What_is_no_workbook_is_refused_on_the_import_page()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<ImportPage>();
        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText("not a workbook", "统计表.xlsx"));
        page.WaitForAssertion(() => Assert.Contains("处错误，未导入", page.Markup), Patience);
        Assert.DoesNotContain("确认导入", page.Markup);
    }

    private static string First(BunitContext context)
    {
        var list = context.Render<DashboardPage>();
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll("[data-testid=schools] a")), Patience);
        return list.Find("[data-testid=schools] a").GetAttribute("href")!.Split('/')[^1];
    }
}
