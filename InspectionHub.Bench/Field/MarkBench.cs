using System.Text.Json;
using Microsoft.Playwright;

namespace InspectionHub.Bench.Field;

/// <summary>How long a tap takes until it is kept, alone and while 500 marks with 50 photos are being sent.</summary>
internal static class MarkBench
{
    private const int Marks = 500;
    private const int Photos = 50;

    /// <summary>Taps a level and waits, inside the page, until the row says that it is kept; milliseconds.</summary>
    private const string Tap = """
        async ([row, level]) => {
          const node = () => document.querySelector(`[data-row='${row}']`);
          const start = performance.now();
          node().querySelector(`[data-choice=level-${level}]`).click();
          await new Promise(done => {
            const look = () => { if (node().querySelector(`[data-choice=level-${level}]`).getAttribute('aria-pressed') === 'true') { watch.disconnect(); done(); } };
            const watch = new MutationObserver(look);
            watch.observe(document.querySelector('main'), { childList: true, subtree: true, attributes: true });
            look();
          });
          return performance.now() - start;
        }
        """;

    public static async Task RunAsync(IPage page, FieldServer hub, Sheet sheet)
    {
        await page.GotoAsync($"{hub.Address}/field#/sheet/{hub.Sheet}");
        await page.GetByTestId("count").WaitForAsync();
        await page.Context.SetOfflineAsync(true);
        var alone = new List<double>();
        for (var i = 0; i < 20; i++) alone.Add(await page.EvaluateAsync<double>(Tap, new object[] { "8.7", i % 2 }));
        sheet.Add("tap until kept, without a network", FieldBench.Text(Timing.Median(alone)), $"worst of 20: {FieldBench.Text(alone.Max())}");

        await page.EvaluateAsync("""
            async ([sheet, marks, photos]) => {
              const { addMark } = await import('/field/outbox.js');
              const { keepPhoto } = await import('/field/photo.js');
              const { meta } = await import('/field/store.js');
              const person = (await meta('person')).id;
              const shas = [];
              for (let index = 0; index < photos; index += 1) {
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [1200, 900];
                const pen = canvas.getContext('2d');
                const data = pen.createImageData(1200, 900);
                for (let at = 0; at < data.data.length; at += 4) { const grey = (at * 7 + index * 31 + (at >> 9) * 13) % 255; data.data[at] = grey; data.data[at + 1] = (grey * 3) % 255; data.data[at + 2] = 90; data.data[at + 3] = 255; }
                pen.putImageData(data, 0, 0);
                shas.push(await keepPhoto(person, sheet, await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.5)), null));
              }
              const rows = ['8.4b', '15.3', '17.4'];
              for (let index = 0; index < marks; index += 1) await addMark(person, { sheet, edition: 'ziyang-71-2021.v1', indicator: rows[index % 3], value: { level: index % 5 }, photos: index < photos ? [shas[index]] : [] });
              window.long = [];
              new PerformanceObserver(list => window.long.push(...list.getEntries().map(entry => entry.duration))).observe({ entryTypes: ['longtask'] });
            }
            """, new object[] { hub.Sheet, Marks, Photos });
        await page.Context.SetOfflineAsync(false);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await page.GetByTestId("status").ClickAsync();
        var taps = new List<double>();
        while (clock.Elapsed < TimeSpan.FromMinutes(8))
        {
            taps.Add(await page.EvaluateAsync<double>(Tap, new object[] { "8.7", taps.Count % 2 + 2 }));
            await Task.Delay(2000);
            if (hub.Count("ScoreEntries") >= Marks && hub.Count("Photos") == Photos) break;
        }
        var drained = clock.Elapsed.TotalMilliseconds;
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=status]').dataset.waiting === '0'", null, new() { Timeout = 120_000 });
        var (stored, pictures) = (hub.Count("ScoreEntries"), hub.Count("Photos"));
        if (stored != Marks + alone.Count + taps.Count || pictures != Photos) throw new UnequalException($"{stored} marks and {pictures} photos arrived of {Marks + alone.Count + taps.Count} and {Photos}");
        var longest = (await page.EvaluateAsync<JsonElement>("window.long")).EnumerateArray().Select(l => l.GetDouble()).DefaultIfEmpty(0).ToList();
        sheet.Add($"{Marks} marks and {Photos} photos sent", Sheet.Time(drained), $"while tapping; each there once");
        sheet.Add("tap until kept meanwhile", FieldBench.Text(Timing.Median(taps)), $"worst of {taps.Count}: {FieldBench.Text(taps.Max())}");
        sheet.Add("longest task meanwhile", FieldBench.Text(longest.Max()), $"{longest.Count} tasks above 50 ms");
    }
}
