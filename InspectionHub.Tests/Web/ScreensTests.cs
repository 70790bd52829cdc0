using Deque.AxeCore.Playwright;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Tests.Web;

/// <summary>The main screens at desk and phone width: nothing serious for axe, no sideways scrolling. With HUB_SCREENS=1 the pictures of README are made anew.</summary>
public sealed class ScreensTests(HubProcess hub) : IClassFixture<HubProcess>
{
    /// <summary>The ten main screens.</summary>
    private static readonly string[] Pictures = ["dashboard", "leader-phone", "school", "targets", "releases", "county-values", "inspections", "annual", "rectifications", "desk-phone"];

    [Theory]
    [InlineData("dudao", 1440, "/", "[data-testid=schools]", "dashboard")]
    [InlineData("lingdao", 390, "/", "[data-testid=schools]", "dashboard-phone")]
    [InlineData("dudao", 1440, "/schools/2026/{site}", "[data-testid=rows]", "school")]
    [InlineData("dudao", 1440, "/framework", "[data-row='3.1']", "framework")]
    [InlineData("dudao", 1440, "/targets", "[data-testid=tests]", "targets")]
    [InlineData("lingdao", 390, "/targets?target=2028", "[data-testid=tests]", "targets-phone")]
    [InlineData("dudao", 390, "/vetoes", "[data-testid=veto]", "vetoes-phone")]
    [InlineData("dudao", 1440, "/cases", "tr[data-case]", "cases")]
    [InlineData("dudao", 1440, "/import", "h1", "import")]
    [InlineData("dudao", 1440, "/inspections", "[data-testid=lead]", "inspections")]
    [InlineData("dudao", 1440, "/annual", "[data-testid=progress]", "annual")]
    [InlineData("dudao", 1440, "/rectifications", "h1", "rectifications")]
    [InlineData("lingdao", 390, "/leader", "[data-target]", "leader-phone")]
    [InlineData("dudao", 1440, "/releases?year=2025", "[data-testid=signed]", "releases")]
    [InlineData("dudao", 1440, "/county-values", "[data-testid=items]", "county-values")]
    [InlineData("dudao", 820, "/years", "[data-year]", "years")]
    [InlineData("duxue1", 390, "/schools?q=mbz", "[data-testid=list]", "schools-phone")]
    [InlineData("admin", 1440, "/people", "[data-testid=people]", "people")]
    [InlineData("xz-m01", 390, "/due", "[data-testid=due]", "due-phone")]
    [InlineData("dudao", 1440, "/notices", "[data-testid=empty], [data-testid=notices] li", "notices")]
    [InlineData("xz-m01", 820, "/confirm", "table", "confirm")]
    [InlineData("jiaoyu", 390, "/desk?site={site}", "[data-row='2.4']", "desk-phone")]
    public async Task A_screen_is_accessible_and_fits(string user, int width, string address, string ready, string name)
    {
        await using var screens = new Screens();
        var page = await screens.OpenAsync(hub.Address, width);
        var refused = new List<string>();
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) refused.Add(message.Text); };
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        await Chromium.HomeAsync(page);
        var site = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '九' ORDER BY Code LIMIT 1")}";
        await page.GotoAsync(address.Replace("{site}", site));
        await page.Locator(ready).First.WaitForAsync();
        if (Environment.GetEnvironmentVariable("HUB_SCREENS") == "1" && Pictures.Contains(name))
            await page.ScreenshotAsync(new() { Path = RepositoryRoot.PathOf($"data/screens/{name}.png") });
        Assert.Empty(refused);
        var findings = (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").ToList();
        Assert.True(findings.Count == 0, string.Join("\n", findings.Select(f => $"{f.Id}: {f.Help} {string.Join(" ", f.Nodes.Take(3).Select(n => n.Html))}")));
        var covered = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('table')].filter(table => table.tHead?.offsetParent && table.tBodies[0]?.rows[0]?.cells[0] && table.tHead.rows[0].cells[0].getBoundingClientRect().bottom > table.tBodies[0].rows[0].cells[0].getBoundingClientRect().top + 2).map(table => table.innerText.slice(0, 60))
            """);
        Assert.Empty(covered);
        Assert.True(await page.EvaluateAsync<bool>("[...document.querySelectorAll('.top-bar a, .top-bar button, .top-bar input')].filter(e => e.offsetParent).every(e => e.getBoundingClientRect().right <= innerWidth + 1)"), "Something in the top bar is cut off");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"), "The page scrolls sideways");
    }
}
