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
    private static readonly string[] Users = ["lingdao", "dudao", "admin", "jiaoyu", "guihua", "renshi"];
    private static readonly string[] Pages = ["/", "/targets", "/framework", "/inspections", "/vetoes"];

    public static async Task RunAsync()
    {
        var seconds = double.Parse(Environment.GetEnvironmentVariable("HUB_PAGES_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        var small = await MeasureAsync(null, seconds);
        var large = await MeasureAsync(new DemoSize(10, DemoCounty.LastYear - 4), seconds);
        var sheet = new Sheet($"pages: {People} people clicking every 5 to 15 s; demo county 111 sites × 7 years against 1,110 sites × 5 years");
        foreach (var page in Pages.Append("/schools"))
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
            var people = new List<CircuitClient>();
            foreach (var user in Users)
            {
                var (http, jar) = await server.SignInAsync(user);
                people.AddRange(await LiveBench.OpenAsync(server.Address, http, jar, People / Users.Length + (people.Count < People % Users.Length ? 1 : 0)));
            }
            var times = Pages.Append("/schools").ToDictionary(p => p, _ => new List<double>());
            using var end = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            await Task.WhenAll(people.Select((one, index) => ClickAsync(one, new Random(index), site, times, end.Token)));
            if (people.Select(p => p.Problem).OfType<string>().FirstOrDefault() is { } problem) throw new UnequalException(problem);
            foreach (var one in people) await one.DisposeAsync();
            return times.ToDictionary(t => t.Key, t => Percentiles(t.Value));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ClickAsync(CircuitClient one, Random random, string site, Dictionary<string, List<double>> times, CancellationToken end)
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                await Task.Delay(random.Next(5000, 15_000), end);
                var at = random.Next(Pages.Length + 1);
                var (key, path) = at == Pages.Length ? ("/schools", $"/schools/2026/{site}") : (Pages[at], Pages[at]);
                var time = await one.GoAsync(path);
                lock (times[key]) times[key].Add(time);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough clicks.
        }
    }

    private static async Task GrowAsync(string folder, DemoSize size)
    {
        await using var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, true, Path.Combine(AppContext.BaseDirectory, "data", "frameworks"))).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        await parts.GetRequiredService<Importer>().ImportDemoAsync(1, size);
    }

    private static (double Middle, double Slow) Percentiles(List<double> times)
    {
        times.Sort();
        return times.Count == 0 ? (double.NaN, double.NaN) : (times[times.Count / 2], times[times.Count * 95 / 100]);
    }
}
