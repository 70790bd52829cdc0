using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>Pages with data, with filters that find nothing, and with what is not to be seen yet.</summary>
public sealed class PageDataTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Theory]
    [InlineData("/?kind=九&town={town}", typeof(DashboardPage), "没有符合筛选条件的校点")]
    [InlineData("/papers?state=void", typeof(PapersPage), "没有符合筛选条件的文书")]
    [InlineData("/rectifications?town=没有这个镇&state=all", typeof(RectificationsPage), "没有符合筛选条件的整改事项")]
    [InlineData("/visits?month=2019-01", typeof(VisitsPage), "这个月还没有安排挂牌督导")]
    public async Task A_filter_that_finds_nothing_says_so(string address, Type shown, string sentence)
    {
        if (shown == typeof(PapersPage)) await hub.Get<PaperDesk>().DraftAsync(Office, "target", 2026, "");
        if (shown == typeof(RectificationsPage)) await hub.Get<RectificationBook>().OpenAsync(Office, new(2026, (await SiteAsync()).Code, RectificationClass.Dated, "食堂留样记录不全", "学校食品安全管理规定", "", "后勤主任", null, "office", ""));
        // A town without a school of that kind.
        var town = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Sites.GroupBy(s => s.Town).First(t => t.All(s => s.Kind != SchoolKind.NineYear)).Key;
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address.Replace("{town}", Uri.EscapeDataString(town)));
        var page = context.Render(builder =>
        {
            builder.OpenComponent(0, shown);
            builder.CloseComponent();
        });
        page.WaitForAssertion(() => Assert.Contains(sentence, page.Markup), Patience);
    }

    [Fact]
    public void The_register_of_vetoes_shows_the_way_of_a_case_and_a_refused_clue_stays_to_be_put_right()
    {
        using var context = hub.As("hegao", Roles.Office);
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=veto] ol li")), Patience);
        page.Act("[data-testid=clue]", e => e.Change("无事实"));
        page.Act(".mark-row > button.act", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")), Patience);
        Assert.Equal("无事实", page.Find("[data-testid=clue]").GetAttribute("value"));
    }

    [Fact]
    public void Somebody_whom_no_veto_concerns_reads_that_there_is_none()
    {
        using var context = hub.As("xz-m01", Roles.Unit);
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.Equal("2026—2027 学年没有您可以查看的否决事项。", page.Find("[data-testid=empty]").TextContent), Patience);
    }

    [Fact]
    public async Task A_drafted_paper_stands_in_the_register_and_opens_with_what_can_be_done()
    {
        var id = await hub.Get<PaperDesk>().DraftAsync(Office, "brief", 2026, "");
        using var context = hub.As("hegao", Roles.Office);
        var list = context.Render<PapersPage>();
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll($"[data-testid=papers] a[href='/papers/{id}']")), Patience);
        var page = context.Render<PaperPage>(p => p.Add(x => x.Paper, id));
        page.WaitForAssertion(() => Assert.Contains("未编号草稿", page.Find("[data-testid=state]").TextContent), Patience);
        Assert.NotEmpty(page.FindAll("[data-act=Check]"));
        page.Act("[data-act=Void]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")), Patience);
    }

    [Fact]
    public void A_code_that_is_not_registered_is_told_without_doubt()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<VerifyPage>(p => p.AddCascadingValue<HttpContext>(new DefaultHttpContext()).Add(x => x.Token, "NIX"));
        page.WaitForAssertion(() => Assert.Equal("○ 本登记簿中没有", page.Find("[data-testid=verdict]").TextContent), Patience);
    }

    [Fact]
    public void The_calendar_takes_a_holiday_and_names_a_line_it_cannot_read()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<CalendarPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=lines]")), Patience);
        page.Act("[data-testid=lines]", e => e.Change("国庆放假七天"));
        page.Act("[data-testid=enter]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")), Patience);
        Assert.Equal("国庆放假七天", page.Find("[data-testid=lines]").GetAttribute("value"));
        page.Act("[data-testid=lines]", e => e.Change("2031-10-01 至 2031-10-02 放假 国庆节"));
        page.Act("[data-testid=enter]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("已录入 2 天。", page.Find("[data-testid=said]").TextContent), Patience);
        Assert.Contains("2031-10-01", page.Find("[data-testid=days]").TextContent);
    }

    [Fact]
    public async Task Before_the_preliminary_view_a_head_reads_that_the_result_is_still_to_come()
    {
        var site = await SiteAsync();
        string[] team = ["duxue1", "duxue2", "duxue3"];
        var id = await hub.Get<InspectionBook>().OpenAsync(Office, 2026, site.Code, "专项督导", [.. team.Select(u => hub.Who(u, Roles.Inspector)).Select((w, i) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = i == 0 })]);
        using var context = hub.As("xz-m01", Roles.Unit);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.Contains("初步意见发出后，您在这里看到结果", page.Find("[data-testid=withheld]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-row]"));
    }

    [Fact]
    public async Task A_self_assessment_is_the_school_s_own_until_it_is_handed_in()
    {
        var site = (await SiteAsync()).Code;
        using (var head = hub.As("xz-m01", Roles.Unit))
        {
            var own = head.Render<SelfAssessmentPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
            own.WaitForAssertion(() => Assert.NotEmpty(own.FindAll("[data-evidence]")), Patience);
            Assert.StartsWith("已自评 ", own.Find("[data-testid=count]").TextContent);
        }
        using var office = hub.As("dudao", Roles.Office);
        var page = office.Render<SelfAssessmentPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.Equal("学校还没有提交自评。", page.Find("[data-testid=withheld]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-row]"));
    }

    [Fact]
    public async Task A_problem_of_a_visit_that_is_refused_stays_in_its_box()
    {
        var (inspector, day) = (hub.Who("duxue1", Roles.Inspector), InspectionHub.Web.Plans.YearSites.DayOf(hub.Get<TimeProvider>().GetUtcNow()));
        var id = await hub.Get<VisitBook>().PlanAsync(Office, (await hub.Get<InspectionHub.Web.Plans.InspectorRegister>().ListAsync(Office.CountyId, day)).First(l => l.Id == inspector.Id).Sites[0], day, "canteen", inspector.Id);
        await hub.Get<VisitDesk>().StartAsync(inspector, id);
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<VisitPage>(p => p.Add(x => x.Visit, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=problem-text]")), Patience);
        page.Act("[data-testid=problem-text]", e => e.Change("留样柜没有上锁"));
        page.Act("[data-testid=problem-kind]", e => e.Change("限期整改"));
        page.Act("[data-testid=save-problem]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")), Patience);
        Assert.Equal("留样柜没有上锁", page.Find("[data-testid=problem-text]").GetAttribute("value"));
    }

    private async Task<Site> SiteAsync() => (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Sites.First(s => s.Unit == "M01");
}
