using System.Diagnostics;
using Microsoft.Playwright;

namespace InspectionHub.Bench.Field;

/// <summary>A phone-sized page on a slow line with a slow processor.</summary>
internal sealed class SlowPage(IPage page, ICDPSession devTools) : IAsyncDisposable
{
    private const double BytesPerSecond = 1_600_000 / 8;

    public IPage Page => page;

    public static async Task<SlowPage> OpenAsync(IBrowser browser, string? cookies)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true, Locale = "zh-CN", StorageState = cookies });
        var page = await context.NewPageAsync();
        var devTools = await context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        var slow = new SlowPage(page, devTools);
        await slow.LineAsync(false);
        return slow;
    }

    /// <summary>Milliseconds from the address until <paramref name="shown"/> stands there. Afterwards the page is loaded once more on a fast line, so that whatever keeps it for offline use has it.</summary>
    public async Task<double> FirstAsync(string address, string shown, string whole)
    {
        var clock = Stopwatch.StartNew();
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit, Timeout = 120_000 });
        await page.Locator(shown).First.WaitForAsync(new() { Timeout = 120_000 });
        var time = clock.Elapsed.TotalMilliseconds;
        await LineAsync(true);
        await page.Locator(whole).First.WaitForAsync(new() { Timeout = 120_000 });
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.ReloadAsync(new() { Timeout = 120_000 });
        await page.Locator(whole).First.WaitForAsync(new() { Timeout = 120_000 });
        return time;
    }

    /// <summary>Milliseconds from reloading without a network until the page stands there again; the middle of five.</summary>
    public async Task<double> ReloadOfflineAsync(string shown)
    {
        await page.Context.SetOfflineAsync(true);
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
            await page.Locator(shown).First.WaitForAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        await page.Context.SetOfflineAsync(false);
        return Timing.Median(times);
    }

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();

    private Task LineAsync(bool isFast) => devTools.SendAsync("Network.emulateNetworkConditions", new()
    {
        ["offline"] = false,
        ["latency"] = isFast ? 0 : 150,
        ["downloadThroughput"] = isFast ? -1 : BytesPerSecond,
        ["uploadThroughput"] = isFast ? -1 : BytesPerSecond,
    });
}
