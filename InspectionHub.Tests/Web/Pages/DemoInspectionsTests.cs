using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>What whoever tries the hub finds of inspections and rectifications: the plan carried out up to now, through the hub's own doors, and something to go on with.</summary>
public sealed class DemoInspectionsTests(WholeDemoInside hub) : IClassFixture<WholeDemoInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static DateOnly Today => WholeDemoInside.Today;

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task Every_line_whose_month_is_over_is_carried_out_and_three_of_this_month_are_under_way()
    {
        var lines = (await hub.Get<PlanDesk>().ReadAsync(Office, 2026)).Lines;
        var past = lines.Where(l => l.Planned.Month < new DateOnly(2026, 11, 1)).ToList();
        Assert.NotEmpty(past);
        Assert.All(past, l => Assert.Single(l.Deeds));
        Assert.DoesNotContain(lines, l => l.IsMissed(Today));
        Assert.All(past.SelectMany(l => l.Deeds), d => Assert.True(d.State is InspectionState.Issued or InspectionState.Closed && d.OtherMonth(new(2026, 10, 1)) is null));
        Assert.Equal([InspectionState.Open, InspectionState.Submitted, InspectionState.Preliminary], lines.Except(past).SelectMany(l => l.Deeds).Select(d => d.State).Order());
    }

    [Fact]
    public async Task Nothing_of_it_is_late_but_the_one_case_that_is_left_and_the_chain_holds()
    {
        Assert.Empty(await hub.Get<LateBoard>().FindAsync(Office, 2026, Today));
        var warnings = await hub.Get<WarningBoard>().FindAsync(Office, (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!, []);
        Assert.Single(warnings, w => w.Kind == "整改逾期");
        Assert.DoesNotContain(warnings, w => w.Kind is "办理逾期" or "评分不一致" or "迟到评分");
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, string.Join("\n", report.Lines));
        // What people were told weeks ago does not wait for them.
        Assert.InRange(await hub.Get<NoticeBook>().UnreadAsync(Office), 1, 20);
    }

    [Fact]
    public async Task Every_inspection_went_its_course_on_working_days_before_today()
    {
        var all = await hub.Get<InspectionBook>().ListAsync(Office, 2026);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var standings = await InspectorRegister.StandingsAsync(db, Office.CountyId);
        foreach (var one in all)
        {
            var acts = one.Acts.OrderBy(a => a.Id).ToList();
            Assert.Equal(acts.Select(a => a.At).Order(), acts.Select(a => a.At));
            Assert.All(acts, a => AssertWorked(a.At));
            Assert.Equal(3, one.Team.Count());
            Assert.All(one.Team, m => Assert.Null(standings(m.PersonId, one.Site).WhyReplaced(one.VisitFrom!.Value)));
            Assert.True(YearSites.DayOf(one.OpenedAt) < one.VisitFrom && one.VisitFrom <= one.VisitTo);
            var marks = await db.ScoreEntries.Where(e => e.Sheet == $"{one.Id}").ToListAsync();
            Assert.NotEmpty(marks);
            Assert.All(marks, m => Assert.True(m.ObservedAt < m.Received && YearSites.DayOf(m.Received) == one.VisitFrom && !m.IsLate));
            if (InspectionBook.StateOf(one) == InspectionState.Open) continue;
            var file = await InspectionFile.ReadAsync(db, one.Id);
            Assert.Equal(4, file.Records.Select(r => r.Kind).Distinct().Count());
            Assert.Equal(["Advice", "Merit", "Problem"], file.Findings.Select(f => f.Kind).Distinct().Order(StringComparer.Ordinal));
            Assert.All(file.Findings, f => Assert.Equal(one.VisitTo, YearSites.DayOf(f.At)));
            var handed = acts.Single(a => a.Act == nameof(Act.Submit)).At;
            Assert.True(marks.Max(m => m.Received) < handed && file.Findings.Max(f => f.At) < handed && file.Records.Max(r => r.At) < handed);
        }
        Assert.Contains(all, i => i.Acts.Any(a => a.Act == nameof(Act.Answer)));
        Assert.NotEmpty(await db.SettlementEntries.ToListAsync());
        // A lead of those whose accounts the start names is at a school.
        var now = Assert.Single(all, i => InspectionBook.StateOf(i) == InspectionState.Open);
        Assert.Equal(hub.Who("duxue1", Roles.Inspector).Id, now.Team.Single(m => m.IsLead).PersonId);
        Assert.True(now.VisitFrom < Today && Today <= now.VisitTo);
    }

    [Fact]
    public async Task Problems_stand_in_the_register_at_every_stage()
    {
        var cases = await hub.Get<RectificationBook>().ListAsync(Office);
        Assert.Contains(cases, c => c.State == RectificationState.Closed);
        Assert.Contains(cases, c => c.State == RectificationState.Reported);
        Assert.Single(cases, c => c.IsOverdue(Today));
        Assert.Single(cases, c => c.Class == RectificationClass.County);
        Assert.All(cases.SelectMany(c => c.Steps), s => AssertWorked(s.At));
        Assert.All(cases, c => Assert.Equal(c.Steps.Select(s => s.At).Order(), c.Steps.Select(s => s.At)));
    }

    [Fact]
    public async Task Every_text_says_that_it_is_of_the_demo()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        var texts = (await db.Inspections.ToListAsync()).SelectMany(i => new[] { i.Title, i.Matters, i.Materials, i.PlanNo })
            .Concat(await db.InspectionActs.Select(a => a.Reason).ToListAsync())
            .Concat(await db.InspectionFindings.Select(f => f.Text).ToListAsync())
            .Concat(await db.InspectionRecords.Select(r => r.Text).ToListAsync())
            .Concat(await db.ScoreEntries.Select(e => e.Note).ToListAsync())
            .Concat(await db.SettlementEntries.Select(e => e.Reason).ToListAsync())
            .Concat(await db.SelfMarks.Select(m => m.Evidence).ToListAsync())
            .Concat(await db.SelfAssessmentSteps.Select(s => s.Text).ToListAsync())
            .Concat(await db.ReplyPoints.Select(p => p.Text).ToListAsync())
            .Concat(await db.ReplyAnswers.Select(a => a.Reason).ToListAsync())
            .Concat(await db.Rectifications.Select(r => r.Problem).ToListAsync())
            .Concat(await db.RectificationSteps.Select(s => s.Text).ToListAsync());
        Assert.All(texts.Where(t => t.Length > 0), t => Assert.Contains("（演示）", t));
    }

    [Fact]
    public void The_pages_show_them()
    {
        using var office = hub.As("dudao", Roles.Office);
        var list = office.Render<InspectionsPage>();
        list.WaitForAssertion(() => Assert.Equal(15, list.FindAll(".mark-row > a").Count), Patience);
        var register = office.Render<RectificationsPage>();
        register.WaitForAssertion(() => Assert.Equal("1", register.Find("[data-testid=overdue]").TextContent), Patience);
        var plan = office.Render<PlanPage>();
        plan.WaitForAssertion(() => Assert.StartsWith("已开展 15／计划", plan.Find("[data-testid=carried-out]").TextContent), Patience);
        var board = office.Render<DashboardPage>();
        board.WaitForAssertion(() => Assert.Contains("整改逾期", board.Markup), Patience);
        using var leader = hub.As("lingdao", Roles.Leader);
        var quick = leader.Render<LeaderPage>();
        quick.WaitForAssertion(() => Assert.Contains("整改", quick.Markup), Patience);
        using var inspector = hub.As("duxue1", Roles.Inspector);
        var own = inspector.Render<InspectionsPage>();
        own.WaitForAssertion(() => Assert.Contains("待办：现场评分，签署并提交", own.Markup), Patience);
    }

    private static void AssertWorked(DateTimeOffset at)
    {
        var day = YearSites.DayOf(at);
        Assert.True(day < Today && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !(day.Month == 10 && day.Day < 8), $"{day}");
        Assert.InRange(at.ToOffset(TimeSpan.FromHours(8)).Hour, 8, 17);
    }
}
