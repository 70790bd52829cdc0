using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>What was closed is there again, who must leave a case to others, and the 台账 of one office.</summary>
public sealed class AgainTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RectificationBook Book => hub.Get<RectificationBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    [Fact]
    public async Task A_problem_without_an_indicator_that_is_there_again_becomes_a_case_of_its_own_linked_to_the_closed_one()
    {
        var (site, head) = await SchoolAsync(0);
        var id = await OpenAsync(site.Code, "围墙开裂");
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.AgainAsync(Office, id, Year, "又裂", RectificationClass.Dated, null))).Status);
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已重砌"));
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "现场看过，墙体重砌，竣工验收单齐全"));
        await Book.StepAsync(Office, id, new(RectificationAct.Approve, ""));
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => Book.AgainAsync(Inspector, id, Year, "又裂", RectificationClass.Dated, null))).Status);

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=again-open]")), Patience);
        page.Act("[data-testid=again-open]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("请写明问题", page.Find("[data-testid=again] [role=alert]").TextContent), Patience);
        page.Act("[data-testid=again-problem]", e => e.Change("同一处围墙又出现裂缝，长约 2 米"));
        page.Twice("[data-testid=again-open]");
        page.WaitForAssertion(() => Assert.Contains("销号后问题重现", page.Find("[data-testid=later]").TextContent), Patience);
        var again = Assert.Single(await Book.ListAsync(Office), c => c.Head.SourceKind == "fallback" && c.Head.SourceId == $"{id}");
        Assert.Equal((RectificationState.Open, "同一处围墙又出现裂缝，长约 2 米", "《学校安全条例》", "后勤主任"), (again.State, again.Head.Problem, again.Head.Basis, again.OwnerText));
        Assert.EndsWith($"/rectifications/{again.Head.Id}", context.Services.GetRequiredService<NavigationManager>().Uri);
        Assert.Empty(page.FindAll("[data-testid=again]"));
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(head), n => n.Notice.Link == $"/rectifications/{again.Head.Id}");
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.AgainAsync(Office, id, Year, "又裂", RectificationClass.Dated, null))).Status);
        var linked = context.Render<RectificationPage>(p => p.Add(x => x.Case, again.Head.Id));
        linked.WaitForAssertion(() => Assert.Contains("销号后问题重现，原整改事项（已销号）", linked.Find("dl.facts").TextContent), Patience);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task An_inspector_who_must_stay_away_or_whose_term_is_over_checks_nothing_there_and_reads_why()
    {
        var (site, head) = await SchoolAsync(1);
        var (barred, goer, register) = (hub.Who("duxue5", Roles.Inspector), hub.Who("duxue6", Roles.Inspector), hub.Get<InspectorRegister>());
        var ids = new List<Guid>();
        foreach (var who in new[] { barred, goer })
        {
            ids.Add(await Book.OpenAsync(who, new(Year, site.Code, RectificationClass.Dated, "灯管损坏", "《学校安全条例》", "", "后勤主任", register.Today.AddDays(9), "visit", $"{Guid.CreateVersion7()}")));
            await Book.StepAsync(head, ids[^1], new(RectificationAct.Report, "已换"));
        }
        foreach (var (who, id) in new[] { (barred, ids[0]), (goer, ids[1]) }) Assert.True(await IsDueAsync(who, id));
        await register.RecuseAsync(Office, barred.Id, site.Code, "近三年在该校任职");
        await register.EndAsync(Office, (await register.ListAsync(Office.CountyId, register.Today)).Single(l => l.Id == goer.Id).Now!.Id, register.Today.AddDays(-1), "调离");
        foreach (var (who, user, id, why) in new[] { (barred, "duxue5", ids[0], "须回避：近三年在该校任职"), (goer, "duxue6", ids[1], "聘期已满或已结束") })
        {
            Assert.Contains(why, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(who, id, new(RectificationAct.Pass, "看过灯管，全部换新")))).Message);
            Assert.False(await IsDueAsync(who, id));
            using var context = hub.As(user, Roles.Inspector);
            var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
            page.WaitForAssertion(() => Assert.Contains(why, page.Find("[data-testid=why-not]").TextContent), Patience);
            Assert.Empty(page.FindAll("[data-act]"));
        }
        await Book.StepAsync(Inspector, ids[0], new(RectificationAct.Pass, "逐间看过，灯管全部换新"));

        async Task<bool> IsDueAsync(Visitor who, Guid id) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Any(i => i.Link == $"/rectifications/{id}");
    }

    [Fact]
    public async Task The_cases_of_an_office_are_those_it_leads_and_those_it_took_over_and_some_have_none()
    {
        var (site, _) = await SchoolAsync(2);
        var (moved, bare) = (await OpenAsync(site.Code, "校门外道路破损"), await OpenAsync(site.Code, "旗杆锈蚀"));
        await Book.StepAsync(Office, moved, new(RectificationAct.Transfer, "由股室协调交通部门", To: "安全股"));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationsPage>();
        page.WaitForAssertion(() => Assert.Contains("安全股", page.FindAll("[data-testid=filter-office] option").Select(o => o.TextContent)), Patience);
        foreach (var (office, shows, not) in new[] { ("安全股", moved, bare), (RectificationFilter.NoOffice, bare, moved) })
        {
            page.Act("[data-testid=filter-office]", e => e.Change(office));
            page.WaitForAssertion(() => Assert.Equal((1, 0), (page.FindAll($"[data-testid=cases] a[href='/rectifications/{shows}']").Count, page.FindAll($"[data-testid=cases] a[href='/rectifications/{not}']").Count)), Patience);
            var list = await hub.Get<RectificationDesk>().ListAsync(Office);
            var filter = new RectificationFilter(null, null, null, office, null);
            Assert.Equal((true, false), (filter.Fits(list.Cases.Single(c => c.Head.Id == shows), list), filter.Fits(list.Cases.Single(c => c.Head.Id == not), list)));
        }
    }

    private Task<Guid> OpenAsync(string site, string problem) => Book.OpenAsync(Office, new(Year, site, RectificationClass.Dated, problem, "《学校安全条例》", "", "后勤主任", hub.Get<InspectorRegister>().Today.AddDays(9), "office", ""));

    private async Task<(Site Site, Visitor Head)> SchoolAsync(int at)
    {
        var site = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).DistinctBy(s => s.Unit).ElementAt(at);
        return (site, hub.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit));
    }
}
