using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Vetoes;

/// <summary>Until when each step of a veto is due, who is heard, and who must stay away.</summary>
public sealed class VetoTermTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private VetoBook Book => hub.Get<VetoBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private DateOnly Today => hub.Get<CalendarBook>().Today;

    [Fact]
    public async Task The_unit_has_its_whole_time_and_only_afterwards_the_office_notes_that_it_said_nothing()
    {
        var unit = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Units[3];
        var head = hub.Who(DemoAccounts.HeadOf(unit.Code), Roles.Unit);
        var last = (await hub.Get<CalendarBook>().CalendarAsync(Office.CountyId)).Add(Today, (await hub.Get<CalendarBook>().DeadlinesAsync(Office.CountyId))[Deadline.HearVeto]);
        var id = await RaiseAsync(Book, unit.Main);
        Assert.Contains($"申辩期限到 {last:yyyy-MM-dd}", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, VetoAct.Hear, "学校逾期未申辩。", []))).Message);
        Assert.Equal(last, (await DueAsync(head, id)).DueOn);
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.Of == $"{id}");
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=waits]")), Patience);
        Assert.Empty(page.FindAll("[data-act=Hear]"));

        // The same two months ago.
        var past = new VetoBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<FrameworkShelf>(), new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(-60)));
        var old = await RaiseAsync(past, unit.Main);
        Assert.Contains(await hub.Get<LateBoard>().FindAsync(Office, 2026, Today), l => l.What == "否决事项没有申辩" && l.Site == unit.Main);
        var due = await DueAsync(Office, old);
        Assert.Equal(("单位逾期未申辩，请记明", true), (due.What, due.DueOn < Today));
        await Book.StepAsync(Office, old, VetoAct.Hear, "学校逾期未申辩。", []);
        Assert.Equal(("集体认定否决事项", true), ((await DueAsync(Office, old)).What, (await DueAsync(Office, old)).DueOn > Today));
        // A report nobody looks into is late too; the county's own has no unit to wait for.
        await past.RaiseAsync(hub.Who("duxue1", Roles.Inspector), 2026, unit.Main, "7.2", "一户重复领取资助。");
        Assert.Contains(await hub.Get<LateBoard>().FindAsync(Office, 2026, Today), l => l.What == "否决线索没有核实");
        Assert.DoesNotContain(await hub.Get<LateBoard>().FindAsync(head, 2026, Today), l => l.What == "否决线索没有核实");
        var countys = await Book.RaiseAsync(Office, 2026, "", "C4", "一镇在校生数多报 20 人。");
        await Book.StepAsync(hub.Who("duxue3", Roles.Inspector), countys, VetoAct.Verify, "查账属实。", []);
        await Book.StepAsync(Office, countys, VetoAct.Hear, "规划财务股已说明。", []);
    }

    [Fact]
    public async Task Whoever_must_stay_away_from_a_school_verifies_none_of_its_vetoes_and_reads_why()
    {
        var main = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Units[4].Main;
        var barred = hub.Who("duxue5", Roles.Inspector);
        var id = await Book.RaiseAsync(hub.Who("duxue1", Roles.Inspector), 2026, main, "3.6", "一栋 D 级危房仍在使用。");
        Assert.Equal([VetoAct.Verify], (await Book.ListAsync(barred, 2026)).Single(c => c.Id == id).PermittedFor(barred));
        await hub.Get<InspectorRegister>().RecuseAsync(Office, barred.Id, main, "与校长系近亲属");
        Assert.Contains("须回避：与校长系近亲属", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(barred, id, VetoAct.Verify, "看过。", []))).Message);
        Assert.Empty((await Book.ListAsync(barred, 2026)).Single(c => c.Id == id).PermittedFor(barred));
        using var context = hub.As("duxue5", Roles.Inspector);
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.Contains("须回避", page.Find("[data-testid=why-not]").TextContent), Patience);
    }

    [Fact]
    public async Task A_veto_stays_with_its_school_through_a_merger_and_is_warned_of_by_name_when_the_next_year_is_shown()
    {
        await using var lone = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (lone.Who("dudao", Roles.Office), lone.Get<VetoBook>());
        var now = (await lone.Get<Assessor>().FindAsync(office.CountyId, 2026))!;
        var sites = now.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).DistinctBy(s => s.Unit).ToList();
        var (site, into) = (sites[0], sites[1]);
        var (before, after) = (lone.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit), lone.Who(DemoAccounts.HeadOf(into.Unit), Roles.Unit));
        var id = await book.RaiseAsync(lone.Who("duxue1", Roles.Inspector), 2026, site.Code, "3.6", "一栋 D 级危房仍在使用。");
        await NextYear.ImportAsync(lone.Get<Writer>(), lone.Get<LedgerBook>(), office.CountyId, s => s.Code == site.Code ? null : NextYear.Copy(s), (site.Code, into.Code, "合并"));
        await book.StepAsync(office, id, VetoAct.Verify, "现场查看属实。", []);
        Assert.Contains((await lone.Get<NoticeBook>().ListAsync(after)).Select(n => n.Notice.Text), t => t == $"{site.Name}：有一项否决事项经初步核实，请提出申辩。");
        Assert.Contains(await book.ListAsync(after, 2026), c => c.Id == id);
        Assert.Contains((await lone.Get<DueBoard>().FindAsync(after)).Items, i => i.What == "对否决事项申辩" && i.About.Contains(site.Name));
        Assert.DoesNotContain(await book.ListAsync(before, 2026), c => c.Id == id);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(before, id, VetoAct.Hear, "已停用。", []))).Status);

        // Still waiting when the next year is shown: named, and in words that need no list of codes.
        var picture = (await lone.Get<DashboardBoard>().ReadAsync(office, new() { Year = 2027 }))!;
        Assert.Equal(2027, picture.Now.Year);
        var warning = Assert.Single(picture.Warnings, w => w.Kind == "否决" && w.Address == "/vetoes?year=2026" && w.Text.StartsWith(site.Name, StringComparison.Ordinal));
        Assert.Contains("使用 D 级危房", warning.Text);
        Assert.Equal(into.Code, warning.Site);
        await book.StepAsync(after, id, VetoAct.Hear, "并入时已停用。", []);
    }

    private async Task<DueItem> DueAsync(Visitor who, Guid id) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Single(i => i.Of == $"{id}");

    private async Task<Guid> RaiseAsync(VetoBook book, string site)
    {
        var id = await book.RaiseAsync(hub.Who("duxue1", Roles.Inspector), 2026, site, "3.6", "一栋 D 级危房仍在使用。");
        await book.StepAsync(Office, id, VetoAct.Verify, "现场查看属实。", []);
        return id;
    }
}
