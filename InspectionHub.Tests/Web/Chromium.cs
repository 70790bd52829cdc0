using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>The machine's own browser, driven by Playwright: one for all tests, each in a context of its own.</summary>
public static partial class Chromium
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    public static Task<IBrowser> BrowserAsync() => Started.Value;

    /// <summary>A browser beside the common one, for a test that needs other options.</summary>
    public static async Task<IBrowser> AnotherAsync(params string[] options)
    {
        var common = await BrowserAsync();
        var given = Options;
        given.Args = [.. given.Args!, .. options];
        return await common.BrowserType.LaunchAsync(given);
    }

    private static async Task<IBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // The driver ends with this process, and the browser with its driver.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return await playwright.Chromium.LaunchAsync(Options);
    }

    private static BrowserTypeLaunchOptions Options => new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("HUB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
        Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    };

    /// <summary>Milliseconds: a busy machine may take long to draw a page; what never comes still fails.</summary>
    public const float Patient = 60_000;

    [ModuleInitializer]
    internal static void Patience() => Assertions.SetDefaultExpectTimeout(Patient);

    /// <summary>Waits until the home page stands in the address bar.</summary>
    public static Task HomeAsync(IPage page) => Assertions.Expect(page).ToHaveURLAsync(Home());

    [GeneratedRegex("^http://[^/]+/$")]
    private static partial Regex Home();
}
