using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace InspectionHub.Bench.Live;

/// <summary>The county dashboard open many times: how soon the last one is current, what an event costs, and what saving notices of it. Beside it the same
/// question answered by server-sent events from the same host.</summary>
internal static class LiveBench
{
    private const int Events = 8;
    private const int Burst = 100;

    public static async Task RunAsync()
    {
        var sizes = (Environment.GetEnvironmentVariable("HUB_LIVE") ?? "100,500,2000").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("hub-live-").FullName;
            try
            {
                await using var server = await LiveServer.StartAsync(folder);
                await MeasureAsync(server, size);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(LiveServer server, int size)
    {
        var site = $"{server.Value("SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}";
        var sheet = new Sheet($"live: the county dashboard open {size} times; client and server on the same cores");
        for (var i = 0; i < 100; i++) await server.MarkAsync(site);
        await server.RestAsync();
        var alone = await SavesAsync(server, site);

        var streams = await Task.WhenAll(Enumerable.Range(0, size).Select(_ => EventClient.OpenAsync(server.Address)));
        await server.RestAsync(size);
        var events = await RunAsync(server, site, () => streams.Min(s => s.Received), () => streams.Max(s => s.Last), size);
        foreach (var stream in streams) stream.Dispose();

        var heap = await server.HeapAsync();
        var (http, jar) = await server.SignInAsync("lingdao");
        var opened = Stopwatch.StartNew();
        var pages = await OpenAsync(server.Address, http, jar, size, site);
        var opening = opened.Elapsed.TotalSeconds;
        var perCircuit = (await server.HeapAsync() - heap) / size;
        await server.RestAsync(size);
        var circuits = await RunAsync(server, site, () => pages.Min(p => p.Renders), () => pages.Max(p => p.LastRender), size);
        var watched = await SavesAsync(server, site);
        // Only the last mark of the burst is a 4: whoever shows its points has drawn what came last, and nobody shows them by having drawn what came before.
        await server.MarkAsync(site, level: 0);
        await SettleAsync(() => pages.Max(p => p.LastRender));
        var started = pages[0].Points;
        var (before, processor, lastSeen) = (pages.Sum(p => p.Renders), server.Processor, 0L);
        await Parallel.ForEachAsync(Enumerable.Range(0, Burst - 1), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await server.MarkAsync(site, level: i % 4));
        await server.MarkAsync(site, level: 4);
        var answered = Stopwatch.GetTimestamp();
        await SettleAsync(() => pages.Max(p => p.LastRender));
        var burst = (server.Processor - processor) / size;
        lastSeen = pages.Min(p => p.LastRender);
        var problems = pages.Select(p => p.Problem).OfType<string>().Distinct().ToList();
        if (problems.Count > 0) throw new UnequalException(string.Join("; ", problems.Take(3)));
        await using var fresh = await CircuitClient.OpenAsync(server.Address, http, jar, "/", site);
        var stale = pages.Where(p => p.Points != fresh.Points).Select(p => p.Points ?? "nothing").ToList();
        if (fresh.Points is null || fresh.Points == started) throw new UnequalException($"The burst changed no points of {site}: {started}, then {fresh.Points}.");
        if (stale.Count > 0) throw new UnequalException($"{stale.Count} of {size} pages lost an update: a page opened afterwards shows {fresh.Points}, they show {string.Join(", ", stale.Distinct().Take(3))}");

        sheet.Add("last client current after a mark, median (other: SSE)", circuits.Last, events.Last, Sheet.Time, "aim ≤ 2.5 × SSE");
        sheet.Add("server processor time per client and event (other: SSE)", circuits.Processor, events.Processor, Sheet.Time, "aim ≤ 5 × SSE");
        sheet.Add($"a burst of {Burst} marks per client (other: {Burst} separate renders)", burst, circuits.Processor * Burst, Sheet.Time, $"aim ≤ 1/8; {(pages.Sum(p => p.Renders) - before) / (double)size:0.0} renders each");
        sheet.Add("updates lost", $"{stale.Count} of {size}", $"every page shows the points of the last mark, {fresh.Points}, as a page opened afterwards does; the slowest was drawn {Stopwatch.GetElapsedTime(answered, Math.Max(answered, lastSeen)).TotalMilliseconds:0} ms later");
        sheet.Add("saving a mark, p50 / p95, nobody watching", $"{alone.Middle:0.0} / {alone.Slow:0.0} ms");
        sheet.Add($"saving a mark, p50 / p95, {size} watching", $"{watched.Middle:0.0} / {watched.Slow:0.0} ms");
        sheet.Add("heap per circuit", Sheet.Size(perCircuit));
        sheet.Add("opening all of them", $"{opening:0.0} s");
        sheet.Print();
        foreach (var page in pages) await page.DisposeAsync();
    }

    internal static async Task<CircuitClient[]> OpenAsync(string address, HttpClient http, CookieContainer jar, int size, string? site = null)
    {
        var pages = new CircuitClient[size];
        await Parallel.ForEachAsync(Enumerable.Range(0, size), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => pages[i] = await CircuitClient.OpenAsync(address, http, jar, "/", site));
        return pages;
    }

    /// <summary>One mark after the other, each given time to reach everybody.</summary>
    private static async Task<(double Last, double Processor)> RunAsync(LiveServer server, string site, Func<int> fewest, Func<long> newest, int size)
    {
        var times = new List<double>();
        await Task.Delay(1000);
        var processor = 0.0;
        // As many before, unmeasured: a hub that has been up for a morning has compiled what it runs often.
        for (var i = -Events; i < Events; i++)
        {
            if (i == 0)
            {
                await server.RestAsync(size);
                (times, processor) = ([], server.Processor);
            }
            var before = fewest();
            await server.MarkAsync(site);
            var answered = Stopwatch.GetTimestamp();
            while (fewest() == before && Stopwatch.GetElapsedTime(answered).TotalSeconds < 30) await Task.Delay(2);
            if (fewest() == before) throw new UnequalException("A mark did not reach everybody within 30 seconds.");
            await SettleAsync(newest);
            times.Add(Stopwatch.GetElapsedTime(answered, Math.Max(answered, newest())).TotalMilliseconds);
        }
        return (Timing.Median(times), (server.Processor - processor) / Events / size);
    }

    private static async Task SettleAsync(Func<long> newest)
    {
        await Task.Delay(300);
        while (Stopwatch.GetElapsedTime(newest()).TotalMilliseconds < 700) await Task.Delay(50);
    }

    private static async Task<(double Middle, double Slow)> SavesAsync(LiveServer server, string site)
    {
        var times = new List<double>();
        for (var i = 0; i < 100; i++)
        {
            times.Add(await server.MarkAsync(site));
            await Task.Delay(20);
        }
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 95 / 100]);
    }
}
