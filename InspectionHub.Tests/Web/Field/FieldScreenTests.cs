using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>The phone's screens: nothing serious for axe in light and dark, targets a thumb can hit, and what is said where the page cannot work.</summary>
[Collection(nameof(FieldTests))]
public sealed class FieldScreenTests(FieldHub field)
{
    private const string Strict = """{ "rules": { "color-contrast-enhanced": { "enabled": true } } }""";

    /// <summary>What a thumb would miss: targets below 48 pixels.</summary>
    private const string SmallTargets = """
        () => [...document.querySelectorAll('button, a, summary, label.check, label.pick, input:not([type=file], [type=checkbox], [type=radio]), select, textarea')].filter(one => one.offsetParent && (one.getBoundingClientRect().height < 47.5 || one.getBoundingClientRect().width < 47.5)).map(one => one.outerHTML.slice(0, 120))
        """;

    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task Every_screen_is_accessible_and_made_for_a_thumb(ColorScheme scheme, string name)
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue2", sheet, scheme);
        await (await field.DoorAsync("duxue1")).MarkAsync(sheet, "8.7", """{"level":1}""");
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        await Expect(phone.Row("8.7").Locator("[data-other]")).ToContainTextAsync("督学甲（演示）：1 级");
        await phone.NumbersAsync("6.4", "13", "12");
        foreach (var fold in (string[])["look", "note", "photos", "na"]) await phone.Row("6.3").Locator($"[data-fold={fold}] summary").ClickAsync();
        await phone.Page.GetByTestId("reads").Locator("> summary").ClickAsync();
        await CheckAsync(phone.Page, "sheet");
        if (Environment.GetEnvironmentVariable("HUB_SCREENS") == "1")
        {
            await phone.Row("8.7").ScrollIntoViewIfNeededAsync();
            await phone.Page.ScreenshotAsync(new() { Path = RepositoryRoot.PathOf($"data/screens/field-{name}.png") });
        }
        await phone.Page.ClickAsync("[data-act=submit]");
        await CheckAsync(phone.Page, "signing");
        await phone.Page.ClickAsync("[data-answer=no]");
        await phone.Page.ClickAsync(".back");
        await phone.Page.Locator(".card").First.WaitForAsync();
        await CheckAsync(phone.Page, "list");
    }

    [Fact]
    public async Task On_an_insecure_address_the_page_says_so_and_leads_to_the_other_one()
    {
        await using var browser = await Chromium.AnotherAsync("--host-resolver-rules=MAP hub.test 127.0.0.1");
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{field.Hub.Address.Replace("127.0.0.1", "hub.test")}/field");
        await Expect(page.Locator("main")).ToContainTextAsync("需要 HTTPS 网址");
        await BothAsync(page, "insecure");
        await page.Locator("main a").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Fact]
    public async Task What_the_browser_does_not_promise_is_said_and_the_page_can_be_put_on_the_home_screen()
    {
        var page = await field.SignedInAsync("duxue3", 390);
        await page.GotoAsync("/field");
        await Expect(page.GetByTestId("stay")).ToContainTextAsync("添加到主屏幕");
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        var phone = await page.Context.NewCDPSessionAsync(page);
        var errors = (await phone.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").EnumerateArray().Select(e => e.GetProperty("errorId").GetString());
        // A browser of a test has no profile on the disk; that is all it may object to.
        Assert.DoesNotContain(errors, e => e != "in-incognito");

        // No worker to open the page without a network, and nothing assigned.
        await page.AddInitScriptAsync("delete Navigator.prototype.serviceWorker;");
        await page.RouteAsync("**/api/field/sheets", async route =>
        {
            var all = System.Text.Json.Nodes.JsonNode.Parse(await (await route.FetchAsync()).TextAsync())!;
            all["sheets"] = new System.Text.Json.Nodes.JsonArray();
            all["routine"]!["visits"] = new System.Text.Json.Nodes.JsonArray();
            await route.FulfillAsync(new() { ContentType = "application/json", Body = all.ToJsonString() });
        });
        await page.ReloadAsync();
        await Expect(page.GetByTestId("no-worker")).ToContainTextAsync("请不要关闭页面");
        await Expect(page.Locator("main")).ToContainTextAsync("目前没有分给您的督导");
        await BothAsync(page, "empty");
        await page.GetByTestId("stay").Locator("button").ClickAsync();
        await page.ReloadAsync();
        await Expect(page.GetByTestId("no-worker")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("目前没有分给您的督导");
        await Expect(page.GetByTestId("stay")).ToHaveCountAsync(0);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_page_names_every_module_it_needs_and_travels_compressed()
    {
        var folder = RepositoryRoot.PathOf("InspectionHub.Web/wwwroot/field");
        var modules = Directory.GetFiles(folder, "*.js").Select(f => Path.GetFileName(f)).Where(n => n != "worker.js").ToList();
        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
        Assert.All(modules, name => Assert.Contains($"\"/field/{name}\"", page));
        using var client = new HttpClient { BaseAddress = new Uri(field.Hub.Address) };
        var sum = 0;
        foreach (var name in modules.Append("field.css"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/field/{name}") { Headers = { { "Accept-Encoding", "br" } } };
            using var answer = await client.SendAsync(request);
            Assert.Equal("br", Assert.Single(answer.Content.Headers.ContentEncoding));
            sum += (await answer.Content.ReadAsByteArrayAsync()).Length;
            using var again = new HttpRequestMessage(HttpMethod.Get, $"/field/{name}") { Headers = { { "If-None-Match", $"{answer.Headers.ETag}" } } };
            Assert.Equal(System.Net.HttpStatusCode.NotModified, (await client.SendAsync(again)).StatusCode);
        }
        Assert.InRange(sum, 1, 60_000);
    }

    /// <summary>A screen that is reached once is looked at in light and dark.</summary>
    internal static async Task BothAsync(IPage page, string screen)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await CheckAsync(page, $"{screen} {scheme}");
        }
    }

    /// <summary>Nothing serious for axe, every text at 7:1 and none faded, every target large enough for a thumb, nothing to scroll sideways.</summary>
    internal static async Task CheckAsync(IPage page, string screen)
    {
        if (Environment.GetEnvironmentVariable("HUB_FIELD_SCREENS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{screen}.png") });
        var findings = await Accessibility.SeriousAsync(page, options: Strict);
        Assert.True(findings.Count == 0, screen + "\n" + string.Join("\n", findings));
        Assert.Empty(await page.EvaluateAsync<string[]>(SmallTargets));
        Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.body.querySelectorAll('*')].filter(one => one.type !== 'file' && getComputedStyle(one).opacity < 1).map(one => one.outerHTML.slice(0, 120))"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"), $"{screen} scrolls sideways");
    }
}
