using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Layout;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Notices;

/// <summary>Who is told what, once, and what stands on a person's 待办, against the real database.</summary>
public sealed class NoticeTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private NoticeBook Book => hub.Get<NoticeBook>();

    private DateOnly Today => hub.Get<CalendarBook>().Today;

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Lead => hub.Who("duxue1", Roles.Inspector);

    [Fact]
    public async Task Everybody_an_inspection_concerns_is_told_of_it_and_of_each_step_and_nobody_else()
    {
        var (head, site) = await HeadAsync(1);
        var id = await OpenAsync(site, "2026 年秋季专项督导甲");
        Assert.Contains("您被指派为督导组组长", (await AboutAsync(Lead, id))[0].Notice.Text);
        Assert.Contains("您被编入督导组", (await AboutAsync(hub.Who("duxue2", Roles.Inspector), id))[0].Notice.Text);
        Assert.Contains("已发出督导通知", (await AboutAsync(head, id))[0].Notice.Text);
        Assert.Empty(await AboutAsync(Office, id));
        Assert.Empty(await AboutAsync(hub.Who("duxue4", Roles.Inspector), id));
        Assert.Empty(await AboutAsync((await HeadAsync(2)).Head, id));

        await hub.SubmitAsync(Lead, id);
        Assert.Contains("待发初步意见", (await AboutAsync(Office, id))[0].Notice.Text);
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.What == "发出初步意见" && i.Link.EndsWith($"{id}", StringComparison.Ordinal));
        await hub.Get<InspectionActs>().DoAsync(Office, id, InspectionHub.Core.Procedures.InspectionAct.SendPreliminary, "总体较好。");
        var asked = (await hub.Get<DueBoard>().FindAsync(head)).Items.Single(i => i.Link == $"/inspections/{id}");
        var due = (await hub.Get<CalendarBook>().CalendarAsync(Office.CountyId)).Add(Today, 10);
        Assert.Equal(("看初步意见，申辩或表示无异议", due), (asked.What, asked.DueOn));
        Assert.Contains($"{due:yyyy-MM-dd}", (await AboutAsync(head, id))[0].Notice.Text);
        await hub.Get<HearingBook>().ReplyAsync(head, id, [new(null, "数据有误")]);
        Assert.DoesNotContain("数据有误", (await AboutAsync(Office, id))[0].Notice.Text);
        Assert.Equal((NoticeKind.Reply, true), ((await AboutAsync(Office, id))[0].Kind, (await AboutAsync(Lead, id))[0].Notice.Text.Contains("已提出申辩", StringComparison.Ordinal)));
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.What == "答复申辩" && i.Link == $"/inspections/{id}" && i.DueOn > due);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_case_tells_unit_office_and_leader_in_turn_and_stands_on_their_lists_until_it_is_closed()
    {
        var (head, site) = await HeadAsync(3);
        var (cases, board) = (hub.Get<RectificationBook>(), hub.Get<DueBoard>());
        var id = await cases.OpenAsync(Lead, new(Year, site, RectificationClass.Dated, "围墙开裂", "中小学校安全条例", "", "校长", Today.AddDays(20), "visit", "v1"));
        Assert.Contains($"期限 {Today.AddDays(20):yyyy-MM-dd}", (await AboutAsync(head, id))[0].Notice.Text);
        Assert.Contains((await board.FindAsync(head)).Items, i => i.What == "整改并报送情况" && i.DueOn == Today.AddDays(20) && i.Link == $"/rectifications/{id}");
        await cases.StepAsync(head, id, new(RectificationAct.Report, "已加固"));
        Assert.DoesNotContain((await board.FindAsync(head)).Items, i => i.Link == $"/rectifications/{id}");
        Assert.Contains((await board.FindAsync(Lead)).Items, i => i.What == "核查整改" && i.Link == $"/rectifications/{id}");
        Assert.DoesNotContain((await board.FindAsync(hub.Who("duxue5", Roles.Inspector))).Items, i => i.Link == $"/rectifications/{id}");
        await cases.StepAsync(Lead, id, new(RectificationAct.Fail, "仍有裂缝"));
        Assert.Contains("未完成", (await AboutAsync(head, id))[0].Notice.Text);
        await cases.StepAsync(Office, id, new(RectificationAct.Transfer, "校舍建设属县级职责", To: "县发改局"));
        var leader = hub.Who("lingdao", Roles.Leader);
        Assert.Contains("已移交县级", (await AboutAsync(leader, id))[0].Notice.Text);
        Assert.Contains((await board.FindAsync(leader)).Items, i => i.What == "督促县级整改" && i.Link == $"/rectifications/{id}");
    }

    [Fact]
    public async Task What_comes_near_or_is_past_is_told_once_however_often_the_job_runs()
    {
        var (head, site) = await HeadAsync(4);
        var cases = hub.Get<RectificationBook>();
        var past = await cases.OpenAsync(Lead, new(Year, site, RectificationClass.Dated, "旧问题", "条例", "", "", Today.AddDays(-3), "visit", "v2"));
        var near = await cases.OpenAsync(Lead, new(Year, site, RectificationClass.Dated, "新问题", "条例", "", "", Today, "visit", "v2"));
        var far = await cases.OpenAsync(Lead, new(Year, site, RectificationClass.Dated, "长问题", "条例", "", "", Today.AddDays(60), "visit", "v2"));
        var job = hub.Get<NoticeJob>();
        Assert.True(await job.RemindAsync() >= 2);
        Assert.Equal(0, await job.RemindAsync());
        Assert.Single(await AboutAsync(head, past), n => n.Kind == NoticeKind.Overdue);
        Assert.Single(await AboutAsync(head, near), n => n.Kind == NoticeKind.Due);
        Assert.All(await AboutAsync(head, far), n => Assert.Equal(NoticeKind.Rectification, n.Kind));
        // A new last day is a new reminder.
        await cases.StepAsync(Office, past, new(RectificationAct.Extend, "雨季", Today.AddDays(1)));
        await job.RemindAsync();
        Assert.Single(await AboutAsync(head, past), n => n.Kind == NoticeKind.Due);
    }

    [Fact]
    public async Task The_lead_is_told_once_of_each_disagreement()
    {
        var (_, site) = await HeadAsync(5);
        var id = await OpenAsync(site, "2026 年秋季专项督导乙");
        var (other, desk, job) = (hub.Who("duxue2", Roles.Inspector), hub.Get<InspectionDesk>(), hub.Get<NoticeJob>());
        var watch = new DifferingWatch(hub.Get<LiveFeed>(), job, hub.Get<LedgerPositions>(), hub.Get<IDbContextFactory<AppDb>>());
        await watch.StartAsync(Xunit.TestContext.Current.CancellationToken);
        foreach (var (who, level) in new[] { (hub.Who("duxue3", Roles.Inspector), 3), (other, 1) })
            Assert.Equal("stored", (await desk.SaveAsync(who, (await desk.FindAsync(who, id))!.Inspection, "17.4", new LevelMark(level), "")).Result);
        // The row is still blind to the lead: that others differ would tell a part of what they marked.
        Assert.Equal(0, await job.DifferingAsync());
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(Lead)).Items, i => i.What == "裁定不一致的评分" && i.Link == $"/inspections/{id}");
        Assert.Equal("stored", (await desk.SaveAsync(Lead, (await desk.FindAsync(Lead, id))!.Inspection, "17.4", new LevelMark(4), "")).Result);
        // At once, not when the job comes round; the job then finds nothing left to tell.
        for (var waited = 0; waited < 200 && (await AboutAsync(Lead, id)).All(n => n.Kind != NoticeKind.Differing); waited++) await Task.Delay(100, Xunit.TestContext.Current.CancellationToken);
        await watch.StopAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(0, await job.DifferingAsync());
        Assert.Single(await AboutAsync(Lead, id), n => n.Kind == NoticeKind.Differing);
        Assert.DoesNotContain(await AboutAsync(other, id), n => n.Kind == NoticeKind.Differing);
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(Lead)).Items, i => i.What == "裁定不一致的评分" && i.Link == $"/inspections/{id}");
        await desk.SaveAsync(other, (await desk.FindAsync(other, id))!.Inspection, "17.4", new LevelMark(2), "");
        Assert.Equal(1, await job.DifferingAsync());
    }

    [Fact]
    public async Task A_demand_on_the_spot_is_a_case_and_the_unit_the_office_and_the_leader_are_told_of_the_danger()
    {
        var (head, site) = await HeadAsync(7);
        var id = await OpenAsync(site, "2026 年秋季专项督导丙");
        HazardReport Danger(RectificationDemand? demand) => new(Guid.CreateVersion7(), "phone", 1, $"{id}", DateTimeOffset.UtcNow, "配电箱裸露", "已断电并隔离", "已电话告知校长", demand, null, null);
        var given = Danger(new("加装柜门并上锁", Today.AddDays(2), "后勤主任"));
        Assert.Equal("stored", (await hub.Get<HazardBook>().SaveAsync(Lead, given)).Result);
        Assert.Equal("known", (await hub.Get<HazardBook>().SaveAsync(Lead, given)).Result);
        var one = Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceId == $"{given.Id}");
        Assert.Equal(("hazard", RectificationClass.AtOnce, Today.AddDays(2), "后勤主任"), (one.Head.SourceKind, one.Class, one.DueOn, one.Head.Owner));
        Assert.Single(await AboutAsync(hub.Who("lingdao", Roles.Leader), id), n => n.Kind == NoticeKind.Hazard);
        Assert.Single(await AboutAsync(Office, id), n => n.Kind == NoticeKind.Hazard);
        Assert.DoesNotContain("配电箱", (await AboutAsync(Office, id))[0].Notice.Text);
        await hub.Get<HazardBook>().SaveAsync(Lead, Danger(null) with { Seq = 2 });
        Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.Site == site && c.Head.SourceKind == "hazard");
    }

    [Fact]
    public async Task The_rate_beside_row_5_2_2_counts_what_is_due_and_passed_and_never_says_zero_of_nothing()
    {
        var (head, site) = await HeadAsync(8);
        var cases = hub.Get<RectificationBook>();
        async Task<OnTimeRate> RateAsync() => OnTimeRate.Of((await cases.ListAsync(Office)).Where(c => c.Head.Site == site), Today);
        Task<Guid> NewAsync(int days, RectificationClass category = RectificationClass.Dated) => cases.OpenAsync(Lead, new(Year, site, category, "问题", "条例", "", "", Today.AddDays(days), "visit", "v4"));
        await NewAsync(9);
        Assert.Equal(new OnTimeRate(0, 0, 0, 1), await RateAsync());
        Assert.Contains("不适用", (await RateAsync()).Text);
        var (late, inTime) = (await NewAsync(-1), await NewAsync(0));
        await NewAsync(-5, RectificationClass.County);
        Assert.Contains("核查通过 0 项（0.0 %）", (await RateAsync()).Text);
        foreach (var id in new[] { late, inTime })
        {
            await cases.StepAsync(head, id, new(RectificationAct.Report, "已改"));
            await cases.StepAsync(Lead, id, new(RectificationAct.Pass, "查看了整改前后的照片和台账"));
        }
        Assert.Equal(new OnTimeRate(2, 2, 1, 1), await RateAsync());
    }

    [Fact]
    public async Task What_is_undone_tells_nobody()
    {
        var who = hub.Who("duxue6", Roles.Inspector);
        await Assert.ThrowsAsync<Refusal>(() => hub.Get<Writer>().WriteAsync<bool>(async (db, topics) =>
        {
            await NoticeBook.TellAsync(db, topics, null, who.CountyId, [who.Id], new(NoticeKind.Step, "不会送达", "/"), DateTimeOffset.UtcNow);
            throw new Refusal(409, "不行");
        }));
        Assert.Empty(await Book.ListAsync(who));
    }

    [Fact]
    public async Task The_page_of_notices_is_empty_then_fills_by_itself_and_the_badge_counts_what_is_unread()
    {
        var who = hub.Who("duxue7", Roles.Inspector);
        using var context = hub.As("duxue7", Roles.Inspector);
        var page = context.Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.Contains("还没有消息", page.Find("[data-testid=empty]").TextContent), Patience);
        var badge = context.Render<NoticeBadge>(p => p.Add(b => b.Who, who));
        badge.WaitForAssertion(() => Assert.Equal("消息，没有未读", badge.Find("a").GetAttribute("aria-label")), Patience);
        await Book.TellAsync(who.CountyId, who.Id, new(NoticeKind.Assigned, "第一条", "/inspections"));
        await Book.TellAsync(who.CountyId, who.Id, new(NoticeKind.Overdue, "第二条", "/due"));
        badge.WaitForAssertion(() => Assert.Equal("消息，2 条未读", badge.Find("a").GetAttribute("aria-label")), Patience);
        page.WaitForAssertion(() => Assert.Equal(["第二条", "第一条"], page.FindAll("[data-testid=notices] li > a").Select(a => a.TextContent)), Patience);

        // What stands there, not only what is read out: Razor once took the sign after the word for part of an address.
        Assert.Equal("消息2", badge.Find("a").TextContent);
        page.Act("[data-testid=notices] li button", b => b.Click());
        badge.WaitForAssertion(() => Assert.Equal("消息，1 条未读", badge.Find("a").GetAttribute("aria-label")), Patience);
        // Another person reading all of theirs changes nothing here.
        await Book.ReadAsync(Lead);
        Assert.Equal(1, await Book.UnreadAsync(who));
        page.Act("[data-testid=read-all]", b => b.Click());
        badge.WaitForAssertion(() => Assert.Equal("消息，没有未读", badge.Find("a").GetAttribute("aria-label")), Patience);
        Assert.Equal(2, (await Book.ListAsync(who)).Count);
    }

    [Fact]
    public async Task The_list_of_what_is_due_says_what_where_and_when_and_is_empty_for_whom_nothing_waits()
    {
        var (head, site) = await HeadAsync(6);
        await hub.Get<RectificationBook>().OpenAsync(Lead, new(Year, site, RectificationClass.Dated, "操场护栏松动", "条例", "", "", Today.AddDays(-7), "visit", "v3"));
        using (var context = hub.As(DemoAccounts.HeadOf(head.UnitCode!), Roles.Unit))
        {
            var page = context.Render<DuePage>();
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=due] li")), Patience);
            var first = page.Find("[data-testid=due] li");
            Assert.Contains("is-overdue", first.ClassName);
            Assert.Contains("操场护栏松动", first.TextContent);
            Assert.Contains("逾期", first.TextContent);
            Assert.Contains(page.FindAll("[data-testid=due] a"), a => a.GetAttribute("href") == "/confirm?year=2026");
            var panel = context.Render<DuePanel>();
            panel.WaitForAssertion(() => Assert.Contains("逾期 1", panel.Find("h2").TextContent), Patience);
        }
        using var quiet = hub.As("admin", Roles.Administrator);
        var none = quiet.Render<DuePage>();
        none.WaitForAssertion(() => Assert.Contains("管理员没有督导业务待办", none.Find("[data-testid=empty]").TextContent), Patience);
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(hub.Who("jiaoyu", Roles.LeadOffice))).Items, i => i.What == "股室评分");
        Assert.Empty((await hub.Get<DueBoard>().FindAsync(head with { UnitCode = "other", Id = "x" })).Items);
    }

    /// <summary>The head of one of the county's units with a primary school, and that school. Each test has a unit of its own.</summary>
    private async Task<(Visitor Head, string Site)> HeadAsync(int which)
    {
        var sites = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind is SchoolKind.Primary or SchoolKind.NineYear).DistinctBy(s => s.Unit).ToList();
        return (hub.Who(DemoAccounts.HeadOf(sites[which].Unit), Roles.Unit), sites[which].Code);
    }

    private Task<Guid> OpenAsync(string site, string title) => hub.Get<InspectionBook>().OpenAsync(Office, Year, site, title,
        [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w.Id == Lead.Id })]);

    private async Task<List<NoticeLine>> AboutAsync(Visitor who, Guid id) => [.. (await Book.ListAsync(who)).Where(n => n.Notice.Link.Contains($"{id}", StringComparison.Ordinal))];
}
