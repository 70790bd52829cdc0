using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>What only a real browser shows of the dashboard: heads that stay, rows that are drawn as they come in sight, filters in the address; and the leader's page on a phone.</summary>
public sealed class DashboardScreenTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task The_heads_of_the_matrix_stay_while_it_is_scrolled_and_only_what_is_in_sight_is_drawn()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Address, "dudao");
        await page.GotoAsync("/?data=provisional&sort=official");
        var matrix = page.Locator("[data-testid=matrix]");
        await matrix.Locator("tbody th[scope=row]").First.WaitForAsync();
        await matrix.ScrollIntoViewIfNeededAsync();
        var schools = await page.Locator("[data-testid=schools] tbody tr").CountAsync();
        Assert.True(schools > 100, $"{schools} schools");
        Assert.InRange(await matrix.Locator("tbody th[scope=row]").CountAsync(), 5, schools / 2);
        var first = await matrix.Locator("tbody th[scope=row]").First.InnerTextAsync();

        await matrix.EvaluateAsync("box => box.scrollTo(300, 1600)");
        await Expect(matrix.Locator("tbody th[scope=row]").First).Not.ToHaveTextAsync(first);
        var places = await matrix.EvaluateAsync<double[]>("""
            box => {
                const [at, corner] = [box.getBoundingClientRect(), box.querySelector('thead th').getBoundingClientRect()];
                const head = [...box.querySelectorAll('thead th')].at(-1).getBoundingClientRect();
                const name = [...box.querySelectorAll('tbody th[scope=row]')].map(e => e.getBoundingClientRect()).find(r => r.top > corner.bottom);
                return [box.scrollLeft, box.scrollTop, corner.top - at.top, corner.left - at.left, head.top - at.top, name.left - at.left];
            }
            """);
        Assert.True(places[0] > 100 && places[1] > 1000, string.Join(' ', places));
        Assert.All(places[2..], distance => Assert.InRange(distance, 0, 2));
        Assert.True(await matrix.Locator("tbody th[scope=row]").CountAsync() <= schools / 2);
    }

    [Fact]
    public async Task A_filter_that_is_chosen_stands_in_the_address_and_holds_when_the_page_is_loaded_again()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Address, "dudao");
        var (town, rows) = (page.Locator("main .bar select").Nth(1), page.Locator("[data-testid=schools] tbody tr"));
        await rows.First.WaitForAsync();
        var all = await rows.CountAsync();
        var chosen = (await town.Locator("option").Nth(1).GetAttributeAsync("value"))!;
        await town.SelectOptionAsync(chosen);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"[?&]town={Uri.EscapeDataString(chosen)}"));
        await Expect(rows).Not.ToHaveCountAsync(all);
        Assert.All(await rows.Locator("td:nth-child(2)").AllInnerTextsAsync(), text => Assert.Equal(chosen, text.Trim()));
        var some = await rows.CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "按统计顺序" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?&]sort=official"));

        await page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(some);
        await Expect(town).ToHaveValueAsync(chosen);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "按统计顺序" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    [Fact]
    public async Task The_leader_reads_targets_red_schools_and_what_is_due_on_a_phone_and_can_only_unfold()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Address, "lingdao", 390);
        await page.GotoAsync("/leader");
        await Expect(page.Locator("[data-target]")).ToHaveCountAsync(3);
        foreach (var year in new[] { "2025", "2028", "2030" }) await Expect(page.Locator($"[data-target='{year}'] h3")).ToContainTextAsync(year);
        var red = int.Parse(await page.Locator("[data-testid=red]").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(red > 10, $"{red} red schools in the demo county");
        Assert.Equal(10, await page.Locator("[data-red]:visible").CountAsync());
        await page.GetByText($"其余 {red - 10} 所").ClickAsync();
        Assert.Equal(red, await page.Locator("[data-red]:visible").CountAsync());
        await Expect(page.Locator("[data-red]").Last).ToContainTextAsync("要做的");
        Assert.True(await page.Locator("[data-testid=due] li").CountAsync() > 0);
        // Nothing to click wrong: no link, no button, no box.
        Assert.Equal(0, await page.Locator(".leader").Locator("a, button, input, select, textarea").CountAsync());
        await Expect(page).ToHaveURLAsync($"{hub.Address}/leader");
    }
}
