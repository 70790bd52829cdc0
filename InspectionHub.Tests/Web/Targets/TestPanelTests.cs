using System.Text.RegularExpressions;
using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Targets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Targets;

/// <summary>What stands behind a test of a target whose day is past is of the year it was due, not of the year that is open.</summary>
public sealed class TestPanelTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Fact]
    public void Sources_and_arithmetic_of_a_past_target_are_those_of_its_own_year()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2026&target=2025&test=T18");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=division]")), TimeSpan.FromSeconds(30));
        var division = page.Find("[data-testid=division]").TextContent;
        Assert.StartsWith("2025 学年", division);
        var parts = Regex.Matches(division, @"(\d+) 人").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, parts.Count);
        var sources = page.Find("[data-testid=sources]").TextContent;
        Assert.All(parts, part => Assert.Contains($"{part} 人（", sources));
        // 2025 is released, 2026 is not: each number says of what kind it is.
        Assert.Equal("正式", page.Find("aside .data-mark").TextContent);
        Assert.Equal("正式", page.Find("h2 .data-mark").TextContent);
    }
}
