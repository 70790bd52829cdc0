using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>整改期限 counts from the 意见书 that sets it, however long the hearing took.</summary>
public sealed class TermTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private DateOnly Today => hub.Get<CalendarBook>().Today;

    [Fact]
    public async Task An_opinion_whose_terms_are_over_before_it_is_issued_is_refused_and_names_the_problems()
    {
        var id = await SignedAsync();
        // Two months later, by a clock of its own: everything else is the hub's.
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(60));
        var (writer, ledger, factory) = (hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<IDbContextFactory<AppDb>>());
        var book = new InspectionBook(factory, writer, ledger, hub.Get<FrameworkShelf>(), hub.Get<Assessor>(), hub.Get<SelfAssessmentBook>(), clock);
        var cases = new RectificationBook(factory, writer, ledger, hub.Get<Assessor>(), hub.Get<RectificationValue>(), clock);
        var calendars = new CalendarBook(factory, writer, ledger, clock);
        var acts = new InspectionActs(writer, ledger, book, new InspectionFollowUp(calendars, cases, new FindingBook(writer, ledger, hub.Get<FrameworkShelf>(), book, clock)), clock);
        var refused = await Assert.ThrowsAsync<Refusal>(() => acts.DoAsync(team.Office, id, Act.Issue, "请按期整改"));
        Assert.Equal((422, 2), (refused.Status, refused.Reasons.Count));
        Assert.All(refused.Reasons, r => Assert.Contains("早于今天", r));
        Assert.Contains(refused.Reasons, r => r.Contains("留样不足"));
        Assert.Empty(await CasesAsync(id));
        // Nor can the paper be issued that would say so.
        async Task<IReadOnlyList<string>> BlockedAsync() => (await hub.Get<InspectionPapers>().ComposeAsync(ReportKind.Opinion, new(team.Office.CountyId, "opinion", Team.Year, Inspection: id), new(clock.GetUtcNow(), calendars.Today, false))).Blocked;
        Assert.Contains("请先在督导页面发出督导意见书", Assert.Single(await BlockedAsync()));

        var problems = (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.File.Of(FindingKind.Problem).ToList();
        var day = calendars.Today.AddDays(20);
        await acts.IssueAsync(team.Office, id, "请按期整改", problems.ToDictionary(p => p.Id, _ => (DateOnly?)day));
        Assert.Equal([day, day], (await CasesAsync(id)).Select(c => c.DueOn));
        Assert.Empty(await BlockedAsync());
        // The finding, and with it the paper, says the same day; what the unit said to it is still about it.
        var file = (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.File;
        Assert.Equal([day, day], file.Of(FindingKind.Problem).Select(p => p.DueOn!.Value));
        Assert.Equal("留样不足", Assert.Single(file.Points).About!.Text);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_problem_given_another_day_stays_whose_it_was_and_where_it_stood_and_takes_the_photos_that_count()
    {
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        var (lead, desk, problems) = (team.People[0], hub.Get<InspectionDesk>(), new List<Guid>());
        var photo = await hub.Get<PhotoStore>().KeepAsync(lead, id, Pictures.Jpeg(320, 240, seed: 77));
        async Task MarkAsync(string text, params IReadOnlyList<string> photos) => Assert.True((await hub.Get<ScoreBook>().SaveAsync(lead, DeskMark.Of(lead, $"{id}", (await desk.FindAsync(lead, id))!.Inspection.Edition, "17.4", new LevelMark(1), text, null) with { Photos = [.. photos] })).IsKept);
        await MarkAsync("", photo);
        foreach (var (row, text) in ((string, string)[])[("17.4", "没有活动记录"), ("", "通道上锁")]) problems.Add(await hub.Get<FindingBook>().AddAsync(lead, id, new FindingDraft(FindingKind.Problem, row, text, "条例", "Dated", Today.AddDays(2))));
        await team.SubmitAsync(id);
        // 迟到: it counts for nothing, and takes nothing away.
        await MarkAsync("补记一句");
        await team.SignAsync(id, site);
        await hub.Get<InspectionActs>().IssueAsync(team.Office, id, "请按期整改", new Dictionary<Guid, DateOnly?> { [problems[0]] = Today.AddDays(20) });
        Assert.Equal([("没有活动记录", Today.AddDays(20), lead.Id, lead.Name), ("通道上锁", Today.AddDays(2), lead.Id, lead.Name)],
            (await desk.FindAsync(team.Office, id))!.File.Of(FindingKind.Problem).Select(f => (f.Text, f.DueOn!.Value, f.PersonId, f.PersonName)));
        var opened = (await CasesAsync(id)).Single(c => c.DueOn == Today.AddDays(20)).Head.Id;
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(photo, await db.RectificationSteps.Where(s => s.CaseId == opened).Select(s => s.Photos).SingleAsync(Xunit.TestContext.Current.CancellationToken));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task The_office_sees_each_problem_s_day_counted_from_today_and_may_set_it()
    {
        var id = await SignedAsync();
        var (own, term) = (Today.AddDays(2), await hub.Get<RectificationBook>().ProposedDueAsync(team.Office.CountyId, RectificationClass.Dated));
        Assert.True(own < term);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("input[data-term]").Count), Patience);
        Assert.Contains($"{term:yyyy-MM-dd}", page.FindAll("input[data-term]").Select(i => i.GetAttribute("value")));
        Assert.Contains($"督导组原定 {own:yyyy-MM-dd}", page.Markup);
        var set = Today.AddDays(40);
        page.Act("input[data-term]", e => e.Change($"{set:yyyy-MM-dd}"));
        page.Act("[data-text=Issue]", e => e.Change("请按期整改"));
        page.Act("[data-act=Issue]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(InspectionState.Issued.Name(), page.Find("[data-testid=state]").TextContent), Patience);
        var atOnce = await hub.Get<RectificationBook>().ProposedDueAsync(team.Office.CountyId, RectificationClass.AtOnce);
        Assert.Equal(new DateOnly?[] { set, atOnce }.Order(), (await CasesAsync(id)).Select(c => (DateOnly?)c.DueOn).Order());
    }

    /// <summary>Two problems with days the team set when it wrote them, one of them spoken to, signed.</summary>
    private async Task<Guid> SignedAsync()
    {
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        Guid first = default;
        foreach (var (kind, text) in ((RectificationClass, string)[])[(RectificationClass.Dated, "留样不足"), (RectificationClass.AtOnce, "通道上锁")])
        {
            var added = await hub.Get<FindingBook>().AddAsync(team.People[0], id, new FindingDraft(FindingKind.Problem, "", text, "条例", $"{kind}", Today.AddDays(2)));
            if (first == default) first = added;
        }
        await team.SubmitAsync(id);
        await hub.Get<InspectionActs>().DoAsync(team.Office, id, Act.SendPreliminary, "总体较好");
        await hub.Get<HearingBook>().ReplyAsync(team.HeadOf(site), id, [new(first, "当日已补")]);
        await hub.Get<HearingBook>().AnswerAsync(team.Office, id, [new((await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.File.Points[0].Point.Id, ReplyOutcome.NotAdopted, "现场称量不足")]);
        await hub.Get<InspectionHub.Web.Measurements.Confirmations>().ConfirmAsync(Course.Head(team.Office, site.Unit), Team.Year, (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.BatchId);
        await hub.Get<InspectionDesk>().SignOffAsync(team.Office, (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!);
        return id;
    }

    private async Task<List<RectificationCase>> CasesAsync(Guid id) => [.. (await hub.Get<RectificationBook>().ListAsync(team.Office)).Where(c => c.Head.SourceId == $"{id}")];
}
