using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>Each number of the plan's coverage leads to exactly the visits it counts.</summary>
public sealed class CoverageDoorTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_number_lists_as_many_visits_as_it_says_and_what_a_person_may_not_read_is_said()
    {
        var (office, inspector, register) = (hub.Who("dudao", Roles.Office), hub.Who("duxue1", Roles.Inspector), hub.Get<InspectorRegister>());
        var people = (await register.ListAsync(office.CountyId, register.Today)).Where(l => l.Now is not null).ToList();
        var sites = people.First(l => l.Id == inspector.Id).Sites;
        // Two visits still to come in the last month of the plan: one by the inspector of the school, one by a colleague.
        var plan = (await hub.Get<PlanDesk>().ReadAsync(office, Year)).InForce!.Plan;
        var last = plan.Months.Max();
        await hub.Get<VisitBook>().PlanAsync(inspector, sites[0], last.AddDays(9), "canteen", null);
        await hub.Get<VisitBook>().PlanAsync(office, sites[1], last.AddDays(9), "canteen", people.First(l => l.Id != inspector.Id).Id);

        using var desk = hub.As("dudao", Roles.Office);
        var doors = await DoorsAsync(desk, office);
        Assert.True(doors.Count > 100);
        Assert.All(doors, d => Assert.Equal((d.Count, d.Count), (d.Pick.Count, d.Pick.Visits.Count)));
        Assert.Equal(2, doors.Count(d => d.Address.Contains("count=ahead", StringComparison.Ordinal)));
        // The sum of all, a school's sum, a month's cell and one still to come, on the page itself.
        foreach (var door in new[] { doors[0], doors.First(d => !d.Address.Contains("month=", StringComparison.Ordinal) && d.Address.Contains("site=", StringComparison.Ordinal)), doors.First(d => d.Address.Contains("month=", StringComparison.Ordinal)), doors.First(d => d.Address.Contains("count=ahead", StringComparison.Ordinal)) })
        {
            desk.Services.GetRequiredService<NavigationManager>().NavigateTo(door.Address);
            var page = desk.Render<VisitsPage>();
            page.WaitForAssertion(() => Assert.Equal(door.Count, page.FindAll("[data-testid=visits] tbody tr").Count), Patience);
            Assert.Contains($"的挂牌督导 {door.Count} 次", page.Find("[data-testid=picked]").TextContent);
            Assert.Empty(page.FindAll("[data-testid=unseen], .calendar"));
        }

        // Of the colleague's visit the inspector of the school is told that it is planned, and why it is not in the list.
        using var own = hub.As("duxue1", Roles.Inspector);
        var hidden = (await DoorsAsync(own, inspector)).Single(d => d.Count != d.Pick.Visits.Count && d.Address.Contains("month=", StringComparison.Ordinal));
        Assert.Equal((1, 0), (hidden.Pick.Count, hidden.Pick.Visits.Count));
        own.Services.GetRequiredService<NavigationManager>().NavigateTo(hidden.Address);
        var list = own.Render<VisitsPage>();
        list.WaitForAssertion(() => Assert.StartsWith("其中 1 次由其他督学到校", list.Find("[data-testid=unseen]").TextContent), Patience);

        // A unit learns of a visit from its submitted record, not from the plan; a lead office reads no visits: its numbers are no doors.
        var unit = (await hub.Get<PlanDesk>().ReadAsync(office, Year)).Sites.First(s => s.Code == sites[0]).Unit;
        var head = hub.Who(DemoAccounts.HeadOf(unit), Roles.Unit);
        using (var school = hub.As(DemoAccounts.HeadOf(unit), Roles.Unit))
        {
            var told = await DoorsAsync(school, head);
            Assert.NotEmpty(told);
            Assert.All(told, d => Assert.Equal((d.Count, d.Count), (d.Pick.Count, d.Pick.Visits.Count)));
            Assert.DoesNotContain(told, d => d.Address.Contains("count=ahead", StringComparison.Ordinal));
        }
        Assert.Equal(0, (await hub.Get<VisitCalendar>().PickAsync(head, Year, sites[0], last, isAhead: true)).Count);
        using var lead = hub.As("jiaoyu", Roles.LeadOffice);
        Assert.Empty(await DoorsAsync(lead, hub.Who("jiaoyu", Roles.LeadOffice)));
    }

    [Fact]
    public void The_number_of_schools_short_of_visits_and_the_inspections_of_a_school_lead_to_these()
    {
        using var desk = hub.As("dudao", Roles.Office);
        var page = Plan(desk, $"/plan?year={Year}");
        var short_ = page.Find("[data-testid=gaps] a[href*='show=gap']");
        var count = int.Parse(short_.TextContent);
        Assert.True(count > 0);
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo(short_.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal(count, page.FindAll(".coverage tbody tr").Count), Patience);

        desk.Services.GetRequiredService<NavigationManager>().NavigateTo($"/plan?year={Year}");
        page.WaitForAssertion(() => Assert.Equal(111, page.FindAll(".coverage tbody tr").Count), Patience);
        var line = page.Find(".coverage td.left a");
        var items = line.TextContent.Split('；').Length;
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo(line.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal(items, page.FindAll("[data-testid=lines] tbody tr").Count), Patience);
        Assert.Contains($"的 {items} 项", page.Find("[data-testid=picked]").TextContent);
    }

    private async Task<IReadOnlyList<(string Address, int Count, VisitPick Pick)>> DoorsAsync(BunitContext context, Visitor who)
    {
        var page = Plan(context, $"/plan?year={Year}");
        var doors = new List<(string, int, VisitPick)>();
        foreach (var (address, text) in page.FindAll("[data-testid=gaps] a[href^='/visits'], .coverage a[href^='/visits']").Select(a => (a.GetAttribute("href")!, a.TextContent)).ToList())
        {
            var asked = System.Web.HttpUtility.ParseQueryString(address.Split('?')[1]);
            doors.Add((address, int.Parse(text), await hub.Get<VisitCalendar>().PickAsync(who, int.Parse(asked["year"]!), asked["site"], asked["month"] is { } month ? DateOnly.ParseExact(month, "yyyy-MM") : null, asked["count"] == VisitPick.Ahead)));
        }
        return doors;
    }

    private static IRenderedComponent<PlanPage> Plan(BunitContext context, string address)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = context.Render<PlanPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".coverage tbody tr")), Patience);
        return page;
    }
}
