using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>A draft between years, between two people, and between what is shown and what is saved. Each test has a year of its own.</summary>
public sealed class PlanDraftTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private PlanBook Plans => hub.Get<PlanBook>();

    private async Task<PlanVersion> LatestAsync(int year) => (await Plans.ListAsync(Office.CountyId, year))[^1];

    private static IRenderedComponent<PlanPage> Open(BunitContext context, int year)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/plan?year={year}");
        var page = context.Render<PlanPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=plan-form], [data-testid=draft]")), Patience);
        return page;
    }

    private static void Add(IRenderedComponent<PlanPage> page, string matter, string target)
    {
        page.Act("[data-testid=matter]", e => e.Change(matter));
        page.Act("[data-testid=target]", e => e.Change(target));
        page.Act("[data-testid=add-inspection]", e => e.Click());
    }

    private static List<string> Forgotten(BunitContext context) => [.. context.JSInterop.Invocations["drafts.saved"].SelectMany(i => (string[])i.Arguments[0]!)];

    [Fact]
    public async Task Each_year_s_draft_has_its_own_form_so_that_going_to_another_year_and_back_loses_no_line()
    {
        foreach (var year in new[] { 2030, 2031 }) await Plans.SaveDraftAsync(Office, YearPlan.Usual(year), "", 0);
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, 2030);
        Add(page, "校园安全专项督导", "*");
        page.Act("[data-testid=save-plan]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(111, LatestAsync(2030).GetAwaiter().GetResult().Plan.Inspections.Count), Patience);
        page.Act("button[aria-label=下一学年]", e => e.Click());
        page.WaitForAssertion(() => Assert.StartsWith("2031", page.Find("[data-testid=year]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=batch]"));
        page.Act("button[aria-label=上一学年]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("111 校次", page.Find("[data-testid=batch]").TextContent), Patience);
        page.Act("[data-testid=save-plan]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(3, LatestAsync(2030).GetAwaiter().GetResult().Entries.Count), Patience);
        Assert.Equal(111, (await LatestAsync(2030)).Plan.Inspections.Count);
    }

    [Fact]
    public async Task What_is_approved_is_what_is_shown_and_each_act_lets_go_only_of_what_it_used()
    {
        await Plans.SaveDraftAsync(Office, YearPlan.Usual(2032), "", 0);
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, 2032);
        page.Act("[data-testid=document-no]", e => e.Change("试〔2032〕1号"));
        page.Act("[data-testid=discard-reason]", e => e.Change("另行部署"));
        page.Act("input[data-keep$='-title']", e => e.Change("第一稿"));
        page.Act("[data-testid=matter]", e => e.Change("还没有加入的事项"));
        page.Act("[data-testid=save-plan]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("第一稿", LatestAsync(2032).GetAwaiter().GetResult().Plan.Title), Patience);
        page.WaitForAssertion(() => Assert.Equal(["plan-2032-title"], Forgotten(context)), Patience);
        Assert.Equal(("试〔2032〕1号", "另行部署"), (page.Find("[data-testid=document-no]").GetAttribute("value"), page.Find("[data-testid=discard-reason]").GetAttribute("value")));

        Add(page, "作业管理专项督导", "*");
        page.Act("input[data-keep$='-title']", e => e.Change("定稿"));
        page.Act("[data-testid=approve]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(PlanState.Approved, LatestAsync(2032).GetAwaiter().GetResult().State), Patience);
        var approved = await LatestAsync(2032);
        Assert.Equal(("定稿", 111), (approved.Plan.Title, approved.Plan.Inspections.Count));
        page.WaitForAssertion(() => Assert.Equal(["plan-2032-matter", "plan-2032-number", "plan-2032-title"], Forgotten(context).Distinct().Order(StringComparer.Ordinal)), Patience);
    }

    [Fact]
    public async Task Of_two_people_in_one_draft_the_second_is_told_of_the_first_instead_of_erasing_what_was_saved()
    {
        await Plans.SaveDraftAsync(Office, YearPlan.Usual(2033), "", 0);
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, 2033);
        var colleague = hub.Who("hegao", Roles.Office);
        var theirs = YearPlan.Usual(2033) with { Title = "同事的草案" };
        await Plans.SaveDraftAsync(colleague, theirs, "", PlanBook.SeenOf(await Plans.ListAsync(Office.CountyId, 2033)));
        page.Act("[data-testid=document-no]", e => e.Change("试〔2033〕1号"));
        page.Act("[data-testid=discard-reason]", e => e.Change("另行部署"));
        foreach (var act in new[] { "save-plan", "approve", "discard" })
        {
            page.Act($"[data-testid={act}]", e => e.Click());
            page.WaitForAssertion(() => Assert.Matches($"^{colleague.Name}已在 20.* 保存过草案，请刷新后再改。$", page.Find("[role=alert]").TextContent), Patience);
        }
        var kept = await LatestAsync(2033);
        Assert.Equal(("同事的草案", PlanState.Draft), (kept.Plan.Title, kept.State));
        // Read anew, it is theirs to go on with; and two who begin at once begin one draft.
        var again = Open(context, 2033);
        again.Act("input[data-keep$='-title']", e => e.Change("两人的草案"));
        foreach (var _ in new[] { 1, 2 }) again.Act("[data-testid=save-plan]", e => e.Click());
        again.WaitForAssertion(() => Assert.Equal(("两人的草案", 4), (LatestAsync(2033).GetAwaiter().GetResult().Plan.Title, LatestAsync(2033).GetAwaiter().GetResult().Entries.Count)), Patience);
        Assert.Empty(again.FindAll("[role=alert]"));
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Plans.SaveDraftAsync(colleague, YearPlan.Usual(2033), "", 0))).Status);
    }

    [Fact]
    public async Task What_is_missing_is_said_and_a_batch_added_by_mistake_goes_with_one_tap()
    {
        await Plans.SaveDraftAsync(Office, YearPlan.Usual(2034), "", 0);
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, 2034);
        page.Act("[data-testid=add-exception]", e => e.Click());
        Assert.Equal("请选择每月多去或少去的学校。", page.Find("[role=alert]").TextContent);
        page.Act("[data-testid=add-inspection]", e => e.Click());
        Assert.Equal(["请选择每月多去或少去的学校。", "请填写督导的事项。", "请选择学校，或选“全部学校”。"], page.FindAll("[role=alert]").Select(a => a.TextContent));
        var site = page.FindAll("[data-testid=target] option").Select(o => o.GetAttribute("value")!).First(v => v.Length > 1);
        Add(page, "食堂专项督导", site);
        Add(page, "误加的事项", "*");
        Assert.Equal(["1 校次", "111 校次"], page.FindAll("[data-testid=batch] summary").Select(s => s.TextContent.Split('　')[^1]).Order(StringComparer.Ordinal));
        page.Act("[data-testid=remove-batch]", e => e.Click());
        Assert.Contains("食堂专项督导", Assert.Single(page.FindAll("[data-testid=batch]")).TextContent);
        page.Act("[data-testid=save-plan]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("食堂专项督导", Assert.Single(LatestAsync(2034).GetAwaiter().GetResult().Plan.Inspections).Title), Patience);
    }

    [Fact]
    public async Task An_approval_and_an_amendment_are_told_to_the_inspectors_and_to_the_heads_whose_own_lines_changed()
    {
        var (head, other) = (hub.Who("xz-m01", Roles.Unit), hub.Who("xz-m02", Roles.Unit));
        var sites = (await hub.Get<PlanDesk>().ReadAsync(Office, 2035)).Sites;
        PlannedInspection Line(Visitor of, int month) => new("专项", "食堂专项督导", sites.First(s => s.Unit == of.UnitCode).Code, new(2035, month, 1));
        async Task<List<string>> ToldAsync(Visitor who) => [.. (await hub.Get<NoticeBook>().ListAsync(who)).Where(n => n.Notice.Link == "/plan?year=2035").Select(n => n.Notice.Text).Reverse()];
        var first = YearPlan.Usual(2035) with { Inspections = [Line(head, 10), Line(other, 10)] };
        var draft = await Plans.SaveDraftAsync(Office, first, "", 0);
        Assert.Empty(await ToldAsync(hub.Who("duxue1", Roles.Inspector)));
        await Plans.ApproveAsync(Office, first, draft.LedgerSeq, "试〔2035〕1号", hub.Get<InspectorRegister>().Today);
        var amended = first with { Inspections = [Line(head, 11), Line(head, 12), Line(other, 10)] };
        draft = await Plans.SaveDraftAsync(Office, amended, "某校长因个人原因请求推迟", PlanBook.SeenOf(await Plans.ListAsync(Office.CountyId, 2035)));
        await Plans.ApproveAsync(Office, amended, draft.LedgerSeq, "试〔2035〕2号", hub.Get<InspectorRegister>().Today);

        string[] all = ["2035—2036 学年督导工作计划已批准（试〔2035〕1号）。", "2035—2036 学年督导工作计划已调整并批准（试〔2035〕2号）。"];
        foreach (var who in new[] { hub.Who("duxue1", Roles.Inspector), hub.Who("hegao", Roles.Office) }) Assert.Equal(all, await ToldAsync(who));
        Assert.Empty(await ToldAsync(Office));
        Assert.Equal(["2035—2036 学年督导工作计划已批准，对本单位安排专项、综合督导 1 项，请看各项的月份。", "2035—2036 学年督导工作计划已调整，对本单位安排专项、综合督导 2 项，请看各项的月份。"], await ToldAsync(head));
        Assert.Single(await ToldAsync(other));
        Assert.Empty(await ToldAsync(hub.Who("xz-m03", Roles.Unit)));
    }
}
