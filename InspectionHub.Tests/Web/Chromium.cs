using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>The machine's own browser, driven by Playwright.</summary>
public static partial class Chromium
{
    public static BrowserTypeLaunchOptions Options => new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("HUB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
        Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    };

    /// <summary>A busy machine may take long to draw a page; what never comes still fails.</summary>
    [ModuleInitializer]
    internal static void Patience() => Assertions.SetDefaultExpectTimeout(60_000);

    /// <summary>Waits until the home page stands in the address bar.</summary>
    public static Task HomeAsync(IPage page) => Assertions.Expect(page).ToHaveURLAsync(Home());

    [GeneratedRegex("^http://[^/]+/$")]
    private static partial Regex Home();
}
