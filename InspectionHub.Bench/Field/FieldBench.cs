using System.Globalization;
using Microsoft.Playwright;

namespace InspectionHub.Bench.Field;

/// <summary>The phone page beside an empty Blazor WebAssembly page, in the same browser on the same slow line.</summary>
internal static class FieldBench
{
    private const int Rounds = 3;

    public static async Task RunAsync()
    {
        await using var hub = await FieldServer.StartAsync();
        await using var empty = await EmptyServer.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("HUB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        });
        var sheet = new Sheet("field: the phone page beside an empty Blazor WebAssembly page; 1.6 Mbit/s, 150 ms, CPU × 4; medians");
        sheet.Add("compressed size", await hub.CompressedAsync(), empty.Compressed, Sheet.Size, "aim: < 60 kB");
        var (ours, theirs) = (new List<double>(), new List<double>());
        var (oursOffline, theirsOffline) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var page = await SlowPage.OpenAsync(browser, hub.Cookies);
            ours.Add(await page.FirstAsync($"{hub.Address}/field", "[data-testid=status]", ".card"));
            oursOffline.Add(await page.ReloadOfflineAsync(".card"));
            await page.DisposeAsync();
            var other = await SlowPage.OpenAsync(browser, null);
            theirs.Add(await other.FirstAsync(empty.Address, "#ready", "#ready"));
            theirsOffline.Add(await other.ReloadOfflineAsync("#ready"));
            await other.DisposeAsync();
        }
        sheet.Add("first load until it can be used", Timing.Median(ours), Timing.Median(theirs), Sheet.Time);
        sheet.Add("reload without a network", Timing.Median(oursOffline), Timing.Median(theirsOffline), Sheet.Time);
        sheet.Print();
        sheet = new Sheet("field: marks on the same slow line and processor");
        await using (var page = await SlowPage.OpenAsync(browser, hub.Cookies)) await MarkBench.RunAsync(page.Page, hub, sheet);
        sheet.Print();
    }

    internal static string Text(double milliseconds) => milliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms";
}
