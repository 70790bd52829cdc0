using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>The line to the server is lost in the middle of a sentence: the page says so in Chinese and no typed text is lost.</summary>
public sealed class LostLineTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private const string Typed = "食堂留样柜没有上锁，留样量每餐不足 125 克";

    [Fact]
    public async Task What_was_typed_when_the_server_was_killed_is_there_again_and_only_for_the_person_who_typed_it()
    {
        var browser = await Chromium.BrowserAsync();
        await using var machine = await browser.NewContextAsync(new() { BaseURL = hub.Address, Locale = "zh-CN" });
        var page = await machine.NewPageAsync();
        await SignInAsync(page, "dudao");
        await page.GotoAsync("/rectifications");
        await page.ClickAsync("[data-testid=new-case] summary");
        var box = page.Locator("[data-testid=new-case] textarea");
        await box.FillAsync(Typed);

        hub.Kill();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("正在重新连接");
        await Assertions.Expect(box).ToHaveValueAsync(Typed);
        hub.Start();
        await page.ReloadAsync();
        await page.ClickAsync("[data-testid=new-case] summary");
        await Assertions.Expect(box).ToHaveValueAsync(Typed);

        // The session ends without a sign-out; the next person at this machine finds an empty box, and the first one the text again.
        await machine.ClearCookiesAsync();
        await SignInAsync(page, "hegao");
        await page.GotoAsync("/rectifications");
        await page.ClickAsync("[data-testid=new-case] summary");
        await Assertions.Expect(box).ToBeVisibleAsync();
        await Assertions.Expect(box).ToHaveValueAsync("");
        await machine.ClearCookiesAsync();
        await SignInAsync(page, "dudao");
        await page.GotoAsync("/rectifications");
        await page.ClickAsync("[data-testid=new-case] summary");
        await Assertions.Expect(box).ToHaveValueAsync(Typed);
    }

    private static async Task SignInAsync(IPage page, string user)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=user]", user);
        await page.FillAsync("[name=password]", InspectionHub.Web.Accounts.DemoAccounts.Password);
        await page.ClickAsync("main button[type=submit]");
        await Chromium.HomeAsync(page);
    }
}
