using System.Globalization;
using InspectionHub.Web;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Bench.Live;

/// <summary>Main pages while 200 people who are signed in click from one to the next, on the demo county and on one nine times as large: from the click to the page's last rendering.</summary>
internal static class PagesBench
{
    private const int People = 200;

    /// <summary>Stands for the page of a school: the same one for all who may see it.</summary>
    private const string School = "/schools/…";

    /// <summary>Every role with the pages it lives on.</summary>
    private static readonly (string User, string[] Pages)[] Users =
    [
        ("lingdao", ["/", "/leader", "/targets", "/rectifications", "/annual", School]),
        ("dudao", ["/", "/due", "/inspections", "/visits", "/plan", "/rectifications", "/annual", "/papers", "/vetoes", "/targets", School]),
        ("admin", ["/", "/people", "/framework", "/schools", School]),
        ("jiaoyu", ["/", "/desk", "/inspections", "/annual", "/due", School]),
        ("guihua", ["/", "/desk", "/targets", "/framework", School]),
        ("duxue1", ["/", "/inspections", "/visits", "/due", "/plan", "/notices"]),
        ("duxue2", ["/", "/inspections", "/visits", "/rectifications", "/schools"]),
        ("xz-m01", ["/", "/due", "/confirm", "/rectifications", "/annual", "/notices"]),
    ];

    public static async Task RunAsync()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("HUB_PAGES_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        var small = await MeasureAsync(null, seconds);
        var large = await MeasureAsync(new DemoSize(10, DemoCounty.LastYear - 4), seconds);
        var sheet = new Sheet($"pages: {People} people of every role clicking every 5 to 15 s; demo county 111 sites × 7 years against 1,110 sites × 5 years");
        foreach (var page in Users.SelectMany(u => u.Pages).Distinct())
            sheet.Add($"{page}, p50", large[page].Middle, small[page].Middle, Sheet.Time, $"growth ×{large[page].Middle / small[page].Middle:0.0} for ten times the sites; p95 {Sheet.Time(small[page].Slow)} → {Sheet.Time(large[page].Slow)}");
        sheet.Print();
    }

    private static async Task<Dictionary<string, (double Middle, double Slow)>> MeasureAsync(DemoSize? size, double seconds)
    {
        var folder = Directory.CreateTempSubdirectory("hub-pages-").FullName;
        try
        {
            if (size is not null) await GrowAsync(folder, size);
            await using var server = await LiveServer.StartAsync(folder);
            var site = $"{server.Value("SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}";
            var people = new List<(CircuitClient Client, string[] Pages)>();
            foreach (var (user, pages) in Users)
            {
                var (http, jar) = await server.SignInAsync(user);
                people.AddRange((await LiveBench.OpenAsync(server.Address, http, jar, People / Users.Length)).Select(c => (c, pages)));
            }
            var times = Users.SelectMany(u => u.Pages).Distinct().ToDictionary(p => p, _ => new List<double>());
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            await Task.WhenAll(people.Select((one, index) => ClickAsync(one.Client, one.Pages, new Random(index), site, times, end.Token)));
            if (people.Select(p => p.Client.Problem).OfType<string>().FirstOrDefault() is { } problem) throw new UnequalException(problem);
            foreach (var (one, _) in people) await one.DisposeAsync();
            return times.ToDictionary(t => t.Key, t => Percentiles(t.Value));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ClickAsync(CircuitClient one, string[] pages, Random random, string site, Dictionary<string, List<double>> times, CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await Task.Delay(random.Next(5000, 15_000), end);
                var page = pages[random.Next(pages.Length)];
                var time = await one.GoAsync(page == School ? $"/schools/2026/{site}" : page);
                lock (times[page]) times[page].Add(time);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough clicks.
        }
    }

    private static async Task GrowAsync(string folder, DemoSize size)
    {
        await using var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, true, Path.Combine(AppContext.BaseDirectory, "data", "frameworks")) { DemoInspections = false }).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        await parts.GetRequiredService<Importer>().ImportDemoAsync(1, size);
    }

    private static (double Middle, double Slow) Percentiles(List<double> times)
    {
        times.Sort();
        return times.Count == 0 ? (double.NaN, double.NaN) : (times[times.Count / 2], times[times.Count * 95 / 100]);
    }
}
