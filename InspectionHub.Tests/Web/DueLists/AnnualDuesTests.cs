using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.DueLists;

/// <summary>The 年度考核 of a year through the lists of those who carry it: each step stands on the right list with its last day, and leaves it when it is done.</summary>
public sealed class AnnualDuesTests
{
    private const int Year = 2026;
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Each_step_of_the_year_is_due_to_whom_it_belongs_and_done_when_it_is_done()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: clock);
        var (annual, self, questions) = (hub.Get<AnnualBook>(), hub.Get<SelfAssessmentBook>(), hub.Get<DataQuestions>());
        var office = hub.Who("dudao", Roles.Office);
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(office.CountyId, Year, signedOnly: true))!;
        async Task<DueItem?> DueAsync(Visitor who, string what) => (await hub.Get<DueBoard>().FindAsync(who)).Items.FirstOrDefault(i => i.What == what && (i.About.Contains($"{Year}—") || i.Link.Contains($"{Year}") || i.Link == "/import"));
        async Task<DateOnly> AfterAsync(Deadline kind) => (await hub.Get<CalendarBook>().CalendarAsync(office.CountyId)).Add(hub.Get<CalendarBook>().Today, (await hub.Get<CalendarBook>().DeadlinesAsync(office.CountyId))[kind]);
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == SchoolKind.TeachingPoint);
        var head = Course.Head(office, site.Unit);

        async Task<IReadOnlyList<LateItem>> LateAsync(int days) => [.. (await hub.Get<LateBoard>().FindAsync(office, Year, hub.Get<CalendarBook>().Today.AddDays(days))).Where(l => l.Address == $"/annual?year={Year}")];
        var (calendar, began, terms) = (await hub.Get<CalendarBook>().CalendarAsync(office.CountyId), hub.Get<CalendarBook>().Today, await hub.Get<CalendarBook>().DeadlinesAsync(office.CountyId));
        DateOnly DueOf(Deadline kind) => calendar.Add(began, terms[kind]);

        Assert.Null(await DueAsync(head, "提交年度自评"));
        await annual.DoAsync(office, Year, AnnualAct.Start, "");
        Assert.Equal(await AfterAsync(Deadline.SelfAssessment), (await DueAsync(head, "提交年度自评"))!.DueOn);
        Assert.Equal(await AfterAsync(Deadline.LeadScore), (await DueAsync(lead, "股室评分"))?.DueOn);

        // What nobody does stands among the late things of the county, once its last day is over.
        Assert.Empty(await LateAsync(0));
        var late = await LateAsync(200);
        Assert.Contains(late, l => l.What.StartsWith("38 个考核单位没有确认数据：", StringComparison.Ordinal) && l.DueOn == DueOf(Deadline.Confirm));
        Assert.Contains(late, l => l.What.StartsWith("111 个校点没有提交年度自评：", StringComparison.Ordinal) && l.DueOn == DueOf(Deadline.SelfAssessment));
        Assert.Contains(late, l => l.What.StartsWith("教育股还有 ", StringComparison.Ordinal) && l.What.EndsWith(" 项没有评分", StringComparison.Ordinal) && l.DueOn == DueOf(Deadline.LeadScore));
        Assert.DoesNotContain(late, l => l.What.Contains("通报"));

        // 数据有误: the unit waits, the office has it on its list until it has answered.
        Assert.NotNull(await DueAsync(head, "核对并确认本单位数据"));
        var batch = (await NowAsync()).Batch.Id;
        Assert.Contains("应为多少", (await Assert.ThrowsAsync<Refusal>(() => questions.AskAsync(head, Year, batch, " "))).Message);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => questions.AskAsync(office, Year, batch, "在校生应为 61 人"))).Status);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => questions.AskAsync(head, Year, batch - 1, "在校生应为 61 人"))).Status);
        await questions.AskAsync(head, Year, batch, "在校生应为 61 人，学籍系统 9 月 5 日截图");
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => questions.AskAsync(head, Year, batch, "再问一次"))).Status);
        Assert.Null(await DueAsync(head, "核对并确认本单位数据"));
        Assert.Equal(await AfterAsync(Deadline.Confirm), (await DueAsync(office, "更正或答复单位数据问题"))!.DueOn);
        Assert.Empty(await questions.ListAsync(Course.Head(office, "other"), Year, batch));
        await questions.AnswerAsync(office, Year, batch, site.Unit, "以 9 月 1 日学籍系统为准，数据无误。");
        Assert.Equal("以 9 月 1 日学籍系统为准，数据无误。", Assert.Single(await questions.ListAsync(head, Year, batch)).Answer!.Text);
        Assert.Null(await DueAsync(office, "更正或答复单位数据问题"));
        Assert.NotNull(await DueAsync(head, "核对并确认本单位数据"));
        await hub.Get<Confirmations>().ConfirmAsync(head, Year, batch);
        Assert.Null(await DueAsync(head, "核对并确认本单位数据"));

        // 自评: handed in, looked at; one that nobody looks at is late for all to see.
        foreach (var row in SelfAssessment.RowsOf((await NowAsync()).CardOf(site.Code)!)) await self.SaveAsync(head, Year, site.Code, row.Row.Code, AnnualBookTests.MarkFor(row.Row), "见档案盒");
        await self.SubmitAsync(head, Year, site.Code, "下学期改进。");
        Assert.Equal(await AfterAsync(Deadline.ReviewSelf), (await DueAsync(office, "审阅学校自评"))!.DueOn);
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(head)).Items, i => i.What == "提交年度自评" && i.Link == $"/self/{Year}/{site.Code}");
        Assert.Contains(await hub.Get<LateBoard>().FindAsync(office, Year, hub.Get<CalendarBook>().Today.AddDays(60)), l => l.What == "学校自评没有审阅" && l.Site == site.Code);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => self.AcceptAsync(head, Year, site.Code))).Status);
        await self.AcceptAsync(office, Year, site.Code);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => self.AcceptAsync(office, Year, site.Code))).Status);
        Assert.Null(await DueAsync(office, "审阅学校自评"));
        Assert.Equal(SelfAssessmentState.Accepted, (await self.FindAsync(head, Year, site.Code))!.State);

        // Two rounds of 公示: a request of the first is history in the second, and the unit is asked to look again.
        await annual.PublishAsync(office, (await hub.Get<Assessor>().ConfirmedAsync(office.CountyId, Year))!, hub.Get<CalendarBook>().Today, "试公示");
        await annual.AskAsync(head, Year, "7.2 已更正");
        Assert.Null(await DueAsync(head, "看年度考核公示，有异议的申请复核"));
        Assert.NotNull(await DueAsync(office, "答复年度考核复核"));
        await annual.DoAsync(office, Year, AnnualAct.TakeBack, "更正一处");
        Assert.Null(await DueAsync(office, "答复年度考核复核"));
        await annual.PublishAsync(office, (await hub.Get<Assessor>().ConfirmedAsync(office.CountyId, Year))!, hub.Get<CalendarBook>().Today, "试公示");
        Assert.NotNull(await DueAsync(head, "看年度考核公示，有异议的申请复核"));
        // Until the last day the units may ask; only then the office can approve, with days of its own. A right that was not used is late for nobody.
        Assert.Null(await DueAsync(office, "公示期满后审定年度考核"));
        var until = hub.Get<CalendarBook>().Today;
        clock.Advance(TimeSpan.FromDays(2));
        Assert.Null(await DueAsync(head, "看年度考核公示，有异议的申请复核"));
        Assert.Equal(calendar.Add(until, terms[Deadline.ApproveYear]), (await DueAsync(office, "公示期满后审定年度考核"))!.DueOn);
        Assert.Contains(await LateAsync(200), l => l.What == "年度考核公示期满后没有审定" && l.DueOn == calendar.Add(until, terms[Deadline.ApproveYear]));
        Assert.DoesNotContain(await LateAsync(0), l => l.What.Contains("审定"));
        await hub.Get<InspectionHub.Web.Notices.NoticeJob>().RemindAsync();
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync()) Assert.False(await db.Notices.AnyAsync(n => n.Kind == "Overdue" && n.Text.Contains("公示")));
        await annual.DoAsync(office, Year, AnnualAct.Approve, "局长办公会");
        Assert.Equal(await AfterAsync(Deadline.Circulate), (await DueAsync(office, "通报年度考核结果"))!.DueOn);
        Assert.Contains(await LateAsync(200), l => l.What == "年度考核结果审定后没有通报");
        Assert.DoesNotContain(await LateAsync(200), l => l.What.Contains("没有审定"));
        Assert.DoesNotContain(await LateAsync(200), l => l.What.Contains("自评") || l.What.Contains("没有评分"));
        var approved = (await annual.FindAsync(head, Year)).Shown!;
        Assert.Null((await annual.FindAsync(head, Year)).Standing);

        // 更正: back to the beginning with a reason; what was official stays so meanwhile, and the next approval is the next release.
        Assert.Contains("哪里错了", (await Assert.ThrowsAsync<Refusal>(() => annual.DoAsync(office, Year, AnnualAct.Correct, ""))).Message);
        await annual.DoAsync(office, Year, AnnualAct.Correct, "xz 小学 7.2 项算错");
        Assert.Equal(AnnualState.Running, (await annual.FindAsync(head, Year)).State);
        // What was approved is still there to be read, by everybody, and the year cannot be called off.
        Assert.Equal(approved.Units, (await annual.FindAsync(head, Year)).Standing!.Units);
        Assert.DoesNotContain(AnnualAct.CallOff, AnnualBook.PermittedFor(await annual.FindAsync(office, Year), office));
        Assert.Contains("不能撤销启动", (await Assert.ThrowsAsync<Refusal>(() => annual.DoAsync(office, Year, AnnualAct.CallOff, "启动早了"))).Message);
        var version = (await hub.Get<Releases>().OfficialAsync(office.CountyId, Year))!.Release!.Version;
        Assert.Null(await DueAsync(office, "通报年度考核结果"));
        await annual.PublishAsync(office, (await hub.Get<Assessor>().ConfirmedAsync(office.CountyId, Year))!, hub.Get<CalendarBook>().Today, "更正后公示");
        clock.Advance(TimeSpan.FromDays(2));
        await annual.DoAsync(office, Year, AnnualAct.Approve, "局长办公会复议");
        Assert.Null((await annual.FindAsync(head, Year)).Standing);
        Assert.Equal(version + 1, (await hub.Get<Releases>().OfficialAsync(office.CountyId, Year))!.Release!.Version);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task The_office_is_told_to_make_the_results_public_when_units_and_lead_offices_have_done_their_part()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: clock);
        var (office, annual, calendars) = (hub.Who("dudao", Roles.Office), hub.Get<AnnualBook>(), hub.Get<CalendarBook>());
        await annual.DoAsync(office, Year, AnnualAct.Start, "");
        var (now, calendar, days) = ((await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!, await calendars.CalendarAsync(office.CountyId), await calendars.DeadlinesAsync(office.CountyId));
        var marked = now.Facts with
        {
            Marks = [.. from card in now.Assessment.Scorecards.Values from row in card.Rows where row.Row.Method == Method.Material select new Mark(Guid.CreateVersion7(), card.Site.Code, row.Row.Code, AnnualBookTests.MarkFor(row.Row), "p", "p", clock.GetUtcNow(), 1, "")],
        };
        var whole = now with { Facts = marked, Assessment = Assessment.Of(now.Framework, marked), ConfirmedUnits = now.Facts.Units.Select(u => u.Code).ToHashSet(StringComparer.Ordinal) };
        var handed = now.Facts.Sites.ToDictionary(s => s.Code, _ => (SelfAssessmentState.Accepted, clock.GetUtcNow()));
        var year = await annual.FindAsync(office, Year);
        bool IsAsked(AssessedYear one, IReadOnlyDictionary<string, (SelfAssessmentState, DateTimeOffset)> self) =>
            OtherDues.Of(year, one, office, self, new Dictionary<string, (DateTimeOffset?, DateTimeOffset?)>(), [], calendar, days, calendars.Today).Any(i => i.What == "核对并公示年度考核结果" && i.Link == $"/annual?year={Year}");

        // The demo county has a school whose 6.1 stays open for want of data, whatever its office marks: that alone holds nothing up.
        Assert.Equal(1, whole.Assessment.Scorecards.Values.Sum(c => c.Rows.Count(r => r.Row.Method == Method.Material && r.State == IndicatorState.Unknown)));
        Assert.True(IsAsked(whole, handed));
        Assert.False(IsAsked(whole, handed.Skip(1).ToDictionary()));
        Assert.False(IsAsked(whole with { ConfirmedUnits = whole.ConfirmedUnits.Skip(1).ToHashSet() }, handed));
        Assert.False(IsAsked(now with { ConfirmedUnits = whole.ConfirmedUnits }, handed));
    }

    [Fact]
    public async Task The_days_for_confirming_begin_anew_with_the_answer_and_股室评分_is_asked_for_until_the_results_are_public()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: clock);
        var (annual, questions, calendar) = (hub.Get<AnnualBook>(), hub.Get<DataQuestions>(), hub.Get<CalendarBook>());
        var (office, lead) = (hub.Who("dudao", Roles.Office), hub.Who("jiaoyu", Roles.LeadOffice));
        async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(office.CountyId, Year, signedOnly: true))!;
        async Task<DateOnly?> ConfirmByAsync(Visitor who) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Single(i => i.Link == $"/confirm?year={Year}").DueOn;
        async Task<bool> IsToScoreAsync() => (await hub.Get<DueBoard>().FindAsync(lead)).Items.Any(i => i.What == "股室评分" && i.Link == $"/desk?year={Year}");
        var units = (await NowAsync()).Facts.Sites.Select(s => s.Unit).Distinct().Take(2).ToList();
        var (head, other, batch) = (Course.Head(office, units[0]), Course.Head(office, units[1]), (await NowAsync()).Batch.Id);
        var before = await ConfirmByAsync(head);
        await questions.AskAsync(head, Year, batch, "在校生应为 61 人，学籍系统 9 月 5 日截图");
        clock.Advance(TimeSpan.FromDays(20));
        await questions.AnswerAsync(office, Year, batch, units[0], "以 9 月 1 日学籍系统为准，数据无误。");
        Assert.Equal((await calendar.CalendarAsync(office.CountyId)).Add(calendar.Today, (await calendar.DeadlinesAsync(office.CountyId))[Deadline.Confirm]), await ConfirmByAsync(head));
        // Whoever asked nothing has the days it had.
        Assert.Equal(before, await ConfirmByAsync(other));

        await annual.DoAsync(office, Year, AnnualAct.Start, "");
        Assert.True(await IsToScoreAsync());
        await annual.PublishAsync(office, (await hub.Get<Assessor>().ConfirmedAsync(office.CountyId, Year))!, calendar.Today, "试公示");
        Assert.False(await IsToScoreAsync());
        await annual.DoAsync(office, Year, AnnualAct.TakeBack, "更正一处");
        Assert.True(await IsToScoreAsync());
    }

    [Fact]
    public async Task A_year_stays_on_the_lists_until_it_is_circulated_whatever_has_been_opened_since()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: clock);
        var office = hub.Who("dudao", Roles.Office);
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year - 1))!;
        Assert.NotEqual(now.Year, (await hub.Get<YearView>().WorkingAsync(office.CountyId))!.Year);
        var site = now.Facts.Sites[0];
        async Task<bool> IsDueAsync() => (await hub.Get<DueBoard>().FindAsync(Course.Head(office, site.Unit))).Items.Any(i => i.What == "提交年度自评" && i.Link == $"/self/{Year - 1}/{site.Code}");
        Assert.False(await IsDueAsync());
        await hub.Get<AnnualBook>().DoAsync(office, Year - 1, AnnualAct.Start, "");
        Assert.True(await IsDueAsync());
    }
}
