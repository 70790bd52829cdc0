using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web;

/// <summary>The desk as its people use it: with the keyboard alone, and two at once on the same row.</summary>
public sealed class KeyboardTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task A_coefficient_is_reached_opened_and_closed_by_keys_and_the_focus_comes_back_to_its_door()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Address, "lingdao");
        var sheet = page.Locator("[data-sheet]");
        await page.Locator("button.door").First.WaitForAsync();
        await Expect(page.Locator("#opening")).ToBeHiddenAsync();

        // A page begins at its heading; who went back into the menu leaps over it again.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Locator(".skip").FocusAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        for (var i = 0; i < 60 && !await page.EvaluateAsync<bool>("document.activeElement.matches('button.door')"); i++) await page.Keyboard.PressAsync("Tab");
        var door = await page.EvaluateHandleAsync("document.activeElement");
        await page.Keyboard.PressAsync("Enter");
        await Expect(sheet).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(sheet.Locator(".why-close")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(sheet).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("door => door.matches('button.door') && document.activeElement === door", door));

        // Another door beside an open sheet: the sheet is about it, and gives the focus back to it.
        await page.Locator("button.door").Nth(3).ClickAsync();
        await Expect(sheet).ToBeFocusedAsync();
        var first = await sheet.Locator("h2").InnerTextAsync();
        await page.Locator("button.door").Nth(4).EvaluateAsync("door => { door.focus(); door.click(); }");
        await Expect(sheet.Locator("h2")).Not.ToHaveTextAsync(first);
        await Expect(sheet).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("button.door").Nth(4)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_school_is_found_and_opened_and_a_group_of_the_menu_closed_by_keys()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Address, "dudao");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        var group = page.Locator(".menu-group button").First;
        await group.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".menu-group.is-open a").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".menu-group.is-open a").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".menu-group.is-open")).ToHaveCountAsync(0);
        await Expect(group).ToBeFocusedAsync();
        var search = page.GetByRole(Microsoft.Playwright.AriaRole.Combobox, new() { Name = "查找学校" });
        await search.FocusAsync();
        await page.Keyboard.TypeAsync("mbz");
        await page.Locator("#search-list [role=option]").Nth(1).WaitForAsync();
        var second = await page.Locator("#search-list [role=option]").Nth(1).GetAttributeAsync("id");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(search).ToHaveAttributeAsync("aria-activedescendant", second!);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/schools/2026/"));
    }

    [Fact]
    public async Task A_lead_office_scores_a_row_at_its_desk_and_the_office_sees_it_come_in()
    {
        var site = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '九' ORDER BY Code LIMIT 1")}";
        await using var screens = new Screens();
        var office = await screens.SignInAsync(hub.Address, "dudao");
        await office.GotoAsync($"/schools/2026/{site}");
        var seen = office.Locator("tr[data-row='2.4']");
        await seen.WaitForAsync();
        var before = await seen.InnerTextAsync();

        var desk = await screens.SignInAsync(hub.Address, "jiaoyu");
        await desk.GotoAsync($"/desk?site={site}");
        var row = desk.Locator("[data-row='2.4']");
        await row.Locator("button.level").First.ClickAsync();
        await Expect(desk.GetByTestId("saved")).ToContainTextAsync("2.4 已保存");
        await Expect(row.Locator("button.level").First).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(seen).Not.ToHaveTextAsync(before, new() { UseInnerText = true });
        Assert.Equal(1L, DatabaseOf.Value(hub.Folder, $"SELECT COUNT(*) FROM ScoreEntries WHERE Site = '{site}' AND Indicator = '2.4'"));
    }

    [Fact]
    public async Task Before_the_page_is_drawn_it_says_that_it_opens_and_a_circuit_that_dies_says_so_in_words()
    {
        using var client = await hub.SignInAsync("dudao");
        var text = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync("/"));
        Assert.Contains("正在打开……", text);
        Assert.Contains("id=\"blazor-error-ui\" class=\"lost\" role=\"alert\"><p>页面出错，已停止响应。", text);
        Assert.Contains("<noscript>", text);
    }
}
