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
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

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
        var id = await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.LongTerm, $"{row.Row.Name}不足", "教督〔2017〕6号", row.Row.Code, "", hub.Get<CalendarBook>().Today.AddDays(300), "office", ""));
        await Book.StepAsync(Course.Head(Office, site.Unit), id, new(RectificationAct.Milestone, "本年度补充 20 ㎡"));
        await Book.StepAsync(Course.Head(Office, site.Unit), id, new(RectificationAct.Report, "已全部补齐"));
        Assert.Contains("须在新数据导入并达标后才能通过", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "看过")))).Message);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Fail, "面积仍不足"));
        Assert.Contains("移交给哪个县级单位", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, new(RectificationAct.Transfer, "校舍建设属县级职责")))).Message);
        // A long-term case is to be written about once a year.
        Assert.Equal(hub.Get<CalendarBook>().Today.AddYears(1), (await Book.FindAsync(Office, id))!.NextMilestone);
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "校舍建设属县级职责", To: "县发改局"));
        var moved = (await Book.FindAsync(Office, id))!;
        Assert.Equal((RectificationClass.County, $"县发改局（{hub.Get<CalendarBook>().Today:yyyy-MM-dd} 移交）", null), (moved.Class, moved.OwnerText, moved.NextMilestone));
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
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await hub.Get<RectificationSheet>().WriteAsync(Office, new("all", null, null, null, null))), false);
        var cells = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().ToList();
        Assert.DoesNotContain(cells, c => c.CellFormula is not null);
        var words = cells.Select(c => c.InnerText).ToList();
        Assert.Contains("'=HYPERLINK(1)", words);
        Assert.Contains(site.Name, words);
    }

    [Fact]
    public async Task The_workbook_holds_the_cases_the_page_shows_with_each_filter()
    {
        var now = await NowAsync();
        var sites = now.Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Kindergarten).GroupBy(s => s.Town).Take(2).Select(g => g.First()).ToList();
        foreach (var (site, category) in sites.Zip([RectificationClass.AtOnce, RectificationClass.LongTerm]))
            await Book.OpenAsync(Office, new(Year, site.Code, category, $"{site.Name}的大门破损", "《学校安全条例》", "8.7", "园长", category == RectificationClass.LongTerm ? hub.Get<CalendarBook>().Today.AddDays(300) : null, "office", ""));
        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        foreach (var query in (string[])["", "?state=all", $"?town={Uri.EscapeDataString(sites[0].Town)}", $"?site={sites[1].Code}", "?class=LongTerm&state=Open", $"?office={Uri.EscapeDataString("安全股")}", "?state=overdue"])
        {
            address.NavigateTo($"/rectifications{query}");
            var page = context.Render<RectificationsPage>();
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("a[download]")), Patience);
            var shown = page.FindAll("[data-testid=cases] tbody tr").Select(r => r.QuerySelector("td:nth-child(2)")!.TextContent).ToList();
            var link = page.Find("a[download]").GetAttribute("href")!;
            var asked = System.Web.HttpUtility.ParseQueryString(link.Contains('?') ? link[link.IndexOf('?')..] : "");
            using var workbook = SpreadsheetDocument.Open(new MemoryStream(await hub.Get<RectificationSheet>().WriteAsync(Office, new(asked["state"], asked["town"], asked["site"], asked["office"], asked["class"]))), false);
            var rows = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Skip(1).Select(r => r.Elements<Cell>().ElementAt(1).InnerText).ToList();
            Assert.Equal(shown, rows);
            if (query.Contains("site=")) Assert.Equal([sites[1].Name], shown);
        }
    }

    [Fact]
    public async Task Where_no_number_stands_behind_a_case_a_bare_word_does_not_close_it()
    {
        var site = (await NowAsync()).Facts.Sites[^2];
        var head = Course.Head(Office, site.Unit);
        var id = await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.Dated, "围墙开裂", "《学校安全条例》", "", "园长", null, "office", ""));
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已修"));
        Assert.Contains("还没有佐证", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "看过")))).Message);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Fail, "没有照片"));
        // A photo is one that was kept for this case.
        Assert.Contains("没有上传成功", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(head, id, new(RectificationAct.Report, "已修", Photos: [new string('a', 64)])))).Message);
        var photo = await hub.Get<InspectionHub.Web.Field.PhotoStore>().KeepAsync(head, id, InspectionHub.Tests.Web.Field.Pictures.Jpeg(320, 240));
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已修", Photos: [photo]));
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "看过"));
        Assert.Equal(RectificationState.Checked, (await Book.FindAsync(Office, id))!.State);
    }

    [Fact]
    public async Task A_closed_value_that_falls_again_is_proposed_and_after_a_refusal_only_when_it_has_recovered_since()
    {
        // A case of 2025 over row 8.7, closed on what was found.
        var (first, planned) = (hub.Who("duxue1", Roles.Inspector), (await hub.Get<InspectionHub.Web.Plans.PlanBook>().ListAsync(Office.CountyId, Year))[^1].Plan.Inspections);
        var site = (await NowAsync()).Facts.Sites.Last(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary && planned.Any(i => i.Site == s.Code && i.Kind == "专项"));
        var head = Course.Head(Office, site.Unit);
        var id = await Book.OpenAsync(Office, new(2025, site.Code, RectificationClass.AtOnce, "留样不足", "食品安全国家标准", "8.7", "校长", null, "office", ""));
        await Book.StepAsync(head, id, new(RectificationAct.Assign, "", To: "食堂管理员"));
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已改正"));
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "三餐抽查均达标", Value: new LevelMark(3)));
        await Book.StepAsync(Office, id, new(RectificationAct.Approve, "同意"));
        Assert.Equal(0, await Watch.LookAsync());

        // The year after, an inspector finds it bad again: a proposal of that year, linked, and only one.
        var team = new[] { first, hub.Who("duxue2", Roles.Inspector), hub.Who("duxue3", Roles.Inspector) };
        var inspection = await hub.Get<InspectionHub.Web.Inspections.InspectionBook>().OpenAsync(Office, Year, site.Code, "专项督导", [.. team.Select(w => new InspectionHub.Web.Data.InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == first })]);
        var desk = hub.Get<InspectionHub.Web.Inspections.InspectionDesk>();
        async Task FoundAsync(int level) => Assert.Equal("stored", (await desk.SaveAsync(first, (await desk.FindAsync(first, inspection))!.Inspection, "8.7", new LevelMark(level), "")).Result);
        async Task<IReadOnlyList<RectificationCase>> ProposalsAsync() => [.. (await Book.ListAsync(Office)).Where(c => c.Head.SourceKind == "fallback" && c.Head.SourceId == $"{id}").OrderBy(c => c.Head.LedgerSeq)];
        await FoundAsync(1);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        var proposal = Assert.Single(await ProposalsAsync());
        Assert.Equal((RectificationState.Proposed, Year, RectificationClass.AtOnce, "食堂管理员"), (proposal.State, proposal.Head.Year, proposal.Class, proposal.OwnerText));

        // The office lets it pass: quiet while it stays bad, and after it was good it is told anew.
        await Book.StepAsync(Office, proposal.Head.Id, new(RectificationAct.Dismiss, "当日停电，属偶发"));
        Assert.Equal(0, await Watch.LookAsync());
        await FoundAsync(4);
        Assert.Equal(0, await Watch.LookAsync());
        Assert.Equal("Recover", (await ProposalsAsync())[0].Steps[^1].Act);
        await FoundAsync(0);
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
        await FoundAsync(4);
        Assert.Equal(0, await Watch.LookAsync());
        await FoundAsync(1);
        Assert.Equal((1, 0), (await Watch.LookAsync(), await Watch.LookAsync()));
        Assert.Equal(["Dismissed", "Withdrawn", "Proposed"], (await ProposalsAsync()).Select(c => $"{c.State}"));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    /// <summary>By the page: the form proposes the class the case was closed with, not the one it began with.</summary>
    [Fact]
    public async Task A_case_of_移交县级_that_falls_back_is_proposed_and_confirmed_as_the_countys()
    {
        var (first, second) = (hub.Who("duxue1", Roles.Inspector), Office with { Id = "second", Name = "督导室乙" });
        var site = (await NowAsync()).Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary).ElementAt(3);
        var id = await Book.OpenAsync(Office, new(2025, site.Code, RectificationClass.Dated, "留样柜没有电", "食品安全国家标准", "8.7", "校长", null, "office", ""));
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "线路由县里统建", To: "县发改局"));
        await Book.StepAsync(Office, id, new(RectificationAct.Report, "线路已改造"));
        await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "三餐抽查均达标", Value: new LevelMark(3)));
        await Book.StepAsync(second, id, new(RectificationAct.Approve, "同意"));
        var team = new[] { first, hub.Who("duxue2", Roles.Inspector), hub.Who("duxue3", Roles.Inspector) };
        var inspection = await hub.Get<InspectionHub.Web.Inspections.InspectionBook>().OpenAsync(Office, Year, site.Code, "综合督导", [.. team.Select(w => new InspectionHub.Web.Data.InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == first })]);
        var desk = hub.Get<InspectionHub.Web.Inspections.InspectionDesk>();
        Assert.Equal("stored", (await desk.SaveAsync(first, (await desk.FindAsync(first, inspection))!.Inspection, "8.7", new LevelMark(1), "")).Result);
        Assert.Equal(1, await Watch.LookAsync());
        var proposal = (await Book.ListAsync(Office)).Single(c => c.Head.SourceId == $"{id}");
        Assert.Equal(RectificationClass.County, proposal.Class);

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, proposal.Head.Id));
        page.WaitForAssertion(() => Assert.Equal("County", page.Find("[data-testid=confirm-class]").GetAttribute("value")), Patience);
        page.Act("[data-act=Confirm]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(RectificationState.Open.Name(), page.Find("[data-testid=state]").TextContent), Patience);
        var confirmed = (await Book.FindAsync(Office, proposal.Head.Id))!;
        Assert.Equal((RectificationState.Open, RectificationClass.County), (confirmed.State, confirmed.Class));
        // The county goes on answering for it: the school is asked for nothing.
        Assert.DoesNotContain(RectificationAct.Report, RectificationBook.PermittedFor(confirmed, Course.Head(Office, site.Unit)));
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
