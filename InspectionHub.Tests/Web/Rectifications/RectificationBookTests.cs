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
            var rows = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Skip(2).Select(r => r.Elements<Cell>().ElementAt(1).InnerText).ToList();
            Assert.Equal(shown, rows);
            Assert.Contains("演示数据", workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().First().InnerText);
            if (query.Contains("site=")) Assert.Equal([sites[1].Name], shown);
        }
    }

    [Fact]
    public async Task Each_number_above_the_list_is_the_door_to_just_those_and_the_last_day_is_today()
    {
        var now = await NowAsync();
        var (site, today) = (now.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.NineYear), hub.Get<CalendarBook>().Today);
        var head = Course.Head(Office, site.Unit);
        foreach (var (problem, day) in new[] { ("今天", today), ("昨天", today.AddDays(-1)), ("报了", today) })
        {
            var id = await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.Dated, problem, "《学校安全条例》", "", "校长", day, "inspection", ""));
            if (problem == "报了") await Book.StepAsync(head, id, new(RectificationAct.Report, "已改"));
        }
        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        var start = context.Render<RectificationsPage>();
        start.WaitForAssertion(() => Assert.Equal(4, start.FindAll(".cards a.card").Count), Patience);
        var cards = start.FindAll(".cards a.card").Select(c => (Href: c.GetAttribute("href")!, Count: int.Parse(c.QuerySelector("b")!.TextContent))).ToList();
        Assert.True(cards[0].Count >= 3 && cards[1].Count >= 1 && cards[2].Count >= 1);
        foreach (var (href, count) in cards)
        {
            address.NavigateTo(href);
            var page = context.Render<RectificationsPage>();
            page.WaitForAssertion(() => Assert.Equal(count, page.FindAll("[data-testid=cases] tbody tr").Count), Patience);
            if (href == "/rectifications") Assert.Contains("今天到期", page.FindAll("[data-testid=cases] tbody tr").First(r => r.TextContent.Contains("今天")).QuerySelector(".day")!.TextContent);
        }
    }

    [Fact]
    public async Task The_rate_beside_5_2_2_counts_what_is_due_in_the_school_year_and_its_link_opens_just_that()
    {
        var (sites, today) = ((await NowAsync()).Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary).ToList(), hub.Get<CalendarBook>().Today);
        var (site, year) = (sites[^3].Code, InspectionHub.Web.Plans.YearSites.Of(today));
        // Opened in May and due in September; opened this year and due before it began; the county's own.
        foreach (var (opened, day, category) in new[] { (Year - 1, new DateOnly(year, 9, 1), RectificationClass.Dated), (Year, new DateOnly(year, 8, 31), RectificationClass.Dated), (Year, new DateOnly(year, 9, 1), RectificationClass.County), (Year, today.AddDays(1), RectificationClass.AtOnce) })
            await Book.OpenAsync(Office, new(opened, site, category, $"问题 {day:MM-dd}", "条例", "", "校长", day, "inspection", ""));
        using var context = hub.As("dudao", Roles.Office);
        var figure = context.Render<InspectionHub.Web.Shared.OnTimeFigure>(p => p.Add(x => x.Who, Office).Add(x => x.Year, year).Add(x => x.Site, site));
        figure.WaitForAssertion(() => Assert.Contains("到期 1 项", figure.Find("[data-testid=on-time]").TextContent), Patience);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(figure.Find("a").GetAttribute("href")!);
        var page = context.Render<RectificationsPage>();
        var shown = YearsTogether(today) ? 2 : 1;
        page.WaitForAssertion(() => Assert.Equal(shown, page.FindAll("[data-testid=cases] tbody tr").Count), Patience);
        Assert.Contains("计入按期整改率", page.Find("[data-testid=rate]").TextContent);

        bool YearsTogether(DateOnly day) => InspectionHub.Web.Plans.YearSites.Of(day.AddDays(1)) == year;
    }

    [Fact]
    public async Task Of_a_chain_of_cases_each_links_the_one_before_and_the_one_after()
    {
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Junior);
        var head = Course.Head(Office, site.Unit);
        async Task<Guid> CloseAsync(Guid id)
        {
            await Book.StepAsync(head, id, new(RectificationAct.Report, "已改"));
            await Book.StepAsync(Inspector, id, new(RectificationAct.Pass, "看了活动安排和三天的课表", Value: new LevelMark(3)));
            await Book.StepAsync(Office, id, new(RectificationAct.Approve, ""));
            return id;
        }
        var first = await CloseAsync(await Book.OpenAsync(Office, new(Year, site.Code, RectificationClass.Dated, "留样不足", "条例", "8.7", "校长", null, "office", "")));
        var second = await Book.ProposeAsync((await Book.FindAsync(Office, first))!, Year, "又不足");
        await Book.StepAsync(Office, second, new(RectificationAct.Confirm, ""));
        await CloseAsync(second);
        var third = await Book.ProposeAsync((await Book.FindAsync(Office, second))!, Year, "再不足");
        Assert.NotEqual(Guid.Empty, third);
        (Guid Id, Guid? Earlier, Guid? Later)[] chain = [(first, null, second), (second, first, third), (third, second, null)];
        foreach (var (id, earlier, later) in chain)
        {
            using var context = hub.As("dudao", Roles.Office);
            var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("dl.facts")), Patience);
            var links = page.FindAll("dl.facts a[href^='/rectifications/']").Select(a => (a.GetAttribute("href"), a.TextContent.StartsWith("原整改事项（已销号）", StringComparison.Ordinal))).ToList();
            var wanted = new List<(string?, bool)>();
            if (earlier is { } was) wanted.Add(($"/rectifications/{was}", true));
            if (later is { } next) wanted.Add(($"/rectifications/{next}", false));
            Assert.Equal(wanted, links);
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
}
