using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>The numbers of the dashboard lead to what they count, with the filters they were counted with.</summary>
public sealed class DashboardCardTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("dudao", Roles.Office)]
    [InlineData("renshi", Roles.LeadOffice)]
    [InlineData("xz-m01", Roles.Unit)]
    public void A_card_leads_to_a_place_that_is_there_and_keeps_the_filters(string user, string role)
    {
        using var context = hub.As(user, role);
        var page = Open(context, "/?data=provisional&year=2026&sort=official");
        var doors = page.FindAll(".cards[aria-label=进度] a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.NotEmpty(doors);
        foreach (var door in doors)
        {
            Assert.StartsWith("/?", door);
            Assert.Contains("data=provisional", door);
            Assert.Contains("sort=official", door);
            Assert.NotNull(page.Find($"#{door.Split('#')[1]}"));
        }
    }

    [Theory]
    [InlineData("town")]
    [InlineData("group")]
    [InlineData("kind")]
    public void A_number_of_the_progress_table_lists_as_many_schools_as_it_says(string by)
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, $"/?year=2025&by={by}");
        var doors = page.FindAll("[data-testid=progress] td.num a").Select(a => (Address: a.GetAttribute("href")!, Count: int.Parse(a.TextContent))).ToList();
        Assert.True(doors.Count > 3);
        // The first, one in the middle, the last: each opens the page anew.
        foreach (var (address, count) in new[] { doors[0], doors[doors.Count / 2], doors[^1] })
        {
            context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
            page.WaitForAssertion(() => Assert.Contains($"的 {count} 个校点", page.Find("[data-testid=picked]").TextContent), Patience);
            page.WaitForAssertion(() => Assert.Equal(count, page.FindAll("table[data-testid=schools] tbody tr").Count), Patience);
            var sheet = page.FindAll("a[href*='schools.xlsx']").Single().GetAttribute("href")!;
            Assert.Contains(address.Split('?')[1].Split('#')[0].Split('&').Single(p => p.StartsWith("of=", StringComparison.Ordinal)), sheet);
        }
    }

    [Theory]
    [InlineData("compliant")]
    [InlineData("failing")]
    public void A_card_that_counts_schools_lists_just_these(string card)
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, "/?year=2025");
        var door = page.Find($"[data-testid={card}]");
        var count = int.Parse(door.QuerySelector("b")!.TextContent);
        Assert.InRange(count, 1, 110);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(door.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal(count, page.FindAll("table[data-testid=schools] tbody tr").Count), Patience);
        Assert.Contains($"的 {count} 个校点", page.Find("[data-testid=picked]").TextContent);
    }

    [Theory]
    [InlineData("dudao", Roles.Office)]
    [InlineData("renshi", Roles.LeadOffice)]
    public void Every_number_of_the_school_table_leads_somewhere(string user, string role)
    {
        using var context = hub.As(user, role);
        var page = Open(context, "/?year=2026");
        Assert.All(page.FindAll("table[data-testid=schools] tbody td.num").Where(c => c.TextContent.Any(char.IsDigit)), c => Assert.NotEmpty(c.QuerySelectorAll("a[href]")));
    }

    [Fact]
    public void Which_units_the_table_counts_is_told_to_those_who_decide_and_not_to_inspectors()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = Open(context, "/?year=2026");
        var sentence = page.FindAll("p.muted").Single(p => p.TextContent.Contains("个单位未定", StringComparison.Ordinal)).TextContent;
        var open = System.Text.RegularExpressions.Regex.Match(sentence, "([0-9]+) 个单位未定").Groups[1].Value;
        Assert.Contains($"未定 {open} 个：", page.Find("[data-testid=units]").TextContent);
        using var other = hub.As("duxue1", Roles.Inspector);
        Assert.Empty(Open(other, "/?year=2026").FindAll("[data-testid=units]"));
    }

    private static IRenderedComponent<DashboardPage> Open(BunitContext context, string address)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table[data-testid=schools] tbody tr")), Patience);
        return page;
    }
}
