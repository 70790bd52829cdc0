using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>整改期限: the county's own deadline is shown before anything is opened; 长期挂账 has none, people set it; a proposal may be confirmed as another class.</summary>
public sealed class ProposedDayTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private RectificationBook Book => hub.Get<RectificationBook>();

    private async Task<string> DayAsync(Deadline kind) =>
        $"{(await hub.Get<CalendarBook>().CalendarAsync(Office.CountyId)).Add(hub.Get<CalendarBook>().Today, (await hub.Get<CalendarBook>().DeadlinesAsync(Office.CountyId))[kind]):yyyy-MM-dd}";

    [Fact]
    public async Task The_form_shows_the_day_of_each_class_and_asks_for_that_of_长期挂账()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationsPage>();
        string? Shown() => page.Find("[data-testid=new-due]").GetAttribute("value");
        var (dated, atOnce) = (await DayAsync(Deadline.Rectify), await DayAsync(Deadline.RectifySafety));
        page.WaitForAssertion(() => Assert.Equal(dated, Shown()), Patience);
        page.Act("[data-testid=new-class]", e => e.Change(nameof(RectificationClass.AtOnce)));
        page.WaitForAssertion(() => Assert.Equal(atOnce, Shown()), Patience);
        page.Act("[data-testid=new-class]", e => e.Change(nameof(RectificationClass.LongTerm)));
        page.WaitForAssertion(() => Assert.Equal("", Shown() ?? ""), Patience);

        var (year, site) = ((await hub.Get<YearView>().WorkingAsync(Office.CountyId))!.Year, (await hub.Get<YearView>().WorkingAsync(Office.CountyId))!.Facts.Sites[3].Code);
        var draft = new RectificationDraft(year, site, RectificationClass.LongTerm, "生均用地不足", "本县方案 3.1", "", "校长", null, "office", "");
        Assert.Equal("长期挂账没有统一期限，请填写计划完成的日期。", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => Book.OpenAsync(Office, draft))).Reasons));
        var id = await Book.OpenAsync(Office, draft with { DueOn = new(2029, 8, 31) });
        Assert.Equal(new(2029, 8, 31), (await Book.FindAsync(Office, id))!.DueOn);
    }

    [Fact]
    public async Task A_proposal_is_confirmed_as_the_class_that_is_chosen_with_its_own_day()
    {
        var now = (await hub.Get<YearView>().WorkingAsync(Office.CountyId))!;
        var closed = (await Book.FindAsync(Office, await Book.OpenAsync(Office, new(now.Year, now.Facts.Sites[4].Code, RectificationClass.AtOnce, "消防通道堆物", "《消防法》第二十八条", "", "校长", null, "office", ""))))!;
        var id = await Book.ProposeAsync(closed, now.Year, "消防通道再次堆物");
        Assert.Contains("长期挂账没有统一期限", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, new(RectificationAct.Confirm, "", Class: RectificationClass.LongTerm)))).Reasons));

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
        var (dated, atOnce) = (await DayAsync(Deadline.Rectify), await DayAsync(Deadline.RectifySafety));
        page.WaitForAssertion(() => Assert.Equal(atOnce, page.Find("[data-testid=confirm-due]").GetAttribute("value")), Patience);
        page.Act("[data-testid=confirm-class]", e => e.Change(nameof(RectificationClass.Dated)));
        page.WaitForAssertion(() => Assert.Equal(dated, page.Find("[data-testid=confirm-due]").GetAttribute("value")), Patience);
        page.Act("[data-act=Confirm]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-act=Confirm]")), Patience);
        var one = (await Book.FindAsync(Office, id))!;
        Assert.Equal((RectificationState.Open, RectificationClass.Dated, dated), (one.State, one.Class, $"{one.DueOn:yyyy-MM-dd}"));
    }
}
