using Bunit;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>The schools of the county page: all of a county, and of a city those in sight.</summary>
public sealed class SchoolTableTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    public async Task A_county_is_drawn_as_a_whole_and_of_a_thousand_schools_those_in_sight(int times, bool inSight)
    {
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(hub.Who("dudao", Roles.Office), new()))!;
        IReadOnlyList<Scorecard> cards = [.. Enumerable.Range(0, times).SelectMany(t => picture.Cards.Select(c => c with { Site = c.Site with { Code = $"{c.Site.Code}-{t}" } }))];
        using var context = hub.As("dudao", Roles.Office);
        var table = context.Render<SchoolTable>(p => p.Add(x => x.Cards, cards).Add(x => x.Now, picture.Now));
        Assert.Equal(inSight ? 1 : 0, table.FindComponents<Virtualize<Scorecard>>().Count);
        // Nothing has to be asked for before it can be reached.
        Assert.Empty(table.FindAll("button"));
        if (inSight) Assert.Equal(cards, table.FindComponent<Virtualize<Scorecard>>().Instance.Items);
        else Assert.Equal(111, table.FindAll("tbody tr").Count);
        if (inSight) Assert.Equal("1111", table.Find("table").GetAttribute("aria-rowcount"));
    }
}
