using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>Every point of the coefficients' drawing stands beside the name of its indicator, whatever stages are shown.</summary>
public sealed class CoefficientChartTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Theory]
    [InlineData("初中", "小学")]
    [InlineData("小学", "初中")]
    public void With_one_stage_alone_every_line_has_its_name(string shown, string dropped)
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/?stage={Uri.EscapeDataString(shown)}");
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll("svg.coefficients circle").Count), TimeSpan.FromSeconds(30));
        var words = page.FindAll("svg.coefficients text").Select(t => t.TextContent).ToList();
        foreach (var resource in Enumerable.Range(1, 7)) Assert.Contains(words, w => w.StartsWith($"R{resource} ", StringComparison.Ordinal) && w.Length > 4);
        Assert.Contains(words, w => w.StartsWith($"{shown}（限", StringComparison.Ordinal));
        Assert.DoesNotContain(words, w => w.StartsWith(dropped, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stage_that_lacks_an_indicator_leaves_its_line_empty_and_moves_no_other_up()
    {
        using var context = hub.As("dudao", Roles.Office);
        var all = (await hub.Get<DashboardBoard>().ReadAsync(hub.Who("dudao", Roles.Office), new()))!.Coefficients;
        var chart = context.Render<CoefficientChart>(p => p.Add(x => x.All, [.. all.Where(c => c.Stage == Stage.Junior || c.Resource != "R1")]));
        double Y(AngleSharp.Dom.IElement one, string name) => double.Parse(one.GetAttribute(name)!, System.Globalization.CultureInfo.InvariantCulture);
        var names = chart.FindAll("text").Where(t => t.TextContent.StartsWith('R')).Select(t => Y(t, "y")).ToList();
        Assert.Equal(7, names.Distinct().Count());
        Assert.Equal(13, chart.FindAll("circle").Count);
        // Each point stands at the height of a name; the first name has one point, the others two.
        Assert.Equal([1, 2, 2, 2, 2, 2, 2], names.Order().Select(y => chart.FindAll("circle").Count(c => Math.Abs(Y(c, "cy") + 4 - y) < 1)));
    }
}
