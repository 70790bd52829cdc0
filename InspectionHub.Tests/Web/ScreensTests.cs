using System.Reflection;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>Every page at desk, tablet and phone width, as the people see it who use it: nothing serious for axe, nothing cut off, no sideways scrolling, and at the desk every control reached by Tab.
/// With HUB_SCREENS=1 the pictures of README are made anew.</summary>
public sealed class ScreensTests(FieldHub hub) : IClassFixture<FieldHub>
{
    private static readonly int[] Widths = [1440, 820, 390];

    /// <summary>The ten main screens: page, width, name.</summary>
    private static readonly (string User, string Address, int Width, string Name)[] Pictures =
    [
        ("dudao", "/", 1440, "dashboard"), ("lingdao", "/leader", 390, "leader-phone"), ("dudao", "/schools/2026/{site}", 1440, "school"), ("dudao", "/targets", 1440, "targets"), ("dudao", "/releases?year=2025", 1440, "releases"),
        ("dudao", "/county-values", 1440, "county-values"), ("dudao", "/inspections", 1440, "inspections"), ("dudao", "/annual", 1440, "annual"), ("dudao", "/rectifications", 1440, "rectifications"), ("jiaoyu", "/desk?site={site}", 390, "desk-phone"),
    ];

    public static TheoryData<string, string[]> People => new()
    {
        { "dudao", ["/ [data-testid=schools]", "/schools/2026/{site} [data-testid=rows]", "/targets [data-testid=tests]", "/targets?target=2028 [data-testid=tests]", "/inspections h1", "/inspections/{inspection} h1", "/visits h1", "/visits/{visit} h1",
            "/plan h1", "/inspectors h1", "/annual [data-testid=progress]", "/rectifications h1", "/rectifications/{case} h1" ] },
        { "hegao", ["/vetoes [data-testid=veto]", "/papers h1", "/papers/batches h1", "/papers/{paper} h1", "/framework [data-row='3.1']", "/cases tr[data-case]", "/import h1", "/calendar h1", "/ledger h1", "/notices h1", "/due h1",
            "/releases?year=2025 [data-testid=signed]", "/county-values [data-testid=items]", "/years [data-year]", "/personal-data h1", "/self/2026/{site} [data-testid=withheld]"] },
        { "admin", ["/people [data-testid=people]", "/ledger h1"] },
        { "lingdao", ["/leader [data-target]"] },
        { "duxue1", ["/schools?q=mbz [data-testid=list]", "/inspections/{inspection} h1", "/visits h1", "/due h1"] },
        { "xz-m01", ["/ h1", "/due [data-testid=due]", "/confirm table", "/rectifications h1", "/people h1", "/no-permission h1", "/self/2026/610924-M01 [data-evidence]"] },
        { "jiaoyu", ["/desk?site={site} [data-row='2.4']", "/targets [data-testid=tests]"] },
        { "", ["/sign-in form", "/sign-in?problem=wrong [role=alert]", "/set-password?problem=short [role=alert]", "/verify form", "/verify/NIX [data-testid=verdict]", "/status/404 h1"] },
    };

    /// <summary>What is behind a door of a page: where, which door, what opens.</summary>
    private static readonly (string Address, string Door, string Opens)[] Doors =
    [
        ("/", "button.door", "[data-sheet]"), ("/schools/2026/{site}", "tr[data-row='3.1'] button", "[data-sheet]"), ("/targets", "[data-testid=tests] button.door", "[data-sheet]"),
        ("/inspections", "[data-testid=open]", "details:has([role=alert])"),
    ];

    [Fact]
    public void Every_page_of_the_program_is_looked_at()
    {
        var seen = People.SelectMany(row => row.Data.Item2).Select(page => page.Split(' ', '?')[0].Split('/')).ToList();
        var missing = typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template)
            .Where(route => !seen.Any(page => page.Length == route.Split('/').Length && page.Zip(route.Split('/')).All(part => part.Second.StartsWith('{') || part.First == part.Second)));
        Assert.Equal("", string.Join(" ", missing));
    }

    [Fact]
    public async Task What_is_wrong_with_a_page_is_found()
    {
        await using var screens = new Screens();
        var page = await screens.OpenAsync(hub.Hub.Address);
        await page.SetContentAsync("<html lang=zh><title>x</title><main><img src='x.png'><p id=faint style='color:#ccc;background:#fff'>看不清的字</p></main></html>");
        Assert.Equal(["color-contrast", "image-alt"], (await Accessibility.SeriousAsync(page)).Select(f => f.Split(':')[0]).Order());
        Assert.Equal(["color-contrast"], (await Accessibility.SeriousAsync(page, "#faint")).Select(f => f.Split(':')[0]));
    }

    [Theory]
    [MemberData(nameof(People))]
    public async Task Every_page_is_accessible_and_fits(string user, string[] pages)
    {
        var known = await PlacesAsync();
        await using var screens = new Screens();
        var page = user.Length > 0 ? await screens.SignInAsync(hub.Hub.Address, user, Widths[0]) : await screens.OpenAsync(hub.Hub.Address, Widths[0]);
        var wrong = new List<string>();
        page.Console += (_, message) => { if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) wrong.Add(message.Text); };
        foreach (var (address, ready) in pages.Select(p => (p[..p.IndexOf(' ')], p[(p.IndexOf(' ') + 1)..])))
        {
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await page.SetViewportSizeAsync(Widths[0], 900);
            await page.GotoAsync(known.Aggregate(address, (text, place) => text.Replace(place.Key, place.Value)));
            await page.Locator(ready).First.WaitForAsync();
            await page.WaitForFunctionAsync("() => ![...document.querySelectorAll('main [role=status]')].some(status => /正在(读取|核验)/.test(status.textContent))");
            foreach (var width in Widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                if (Environment.GetEnvironmentVariable("HUB_SCREENS") == "1" && Pictures.FirstOrDefault(p => (p.User, p.Address, p.Width) == (user, address, width)).Name is { } name)
                    await page.ScreenshotAsync(new() { Path = RepositoryRoot.PathOf($"data/screens/{name}.png") });
                // By day at the desk, by night on the phone: the same colours have the same names at every width.
                await page.EmulateMediaAsync(new() { ColorScheme = width == Widths[^1] ? ColorScheme.Dark : ColorScheme.Light });
                wrong.AddRange((await FindingsAsync(page, width)).Select(f => $"{user} {address} {width}: {f}"));
                if (width == Widths[0]) wrong.AddRange((await TabWalk.FindingsAsync(page)).Select(f => $"{user} {address} by Tab: {f}"));
            }
            foreach (var (_, door, opens) in Doors.Where(d => user == "dudao" && d.Address == address))
            {
                await page.Locator(door).First.EvaluateAsync("door => { const fold = door.closest('details'); if (fold) fold.open = true; door.click(); }");
                await page.Locator(opens).WaitForAsync();
                foreach (var width in new[] { Widths[^1], Widths[0] })
                {
                    await page.SetViewportSizeAsync(width, 900);
                    wrong.AddRange((await Accessibility.SeriousAsync(page, opens, Rules(width))).Select(f => $"{user} {address} {width}, {door} opened: {f}"));
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<List<string>> FindingsAsync(IPage page, int width)
    {
        var found = new List<string>(await page.EvaluateAsync<string[]>("""
            () => [
                ...[...document.querySelectorAll('table')].filter(table => table.tHead?.offsetParent && table.tBodies[0]?.rows[0]?.cells[0] && table.tHead.rows[0].cells[0].getBoundingClientRect().bottom > table.tBodies[0].rows[0].cells[0].getBoundingClientRect().top + 2
                    && getComputedStyle(table.tHead).position !== 'absolute').map(table => 'a head covers its first row: ' + table.innerText.slice(0, 60)),
                ...[...document.querySelectorAll('.top-bar a, .top-bar button, .top-bar input')].filter(e => e.offsetParent && e.getBoundingClientRect().right > innerWidth + 1).map(e => 'cut off in the top bar: ' + e.outerHTML.slice(0, 80)),
                ...(document.documentElement.scrollWidth > innerWidth + 1 ? ['the page scrolls sideways'] : []),
            ]
            """));
        // The frame with a paper's preview runs no script, so that axe would wait in it for ever; the paper has its own tests.
        await page.EvaluateAsync("document.querySelectorAll('iframe[sandbox]').forEach(frame => frame.remove())");
        found.AddRange(await Accessibility.SeriousAsync(page, options: Rules(width)));
        return found;
    }

    // Colours are the slow half of axe, and the tablet shows no colour that the desk or the phone does not show.
    private static string Rules(int width) => width == 820 ? """{ "rules": { "color-contrast": { "enabled": false } } }""" : "{}";

    /// <summary>One of each thing that has a page of its own.</summary>
    private async Task<Dictionary<string, string>> PlacesAsync()
    {
        var site = $"{hub.Value("SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '九' ORDER BY Code LIMIT 1")}";
        if (hub.Value("SELECT Id FROM Inspections LIMIT 1") is null)
        {
            await hub.OpenInspectionAsync();
            await hub.WithAsync<RectificationBook>(book => book.OpenAsync(hub.Who("dudao", Roles.Office), new(2026, site, RectificationClass.Dated, "食堂留样记录不全", "学校食品安全管理规定", "", "后勤主任", new(2026, 12, 31), "visit", "v1")));
            await hub.WithAsync<PaperDesk>(desk => desk.DraftAsync(hub.Who("hegao", Roles.Office), "target", 2026, ""));
        }
        return new()
        {
            ["{site}"] = site,
            ["{inspection}"] = $"{hub.Value("SELECT lower(Id) FROM Inspections LIMIT 1")}",
            ["{case}"] = $"{hub.Value("SELECT lower(Id) FROM Rectifications LIMIT 1")}",
            ["{visit}"] = $"{hub.Value("SELECT lower(Id) FROM RoutineVisits ORDER BY Id LIMIT 1")}",
            ["{paper}"] = $"{hub.Value("SELECT lower(Id) FROM Papers LIMIT 1")}",
        };
    }
}
