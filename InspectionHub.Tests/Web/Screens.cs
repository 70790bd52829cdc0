using InspectionHub.Web.Accounts;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>The screens of one test in the common browser, each with its own sign-in; all closed at the end, so that none goes on asking for a hub that is gone.</summary>
public sealed class Screens : IAsyncDisposable
{
    private readonly List<IBrowserContext> open = [];

    public async Task<IPage> OpenAsync(string address, int width = 1280)
    {
        var browser = await Chromium.BrowserAsync();
        var context = await browser.NewContextAsync(new() { BaseURL = address, ViewportSize = new() { Width = width, Height = 900 }, Locale = "zh-CN" });
        context.SetDefaultTimeout(Chromium.Patient);
        open.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>A page of somebody of the demo county, signed in and at home.</summary>
    public async Task<IPage> SignInAsync(string address, string user, int width = 1280)
    {
        var page = await OpenAsync(address, width);
        await SignInAsync(page, user);
        return page;
    }

    /// <summary>Signs somebody in who may not be the first on this machine.</summary>
    public static async Task SignInAsync(IPage page, string user)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        await Chromium.HomeAsync(page);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var context in open) await context.DisposeAsync();
    }
}
