using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Fonts;
using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>A page as a viewer shows it; grey levels 0 (black) to 255.</summary>
internal sealed record Raster(int Width, int Height, byte[] Rgb)
{
    public (byte Red, byte Green, byte Blue) At(double x, double y)
    {
        var i = 3 * (((int)(y * (Height - 1)) * Width) + (int)(x * (Width - 1)));
        return (Rgb[i], Rgb[i + 1], Rgb[i + 2]);
    }

    public double Ink => Rgb.Sum(b => 255.0 - b) / (255.0 * Rgb.Length);
}

/// <summary>A written file, read back by programs that know nothing of the writer.</summary>
internal sealed partial class Printed
{
    public static readonly FontSet Fonts = FontSet.OfMachine();

    private Printed(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public static Printed Of(Report report) => new(new PdfWriter(Fonts).Write(report));

    public static Printed Of(params IReadOnlyList<ReportBlock> blocks) => Of(SampleReport.Of(blocks));

    public static Printed OfBytes(byte[] bytes) => new(bytes);

    /// <summary>The letters of each page's body in the order of its content: without watermark, page number and mark.</summary>
    public IReadOnlyList<string> Pages()
    {
        using var file = PdfDocument.Open(Bytes);
        return [.. file.GetPages().Select(page => PageFoot().Replace(string.Concat(page.Letters.Select(letter => letter.Value)), "")).Select(text => Watermark().Replace(text, ""))];
    }

    public string Text() => string.Concat(Pages());

    public IReadOnlyList<Raster> Render(int dpi)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder.At("in.pdf"), Bytes);
        Run("pdftoppm", "-r", dpi.ToString(), folder.At("in.pdf"), folder.At("page"));
        return [.. Directory.GetFiles(folder.Path, "page*.ppm").Order(StringComparer.Ordinal).Select(ReadPpm)];
    }

    /// <summary>What qpdf says of the file's structure; empty when it has nothing to say.</summary>
    public string Complaints()
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder.At("in.pdf"), Bytes);
        return Run("qpdf", "--check", "--warning-exit-0", folder.At("in.pdf")).Contains("No syntax or stream encoding errors found", StringComparison.Ordinal) ? "" : "qpdf complains";
    }

    /// <summary>The lines of pdffonts: name, type, encoding, embedded, subset, with Unicode.</summary>
    public IReadOnlyList<string> FontLines()
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder.At("in.pdf"), Bytes);
        return [.. Run("pdffonts", folder.At("in.pdf")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2)];
    }

    private static Raster ReadPpm(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var head = PpmHead().Match(Encoding.ASCII.GetString(bytes, 0, Math.Min(64, bytes.Length)));
        return new(int.Parse(head.Groups[1].Value), int.Parse(head.Groups[2].Value), bytes[head.Length..]);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {error.Result}{output}");
        return output;
    }

    [GeneratedRegex("— \\d+ —[演示数据草稿　]*$")]
    private static partial Regex PageFoot();

    [GeneratedRegex("^(演示数据)?　?(草稿)?")]
    private static partial Regex Watermark();

    [GeneratedRegex(@"^P6\s(\d+)\s(\d+)\s255\s")]
    private static partial Regex PpmHead();

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("inspectionhub-pdf-").FullName;

        public string At(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
