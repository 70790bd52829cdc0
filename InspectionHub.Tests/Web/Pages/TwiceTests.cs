using AngleSharp.Dom;
using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Inspections;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>A double tap on a phone or an impatient second click: one act, whatever the form.</summary>
public sealed class TwiceTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private Visitor Office => team.Office;

    [Fact]
    public async Task A_finding_and_a_record_are_written_once()
    {
        var id = await team.OpenAsync(await team.SiteAsync());
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=finding-add]")), Patience);
        page.Act("[data-testid=finding-text]", e => e.Change("食堂留样不足 125 克"));
        page.Act("[data-testid=finding-basis]", e => e.Change("食品安全国家标准"));
        page.Twice("[data-testid=finding-add]");
        page.WaitForAssertion(() => Assert.Contains("食堂留样不足", page.Find("[data-testid=findings]").TextContent), Patience);
        page.Act("[data-testid=record-subject]", e => e.Change("教学楼"));
        page.Act("[data-testid=record-text]", e => e.Change("设施完好。"));
        page.Twice("[data-testid=record-add]");
        page.WaitForAssertion(() => Assert.Contains("设施完好", page.Find("[data-testid=records]").TextContent), Patience);
        // What is written afterwards is another one.
        page.Act("[data-testid=record-subject]", e => e.Change("食堂"));
        page.Act("[data-testid=record-text]", e => e.Change("整洁。"));
        page.Twice("[data-testid=record-add]");
        page.WaitForAssertion(() => Assert.Contains("整洁", page.Find("[data-testid=records]").TextContent), Patience);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((1, 2), ((await InspectionFile.FindingsAsync(db, id)).Count, (await InspectionFile.RecordsAsync(db, id)).Count));
    }

    [Fact]
    public async Task A_notice_opens_one_inspection()
    {
        var (now, site) = ((await hub.Get<Assessor>().FindAsync(Office.CountyId, Team.Year))!, (await team.SiteAsync()).Code);
        using var context = hub.As("dudao", Roles.Office);
        var form = context.Render<NoticeForm>(p => p.Add(x => x.Year, now).Add(x => x.Who, Office).Add(x => x.IsOpen, true));
        form.WaitForAssertion(() => Assert.NotEmpty(form.FindAll("label.pick")), Patience);
        foreach (var person in team.People) await form.InvokeAsync(() => form.FindAll("label.pick").First(l => l.TextContent.Trim() == person.Name).QuerySelector("input")!.Change(true));
        var line = (await hub.Get<PlanBook>().ListAsync(Office.CountyId, Team.Year)).Last(v => v.State == PlanState.Approved).Plan.Inspections.First(l => l.Site == site);
        form.Act("[data-testid=site]", e => e.Change(site));
        form.Act("[data-testid=kind]", e => e.Change(line.Kind));
        if (form.FindAll("[data-testid=line]").Count > 0) form.Act("[data-testid=line]", e => e.Change($"{line.Month:yyyy-MM} {line.Title}"));
        form.Act("[data-testid=title]", e => e.Change("一次督导"));
        form.Act("[data-testid=lead]", e => e.Change(team.People[0].Id));
        form.Twice("[data-testid=open]");
        await OnceAsync(async () => (await hub.Get<InspectionBook>().ListAsync(Office, Team.Year)).Count(i => i.Site == site && i.Title == "一次督导"), form);
        // Nor does a third press, while the page is being left.
        form.Act("[data-testid=open]", e => e.Click());
        await OnceAsync(async () => (await hub.Get<InspectionBook>().ListAsync(Office, Team.Year)).Count(i => i.Site == site && i.Title == "一次督导"), form);
        Assert.Empty(form.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_visit_is_planned_once()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<VisitsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=site] option")), Patience);
        var register = hub.Get<InspectorRegister>();
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var (site, day) = ((await InspectorRegister.HeldDutiesAsync(db, Office.CountyId, register.Today)).First().Key, register.Today);
        async Task<int> CountAsync() => (await hub.Get<VisitBook>().ListAsync(Office, YearSites.Of(day))).Count(v => v.Site == site && v.Day == day);
        var before = await CountAsync();
        page.Act("[data-testid=site]", e => e.Change(site));
        page.Act("[data-testid=day]", e => e.Change($"{day:yyyy-MM-dd}"));
        page.Act("[data-testid=list]", e => e.Change("canteen"));
        page.Twice("details button.act");
        await OnceAsync(async () => await CountAsync() - before, page);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task A_case_is_listed_once_and_its_yearly_progress_written_once()
    {
        using var context = hub.As("dudao", Roles.Office);
        var list = context.Render<RectificationsPage>();
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll("[data-testid=new-site] option")), Patience);
        list.Act("[data-testid=new-site]", e => e.Change(list.FindAll("[data-testid=new-site] option")[1].GetAttribute("value")));
        list.Act("[data-testid=new-case] textarea", e => e.Change("围墙老化，分年改造"));
        list.Act("[data-testid=new-case] input.wide-input", e => e.Change("校舍安全检查"));
        list.Act("[data-testid=new-class]", e => e.Change($"{RectificationClass.LongTerm}"));
        list.Act("[data-testid=new-due]", e => e.Change("2029-12-31"));
        list.Twice("[data-testid=new-case] button.act");
        await OnceAsync(async () => (await hub.Get<RectificationBook>().ListAsync(Office)).Count(c => c.Head.Problem.StartsWith("围墙老化", StringComparison.Ordinal)), list);
        Assert.Empty(list.FindAll("[role=alert]"));

        var id = (await hub.Get<RectificationBook>().ListAsync(Office)).Single(c => c.Head.Problem.StartsWith("围墙老化", StringComparison.Ordinal)).Head.Id;
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Milestone]")), Patience);
        page.Act("[data-testid=text]", e => e.Change("已改造东段 120 米"));
        page.Twice("[data-act=Milestone]");
        await OnceAsync(async () => (await hub.Get<RectificationBook>().FindAsync(Office, id))!.Steps.Count(s => s.Act == nameof(RectificationAct.Milestone)), page);
        // The form's own id, sent again by whatever way, asks for the case that is there.
        var draft = new RectificationDraft(Team.Year, (await team.SiteAsync()).Code, RectificationClass.Dated, "灯管损坏", "《学校安全条例》", "", "园长", null, "office", "", null, Guid.CreateVersion7());
        Assert.Equal(await hub.Get<RectificationBook>().OpenAsync(Office, draft), await hub.Get<RectificationBook>().OpenAsync(Office, draft));
    }

    [Fact]
    public async Task A_clue_is_reported_once_and_a_paper_drafted_once()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=kind] option")), Patience);
        page.Act("[data-testid=kind]", e => e.Change("C4"));
        page.Act("[data-testid=clue]", e => e.Change("一镇在校生数多报 20 人"));
        page.Twice(".mark-row > button.act");
        await OnceAsync(async () => (await hub.Get<VetoBook>().ListAsync(Office, Team.Year)).Count(c => c.Kind == "C4"), page);
        var papers = context.Render<PapersPage>();
        papers.WaitForAssertion(() => Assert.NotEmpty(papers.FindAll("[data-testid=kind]")), Patience);
        papers.Act("[data-testid=kind]", e => e.Change("monitor"));
        papers.WaitForAssertion(() => Assert.NotEmpty(papers.FindAll("button.act")), Patience);
        var before = (await hub.Get<PaperRegister>().ListAsync(Office)).Count;
        papers.Twice("button.act");
        await OnceAsync(async () => (await hub.Get<PaperRegister>().ListAsync(Office)).Count - before, papers);
    }

    [Fact]
    public async Task A_complaint_heard_at_a_visit_is_kept_once()
    {
        var inspector = hub.Who("duxue1", Roles.Inspector);
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Team.Year))!;
        var visit = await hub.Get<VisitBook>().PlanAsync(Office, now.Facts.Sites.First(s => s.Kind == SchoolKind.NineYear).Code, hub.Get<InspectorRegister>().Today, "canteen", inspector.Id);
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<VisitPage>(p => p.Add(x => x.Visit, visit));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Start]")), Patience);
        page.Act("[data-act=Start]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(Forms()), Patience);
        await FillAsync("select", VisitNotes.ComplaintKinds[0]);
        await FillAsync("[data-keep=visit-complaint-text]", "反映作业偏多");
        await FillAsync("[data-keep=visit-complaint-handled]", "已转教导处");
        await page.InvokeAsync(() =>
        {
            Forms()[0].QuerySelector("button")!.Click();
            Forms()[0].QuerySelector("button")!.Click();
        });
        await OnceAsync(async () =>
        {
            await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
            return await db.VisitEntries.CountAsync(e => e.VisitId == visit && e.Key.StartsWith("complaint/"), Xunit.TestContext.Current.CancellationToken);
        }, page);

        List<IElement> Forms() => [.. page.FindAll("details").Where(d => d.TextContent.Contains("记一条投诉"))];
        Task FillAsync(string box, string value) => page.InvokeAsync(() => Forms()[0].QuerySelector(box)!.Change(value));
    }

    /// <summary>Once, also when everything that was pressed has been answered: the next turn of the page comes after both.</summary>
    private async Task OnceAsync<T>(Func<Task<int>> count, IRenderedComponent<T> page) where T : Microsoft.AspNetCore.Components.IComponent
    {
        page.WaitForAssertion(() => Assert.True(count().GetAwaiter().GetResult() > 0), Patience);
        // The writer takes one write after the other: what was pressed before stands in front of this one.
        await hub.Get<Writer>().WriteAsync((_, _) => Task.FromResult(true));
        await page.InvokeAsync(() => { });
        Assert.Equal(1, await count());
    }
}
