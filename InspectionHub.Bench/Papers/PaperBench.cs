using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Fonts;
using Microsoft.Playwright;

namespace InspectionHub.Bench.Papers;

/// <summary>The hub's own PDF writer against Chromium printing the same content.</summary>
internal static partial class PaperBench
{
    /// <summary>With this argument the program only writes the batch and says how much memory that took at most.</summary>
    public const string Alone = "papers-alone";
    private const int Batch = 200;
    private const int Single = 10;
    private static readonly int[] Lengths = [60, 300, 1500];

    public static async Task RunAsync()
    {
        var writer = Writer();
        var report = SampleReport.Whole();
        var sheet = new Sheet("papers: other = Chromium printing the same content");
        using var playwright = await Playwright.CreateAsync();
        var program = Environment.GetEnvironmentVariable("HUB_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"] });
        var (ours, other) = (writer.Write(report), await PrintAsync(browser, report));
        var characters = Check(report, ours, other);
        var times = Timing.Of([() => writer.Write(report), () => PrintAsync(browser, report).GetAwaiter().GetResult()], 5);
        sheet.Add($"one report, {Pages(ours)} pages ({Pages(other)} there)", times[0].Milliseconds, times[1].Milliseconds, Sheet.Time, $"each of the report's {characters} characters, letters and digits is in both files");
        var (spent, spentThere) = (Environment.CpuUsage.TotalTime, ProcessTree.Milliseconds());
        for (var i = 0; i < Single; i++) writer.Write(report);
        spent = Environment.CpuUsage.TotalTime - spent;
        for (var i = 0; i < Single; i++) await PrintAsync(browser, report);
        sheet.Add("  processor time", spent.TotalMilliseconds / Single, (ProcessTree.Milliseconds() - spentThere) / Single, Sheet.Time, $"{Single} one after the other, there all of the browser's processes");
        sheet.Add("  file size", ours.Length, other.Length, Sheet.Size);

        var (before, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        Parallel.For(0, Batch, new() { MaxDegreeOfParallelism = 2 }, _ => writer.Write(report));
        var (wall, processor) = (clock.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
        var (start, most) = (ProcessTree.Milliseconds(), 0.0);
        clock.Restart();
        await Parallel.ForAsync(0, Batch, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            await PrintAsync(browser, report);
            if (i % 5 == 0) most = Math.Max(most, ProcessTree.Bytes());
        });
        var (rivalWall, rivalProcessor) = (clock.Elapsed.TotalMilliseconds, ProcessTree.Milliseconds() - start);
        sheet.Add($"a batch on two threads, per paper", wall / Batch, rivalWall / Batch, Sheet.Time, $"{Batch} papers");
        sheet.Add("  processor time per paper", processor / Batch, rivalProcessor / Batch, Sheet.Time);
        sheet.Add("  memory at most", PeakAlone(), most, Sheet.Size, "ours: peak of a process that does nothing else; other: its processes, shared pages divided");

        var (own, rival) = (new List<(double, double)>(), new List<(double, double)>());
        foreach (var rows in Lengths)
        {
            var longer = SampleReport.Of([.. report.Blocks.Select(b => b is Table ? SampleReport.Rows(rows) : b)]);
            var (pages, rivalPages) = (Pages(writer.Write(longer)), Pages(await PrintAsync(browser, longer)));
            var both = Timing.Of([() => writer.Write(longer), () => PrintAsync(browser, longer).GetAwaiter().GetResult()], 3);
            own.Add((pages, both[0].Milliseconds));
            rival.Add((rivalPages, both[1].Milliseconds));
            sheet.Add($"{pages} pages ({rivalPages} there)", both[0].Milliseconds, both[1].Milliseconds, Sheet.Time);
        }
        sheet.Add("growth exponent in pages", $"{Timing.Growth(own):0.00}", $"other: {Timing.Growth(rival):0.00}");
        sheet.Print();
    }

    /// <summary>Writes the batch and prints this process's own peak.</summary>
    public static void RunAlone()
    {
        var (writer, report) = (Writer(), SampleReport.Whole());
        Parallel.For(0, Batch, new() { MaxDegreeOfParallelism = 2 }, _ => writer.Write(report));
        Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64);
    }

    private static PdfWriter Writer() => new(FontSet.OfMachine(Environment.GetEnvironmentVariable("INSPECTIONHUB_FONTS")));

    private static async Task<byte[]> PrintAsync(IBrowser browser, Report report)
    {
        var page = await browser.NewPageAsync();
        try
        {
            await page.SetContentAsync(PaperHtml.Of(report));
            return await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
        }
        finally
        {
            await page.CloseAsync();
        }
    }

    private static double PeakAlone()
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "InspectionHub.Bench.dll"), Alone]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Every character, letter and digit of the report must be read back from both files at least as often as it was written.</summary>
    private static int Check(Report report, byte[] ours, byte[] other)
    {
        var wanted = Count(WebUtility.HtmlDecode(Tag().Replace(PaperHtml.Of(report), "")));
        foreach (var (name, file) in new[] { ("ours", ours), ("Chromium's", other) })
        {
            var read = Count(Read(file));
            foreach (var (character, times) in wanted)
                if (read.GetValueOrDefault(character) < times) throw new UnequalException($"{name} file has {character} {read.GetValueOrDefault(character)} times, not {times}");
        }
        return wanted.Values.Sum();
    }

    private static Dictionary<Rune, int> Count(string text) => text.EnumerateRunes().Where(Rune.IsLetterOrDigit).GroupBy(r => r).ToDictionary(g => g.Key, g => g.Count());

    private static string Read(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pdf);
            using var process = Process.Start(new ProcessStartInfo("pdftotext", [file, "-"]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
            return process.StandardOutput.ReadToEnd();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static int Pages(byte[] pdf) => PageObject().Count(Encoding.Latin1.GetString(pdf));

    [GeneratedRegex(@"/Type\s?/Page\b(?!s)")]
    private static partial Regex PageObject();

    [GeneratedRegex("<title>.*?</title>|<style>.*?</style>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();
}
