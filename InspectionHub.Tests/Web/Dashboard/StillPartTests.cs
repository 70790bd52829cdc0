using System.Text.Json;
using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Scoring;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>What a mark does not change is not drawn again, also by the first mark after the page was opened.</summary>
public sealed class StillPartTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_first_mark_draws_one_school_and_leaves_the_picture_of_the_coefficients_alone()
    {
        var leader = hub.Who("lingdao", Roles.Leader);
        var before = (await hub.Get<DashboardBoard>().ReadAsync(leader, new() { Year = 2026 }))!;
        var (site, row) = before.Cards.SelectMany(c => c.Rows.Where(r => r.Row.Lead == "教育股" && r.Row.Method == Method.Material && r.Row.Rule is RubricRule && r.State == IndicatorState.Unknown && r.Of.Sign > 0).Select(r => (c.Site.Code, r.Row.Code))).First();
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=schools] tbody tr")), Patience);
        Dictionary<string, int> Drawn() => page.FindComponents<DashboardRow>().ToDictionary(r => r.Instance.Card.Site.Code, r => r.RenderCount);
        var (drawn, chart, filters) = (Drawn(), page.FindComponent<CoefficientPart>().RenderCount, page.FindComponent<DashboardFilters>().RenderCount);
        var done = page.Find("[data-testid=done]").TextContent;

        var answer = await hub.Get<ScoreBook>().SaveAsync(hub.Who("jiaoyu", Roles.LeadOffice), new(Guid.NewGuid(), "desk", 1, $"desk-2026-{site}", before.Now.Framework.Edition, row, JsonSerializer.SerializeToElement(new { level = 4 }), "", null, DateTimeOffset.UtcNow, null, null));
        Assert.Equal("stored", answer.Result);

        page.WaitForAssertion(() => Assert.NotEqual(done, page.Find("[data-testid=done]").TextContent), Patience);
        Assert.Equal([site], Drawn().Where(r => r.Value != drawn[r.Key]).Select(r => r.Key));
        Assert.Equal((chart, filters), (page.FindComponent<CoefficientPart>().RenderCount, page.FindComponent<DashboardFilters>().RenderCount));
    }
}
