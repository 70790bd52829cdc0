using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>A part that stays still is drawn again at every tap in it, the first one too.</summary>
public sealed class WarningPartTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Fact]
    public async Task The_first_tap_opens_the_whole_list_and_the_next_one_folds_it()
    {
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(hub.Who("dudao", Roles.Office), new()))!;
        IReadOnlyList<Warning> all = [.. Enumerable.Range(1, 12).Select(n => new Warning("办理逾期", $"第 {n} 件", "/"))];
        using var context = hub.As("dudao", Roles.Office);
        var part = context.Render<WarningPart>(p => p.Add(x => x.All, all).Add(x => x.Now, picture.Now).Add(x => x.Export, "/x"));
        Assert.Equal(10, part.FindAll("li").Count);
        part.Find("ul ~ button").Click();
        Assert.Equal(12, part.FindAll("li").Count);
        part.Find("ul ~ button").Click();
        Assert.Equal(10, part.FindAll("li").Count);
        // Given the same once more it is left alone.
        var drawn = part.RenderCount;
        part.Render(p => p.Add(x => x.All, all).Add(x => x.Now, picture.Now).Add(x => x.Export, "/x"));
        Assert.Equal(drawn, part.RenderCount);
    }
}
