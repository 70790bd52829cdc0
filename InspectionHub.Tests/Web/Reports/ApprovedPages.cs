using System.Runtime.InteropServices;
using System.Text;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using SkiaSharp;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>A paper compared with the pages this project approved: InspectionHub.Tests/Approved/NAME holds the first pages, each as a PNG of 60 dpi in colour, and the text of all.
/// HUB_APPROVE=1 writes them anew; the change is then looked at like any other change of a file.</summary>
internal static class ApprovedPages
{
    private const int Dpi = 60;

    /// <summary>A long paper repeats itself: of its later pages the text is enough.</summary>
    private const int Pictures = 7;

    /// <summary>How far the mean of a tile may be from the approved one in any colour, of 255: another version of the drawing program smooths edges otherwise, a moved line or another glyph is further off.</summary>
    private const int Tolerance = 40;

    /// <summary>Squares see glyphs and colours; the flat and the tall ones see rules, which are thinner than a pixel and vanish in the mean of a square.</summary>
    private static readonly (int Width, int Height)[] Tiles = [(8, 8), (64, 2), (2, 64)];

    /// <summary>What differs, empty for nothing; with HUB_APPROVE=1 the pages are approved as they are.</summary>
    public static IReadOnlyList<string> Differences(string name, Report report)
    {
        var printed = Printed.Of(report);
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1") Approve(FolderOf(name), Text(printed), Pages(printed));
        return Compared(name, Text(printed), Pages(printed));
    }

    /// <summary>The pages that are looked at.</summary>
    public static IReadOnlyList<Raster> Pages(Printed printed) => [.. printed.Render(Dpi).Take(Pictures)];

    public static string Text(Printed printed) => string.Join("\n", printed.Pages().Select((page, i) => $"— {i + 1} —\n{page}")) + "\n";

    public static IReadOnlyList<string> Compared(string name, string text, IReadOnlyList<Raster> pages)
    {
        var folder = FolderOf(name);
        if (!Directory.Exists(folder)) return [$"{name}: nothing is approved yet; look at the paper and run this test with HUB_APPROVE=1"];
        var differences = new List<string>();
        if (File.ReadAllText(Path.Combine(folder, "text.txt")) is var approved && approved != text) differences.Add($"{name}: the text differs from “{Around(approved, text)}”");
        var files = Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).ToList();
        if (files.Count != pages.Count) differences.Add($"{name}: {pages.Count} pages to look at, {files.Count} approved");
        for (var i = 0; i < Math.Min(files.Count, pages.Count); i++)
            if (Worst(pages[i], Read(files[i])) is var worst && worst > Tolerance) differences.Add($"{name}: page {i + 1} looks different (a tile by {worst} of 255)");
        return differences;
    }

    private static string FolderOf(string name) => RepositoryRoot.PathOf("InspectionHub.Tests", "Approved", name);

    private static void Approve(string folder, string text, IReadOnlyList<Raster> pages)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "text.txt"), text, new UTF8Encoding(false));
        for (var i = 0; i < pages.Count; i++)
        {
            using var bitmap = new SKBitmap(pages[i].Width, pages[i].Height, SKColorType.Rgb888x, SKAlphaType.Opaque);
            var pixels = new byte[4 * pages[i].Width * pages[i].Height];
            // Sixteen steps of each colour are enough to look at and keep the files small.
            for (var p = 0; p < pages[i].Rgb.Length; p++) pixels[(4 * (p / 3)) + (p % 3)] = (byte)(pages[i].Rgb[p] / 17 * 17);
            Marshal.Copy(pixels, 0, bitmap.GetPixels(), pixels.Length);
            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(folder, $"page-{i + 1:00}.png"), data.ToArray());
        }
    }

    private static Raster Read(string file)
    {
        using var bitmap = SKBitmap.Decode(file).Copy(SKColorType.Rgba8888);
        var pixels = bitmap.Bytes;
        var rgb = new byte[3 * bitmap.Width * bitmap.Height];
        for (var p = 0; p < rgb.Length; p++) rgb[p] = pixels[(4 * (p / 3)) + (p % 3)];
        return new(bitmap.Width, bitmap.Height, rgb);
    }

    private static int Worst(Raster page, Raster approved)
    {
        if ((approved.Width, approved.Height) != (page.Width, page.Height)) return 255;
        var worst = 0;
        foreach (var (width, height) in Tiles)
            for (var top = 0; top + height <= page.Height; top += height)
                for (var left = 0; left + width <= page.Width; left += width)
                    for (var colour = 0; colour < 3; colour++)
                        worst = Math.Max(worst, Math.Abs(Sum(page, left, top, width, height, colour) - Sum(approved, left, top, width, height, colour)) / (width * height));
        return worst;
    }

    private static int Sum(Raster page, int left, int top, int width, int height, int colour)
    {
        var sum = 0;
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++)
                // What was approved was rounded down.
                sum += page.Rgb[(3 * ((y * page.Width) + x)) + colour] / 17 * 17;
        return sum;
    }

    private static string Around(string approved, string text)
    {
        var at = 0;
        while (at < Math.Min(approved.Length, text.Length) && approved[at] == text[at]) at++;
        return text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 30)];
    }
}
