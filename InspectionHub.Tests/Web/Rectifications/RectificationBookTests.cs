using Bunit;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>整改台账 and the calendar behind its deadlines, against the real database.</summary>
public sealed class RectificationBookTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RectificationBook Book => hub.Get<RectificationBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    private async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;

    [Fact]
    public async Task A_case_over_a_marked_row_closes_on_what_the_checker_found_and_another_persons_approval()
    {
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary);
        var head = Course.Head(Office, site.Unit);
        var id = await Book.OpenAsync(Inspector, new(Year, site.Code, RectificationClass.Dated, "食堂留样不足 125 克", "食品安全国家标准；指标 8.7", "8.7", "校长", null, "office", ""));
        var one = (await Book.FindAsync(head, id))!;
        Assert.Equal("安全股", one.Head.LeadOffice);
        Assert.Equal((await hub.Get<CalendarBook>().CalendarAsync(Office.CountyId)).Add(hub.Get<CalendarBook>().Today, 22), one.DueOn);
        Assert.Null(await Book.FindAsync(Course.Head(Office, "other"), id));
        Assert.NotNull(await Book.FindAsync(hub.Who("anquan", Roles.LeadOffice), id));
        Assert.Null(await Book.FindAsync(hub.Who("kaoshi", Roles.LeadOffice), id));

        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(head, id, new(RectificationAct.Report, " ")))).Status);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(head, id, new(RectificationAct.Pass, "自己说好了")))).Status);
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已换称量勺，每餐 150 克。"));
        Assert.Contains("请填写核查时指标 8.7", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "现场称量")))).Message);
        Assert.Contains("没有达到标准", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "现场称量", Value: new LevelMark(2))))).Message);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Partly, "晚餐仍不足"));
        await Book.StepAsync(head, id, new(RectificationAct.Report, "晚餐也已改正。"));
        await Book.StepAsync(Office, id, new(RectificationAct.Pass, "三餐抽查均达标", Value: new LevelMark(3)));
        Assert.Contains("销号须由其他人审批", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, new(RectificationAct.Approve, "")))).Message);
        await Book.StepAsync(Office with { Id = "second", Name = "督导室乙" }, id, new(RectificationAct.Approve, "同意"));
        Assert.Equal(RectificationState.Closed, (await Book.FindAsync(head, id))!.State);
        // It was closed by the check; no later mark says that it fell back.
        Assert.Equal(0, await Watch.LookAsync());
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_case_over_a_computed_row_waits_for_the_new_value()
    {
        var now = await NowAsync();
        var (site, row) = now.Assessment.Scorecards.Values.SelectMany(c => c.Rows.Select(r => (c.Site, Row: r))).First(x => x.Row.Row.Method == Method.Data && x.Row.State == IndicatorState.NotMet);
        var id = await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.LongTerm, $"{row.Row.Name}不足", "教督〔2017〕6号", row.Row.Code, "", null, "office", ""));
        await Book.StepAsync(Course.Head(Office, site.Unit), id, new(RectificationAct.Milestone, "本年度补充 20 ㎡"));
        await Book.StepAsync(Course.Head(Office, site.Unit), id, new(RectificationAct.Report, "已全部补齐"));
        Assert.Contains("须在新数据导入并达标后才能通过", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "看过")))).Message);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Fail, "面积仍不足"));
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "校舍建设属县级职责"));
        Assert.Equal(RectificationClass.County, (await Book.FindAsync(Office, id))!.Class);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, new(RectificationAct.Extend, "列入明年项目", hub.Get<CalendarBook>().Today)))).Status);
        await Book.StepAsync(Office, id, new(RectificationAct.Extend, "列入明年项目", hub.Get<CalendarBook>().Today.AddDays(400)));
        Assert.Equal(hub.Get<CalendarBook>().Today.AddDays(400), (await Book.FindAsync(Office, id))!.DueOn);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_new_case_is_said_at_once()
    {
        var refused = await Assert.ThrowsAsync<Refusal>(async () => await Book.OpenAsync(Office, new(Year, (await NowAsync()).Facts.Sites[0].Code, RectificationClass.Dated, "", "", "99.9", "", new(2020, 1, 1), "office", "")));
        Assert.Equal(4, refused.Reasons.Count);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => Book.OpenAsync(hub.Who("lingdao", Roles.Leader), new(Year, "x", RectificationClass.Dated, "a", "b", "", "", null, "office", "")))).Status);
    }

    [Fact]
    public async Task The_list_opens_a_case_and_a_formula_in_a_problem_stays_text_in_the_export()
    {
        var site = (await NowAsync()).Facts.Sites.Last();
        await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.AtOnce, "=HYPERLINK(1)", "《学校安全条例》", "", "园长", null, "office", ""));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationsPage>();
        page.WaitForAssertion(() => Assert.Contains("=HYPERLINK(1)", page.Find("[data-testid=cases]").TextContent), Patience);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await hub.Get<RectificationSheet>().WriteAsync(Office)), false);
        var cells = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
        Assert.DoesNotContain(cells, c => c.CellFormula is not null);
        var words = cells.Select(c => c.InnerText).ToList();
        Assert.Contains("'=HYPERLINK(1)", words);
        Assert.Contains(site.Name, words);
    }

    [Fact]
    public async Task Holidays_move_a_deadline_and_a_line_that_cannot_be_read_enters_nothing()
    {
        var calendar = hub.Get<CalendarBook>();
        var refused = await Assert.ThrowsAsync<Refusal>(() => calendar.EnterAsync(Office, "2027-02-06 至 2027-02-12 放假 春节\n明天放假\n2027-02-20 至 2027-02-10 放假 反了"));
        Assert.Equal(2, refused.Reasons.Count);
        Assert.Empty(await calendar.DaysAsync(Office.CountyId));
        Assert.Equal(8, await calendar.EnterAsync(Office, "2027-02-06 至 2027-02-12 放假 春节\n2027-02-14 上班 调休"));
        Assert.Equal(new DateOnly(2027, 2, 14), (await calendar.CalendarAsync(Office.CountyId)).Add(new(2027, 2, 5), 1));
        await calendar.RemoveAsync(Office, new(2027, 2, 14));
        Assert.Equal(new DateOnly(2027, 2, 15), (await calendar.CalendarAsync(Office.CountyId)).Add(new(2027, 2, 5), 1));
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => calendar.SetAsync(Office, Deadline.Reply, 0))).Status);
        await calendar.SetAsync(Office, Deadline.Reply, 7);
        Assert.Equal(7, (await calendar.DeadlinesAsync(Office.CountyId))[Deadline.Reply]);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => calendar.EnterAsync(Inspector, "2027-02-06 放假"))).Status);
    }

    private FallbackWatch Watch => new(hub.Get<Microsoft.EntityFrameworkCore.IDbContextFactory<InspectionHub.Web.Data.AppDb>>(), Book, hub.Get<RectificationValue>(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<FallbackWatch>.Instance);
}
