using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>立即处置 where an inspection is done at the desk: with the words, the door and the consequences of the phone. And what the list of inspections says of each.</summary>
public sealed class DeskHazardTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task Whoever_is_on_the_team_writes_it_down_the_office_is_told_and_a_notice_is_a_case()
    {
        var (id, site) = await OpenAsync(0);
        using var context = hub.As("duxue1", Roles.Inspector);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=hazard]")), Patience);
        page.Act("[data-box=what]", e => e.Change("配电箱裸露"));
        page.Act("[data-testid=save-hazard]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal(["请写明当场采取的措施。", "请写明电话告知了谁（打不通也请写明）。"], page.FindAll("[data-testid=hazard] [role=alert]").Select(a => a.TextContent)), Patience);
        // What was refused stays to be put right.
        Assert.Equal("配电箱裸露", page.Find("[data-box=what]").GetAttribute("value"));
        page.Act("[data-box=done]", e => e.Change("断电并隔离"));
        page.Act("[data-box=called]", e => e.Change("督导室"));
        page.Act("[data-box=notice]", e => e.Change(true));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-box=demand]")), Patience);
        page.Act("[data-box=demand]", e => e.Change("更换箱门并上锁"));
        page.Act("[data-box=dueOn]", e => e.Change("2027-01-08"));
        page.Act("[data-box=responsible]", e => e.Change("总务主任"));
        page.Act("[data-testid=save-hazard]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("配电箱裸露　当场：断电并隔离　已告知：督导室", page.Find("[data-hazard]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=hazard] [role=alert]"));
        Assert.Contains(await hub.Get<RectificationBook>().ListAsync(Office), c => c.Head.Site == site && c.Head.SourceKind == "hazard" && c.Head.Problem.Contains("配电箱裸露"));
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(Office), n => n.Notice.Text.Contains("立即处置"));
        // Whoever is not on the team has no form for it.
        using var other = hub.As("dudao", Roles.Office);
        var seen = other.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        seen.WaitForAssertion(() => Assert.NotEmpty(seen.FindAll("[data-hazard]")), Patience);
        Assert.Empty(seen.FindAll("[data-testid=hazard]"));
    }

    [Fact]
    public async Task The_list_says_what_waits_for_the_person_and_nothing_that_cannot_be_done_yet()
    {
        var (id, _) = await OpenAsync(1);
        var dues = (await hub.Get<DueBoard>().FindAsync(hub.Who("duxue1", Roles.Inspector))).Items.Where(i => i.Link == $"/inspections/{id}").Select(i => i.What).ToList();
        Assert.NotEmpty(dues);
        Assert.Equal(dues, Todo("duxue1", Roles.Inspector, id));
        // The team is at work: the office waits, though it might withdraw.
        Assert.Empty(Todo("dudao", Roles.Office, id));
    }

    private List<string> Todo(string user, string role, Guid id)
    {
        using var context = hub.As(user, role);
        var page = context.Render<InspectionsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"a[href='/inspections/{id}']")), Patience);
        return [.. page.FindAll(".mark-row").Single(r => r.QuerySelector($"a[href='/inspections/{id}']") is not null).QuerySelectorAll("[data-testid=todo]").Select(t => t.TextContent.Split('：')[1].Split('（')[0])];
    }

    private async Task<(Guid Id, string Site)> OpenAsync(int which)
    {
        var site = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).ElementAt(which).Code;
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        return (await hub.Get<InspectionBook>().OpenAsync(Office, Year, site, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]), site);
    }
}
