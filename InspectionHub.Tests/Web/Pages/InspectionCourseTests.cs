using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>专项/综合督导 from the notice to the end, against the real database.</summary>
public sealed class InspectionCourseTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);

    private InspectionActs Acts => hub.Get<InspectionActs>();

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor[] Team => [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector))];

    [Fact]
    public async Task A_problem_is_found_answered_for_signed_and_closed_and_the_ledger_holds()
    {
        var (id, site) = await OpenAsync(false);
        var (lead, head) = (Team[0], Course.Head(Office, site.Unit));
        var findings = hub.Get<FindingBook>();
        await Desk.SaveAsync(lead, (await Desk.FindAsync(lead, id))!.Inspection, "17.4", new LevelMark(3), "");
        var problem = await findings.AddAsync(lead, id, new FindingDraft(FindingKind.Problem, "8.7", "食堂留样每份不足 125 克", "学校食品安全与营养健康管理规定", "Dated", Today.AddDays(30)));
        await findings.AddAsync(Team[1], id, new FindingDraft(FindingKind.Merit, "", "每班都有阅读角", "", "", null));
        var wrong = await findings.AddAsync(Team[1], id, new FindingDraft(FindingKind.Advice, "", "写错的一条", "", "", null));
        await findings.WithdrawAsync(Team[1], id, wrong);

        var lacking = await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(lead, id, Act.Submit, ""));
        Assert.Equal(["实地察看", "座谈访谈", "问卷调查", "听课观察"], lacking.Reasons.Select(r => r[2..6]));
        await hub.SubmitAsync(lead, id);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => findings.AddAsync(lead, id, new FindingDraft(FindingKind.Merit, "", "太晚", "", "", null)))).Status);

        // The unit learns of nothing before the preliminary view is out.
        var early = (await Desk.FindAsync(head, id))!;
        Assert.False(early.MaySeeResult(head));
        Assert.Equal(IndicatorState.Unknown, (await hub.Get<Assessor>().SeenByAsync(head, 2026))!.CardOf(site.Code)!.Find("17.4")!.State);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(Office, id, Act.SendPreliminary, " "))).Status);
        var (calendar, days) = (await hub.Get<InspectionHub.Web.Calendars.CalendarBook>().CalendarAsync(Office.CountyId), await hub.Get<InspectionHub.Web.Calendars.CalendarBook>().DeadlinesAsync(Office.CountyId));
        async Task<DateOnly?> DueAsync(string what) => (await hub.Get<DueBoard>().FindAsync(Office)).Items.Single(i => i.What == what && i.Link == $"/inspections/{id}").DueOn;
        Assert.Equal(calendar.Add(Today, days[Deadline.Preliminary]), await DueAsync("发出初步意见"));
        await Acts.DoAsync(Office, id, Act.SendPreliminary, "办学行为规范，食堂管理有漏洞。");
        var sent = (await Desk.FindAsync(head, id))!;
        Assert.True(sent.MaySeeResult(head));
        Assert.Equal(2, sent.File.Findings.Count);
        Assert.True(sent.Inspection.Acts.Last().DueOn > Today);
        Assert.Contains("还不能记为逾期", (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(Office, id, Act.Lapse, "电话通知"))).Message);

        var hearing = hub.Get<HearingBook>();
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => hearing.ReplyAsync(head, id, [new(problem, " ")]))).Status);
        await hearing.ReplyAsync(head, id, [new(problem, "当日留样 150 克，有记录"), new(null, "对评价无异议"), new(null, "")]);
        var points = (await Desk.FindAsync(Office, id))!.File.Points;
        Assert.Equal(2, points.Count);
        // The finder does not answer for the finding, and every open point needs its answer.
        var finder = Office with { Id = lead.Id };
        Assert.Equal(2, (await Assert.ThrowsAsync<Refusal>(() => hearing.AnswerAsync(finder, id, [new(points[0].Point.Id, ReplyOutcome.NotAdopted, "现场称量为 100 克"), new(points[1].Point.Id, null, "记下")]))).Reasons.Count);
        await hearing.AnswerAsync(Office, id, [new(points[0].Point.Id, ReplyOutcome.PartlyAdopted, "晚餐达标，午餐不足"), new(points[1].Point.Id, ReplyOutcome.Adopted, "记入")]);
        Assert.All((await Desk.FindAsync(head, id))!.File.Points, p => Assert.NotNull(p.Answer));

        var seen = (await Desk.FindAsync(Office, id))!;
        await hub.Get<Confirmations>().ConfirmAsync(head, 2026, seen.BatchId);
        await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!);
        Assert.Equal(IndicatorState.Met, (await hub.Get<Assessor>().SeenByAsync(head, 2026))!.CardOf(site.Code)!.Find("17.4")!.State);
        await Acts.DoAsync(Office, id, Act.Issue, "请按期整改。");
        Assert.Equal(calendar.Add(Today, days[Deadline.Publish]), await DueAsync("公布督导报告"));
        Assert.Contains("还没有公布", (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(Office, id, Act.Close, ""))).Message);
        var opened = Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceId == $"{id}");
        Assert.Equal(("8.7", Today.AddDays(30), RectificationState.Open), (opened.Head.Indicator, opened.DueOn, opened.State));
        await Acts.DoAsync(Office, id, Act.Publish, "县教体局网站，今日");
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.What == "办结" && i.Link == $"/inspections/{id}");
        Assert.Contains("还有 1 个问题没有销号", (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(Office, id, Act.Close, ""))).Message);
        Assert.Equal(InspectionState.Issued, (await Desk.FindAsync(Office, id))!.State);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task What_was_sent_back_is_marked_again_an_adopted_reply_must_be_followed_and_the_course_ends_by_lapse_and_closing()
    {
        var (id, site) = await OpenAsync(false);
        var (lead, head, findings) = (Team[0], Course.Head(Office, site.Unit), hub.Get<FindingBook>());
        var problem = await findings.AddAsync(lead, id, new FindingDraft(FindingKind.Problem, "8.7", "留样每份不足 125 克", "学校食品安全与营养健康管理规定", "Dated", Today.AddDays(30)));
        await Acts.DoAsync(Team[1], id, Act.CloseBallot, "");
        Assert.Equal("late", await MarkAsync(Team[1], id));
        await hub.SubmitAsync(lead, id);
        Assert.Equal("late", await MarkAsync(lead, id));
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(Office, id, Act.SendBack, " "))).Status);
        await Acts.DoAsync(Office, id, Act.SendBack, "请补评 17.4");
        // Sending back opens every ballot again, the closed one too.
        Assert.Equal(("stored", "stored"), (await MarkAsync(Team[1], id), await MarkAsync(lead, id)));

        await hub.SubmitAsync(lead, id);
        await Acts.DoAsync(Office, id, Act.SendPreliminary, "总体较好。");
        await hub.Get<HearingBook>().ReplyAsync(head, id, [new(problem, "当日留样 150 克，有记录")]);
        await hub.Get<HearingBook>().AnswerAsync(Office, id, [new((await Desk.FindAsync(Office, id))!.File.Points.Single().Point.Id, ReplyOutcome.Adopted, "复称属实")]);
        await hub.Get<Confirmations>().ConfirmAsync(head, 2026, (await Desk.FindAsync(Office, id))!.BatchId);
        var refused = await Assert.ThrowsAsync<Refusal>(async () => await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!));
        Assert.Equal(422, refused.Status);
        Assert.Contains("已采纳对这个问题的申辩，问题却还在：“留样每份不足 125 克”", refused.Message);
        await Acts.DoAsync(Office, id, Act.SendBack, "请撤回已采纳申辩的问题");
        await findings.WithdrawAsync(lead, id, problem);
        await hub.SubmitAsync(lead, id);
        await Acts.DoAsync(Office, id, Act.SendPreliminary, "总体较好，问题已撤回。");

        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(60));
        var book = new InspectionBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<FrameworkShelf>(), hub.Get<Assessor>(), hub.Get<SelfAssessmentBook>(), clock);
        await new InspectionActs(hub.Get<Writer>(), hub.Get<LedgerBook>(), book, hub.Get<InspectionFollowUp>(), clock).DoAsync(Office, id, Act.Lapse, "直接送达，校长签收");
        Assert.Equal(InspectionState.Heard, (await Desk.FindAsync(Office, id))!.State);
        await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!);
        await Acts.DoAsync(Office, id, Act.Issue, "望保持。");
        Assert.DoesNotContain(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceId == $"{id}");
        async Task<bool> IsToCloseAsync() => (await hub.Get<DueBoard>().FindAsync(Office)).Items.Any(i => i.What == "办结" && i.Link == $"/inspections/{id}");
        Assert.False(await IsToCloseAsync());
        await Acts.DoAsync(Office, id, Act.Publish, "县教体局网站，今日");
        Assert.True(await IsToCloseAsync());
        await Acts.DoAsync(Office, id, Act.Close, "");
        Assert.Equal(InspectionState.Closed, (await Desk.FindAsync(Office, id))!.State);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    private async Task<string> MarkAsync(Visitor who, Guid id) => (await Desk.SaveAsync(who, (await Desk.FindAsync(who, id))!.Inspection, "17.4", new LevelMark(3), "")).Result;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_inspection_needs_all_four_kinds_of_records(bool comprehensive)
    {
        var (id, _) = await OpenAsync(comprehensive);
        var findings = hub.Get<FindingBook>();
        await findings.AddAsync(Team[0], id, new RecordDraft(RecordKind.Walk, Today, "教学楼、食堂", "设施完好。", null, null, null));
        await findings.AddAsync(Team[0], id, new RecordDraft(RecordKind.Meeting, Today, "教师", "教师反映培训机会增加。", 6, null, null));
        Assert.Equal(["问卷调查", "听课观察"], (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(Team[0], id, Act.Submit, ""))).Reasons.Select(r => r[2..6]));
        await findings.AddAsync(Team[1], id, new RecordDraft(RecordKind.Questionnaire, Today, "家长", "", 30, 28, 26));
        await findings.AddAsync(Team[2], id, new RecordDraft(RecordKind.Lesson, Today, "三年级语文", "教学环节完整。", null, null, null));
        await Acts.DoAsync(Team[0], id, Act.Submit, "");
        Assert.Equal(InspectionState.Submitted, (await Desk.FindAsync(Office, id))!.State);
    }

    [Fact]
    public async Task A_replaced_inspector_keeps_what_was_marked_and_later_marks_are_late()
    {
        var (id, _) = await OpenAsync(false);
        var (leaving, coming) = (Team[2], hub.Get<InspectionBook>());
        var sheet = (await Desk.FindAsync(leaving, id))!.Inspection;
        await Desk.SaveAsync(leaving, sheet, "17.4", new LevelMark(4), "");
        var fourth = (await coming.InspectorsAsync(Office)).First(p => p.UserName == "duxue4");
        Assert.Contains("没有在任的督学聘书", (await Assert.ThrowsAsync<Refusal>(() => Acts.ReplaceAsync(Office, id, leaving.Id, new Person { Id = "stranger", Name = "外人", CountyId = Office.CountyId }, "公务冲突"))).Message);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Acts.ReplaceAsync(Office, id, leaving.Id, fourth, " "))).Status);
        await Acts.ReplaceAsync(Office, id, leaving.Id, fourth, "公务冲突");

        var view = (await Desk.FindAsync(Office, id))!;
        Assert.Equal(new[] { fourth.Name, Team[0].Name, Team[1].Name }.ToHashSet(), view.Inspection.Team.Select(m => m.PersonName).ToHashSet());
        Assert.Equal(IndicatorState.Met, view.Card.Find("17.4")!.State);
        Assert.Null(await coming.FindAsync(leaving, id));
        Assert.Equal("late", (await Desk.SaveAsync(leaving, sheet, "15.3", new LevelMark(4), "")).Result);
        Assert.NotNull(await coming.FindAsync(leaving with { Id = fourth.Id }, id));
    }

    [Fact]
    public async Task Whoever_must_stay_away_hands_in_nothing_more_and_the_office_is_asked_for_another()
    {
        var (id, site) = await OpenAsync(false);
        var (barred, lead, register) = (Team[2], Team[0], hub.Get<InspectorRegister>());
        Assert.Equal("stored", await MarkAsync(barred, id));
        await register.RecuseAsync(Office, barred.Id, site.Code, "与校长系近亲属");
        async Task<int> AskedAsync() => (await hub.Get<DueBoard>().FindAsync(Office)).Items.Count(i => i.What == "更换督学" && i.Link == $"/inspections/{id}");
        Assert.Equal(1, await AskedAsync());
        var late = await Desk.SaveAsync(barred, (await Desk.FindAsync(barred, id))!.Inspection, "15.3", new LevelMark(4), "");
        Assert.Equal("late", late.Result);
        Assert.Contains("须回避", Assert.Single(late.Reasons));
        Assert.Contains("与校长系近亲属", (await Assert.ThrowsAsync<Refusal>(() => Acts.DoAsync(barred, id, Act.CloseBallot, ""))).Message);
        Assert.Contains($"{barred.Name}不能继续参加", (await Assert.ThrowsAsync<Refusal>(() => hub.SubmitAsync(lead, id))).Message);
        await Acts.ReplaceAsync(Office, id, barred.Id, (await hub.Get<InspectionBook>().InspectorsAsync(Office)).First(p => p.UserName == "duxue4"), "回避");
        Assert.Equal(0, await AskedAsync());
        await Acts.DoAsync(lead, id, Act.Submit, "");
        await register.RecuseAsync(Office, barred.Id, site.Code, "登记有误", isLifted: true);
    }

    [Fact]
    public async Task What_was_marked_in_a_withdrawn_inspection_does_not_count()
    {
        var (id, site) = await OpenAsync(false);
        await Desk.SaveAsync(Team[0], (await Desk.FindAsync(Team[0], id))!.Inspection, "17.4", new LevelMark(4), "");
        Assert.Equal(IndicatorState.Met, (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(site.Code)!.Find("17.4")!.State);
        await Acts.DoAsync(Office, id, Act.Withdraw, "学校临时停课");
        Assert.Equal(IndicatorState.Unknown, (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(site.Code)!.Find("17.4")!.State);
        Assert.Empty((await Desk.FindAsync(Office, id))!.Permitted);
    }

    private async Task<(Guid Id, Site Site)> OpenAsync(bool comprehensive)
    {
        var facts = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts;
        var taken = (await hub.Get<InspectionBook>().ListAsync(Office, 2026)).Select(i => i.Site).ToHashSet();
        // 综合督导 is planned for some sites only.
        var planned = (await hub.Get<PlanBook>().ListAsync(Office.CountyId, 2026))[^1].Plan.Inspections.Where(i => i.Kind == (comprehensive ? "综合" : "专项")).Select(i => i.Site).ToHashSet();
        var site = facts.Sites.First(s => s.Kind == SchoolKind.Primary && planned.Contains(s.Code) && !taken.Contains(s.Code));
        var team = Team;
        var notice = InspectionNotice.About("食堂和安全") with { IsComprehensive = comprehensive };
        return (await hub.Get<InspectionBook>().OpenAsync(Office, 2026, site.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })], notice), site);
    }
}
