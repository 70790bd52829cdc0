using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Notices;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Notices;

/// <summary>Somebody who is told more than a page holds: nothing unread is out of reach, and many of a kind stand as one.</summary>
public sealed class ManyNoticesTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private NoticeBook Book => hub.Get<NoticeBook>();

    [Fact]
    public async Task What_was_never_read_stands_under_unread_however_much_came_since()
    {
        var who = hub.Who("duxue7", Roles.Inspector);
        await TellAsync(who, 0, 3, i => $"旧事{i}");
        var old = (await Book.ListAsync(who)).Select(n => n.Notice.Id).ToList();
        await TellAsync(who, 1, NoticeBook.MostShown + 10, i => $"新事{i}");
        foreach (var line in await Book.ListAsync(who)) await Book.ReadAsync(who, line.Notice.Id);
        // The newest 200 are read; 10 newer ones below them and the three old ones are not.
        Assert.Equal(13, await Book.UnreadAsync(who));
        using var context = hub.As("duxue7", Roles.Inspector);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/notices?show=unread");
        var page = context.Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.Equal(13, page.FindAll("[data-testid=notices] li > a").Count), Patience);
        Assert.Equal("旧事0", page.FindAll("[data-testid=notices] li > a").Last().TextContent);
        // Under 全部 what is older is a tap away.
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/notices");
        page.WaitForAssertion(() => Assert.Equal(NoticeBook.MostShown, page.FindAll("[data-testid=notices] li > a").Count), Patience);
        Assert.Contains($"全部 {NoticeBook.MostShown + 13}", page.Find(".bar").TextContent);
        page.Act("[data-testid=more]", b => b.Click());
        page.WaitForAssertion(() => Assert.Equal(NoticeBook.MostShown + 13, page.FindAll("[data-testid=notices] li > a").Count), Patience);
        Assert.Empty(page.FindAll("[data-testid=more]"));
    }

    [Fact]
    public async Task Many_of_one_sentence_on_one_day_stand_as_one_that_opens_and_is_read_at_once()
    {
        var who = hub.Who("duxue6", Roles.Inspector);
        await TellAsync(who, 0, 12, i => $"第{i}小学：挂牌督导记录已提交。");
        await TellAsync(who, 1, 2, i => $"第{i}中学：挂牌督导记录被退回补充。");
        using var context = hub.As("duxue6", Roles.Inspector);
        var page = context.Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-testid=notices] > li").Count), Patience);
        var group = Assert.Single(page.FindAll("[data-testid=notices] > li.notice-group"));
        Assert.Contains("12 条：挂牌督导记录已提交。", group.QuerySelector("summary")!.TextContent);
        Assert.Equal(12, group.QuerySelectorAll("li > a").Length);
        page.Act("li.notice-group > .link-button", b => b.Click());
        page.WaitForAssertion(() => Assert.Contains("未读 2", page.Find(".bar").TextContent), Patience);
        Assert.Equal(2, await Book.UnreadAsync(who));
    }

    [Fact]
    public async Task Reminders_of_one_thing_to_do_stand_as_one_that_says_how_many_are_unread()
    {
        var who = hub.Who("duxue5", Roles.Inspector);
        await TellAsync(who, 0, 40, i => $"阅处挂牌督导记录：第{i}小学（2026-11-0{1 + (i % 3)}，今天到期）", NoticeKind.Due);
        using var context = hub.As("duxue5", Roles.Inspector);
        var page = context.Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.Contains("40 条：阅处挂牌督导记录", Assert.Single(page.FindAll("[data-testid=notices] > li")).QuerySelector("summary")!.TextContent), Patience);
        Assert.Equal(("未读", "这 40 条标为已读"), (page.Find("summary .unread-mark").TextContent, page.Find("li.notice-group > .link-button").TextContent));
        foreach (var line in (await Book.ListAsync(who)).Skip(3)) await Book.ReadAsync(who, line.Notice.Id);
        page.WaitForAssertion(() => Assert.Equal(("未读 3 条", "其中未读的 3 条标为已读"), (page.Find("summary .unread-mark").TextContent, page.Find("li.notice-group > .link-button").TextContent)), Patience);
        page.Act("li.notice-group > .link-button", b => b.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("summary .unread-mark")), Patience);
    }

    [Fact]
    public async Task Questions_of_two_units_that_are_answered_on_one_page_are_two_reminders()
    {
        var (office, county) = (hub.Who("dudao", Roles.Office), hub.Who("dudao", Roles.Office).CountyId);
        await hub.Get<CalendarBook>().SetAsync(office, Deadline.Confirm, 1);
        var now = (await hub.Get<Assessor>().FindAsync(county, 2026))!;
        foreach (var unit in now.Facts.Units.Take(2)) await hub.Get<DataQuestions>().AskAsync(hub.Who(DemoAccounts.HeadOf(unit.Code), Roles.Unit), 2026, now.Batch.Id, "班额有误");
        await hub.Get<NoticeJob>().RemindAsync();
        var told = (await Book.ListAsync(office)).Where(n => n.Kind == NoticeKind.Due && n.Notice.Link == "/import").Select(n => n.Notice.Text).ToList();
        Assert.All(now.Facts.Units.Take(2), unit => Assert.Single(told, t => t.Contains(unit.Name)));
    }

    private Task TellAsync(Visitor who, int minute, int count, Func<int, string> say, NoticeKind kind = NoticeKind.Step) => hub.Get<Writer>().WriteAsync<bool>(async (db, topics) =>
    {
        for (var i = 0; i < count; i++)
            await NoticeBook.TellAsync(db, topics, null, who.CountyId, [who.Id], new(kind, say(i), "/visits"), new DateTimeOffset(2026, 11, 2, 1, minute, 0, TimeSpan.Zero).AddMilliseconds(i * 10));
        return true;
    });
}
