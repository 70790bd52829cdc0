using System.Text;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using SkiaSharp;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>A paper compared with the pages this project approved: InspectionHub.Tests/Approved/NAME holds the first pages, each as a grey PNG of 60 dpi, and the text of all.
/// HUB_APPROVE=1 writes them anew; the change is then looked at like any other change of a file.</summary>
internal static class ApprovedPages
{
    private const int Dpi = 60;

    /// <summary>A long paper repeats itself: of its later pages the text is enough.</summary>
    private const int Pictures = 7;

    private const int Tile = 8;

    /// <summary>How far the mean of a tile of 8 × 8 pixels may be from the approved one, of 255: another version of the drawing program smooths edges otherwise, a moved line or another glyph is further off.</summary>
    private const int Tolerance = 40;

    /// <summary>What differs, empty for nothing; with HUB_APPROVE=1 the pages are approved as they are.</summary>
    public static IReadOnlyList<string> Differences(string name, Report report) => Compared(name, report, Environment.GetEnvironmentVariable("HUB_APPROVE") == "1");

    public static IReadOnlyList<string> Compared(string name, Report report, bool isApproving = false)
    {
        var printed = Printed.Of(report);
        var text = string.Join("\n", printed.Pages().Select((page, i) => $"— {i + 1} —\n{page}")) + "\n";
        var pages = printed.Render(Dpi).Take(Pictures).Select(Grey).ToList();
        var folder = RepositoryRoot.PathOf("InspectionHub.Tests", "Approved", name);
        if (isApproving) Approve(folder, text, pages);
        if (!Directory.Exists(folder)) return [$"{name}: nothing is approved yet; look at the paper and run this test with HUB_APPROVE=1"];
        var differences = new List<string>();
        if (File.ReadAllText(Path.Combine(folder, "text.txt")) is var approved && approved != text) differences.Add($"{name}: the text differs from “{Around(approved, text)}”");
        var files = Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).ToList();
        if (files.Count != pages.Count) differences.Add($"{name}: {pages.Count} pages to look at, {files.Count} approved");
        for (var i = 0; i < Math.Min(files.Count, pages.Count); i++)
            if (Worst(pages[i], files[i]) is var worst && worst > Tolerance) differences.Add($"{name}: page {i + 1} looks different (a tile by {worst} of 255)");
        return differences;
    }

    private static void Approve(string folder, string text, List<(int Width, int Height, byte[] Pixels)> pages)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "text.txt"), text, new UTF8Encoding(false));
        for (var i = 0; i < pages.Count; i++)
        {
            var (width, height, pixels) = pages[i];
            using var bitmap = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
            for (var y = 0; y < height; y++)
                // Sixteen greys are enough to look at and keep the files small.
                System.Runtime.InteropServices.Marshal.Copy([.. pixels.Skip(y * width).Take(width).Select(p => (byte)(p / 17 * 17))], 0, bitmap.GetPixels() + (y * bitmap.RowBytes), width);
            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(Path.Combine(folder, $"page-{i + 1:00}.png"), data.ToArray());
        }
    }

    private static int Worst((int Width, int Height, byte[] Pixels) page, string file)
    {
        using var approved = SKBitmap.Decode(file);
        if ((approved.Width, approved.Height) != (page.Width, page.Height)) return 255;
        var worst = 0;
        for (var top = 0; top + Tile <= page.Height; top += Tile)
            for (var left = 0; left + Tile <= page.Width; left += Tile)
            {
                var difference = 0;
                for (var y = top; y < top + Tile; y++)
                    for (var x = left; x < left + Tile; x++)
                        // The approved greys were rounded down.
                        difference += page.Pixels[(y * page.Width) + x] - approved.GetPixel(x, y).Red;
                worst = Math.Max(worst, Math.Abs(difference) / (Tile * Tile));
            }
        return worst;
    }

    private static (int Width, int Height, byte[] Pixels) Grey(Raster page)
    {
        var grey = new byte[page.Width * page.Height];
        for (var i = 0; i < grey.Length; i++) grey[i] = (byte)(((page.Rgb[3 * i] * 299) + (page.Rgb[(3 * i) + 1] * 587) + (page.Rgb[(3 * i) + 2] * 114)) / 1000);
        return (page.Width, page.Height, grey);
    }

    private static string Around(string approved, string text)
    {
        var at = 0;
        while (at < Math.Min(approved.Length, text.Length) && approved[at] == text[at]) at++;
        return text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 30)];
    }
}
