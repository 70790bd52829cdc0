using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.SelfAssessments;

namespace InspectionHub.Tests.Web.AnnualAssessments;

/// <summary>自评 and 年度考核 against the real database.</summary>
public sealed class AnnualBookTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static DateOnly Today => DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year, signedOnly: true))!;

    private async Task<AssessedYear> OfficialAsync() => (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, Year))!;

    [Fact]
    public async Task A_head_assesses_the_own_school_row_by_row_and_hands_it_in_whole()
    {
        var book = hub.Get<SelfAssessmentBook>();
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == SchoolKind.TeachingPoint);
        var head = Course.Head(Office, site.Unit);
        var rows = SelfAssessment.RowsOf((await NowAsync()).CardOf(site.Code)!);
        Assert.DoesNotContain(rows, r => r.Row.Method == Method.Data);
        await book.SaveAsync(head, Year, site.Code, "3.6", new LevelMark(3), "报修登记本在总务处");
        Assert.Contains("3.6", (await book.FindAsync(head, Year, site.Code))!.Marks.Keys);
        // Nobody else reads it before it is handed in, and it is not a mark.
        Assert.Empty((await book.FindAsync(Office, Year, site.Code))!.Marks);
        Assert.Equal(IndicatorState.Unknown, (await NowAsync()).CardOf(site.Code)!.Find("3.6")!.State);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => book.SaveAsync(head with { UnitCode = "nix" }, Year, site.Code, "3.6", new LevelMark(4), ""))).Status);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => book.SaveAsync(head, Year, site.Code, "3.6", new LevelMark(9), ""))).Status);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => book.SaveAsync(head, Year, site.Code, "1.1", new RatioMark(1, 1), ""))).Status);
        Assert.Equal(2, (await Assert.ThrowsAsync<Refusal>(() => book.SubmitAsync(head, Year, site.Code, ""))).Reasons.Count);

        foreach (var row in rows) await book.SaveAsync(head, Year, site.Code, row.Row.Code, MarkFor(row.Row), "见档案盒");
        await book.SubmitAsync(head, Year, site.Code, "功能室使用不够，下学期排进课表。");
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.SaveAsync(head, Year, site.Code, "3.6", new LevelMark(4), ""))).Status);
        var read = (await book.FindAsync(Office, Year, site.Code))!;
        Assert.Equal((SelfAssessmentState.Submitted, rows.Count), (read.State, read.Marks.Count));
        await book.SendBackAsync(Office, Year, site.Code, "请补充 3.6 的检修记录");
        Assert.Equal("请补充 3.6 的检修记录", (await book.FindAsync(head, Year, site.Code))!.SentBack);
        await book.SaveAsync(head, Year, site.Code, "3.6", new LevelMark(2), "已补充");
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Results_are_shown_reviewed_approved_and_circulated()
    {
        var book = hub.Get<AnnualBook>();
        var unit = (await NowAsync()).Facts.Units[0];
        var head = Course.Head(Office, unit.Code);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(Office, Year, AnnualAct.Approve, "会议"))).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(hub.Who("duxue1", Roles.Inspector), Year, AnnualAct.Start, ""))).Status);
        await book.DoAsync(Office, Year, AnnualAct.Start, "");
        var seen = await OfficialAsync();
        // A confirmation between looking and showing changes what is official: the notice is refused, not silently different.
        await hub.Get<Confirmations>().ConfirmAsync(head, Year, seen.Batch.Id);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.PublishAsync(Office, seen, Today, ""))).Status);
        // A notice shorter than the county's own rule, and one of grades that are still open, need a reason.
        async Task<IReadOnlyList<string>> LackingAsync() => (await Assert.ThrowsAsync<Refusal>(async () => await book.PublishAsync(Office, await OfficialAsync(), Today.AddDays(15), " "))).Reasons;
        await hub.Get<CalendarBook>().SetAsync(Office, Deadline.PublicNotice, 20);
        Assert.Contains(await LackingAsync(), r => r.Contains("公示应到", StringComparison.Ordinal));
        await hub.Get<CalendarBook>().SetAsync(Office, Deadline.PublicNotice, 1);
        Assert.DoesNotContain(await LackingAsync(), r => r.Contains("公示应到", StringComparison.Ordinal));
        Assert.Contains(await LackingAsync(), r => r.Contains("个单位的等级未定", StringComparison.Ordinal));
        await book.PublishAsync(Office, await OfficialAsync(), Today, "先公示数据部分");
        var shown = (await book.FindAsync(head, Year)).Shown!;
        Assert.Equal((await NowAsync()).Facts.Units.Count, shown.Units.Count);
        Assert.All(shown.Units, u => Assert.Equal("未定", u.Grade));
        Assert.Contains(shown.Units, u => u.Reason == "本学年数据尚未确认");

        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => book.AskAsync(head, Year, ""))).Status);
        await book.AskAsync(head, Year, "7.2 的差错已在当月更正");
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => book.AskAsync(head, Year, "再说一次"))).Status);
        Assert.Empty((await book.FindAsync(Course.Head(Office, "other"), Year)).Reviews);
        Assert.Empty((await book.FindAsync(hub.Who("jiaoyu", Roles.LeadOffice), Year)).Reviews);
        Assert.Single((await book.FindAsync(hub.Who("lingdao", Roles.Leader), Year)).Reviews);
        Assert.Equal(2, (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(Office, Year, AnnualAct.Approve, "12 月 1 日局长办公会"))).Reasons.Count);
        await book.AnswerAsync(Office, Year, unit.Code, "经核查维持原结果。");
        // Only what stood in public can be approved: one more unit confirmed its data since.
        var later = (await NowAsync()).Facts.Units.First(u => u.Code != unit.Code);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, later.Code), Year, (await NowAsync()).Batch.Id);
        Assert.Contains($"公示以后有 1 个单位的结果变了：{later.Name}", string.Join("", (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(Office, Year, AnnualAct.Approve, "12 月 1 日局长办公会"))).Reasons));
        await book.DoAsync(Office, Year, AnnualAct.TakeBack, "更正一处名称");
        Assert.Null((await book.FindAsync(head, Year)).Shown);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public void Each_role_reads_its_own_progress()
    {
        using var office = hub.As("dudao", Roles.Office);
        var page = office.Render<AnnualPage>();
        page.WaitForAssertion(() => Assert.True(page.FindAll("[data-testid=progress] tbody tr").Count > 30), Patience);
        Assert.Contains("目前得分", page.Markup);
        using var lead = hub.As("jiaoyu", Roles.LeadOffice);
        var desk = lead.Render<AnnualPage>();
        desk.WaitForAssertion(() => Assert.NotEmpty(desk.FindAll("[data-testid=progress] tbody tr")), Patience);
        Assert.DoesNotContain("目前得分", desk.Markup);
        using var unit = hub.As("xz-m01", Roles.Unit);
        var own = unit.Render<AnnualPage>();
        own.WaitForAssertion(() => Assert.Single(own.FindAll("[data-testid=progress] tbody tr")), Patience);
        Assert.NotEmpty(own.FindAll("a[href^='/self/2026/']"));
        Assert.Empty(own.FindAll("[data-act=Publish], [data-act=Start]"));
    }

    internal static MarkValue MarkFor(Indicator row) => row.Rule switch
    {
        RubricRule => new LevelMark(3),
        YesNoRule => new YesMark(true),
        CountRule => new CountMark(0),
        AskedRule asked => new AskedMark(new Dictionary<string, int> { [asked.Respondents[0]] = 30 }, new Dictionary<string, int> { [asked.Respondents[0]] = 28 }),
        _ => new RatioMark(1, 1),
    };
}

/// <summary>The page of the year's assessment in an empty hub.</summary>
public sealed class AnnualPageEmptyTests(EmptyHubInside hub) : IClassFixture<EmptyHubInside>
{
    [Fact]
    public void Without_data_the_page_says_what_to_do_first()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<AnnualPage>();
        page.WaitForAssertion(() => Assert.Contains("请先导入数据", page.Markup), TimeSpan.FromSeconds(30));
    }
}
