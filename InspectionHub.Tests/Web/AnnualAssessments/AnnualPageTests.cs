using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.AnnualAssessments;

/// <summary>The year's assessment taken through its acts by the buttons of the page.</summary>
public sealed class AnnualPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Office_and_unit_go_from_the_start_to_the_public_notice_a_review_and_back_and_each_step_shows_how_far_it_is()
    {
        var office = hub.Who("dudao", Roles.Office);
        await hub.Get<CalendarBook>().SetAsync(office, Deadline.PublicNotice, 1);
        using var desk = hub.As("dudao", Roles.Office);
        using var unit = hub.As("xz-m01", Roles.Unit);
        var page = desk.Render<AnnualPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Start]")), Patience);
        Assert.Empty(page.FindAll(".step-now"));
        // A start reaches every head of the county: it is asked, and nothing has begun before it is answered.
        page.Act("[data-act=Start]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("启动 2026—2027 学年度考核？", page.Find("[data-testid=start-asked]").TextContent), Patience);
        Assert.Contains("38 个考核单位将收到待办：核对并确认数据，为 111 个校点提交年度自评；6 个牵头股室将收到待办：股室评分", page.Find("[data-testid=start-asked]").TextContent);
        Assert.Equal(AnnualState.NotStarted, (await hub.Get<AnnualBook>().FindAsync(office, 2026)).State);
        page.Act("[data-act=StartNot]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Start]")), Patience);
        page.Act("[data-act=Start]", e => e.Click());
        page.Act("[data-act=StartNow]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(["数据确认 0/38", "自评 0/111"], page.FindAll(".step-now").Take(2).Select(s => s.TextContent)), Patience);
        Assert.Equal(4, page.FindAll(".step-now").Count);

        // The head is told what is asked, and of what has been handed in no more.
        var head = Course.Head(office, "M01");
        async Task<List<string>> DuesAsync() => [.. (await hub.Get<DueBoard>().FindAsync(head)).Items.Where(i => i.Link.StartsWith("/self/", StringComparison.Ordinal) || i.Link.StartsWith("/annual", StringComparison.Ordinal)).Select(i => i.What)];
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!;
        Assert.Equal(now.Facts.Sites.Count(s => s.Unit == "M01"), (await DuesAsync()).Count(d => d == "提交年度自评"));

        // By when: the county's own working days from the start and from the import.
        var (calendar, today, days) = (await hub.Get<CalendarBook>().CalendarAsync(office.CountyId), hub.Get<CalendarBook>().Today, await hub.Get<CalendarBook>().DeadlinesAsync(office.CountyId));
        Assert.All((await hub.Get<DueBoard>().FindAsync(head)).Items.Where(i => i.What == "提交年度自评"), i => Assert.Equal(calendar.Add(today, days[Deadline.SelfAssessment]), i.DueOn));
        Assert.Equal(calendar.Add(DateOnly.FromDateTime(now.Batch.At.ToOffset(TimeSpan.FromHours(8)).Date), days[Deadline.Confirm]), (await hub.Get<DueBoard>().FindAsync(head)).Items.Single(i => i.Link == "/confirm?year=2026").DueOn);

        // Each of the four ends by itself: when the last unit has confirmed its data, that step is done and the others go on.
        foreach (var one in now.Facts.Units) await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, one.Code), 2026, now.Batch.Id);
        page.WaitForAssertion(() => Assert.Equal("✓ 数据确认 38/38", Assert.Single(page.FindAll(".step-done")).TextContent), Patience);

        page.Act("[data-act=Publish]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("等级未定", page.Find("[role=alert]").TextContent), Patience);
        page.Act("[data-testid=unusual]", e => e.Change("先公示数据部分"));
        page.Act("[data-act=Publish]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(38, page.FindAll("[data-testid=results] tbody tr").Count), Patience);

        Assert.Equal(["看年度考核公示，有异议的申请复核"], await DuesAsync());
        var own = unit.Render<AnnualPage>();
        own.WaitForAssertion(() => Assert.NotEmpty(own.FindAll("[data-act=AskReview]")), Patience);
        own.Act("[data-testid=request]", e => e.Change("7.2 的差错已在当月更正"));
        own.Act("[data-act=AskReview]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".step-now"), s => s.TextContent == "复核 0/1"), Patience);
        page.Act("[data-testid=minutes]", e => e.Change("12 月 1 日局长办公会审定"));
        page.Act("[data-act=Approve]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".next > [role=alert]").Count), Patience);
        page.Act("[data-review] textarea", e => e.Change("经核查维持原结果。"));
        page.Act("[data-act=AnswerReview]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".step-done"), s => s.TextContent == "✓ 复核 1/1"), Patience);
        own.WaitForAssertion(() => Assert.Contains("经核查维持原结果", own.Markup), Patience);

        page.Act("[data-act=TakeBack]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("原因", page.Find(".next > [role=alert]").TextContent), Patience);
        page.Act("details textarea", e => e.Change("更正一处名称"));
        page.Act("[data-act=TakeBack]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=results]")), Patience);
        Assert.Contains(page.FindAll(".step-now"), s => s.TextContent.StartsWith("自评", StringComparison.Ordinal));
    }
}
