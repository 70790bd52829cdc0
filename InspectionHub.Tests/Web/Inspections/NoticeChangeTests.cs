using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.SelfAssessments;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>变更通知: other dates and one more 督学 without giving up what has been marked, and whose business the reason of a replacement is.</summary>
public sealed class NoticeChangeTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
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
        Assert.Contains($"（增加督学 {fourth.Name}）", reason.Reason);
        Assert.Single(view.Inspection.Acts, a => a.Reason.Contains(fourth.Name));
        await redactions.DecideAsync(hub.Who("admin", Roles.Administrator), await redactions.AskAsync(team.Office, "InspectionActs", $"{reason.Id}", "Reason", "含个人信息"), true, "");
        var hidden = (await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.Inspection;
        Assert.Equal((new(from, to, self), false), (NoticeDates.Of(hidden), hidden.Acts.Any(a => a.Reason.Contains("道路塌方"))));
        // A second change counts from the first, and may leave the days open.
        await changes.ChangeAsync(team.Office, id, new(null, null, null), null, "另行商定");
        Assert.Equal(new(null, null, null), NoticeDates.Of((await hub.Get<InspectionDesk>().FindAsync(team.Office, id))!.Inspection));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Terms_are_asked_of_the_days_the_latest_notice_gives()
    {
        var site = await team.SiteAsync();
        var (register, changes, days) = (hub.Get<InspectorRegister>(), hub.Get<NoticeChanges>(), (Today.AddDays(10), Today.AddDays(12)));
        var people = new[] { "duxue6", "duxue7", "duxue8" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var id = await hub.Get<InspectionBook>().OpenAsync(team.Office, Team.Year, site.Code, "专项督导", [.. people.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })], InspectionNotice.About("食堂") with { VisitFrom = Today, VisitTo = Today, Hurry = "紧急线索" });
        async Task EndAsync(string person, int day) => await register.EndAsync(team.Office, (await register.ListAsync(team.Office.CountyId, Today)).Single(l => l.Id == person).Now!.Id, Today.AddDays(day), "聘期调整");
        async Task<IReadOnlyList<string>> RefusedAsync(NoticeDates dates, Person? joining) => (await Assert.ThrowsAsync<Refusal>(() => changes.ChangeAsync(team.Office, id, dates, joining, "道路塌方"))).Reasons;
        var goer = (await hub.Get<InspectionBook>().InspectorsAsync(team.Office)).First(p => p.UserName == "duxue5");
        await EndAsync(goer.Id, 5);
        Assert.Equal([$"{goer.Name}在 {days.Item1:yyyy-MM-dd} 没有在任的督学聘书，请先在“督学名册”登记聘任。", $"{goer.Name}在 {days.Item2:yyyy-MM-dd} 没有在任的督学聘书，请先在“督学名册”登记聘任。"], await RefusedAsync(new(days.Item1, days.Item2, null), goer));
        await changes.ChangeAsync(team.Office, id, new(days.Item1, days.Item2, null), null, "道路塌方");
        Assert.Contains($"在 {days.Item1:yyyy-MM-dd} 没有在任", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<InspectionActs>().ReplaceAsync(team.Office, id, people[2].Id, goer, "公务冲突"))).Message);
        // Of the team too: whose term is over before the new days must be replaced, and no other days are given before.
        async Task<bool> IsToReplaceAsync() => (await hub.Get<DueBoard>().FindAsync(team.Office)).Items.Any(i => i.What == "更换督学" && i.Link == $"/inspections/{id}" && i.About.Contains(people[1].Name));
        Assert.False(await IsToReplaceAsync());
        await EndAsync(people[1].Id, 7);
        Assert.True(await IsToReplaceAsync());
        Assert.StartsWith($"{people[1].Name}在 {Today.AddDays(14):yyyy-MM-dd} 没有在任", Assert.Single(await RefusedAsync(new(Today.AddDays(14), Today.AddDays(14), null), null)));
        await changes.ChangeAsync(team.Office, id, new(days.Item1, days.Item2, Today.AddDays(9)), null, "补自评");
    }

    [Fact]
    public async Task Days_that_were_left_open_or_are_moved_forward_come_as_soon_as_those_of_a_new_notice_or_with_a_reason()
    {
        var site = await team.SiteAsync();
        var (id, changes) = (await team.OpenAsync(site), hub.Get<NoticeChanges>());
        var earliest = (await hub.Get<CalendarBook>().CalendarAsync(team.Office.CountyId)).Add(Today, (await hub.Get<CalendarBook>().DeadlinesAsync(team.Office.CountyId))[Deadline.Notice]);
        async Task<string> SaidAsync(DateOnly from) => (await Assert.ThrowsAsync<Refusal>(() => changes.ChangeAsync(team.Office, id, new(from, from, null), null, "与学校商定"))).Message;
        Assert.Contains($"最早可在 {earliest:yyyy-MM-dd} 进校", await SaidAsync(earliest.AddDays(-1)));
        await changes.ChangeAsync(team.Office, id, new(earliest.AddDays(2), earliest.AddDays(3), null), null, "与学校商定");
        Assert.Contains("最早可在", await SaidAsync(earliest.AddDays(-1)));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.Equal($"{earliest.AddDays(2):yyyy-MM-dd}", page.Find("[data-change=from]").GetAttribute("value")), Patience);
        foreach (var (box, value) in ((string, string)[])[("from", $"{Today:yyyy-MM-dd}"), ("hurry", "近日有举报")]) page.Act($"[data-change={box}]", e => e.Change(value));
        page.Act("[data-text=ChangeNotice]", e => e.Change("提前到今天"));
        page.Act("[data-act=ChangeNotice]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("提前到今天；提前进校：近日有举报", page.Find("[data-testid=history]").TextContent), Patience);
        // Later days need no reason of that kind, however near they are.
        await changes.ChangeAsync(team.Office, id, new(Today.AddDays(1), earliest.AddDays(3), null), null, "改到明天");
    }

    [Fact]
    public void An_inspection_begins_in_the_school_year_of_its_plan_and_may_end_after_it_and_be_put_off_beyond_it()
    {
        var (before, today) = (new NoticeDates(new(2027, 8, 30), new(2027, 9, 2), null), new DateOnly(2027, 8, 20));
        Assert.Empty(before.Problems(today, 2026));
        Assert.Empty((before with { SelfDue = new(2027, 8, 25) }).Problems(today, 2026, before));
        var late = new NoticeDates(new(2027, 9, 5), new(2027, 9, 6), null);
        Assert.Empty(late.Problems(today, 2026, before));
        Assert.EndsWith("年度计划只管本学年，请改正日期。", Assert.Single(late.Problems(today, 2026)));
        Assert.Empty(late.Problems(today, 2026, new(null, null, null)));
        // Nor is one of the next year's plan brought forward before that begins; and a slip of the pen is one.
        Assert.EndsWith("年度计划只管本学年，请改正日期。", Assert.Single(before.Problems(today, 2027, late)));
        Assert.EndsWith("最迟推到下一学年，请改正日期。", Assert.Single((late with { To = new(2072, 9, 6) }).Problems(today, 2026, before)));
        Assert.EndsWith("最迟推到下一学年，请改正日期。", Assert.Single((before with { To = new(2072, 9, 2) }).Problems(today, 2026)));
    }

    [Fact]
    public async Task A_self_assessment_asked_for_later_is_waited_for_though_one_came_after_the_opening()
    {
        var site = await team.SiteAsync();
        var (head, self) = (team.HeadOf(site), hub.Get<SelfAssessmentBook>());
        var id = await team.OpenAsync(site);
        foreach (var row in SelfAssessment.RowsOf((await hub.Get<Assessor>().FindAsync(team.Office.CountyId, Team.Year))!.CardOf(site.Code)!)) await self.SaveAsync(head, Team.Year, site.Code, row.Row.Code, AnnualBookTests.MarkFor(row.Row), "见档案盒");
        await self.SubmitAsync(head, Team.Year, site.Code, "下学期改进。");
        async Task<(bool Is, bool IsLate)> AskedAsync() => ((await hub.Get<DueBoard>().FindAsync(head)).Items.Any(i => i.What == "提交自评" && i.Link == $"/self/{Team.Year}/{site.Code}"),
            (await hub.Get<LateBoard>().FindAsync(team.Office, Team.Year, Today.AddDays(9))).Any(l => l.Address == $"/inspections/{id}" && l.What.Contains("没有提交自评")));
        Assert.Equal((false, false), await AskedAsync());
        await hub.Get<NoticeChanges>().ChangeAsync(team.Office, id, new(null, null, Today.AddDays(3)), null, "需更新自评");
        Assert.Equal((true, true), await AskedAsync());
        // Another day for it does not undo what was handed in meanwhile.
        await self.SubmitAsync(head, Team.Year, site.Code, "已更新。");
        await hub.Get<NoticeChanges>().ChangeAsync(team.Office, id, new(null, null, Today.AddDays(4)), null, "放宽一天");
        Assert.Equal((false, false), await AskedAsync());
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
