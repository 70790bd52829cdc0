using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Plans;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>年度计划 and 期限 by the buttons of the office.</summary>
public sealed class PlanFormTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task A_draft_is_changed_in_the_form_and_kept_whole()
    {
        var plans = hub.Get<PlanBook>();
        var year = YearSites.Of(hub.Get<InspectorRegister>().Today);
        var standing = (await plans.ListAsync(Office.CountyId, year))[^1].Plan;
        await plans.SaveDraftAsync(Office, standing, "上级部署调整", PlanBook.SeenOf(await plans.ListAsync(Office.CountyId, year)));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<PlanPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=plan-form]")), Patience);
        var site = page.FindAll("[data-testid=target] option").Select(o => o.GetAttribute("value")!).First(v => v.Length > 1);
        page.Act("input[data-keep$='-matter']", e => e.Change("作业公示专项督导"));
        page.Act("[data-testid=target]", e => e.Change(site));
        page.Act("[data-testid=plan-form] button", e => e.Click(), page.FindAll("[data-testid=plan-form] button").Select((b, at) => (b, at)).Last(b => b.b.TextContent.Contains("加入") || b.b.TextContent.Contains("增加")).at);
        page.Act("input[data-keep$='-title']", e => e.Change($"{year} 学年督导计划（调整）"));
        page.Act("[data-testid=save-plan]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal($"{year} 学年督导计划（调整）", plans.ListAsync(Office.CountyId, year).GetAwaiter().GetResult()[^1].Plan.Title), Patience);
        var kept = (await plans.ListAsync(Office.CountyId, year))[^1];
        Assert.Equal(PlanState.Draft, kept.State);
        Assert.Equal((standing.Inspections.Count + 1, "作业公示专项督导"), (kept.Plan.Inspections.Count, Assert.Single(kept.Plan.Inspections, i => i.Site == site && i.Title.StartsWith("作业公示", StringComparison.Ordinal)).Title));
    }

    [Fact]
    public async Task A_deadline_is_changed_on_the_page_and_a_wrong_one_is_refused_and_shown_as_it_was()
    {
        var book = hub.Get<CalendarBook>();
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<CalendarPage>();
        page.WaitForAssertion(() => Assert.Equal(Deadlines.All.Count, page.FindAll("[data-deadline]").Count), Patience);
        page.Act($"[data-deadline='{Deadline.ReadVisit}']", e => e.Change("7"));
        page.WaitForAssertion(() => Assert.Equal("“阅处挂牌督导记录”已改为 7 个工作日。", page.Find("[data-testid=said]").TextContent), Patience);
        Assert.Equal(7, (await book.DeadlinesAsync(Office.CountyId))[Deadline.ReadVisit]);
        page.Act($"[data-deadline='{Deadline.ReadVisit}']", e => e.Change("0"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")), Patience);
        Assert.Equal((7, "7"), ((await book.DeadlinesAsync(Office.CountyId))[Deadline.ReadVisit], page.Find($"[data-deadline='{Deadline.ReadVisit}']").GetAttribute("value")));
    }
}
