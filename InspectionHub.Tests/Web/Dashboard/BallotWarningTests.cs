using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Inspections;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Scoring;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>Warnings of ballots: each waits for somebody who can clear it, and goes when nobody can any more.</summary>
public sealed class BallotWarningTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    [Fact]
    public async Task A_late_mark_is_admitted_or_not_by_the_lead_and_warns_no_more_and_what_is_signed_warns_of_nothing()
    {
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        await team.MarkAsync(team.People[0], id, 4);
        await team.MarkAsync(team.People[1], id, 1);
        await team.MarkAsync(team.People[0], id, 3, "3.6");
        Assert.Equal(["评分不一致"], await WarnedAsync(site.Code));
        await team.SubmitAsync(id);
        foreach (var (row, level) in new[] { ("3.6", 4), ("15.3", 3) }) Assert.Equal("late", (await Desk.SaveAsync(team.People[2], (await Desk.FindAsync(team.People[2], id))!.Inspection, row, new LevelMark(level), "")).Result);
        Assert.Equal(["评分不一致", "迟到评分", "迟到评分"], await WarnedAsync(site.Code));

        var view = (await Desk.FindAsync(team.People[0], id))!;
        var late = view.BallotsOf("3.6").Late.Single();
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => Desk.DeclineAsync(team.People[1], view.Inspection, late, "无"))).Status);
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-decline='{late.Id}']")), Patience);
        page.Act($"[data-decline='{late.Id}']", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[role=alert]"), a => a.TextContent.Contains("请写明不采纳的理由")), Patience);
        page.Act($"[data-keep='decline-{late.Id}']", e => e.Change("离校后凭印象补评"));
        page.Act($"[data-decline='{late.Id}']", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("离校后凭印象补评", page.Find("[data-testid=declined]").TextContent), Patience);
        Assert.Empty(page.FindAll($"[data-decline='{late.Id}']"));
        Assert.Equal(["评分不一致", "迟到评分"], await WarnedAsync(site.Code));
        var counted = (await Desk.FindAsync(team.Office, id))!.Card.Find("3.6")!.Ballots;
        Assert.Equal((BallotState.Agreed, 1, 0), (counted.State, counted.Marks.Count, counted.Late.Count));
        Assert.Contains((await hub.Get<NoticeBook>().ListAsync(team.People[2])).Select(n => n.Notice.Text), t => t.Contains("3.6") && t.Contains("没有被采纳") && !t.Contains("印象"));
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => Desk.AdmitAsync(team.People[0], view.Inspection, late))).Status);

        // Signed as it stands: what differed and what came late is history.
        await team.SignAsync(id, site);
        Assert.Empty(await WarnedAsync(site.Code));
        Assert.Equal("late", (await Desk.SaveAsync(team.People[2], view.Inspection, "17.4", new LevelMark(2), "")).Result);
        Assert.Empty(await WarnedAsync(site.Code));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task What_an_office_marks_after_the_public_notice_is_said_in_words_of_its_own_until_it_is_marked_anew_or_approved()
    {
        const int year = 2024;
        var (annual, lead) = (hub.Get<AnnualBook>(), hub.Who("zizhu", Roles.LeadOffice));
        var card = (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, year))!.Assessment.Scorecards.Values.First(c => c.Rows.Any(r => r.Row.Code == "7.4" && r.State != IndicatorState.NotApplicable));
        var edition = (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, year))!.Framework.Edition;
        async Task<string> MarkAsync(int level) => (await hub.Get<ScoreBook>().SaveAsync(lead, DeskMark.Of(lead, Sheet.Desk(year, card.Site.Code), edition, "7.4", new LevelMark(level), ""))).Result;
        async Task ShowAsync() => await annual.PublishAsync(team.Office, (await hub.Get<Assessor>().ConfirmedAsync(team.Office.CountyId, year))!, DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)), "试公示");
        await annual.DoAsync(team.Office, year, AnnualAct.Start, "");
        Assert.Equal("stored", await MarkAsync(3));
        await ShowAsync();
        Assert.Equal("late", await MarkAsync(1));
        var warning = Assert.Single(await FoundAsync(card.Site.Code, year));
        Assert.Contains("学生资助中心在公示后又评，未计入", warning.Text);
        Assert.DoesNotContain("组长", warning.Text);
        await annual.DoAsync(team.Office, year, AnnualAct.TakeBack, "更正 7.4");
        Assert.Single(await FoundAsync(card.Site.Code, year));
        Assert.Equal("stored", await MarkAsync(1));
        Assert.Empty(await FoundAsync(card.Site.Code, year));
    }

    private async Task<IReadOnlyList<Warning>> FoundAsync(string site, int year) =>
        [.. (await hub.Get<DashboardBoard>().ReadAsync(team.Office, new() { Year = year }))!.Warnings.Where(w => w.Site == site && w.Kind is "评分不一致" or "迟到评分")];

    private async Task<IEnumerable<string>> WarnedAsync(string site) => (await FoundAsync(site, Team.Year)).Select(w => w.Kind).Order(StringComparer.Ordinal).OrderBy(k => k == "迟到评分");
}
