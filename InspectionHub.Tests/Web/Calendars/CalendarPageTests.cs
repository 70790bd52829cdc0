using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Calendars;

/// <summary>Late in November terms already run into a year whose holidays may not be entered yet.</summary>
public sealed class CalendarPageTests(CalendarPageTests.November hub) : IClassFixture<CalendarPageTests.November>
{
    public sealed class November() : HubInside(withDemo: false, clock: new FakeTimeProvider(new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero)));

    [Fact]
    public async Task The_page_says_which_year_a_term_runs_into_without_its_holidays()
    {
        var office = hub.Who("admin", Roles.Office);
        await hub.Get<CalendarBook>().EnterAsync(office, "2026-10-01 至 2026-10-07 放假 国庆节");
        using var context = hub.As("admin", Roles.Office);
        var page = context.Render<CalendarPage>();
        page.WaitForAssertion(() => Assert.Equal(["2027"], page.FindAll("[data-missing]").Select(p => p.GetAttribute("data-missing"))), TimeSpan.FromSeconds(30));
        page.Act("[data-testid=lines]", e => e.Change("2027-01-01 放假 元旦"));
        page.Act("[data-testid=enter]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-missing]")), TimeSpan.FromSeconds(30));
    }
}
