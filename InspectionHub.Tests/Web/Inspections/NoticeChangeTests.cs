using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>变更通知: other dates and one more 督学 without giving up what has been marked, and whose business the reason of a replacement is.</summary>
public sealed class NoticeChangeTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private DateOnly Today => hub.Get<CalendarBook>().Today;

    [Fact]
    public async Task The_office_moves_the_days_and_adds_an_inspector_and_the_marks_stay()
    {
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site, notice: InspectionNotice.About("食堂") with { VisitFrom = Today, VisitTo = Today, SelfAssessmentDue = Today, Hurry = "紧急线索" });
        await team.MarkAsync(team.People[0], id, 4);
        var one = (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.Inspection;
        var changes = hub.Get<NoticeChanges>();
        async Task<string> SaidAsync(NoticeDates dates, string reason, Visitor? who = null) => (await Assert.ThrowsAsync<Refusal>(() => changes.ChangeAsync(who ?? team.Office, id, dates, null, reason))).Message;
        var same = NoticeDates.Of(one);
        Assert.Contains("没有变化", await SaidAsync(same, "无"));
        Assert.Contains("变更的原因", await SaidAsync(same with { To = Today.AddDays(3) }, " "));
        Assert.Contains("早于今天", await SaidAsync(same with { From = Today.AddDays(-1) }, "提前"));
        Assert.Contains("自评应在进校之前", await SaidAsync(same with { SelfDue = Today.AddDays(1) }, "推迟"));
        Assert.Contains("变更通知", await SaidAsync(same with { To = Today.AddDays(3) }, "推迟", team.People[0]));

        var (from, to, self) = (Today.AddDays(10), Today.AddDays(11), Today.AddDays(8));
        var fourth = hub.Who("duxue4", Roles.Inspector);
        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.Equal($"{Today:yyyy-MM-dd}", page.Find("[data-change=from]").GetAttribute("value")), Patience);
            foreach (var (box, value) in ((string, string)[])[("from", $"{from:yyyy-MM-dd}"), ("to", $"{to:yyyy-MM-dd}"), ("self", $"{self:yyyy-MM-dd}"), ("joining", fourth.Id)]) page.Act($"[data-change={box}]", e => e.Change(value));
            page.Act("[data-text=ChangeNotice]", e => e.Change("道路塌方"));
            page.Act("[data-act=ChangeNotice]", e => e.Click());
            page.WaitForAssertion(() => Assert.Contains($"{from:MM-dd} 至 {to:MM-dd} 进校，{self:MM-dd} 前自评", page.Find("[data-testid=notice] summary").TextContent), Patience);
            Assert.Contains("道路塌方", page.Find("[data-testid=history]").TextContent);
        }

        var view = (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!;
        Assert.Equal(new(from, to, self), NoticeDates.Of(view.Inspection));
        Assert.Equal(IndicatorState.Met, view.Card.Find("17.4")!.State);
        Assert.Contains(fourth.Id, view.Inspection.Team.Select(m => m.PersonId));
        async Task<DateOnly?> DueAsync(Visitor who, string what, string link) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Single(i => i.What == what && i.Link == link).DueOn;
        Assert.Equal((to, self), (await DueAsync(fourth, "现场评分，签署并提交", $"/inspections/{id}"), await DueAsync(team.HeadOf(site), "提交自评", $"/self/{Team.Year}/{site.Code}")));
        Assert.DoesNotContain(await hub.Get<LateBoard>().FindAsync(team.Office, Team.Year, Today.AddDays(1)), l => l.Address == $"/inspections/{id}");
        foreach (var who in (Visitor[])[team.People[1], team.HeadOf(site)])
            Assert.Contains(await hub.Get<NoticeBook>().ListAsync(who), n => n.Notice.Link == $"/inspections/{id}" && n.Notice.Text.Contains($"督导通知有变更，{from:yyyy-MM-dd}") && !n.Notice.Text.Contains("塌方"));
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(fourth), n => n.Notice.Link == $"/inspections/{id}" && n.Notice.Text.Contains("您被编入督导组"));
        Assert.Contains("已在或曾在", (await Assert.ThrowsAsync<Refusal>(() => changes.ChangeAsync(team.Office, id, new(null, null, null), new() { Id = fourth.Id, Name = fourth.Name, CountyId = fourth.CountyId }, "再加"))).Message);
        // A reason that names somebody can be blacked out without the dates.
        var redactions = hub.Get<RedactionBook>();
        var reason = view.Inspection.Acts.Single(a => a.Reason.Contains("道路塌方"));
        await redactions.DecideAsync(hub.Who("admin", Roles.Administrator), await redactions.AskAsync(team.Office, "InspectionActs", $"{reason.Id}", "Reason", "含个人信息"), true, "");
        var hidden = (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.Inspection;
        Assert.Equal((new(from, to, self), false), (NoticeDates.Of(hidden), hidden.Acts.Any(a => a.Reason.Contains("道路塌方"))));
        // A second change counts from the first, and may leave the days open.
        await changes.ChangeAsync(team.Office, id, new(null, null, null), null, "另行商定");
        Assert.Equal(new(null, null, null), NoticeDates.Of((await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.Inspection));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task The_unit_reads_who_came_for_whom_but_not_why()
    {
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        var fourth = (await hub.Get<InspectionBook>().InspectorsAsync(team.Office)).First(p => p.UserName == "duxue4");
        await hub.Get<InspectionActs>().ReplaceAsync(team.Office, id, team.People[2].Id, fourth, "与校长系近亲属");
        foreach (var (user, role, reads) in ((string, string, bool)[])[(DemoAccounts.HeadOf(site.Unit), Roles.Unit, false), ("jiaoyu", Roles.LeadOffice, false), ("dudao", Roles.Office, true)])
        {
            using var context = hub.As(user, role);
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.Contains($"{team.People[2].Name} → {fourth.Name}", page.Find("[data-testid=history]").TextContent), Patience);
            Assert.Equal(reads, page.Markup.Contains("近亲属"));
        }
        Assert.Equal(InspectionState.Open, InspectionFlow.After([Act.Open, Act.ChangeNotice, Act.Replace]));
    }
}
