using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace InspectionHub.Bench.Live;

/// <summary>A busy day pressed into minutes: 50 marks a second, 500 dashboards open, photos arriving, 200 papers ordered at once. Every acknowledged mark must be there once,
/// and nobody may see an error.</summary>
internal static class SoakBench
{
    private const int Dashboards = 500;
    private const int PerSecond = 50;
    private const int Papers = 200;

    public static async Task RunAsync()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("HUB_SOAK_MINUTES") ?? "10", CultureInfo.InvariantCulture);
        var folder = Directory.CreateTempSubdirectory("hub-soak-").FullName;
        try
        {
            await using var server = await LiveServer.StartAsync(folder);
            await RunAsync(server, TimeSpan.FromMinutes(minutes));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(LiveServer server, TimeSpan span)
    {
        var sites = $"{server.Value("SELECT group_concat(Code) FROM SchoolYears WHERE Year = 2026 AND Kind = '小'")}".Split(',');
        var (http, jar) = await server.SignInAsync("lingdao");
        var pages = await LiveBench.OpenAsync(server.Address, http, jar, Dashboards);
        using var field = await SoakField.OpenAsync(server);
        await field.OrderAsync(Papers);
        var sheet = new Sheet($"soak: {PerSecond} marks a second for {span.TotalMinutes:0.#} minutes, {Dashboards} dashboards, a photo every two seconds, {Papers} papers");
        var (clock, latencies, due) = (Stopwatch.StartNew(), new ConcurrentBag<double>(), 0L);
        var photos = field.SendPhotosAsync(span);
        var open = new List<Task>();
        for (var window = 1; clock.Elapsed < span; window++)
        {
            var (until, sent) = (TimeSpan.FromTicks(Math.Min(span.Ticks, TimeSpan.FromMinutes(window).Ticks)), due);
            var (renders, from) = (pages.Sum(p => p.Renders), clock.Elapsed);
            while (clock.Elapsed < until)
            {
                // By the clock, not by the answers: a slow hub gets its 50 a second all the same.
                for (; due < clock.Elapsed.TotalSeconds * PerSecond; due++)
                {
                    var site = sites[due % sites.Length];
                    open.Add(Task.Run(async () => latencies.Add(await server.MarkAsync(site))));
                }
                await Task.Delay(10);
            }
            var all = latencies.Order().ToList();
            latencies.Clear();
            var seconds = (clock.Elapsed - from).TotalSeconds;
            sheet.Add($"minute {window}", $"{all.Count / seconds:0}/s, p50 {all.ElementAtOrDefault(all.Count / 2):0.0}, p95 {all.ElementAtOrDefault(all.Count * 95 / 100):0} ms",
                $"{due - sent} sent; memory {Sheet.Size(server.WorkingSet)}; {(pages.Sum(p => p.Renders) - renders) / seconds / Dashboards:0.0} renders a second and page; papers {server.Value("SELECT COUNT(*) FROM PaperOrders WHERE State = 2")}");
        }
        await Task.WhenAll(open);
        var taken = await photos;
        await Task.Delay(3000);
        for (var wait = Stopwatch.StartNew(); Done(server) < Papers && wait.Elapsed < TimeSpan.FromMinutes(2);) await Task.Delay(500);
        Prove(server, pages, taken);
        sheet.Add("every acknowledged mark there once", $"{server.Acknowledged.Count}", $"{taken} photos stored; papers done {server.Value("SELECT COUNT(*) FROM PaperOrders WHERE State = 2")}, failed {server.Value("SELECT COUNT(*) FROM PaperOrders WHERE State = 3")}; no error on any page");
        sheet.Print();
        foreach (var page in pages) await page.DisposeAsync();
    }

    private static long Done(LiveServer server) => Convert.ToInt64(server.Value("SELECT COUNT(*) FROM PaperOrders WHERE State = 2"), CultureInfo.InvariantCulture);

    private static void Prove(LiveServer server, CircuitClient[] pages, int photos)
    {
        var stored = Convert.ToInt64(server.Value("SELECT COUNT(*) FROM ScoreEntries WHERE Device = 'bench'"), CultureInfo.InvariantCulture);
        var lost = server.Acknowledged.Count(id => server.Value($"SELECT 1 FROM ScoreEntries WHERE Id = '{id.ToUpperInvariant()}'") is null);
        if (lost > 0 || stored != server.Acknowledged.Count) throw new UnequalException($"{server.Acknowledged.Count} marks were acknowledged, {stored} are there, {lost} are lost");
        if (Convert.ToInt32(server.Value("SELECT COUNT(*) FROM Photos"), CultureInfo.InvariantCulture) != photos) throw new UnequalException("photos are missing");
        if (Done(server) < Papers) throw new UnequalException($"{Papers} papers were ordered, {Done(server)} are done");
        if (pages.Select(p => p.Problem).OfType<string>().FirstOrDefault() is { } problem) throw new UnequalException($"somebody saw an error: {problem}");
    }
}
