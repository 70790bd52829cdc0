using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Scoring;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>销号后又未达标: what is proposed, how often, on which marks, and when a proposal goes again.</summary>
public sealed class FallbackTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;

    private RectificationBook Book => hub.Get<RectificationBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    private FallbackWatch Watch => new(hub.Get<IDbContextFactory<AppDb>>(), Book, hub.Get<RectificationValue>(), TimeProvider.System, NullLogger<FallbackWatch>.Instance);

    [Fact]
    public async Task A_closed_value_that_falls_again_is_proposed_and_after_a_refusal_only_when_it_has_recovered_since()
    {
        var (site, head) = await SchoolAsync(0);
        // A case of the year before over a row the lead office marks, closed on what was found.
        var id = await ClosedAsync(site, head, "2.4", Year - 1, "食堂管理员");
        async Task<IReadOnlyList<RectificationCase>> ProposalsAsync() => [.. (await Book.ListAsync(Office)).Where(c => c.Head.SourceKind == "fallback" && c.Head.SourceId == $"{id}").OrderBy(c => c.Head.LedgerSeq)];
        await FoundAsync(site, 1);
        // Its page stands open, of another year than the proposal: it says at once what came after it.
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=steps] li")), TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("后续", page.Markup);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        page.WaitForAssertion(() => Assert.Contains("后续", page.Markup), TimeSpan.FromSeconds(30));
        var proposal = Assert.Single(await ProposalsAsync());
        // The number of proposals leads to just these.
        var list = context.Render<RectificationsPage>();
        list.WaitForAssertion(() => Assert.NotEmpty(list.FindAll("[data-testid=proposed]")), TimeSpan.FromSeconds(30));
        var (address, count) = (list.Find("[data-testid=proposed]").GetAttribute("href")!, int.Parse(list.Find("[data-testid=proposed]").TextContent));
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        list.WaitForAssertion(() => Assert.Equal(count, list.FindAll("[data-testid=cases] tbody tr").Count), TimeSpan.FromSeconds(30));
        Assert.Contains(list.FindAll("[data-testid=cases] a"), a => a.GetAttribute("href") == $"/rectifications/{proposal.Head.Id}");
        Assert.Equal((RectificationState.Proposed, Year, RectificationClass.AtOnce, "食堂管理员"), (proposal.State, proposal.Head.Year, proposal.Class, proposal.OwnerText));

        // The office lets it pass: quiet while it stays bad, and after it was good it is told anew.
        await Book.StepAsync(Office, proposal.Head.Id, new(RectificationAct.Dismiss, "当日停电，属偶发"));
        Assert.Equal(0, await Watch.LookAsync());
        await FoundAsync(site, 4);
        Assert.Equal(0, await Watch.LookAsync());
        Assert.Equal("Recover", (await ProposalsAsync())[0].Steps[^1].Act);
        await FoundAsync(site, 0);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        var second = (await ProposalsAsync())[^1];

        // Confirmed, its days count from today by the deadline of its class.
        await Book.StepAsync(Office, second.Head.Id, new(RectificationAct.Confirm, ""));
        var opened = (await Book.FindAsync(head, second.Head.Id))!;
        var today = hub.Get<CalendarBook>().Today;
        Assert.Equal((RectificationState.Open, (await hub.Get<CalendarBook>().CalendarAsync(Office.CountyId)).Add(today, (await hub.Get<CalendarBook>().DeadlinesAsync(Office.CountyId))[Deadline.RectifySafety])), (opened.State, opened.DueOn));
        Assert.Equal(0, await Watch.LookAsync());

        // Confirmed by mistake and taken back: quiet too while it stays bad, and told anew after it was good.
        await Book.StepAsync(Office, second.Head.Id, new(RectificationAct.Withdraw, "误看为本校"));
        Assert.Equal(0, await Watch.LookAsync());
        await FoundAsync(site, 4);
        Assert.Equal(0, await Watch.LookAsync());
        await FoundAsync(site, 1);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        Assert.Equal(["Dismissed", "Withdrawn", "Proposed"], (await ProposalsAsync()).Select(c => $"{c.State}"));

        // Corrected before anybody has looked at it: it goes, the head never hears of it, and the next fall is told anew.
        await FoundAsync(site, 4);
        Assert.Equal(0, await Watch.LookAsync());
        var gone = (await ProposalsAsync())[^1];
        Assert.Equal((RectificationState.Withdrawn, "指标 2.4 已恢复达标。"), (gone.State, gone.Steps[^1].Text));
        Assert.Null(await Book.FindAsync(head, gone.Head.Id));
        Assert.DoesNotContain(await hub.Get<NoticeBook>().ListAsync(head), n => n.Notice.Link == $"/rectifications/{gone.Head.Id}");
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(Office), n => n.Notice.Link == $"/rectifications/{gone.Head.Id}" && n.Notice.Text.Contains("已撤回"));
        await FoundAsync(site, 1);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_school_and_row_have_one_proposal_and_none_while_a_case_of_it_is_open()
    {
        var (site, head) = await SchoolAsync(1);
        foreach (var _ in new[] { 1, 2 }) await ClosedAsync(site, head, "2.4", Year, "校长");
        async Task<List<RectificationCase>> OfAsync() => [.. (await Book.ListAsync(Office)).Where(c => c.Head.Site == site && c.Head.SourceKind == "fallback").OrderBy(c => c.Head.LedgerSeq)];
        await FoundAsync(site, 1);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        Assert.Single(await OfAsync());
        // An inspection opens a case for it meanwhile: the proposal goes, and none comes while that is open.
        var opened = await Book.OpenAsync(Inspector, new(Year, site, RectificationClass.Dated, "责任书缺人", "条例", "2.4", "校长", null, "inspection", ""));
        Assert.Equal((0, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        var gone = Assert.Single(await OfAsync());
        Assert.Equal((RectificationState.Withdrawn, true), (gone.State, gone.Steps[^1].Text.Contains("已有整改事项")));
        await Book.StepAsync(Office, opened, new(RectificationAct.Withdraw, "列错"));
        Assert.Equal(1, await Watch.LookAsync());
    }

    [Fact]
    public async Task A_tap_on_a_sheet_nobody_has_signed_proposes_nothing_and_the_signed_sheet_does()
    {
        var (site, head) = await SchoolAsync(2);
        await ClosedAsync(site, head, "17.4", Year, "校长");
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var (id, desk) = (await hub.Get<InspectionBook>().OpenAsync(Office, Year, site, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]), hub.Get<InspectionDesk>());
        Assert.Equal("stored", (await desk.SaveAsync(team[0], (await desk.FindAsync(team[0], id))!.Inspection, "17.4", new LevelMark(1), "")).Result);
        Assert.Equal(0, await Watch.LookAsync());
        await hub.SubmitAsync(team[0], id);
        await hub.HearAsync(Office, head.UnitCode!, id);
        await hub.Get<Confirmations>().ConfirmAsync(head, Year, (await desk.FindAsync(Office, id))!.BatchId);
        await desk.SignOffAsync(Office, (await desk.FindAsync(Office, id))!);
        Assert.Equal(1, await Watch.LookAsync());
    }

    /// <summary>By the page: the form proposes the class the case was closed with, not the one it began with.</summary>
    [Fact]
    public async Task A_case_of_移交县级_that_falls_back_is_proposed_and_confirmed_as_the_countys()
    {
        var ((site, head), second) = (await SchoolAsync(3), Office with { Id = "second", Name = "督导室乙" });
        var id = await Book.OpenAsync(Office, new(Year - 1, site, RectificationClass.Dated, "值班室没有电", "条例", "2.4", "校长", null, "office", ""));
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "线路由县里统建", To: "县发改局"));
        await Book.StepAsync(Office, id, new(RectificationAct.Report, "线路已改造"));
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "现场查看属实", Value: new LevelMark(3)));
        await Book.StepAsync(second, id, new(RectificationAct.Approve, "同意"));
        Assert.Equal(0, await Watch.LookAsync());
        await FoundAsync(site, 1);
        Assert.Equal(1, await Watch.LookAsync());
        var proposal = (await Book.ListAsync(Office)).Single(c => c.Head.SourceId == $"{id}");
        Assert.Equal(RectificationClass.County, proposal.Class);

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, proposal.Head.Id));
        page.WaitForAssertion(() => Assert.Equal("County", page.Find("[data-testid=confirm-class]").GetAttribute("value")), TimeSpan.FromSeconds(30));
        page.Act("[data-act=Confirm]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(RectificationState.Open.Name(), page.Find("[data-testid=state]").TextContent), TimeSpan.FromSeconds(30));
        var confirmed = (await Book.FindAsync(Office, proposal.Head.Id))!;
        Assert.Equal((RectificationState.Open, RectificationClass.County), (confirmed.State, confirmed.Class));
        // The county goes on answering for it: the school is asked for nothing.
        Assert.DoesNotContain(RectificationAct.Report, RectificationBook.PermittedFor(confirmed, head));
    }

    [Fact]
    public async Task A_new_year_that_says_nothing_yet_takes_no_proposal_back()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var watch = new FallbackWatch(hub.Get<IDbContextFactory<AppDb>>(), book, hub.Get<RectificationValue>(), TimeProvider.System, NullLogger<FallbackWatch>.Instance);
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        var site = now.Facts.Sites.First(s => s.Kind == SchoolKind.Primary);
        var head = hub.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit);
        var id = await book.OpenAsync(office, new(Year, site.Code, RectificationClass.AtOnce, "台账没有更新", "条例", "2.4", "校长", null, "office", ""));
        await book.StepAsync(head, id, new(RectificationAct.Report, "已改正"));
        await book.StepAsync(hub.Who("duxue1", Roles.Inspector), id, new(RectificationAct.Pass, "抽查属实", Value: new LevelMark(3)));
        await book.StepAsync(office, id, new(RectificationAct.Approve, "同意"));
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(hub.Who("jiaoyu", Roles.LeadOffice), DeskMark.Of(hub.Who("jiaoyu", Roles.LeadOffice), Sheet.Desk(Year, site.Code), now.Framework.Edition, "2.4", new LevelMark(1), ""))).IsKept);
        Assert.Equal(1, await watch.LookAsync());
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), office.CountyId, s => NextYear.Copy(s));
        await watch.LookAsync();
        Assert.Equal(RectificationState.Proposed, (await book.ListAsync(office)).Single(c => c.Head.SourceId == $"{id}").State);
    }

    private async Task<Guid> ClosedAsync(string site, Visitor head, string row, int year, string post)
    {
        var id = await Book.OpenAsync(Office, new(year, site, RectificationClass.AtOnce, "台账没有更新", "条例", row, "校长", null, "office", ""));
        await Book.StepAsync(head, id, new(RectificationAct.Assign, "", To: post));
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已改正"));
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "抽查五名学生均对得上", Value: new LevelMark(3)));
        await Book.StepAsync(Office, id, new(RectificationAct.Approve, "同意"));
        // It was closed by the check; no earlier mark says that it fell back.
        Assert.Equal(0, await Watch.LookAsync());
        return id;
    }

    /// <summary>What the lead office marks row 2.4 with: it holds without a signature.</summary>
    private async Task FoundAsync(string site, int level)
    {
        var (lead, now) = (hub.Who("jiaoyu", Roles.LeadOffice), (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!);
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(lead, DeskMark.Of(lead, Sheet.Desk(Year, site), now.Framework.Edition, "2.4", new LevelMark(level), ""))).IsKept);
    }

    private async Task<(string Site, Visitor Head)> SchoolAsync(int which)
    {
        var taken = (await hub.Get<InspectionBook>().ListAsync(Office, Year)).Select(i => i.Site).ToHashSet();
        var sites = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary && !taken.Contains(s.Code)).DistinctBy(s => s.Unit).ToList();
        return (sites[which].Code, hub.Who(DemoAccounts.HeadOf(sites[which].Unit), Roles.Unit));
    }
}
