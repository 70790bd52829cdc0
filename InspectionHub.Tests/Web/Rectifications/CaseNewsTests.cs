using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>Each step of a case is told to whoever must act next, and stands on that person's list with a day that counts from what was done.</summary>
public sealed class CaseNewsTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;

    private RectificationBook Book => hub.Get<RectificationBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Second => hub.Who("hegao", Roles.Office);

    private DateOnly Today => hub.Get<CalendarBook>().Today;

    [Fact]
    public async Task A_proposal_of_the_county_confirmed_as_the_schools_own_tells_the_head_who_must_now_correct()
    {
        var (site, head) = await SchoolAsync(0);
        var closed = await OpenAsync(site, "旧事", RectificationClass.County, row: "8.7");
        await Book.StepAsync(Office, closed, new(RectificationAct.Report, "已落实"));
        await Book.StepAsync(Second, closed, new(RectificationAct.Pass, "三餐抽查均达标", Value: new InspectionHub.Core.Scoring.LevelMark(3)));
        await Book.StepAsync(Office, closed, new(RectificationAct.Approve, ""));
        var proposal = await Book.ProposeAsync((await Book.FindAsync(Office, closed))!, Year, "又不足");
        var leader = hub.Who("lingdao", Roles.Leader);
        await Book.StepAsync(Office, proposal, new(RectificationAct.Confirm, "", Class: RectificationClass.Dated));
        Assert.Contains("已列入整改台账", Assert.Single(await AboutAsync(head, proposal)).Text);
        Assert.Empty(await AboutAsync(leader, proposal));
        // The office of its clause hears of it too.
        Assert.Single(await AboutAsync(hub.Who("anquan", Roles.LeadOffice), proposal));
    }

    [Fact]
    public async Task What_was_handed_over_is_the_taking_offices_and_its_check_goes_back_to_who_reported_and_never_to_the_head()
    {
        var (site, head) = await SchoolAsync(1);
        var (taker, other) = (hub.Who("renshi", Roles.LeadOffice), hub.Who("kaoshi", Roles.LeadOffice));
        var id = await OpenAsync(site, "教师缺编", RectificationClass.Dated, row: "8.7");
        Assert.Null(await Book.FindAsync(taker, id));
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "编制属县级职责", To: " 人事股 "));
        Assert.NotNull(await Book.FindAsync(taker, id));
        Assert.Null(await Book.FindAsync(other, id));
        Assert.Contains("已移交县级", Assert.Single(await AboutAsync(taker, id)).Text);
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(taker)).Items, i => i.Link == $"/rectifications/{id}" && i.DueOn == Today.AddDays(9));

        await Book.StepAsync(Office, id, new(RectificationAct.Extend, "待编制下达", Today.AddDays(19)));
        Assert.Contains(await AboutAsync(taker, id), n => n.Text.Contains("已延期至"));
        Assert.DoesNotContain(await AboutAsync(head, id), n => n.Text.Contains("已延期至"));
        await Book.StepAsync(Office, id, new(RectificationAct.Report, "已补充 2 人"));
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(taker)).Items, i => i.Link == $"/rectifications/{id}");
        // Whoever reported does not check: neither may, nor is asked to.
        Assert.Contains("由其他人核查", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, new(RectificationAct.Pass, "看过材料，人已到岗")))).Message);
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.Link == $"/rectifications/{id}");
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(Second)).Items, i => i.Link == $"/rectifications/{id}" && i.What == "核查整改");
        await Book.StepAsync(Second, id, new(RectificationAct.Fail, "只到岗 1 人"));
        Assert.Contains(await AboutAsync(Office, id), n => n.Text.Contains("核查为未完成"));
        Assert.Contains(await AboutAsync(taker, id), n => n.Text.Contains("核查为未完成"));
        Assert.DoesNotContain(await AboutAsync(head, id), n => n.Text.Contains("请继续整改"));
    }

    [Fact]
    public async Task The_team_of_the_inspection_hears_of_the_report_and_check_and_approval_count_from_what_was_done()
    {
        var (site, head) = await SchoolAsync(2);
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var inspection = await hub.Get<InspectionBook>().OpenAsync(Office, Year, site, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]);
        // Thirty days late, and years early: neither day is that of the check.
        foreach (var day in new[] { Today.AddDays(-30), Today.AddDays(900) })
        {
            var id = await Book.OpenAsync(Office, new(Year, site, RectificationClass.LongTerm, "围墙开裂", "条例", "", "校长", day, "inspection", $"{inspection}"));
            await Book.StepAsync(head, id, new(RectificationAct.Report, "已加固"));
            foreach (var one in team)
            {
                Assert.Contains(await AboutAsync(one, id), n => n.Text.Contains("待核查"));
                Assert.Equal(await AfterAsync(Deadline.Recheck), (await DueAsync(one, id))!.DueOn);
            }
            Assert.Empty(await AboutAsync(hub.Who("duxue5", Roles.Inspector), id));
            await Book.StepAsync(team[1], id, new(RectificationAct.Pass, "查看了竣工验收单和现场"));
            Assert.Equal(("销号审批", await AfterAsync(Deadline.Approve)), await DueAsync(Office, id) is { } due ? (due.What, due.DueOn) : default);
        }

        async Task<DateOnly?> AfterAsync(Deadline kind) => (await hub.Get<CalendarBook>().CalendarAsync(Office.CountyId)).Add(Today, (await hub.Get<CalendarBook>().DeadlinesAsync(Office.CountyId))[kind]);
    }

    [Fact]
    public async Task A_colleagues_list_is_told_of_the_approval_and_open_pages_of_a_case_of_an_earlier_year()
    {
        var (site, _) = await SchoolAsync(3);
        var id = await Book.OpenAsync(Office, new(Year - 1, site, RectificationClass.Dated, "围墙开裂", "条例", "", "校长", Today.AddDays(9), "office", ""));
        var (list, page) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var due = hub.Get<LiveFeed>().Subscribe(LiveFeed.Person(Second.Id), () => { list.TrySetResult(); return Task.CompletedTask; });
        using var school = hub.Get<LiveFeed>().Subscribe(LiveFeed.Cases(Office.CountyId, site), () => { page.TrySetResult(); return Task.CompletedTask; });
        await Book.StepAsync(Office, id, new(RectificationAct.Withdraw, "列错学校"));
        await Task.WhenAll(list.Task, page.Task).WaitAsync(TimeSpan.FromSeconds(30), Xunit.TestContext.Current.CancellationToken);
        // The office itself opened it: a colleague is told of nothing, but has the right list.
        Assert.Empty(await AboutAsync(Second, id));

        // The school's page of this year shows the case of the year before, and follows it.
        using var context = hub.As("dudao", Roles.Office);
        var view = context.Render<InspectionHub.Web.Schools.SchoolPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site));
        view.WaitForAssertion(() => Assert.NotEmpty(view.FindAll("[data-testid=rows]")), TimeSpan.FromSeconds(30));
        var one = await Book.OpenAsync(Office, new(Year - 1, site, RectificationClass.Dated, "操场积水", "条例", "", "校长", Today.AddDays(9), "office", ""));
        view.WaitForAssertion(() => Assert.Contains("操场积水", view.Find("[data-testid=rectifications]").TextContent), TimeSpan.FromSeconds(30));
        Assert.NotEqual(id, one);
    }

    [Fact]
    public async Task The_leader_sees_ten_of_what_is_due_with_the_rest_folded_and_what_is_the_countys_once()
    {
        var (site, _) = await SchoolAsync(4);
        for (var at = 0; at < 12; at++) await Book.OpenAsync(Office, new(Year, site, RectificationClass.Dated, $"问题{at}", "条例", "", "校长", Today.AddDays(-1), "inspection", ""));
        await Book.OpenAsync(Office, new(Year, site, RectificationClass.County, "县级道路未硬化", "条例", "", "", Today.AddDays(-1), "inspection", ""));
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<LeaderPage>();
        page.WaitForAssertion(() => Assert.Equal(10, page.FindAll("ul[data-testid=due] > li").Count), TimeSpan.FromSeconds(30));
        Assert.Contains(page.FindAll("details.more > summary"), s => System.Text.RegularExpressions.Regex.IsMatch(s.TextContent, "其余 [0-9]+ 项"));
        page.WaitForAssertion(() => Assert.Contains("督促县级整改", page.Markup), TimeSpan.FromSeconds(30));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(page.Markup, "县级道路未硬化"));
        // A case of whatever year changes the open page.
        var last = page.FindAll("ul[data-testid=due] > li").Count + page.FindAll("details.more li").Count;
        await Book.OpenAsync(Office, new(Year - 1, site, RectificationClass.Dated, "上学年的问题", "条例", "", "校长", Today.AddDays(-1), "inspection", ""));
        page.WaitForAssertion(() => Assert.Equal(last + 1, page.FindAll("ul[data-testid=due] > li").Count + page.FindAll("details.more li").Count), TimeSpan.FromSeconds(30));
    }

    private Task<Guid> OpenAsync(string site, string problem, RectificationClass category, string row = "") =>
        Book.OpenAsync(Office, new(Year, site, category, problem, "条例", row, "校长", Today.AddDays(9), "office", ""));

    private async Task<DueItem?> DueAsync(Visitor who, Guid id) => (await hub.Get<DueBoard>().FindAsync(who)).Items.FirstOrDefault(i => i.Link == $"/rectifications/{id}");

    private async Task<List<Notice>> AboutAsync(Visitor who, Guid id) => [.. (await hub.Get<NoticeBook>().ListAsync(who)).Select(n => n.Notice).Where(n => n.Link == $"/rectifications/{id}")];

    /// <summary>A primary school that serves meals, which each test has to itself, and the head of its unit.</summary>
    private async Task<(string Site, Visitor Head)> SchoolAsync(int which)
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        var sites = now.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary && now.CardOf(s.Code)!.Rows.Any(r => r.Row.Code == "8.7" && r.IsMarkable)).DistinctBy(s => s.Unit).ToList();
        return (sites[which].Code, hub.Who(DemoAccounts.HeadOf(sites[which].Unit), Roles.Unit));
    }
}
