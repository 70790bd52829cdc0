using System.Diagnostics;
using System.Text;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>Every paper against programs that judge files for archives: qpdf, and PDFBox preflight, which takes seconds for each and so sees one issued paper always and all of them with HUB_LONG=1. Preflight knows PDF/A-1b only, which is stricter than the PDF/A-2b the papers
/// declare; so it reads a copy that declares part 1.</summary>
public sealed class PreflightTests
{
    private static readonly string[] Jars = ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "javax.activation", "jaxb-api"];

    public static TheoryData<string> Papers => [.. EveryPaper.Issued.Keys];

    [Theory]
    [MemberData(nameof(Papers))]
    public void The_file_of_every_paper_is_whole_and_fit_for_archives(string name)
    {
        // A draft carries the watermark, an issued paper the code.
        foreach (var printed in (Printed[])[Printed.Of(EveryPaper.Issued[name]()), Printed.Of(EveryPaper.Draft(name))])
        {
            Assert.Equal("", printed.Complaints());
            if (IsLong) Assert.Equal("valid", Judge(AsPartOne(printed.Bytes)));
        }
    }

    [Fact]
    public void The_judge_takes_an_issued_paper_and_refuses_it_without_its_colour_profile()
    {
        var paper = AsPartOne(Printed.Of(EveryPaper.Issued["brief"]()).Bytes);
        Assert.Equal("valid", Judge(paper));
        Assert.NotEqual("valid", Judge(Replaced(paper, "/GTS_PDFA1", "/GTS_PDFX1")));
    }

    private static bool IsLong => Environment.GetEnvironmentVariable("HUB_LONG") == "1";

    private static byte[] AsPartOne(byte[] file) => Replaced(file, "<pdfaid:part>2<", "<pdfaid:part>1<");

    private static byte[] Replaced(byte[] file, string old, string other)
    {
        var copy = file.ToArray();
        var at = copy.AsSpan().IndexOf(Encoding.ASCII.GetBytes(old));
        Assert.True(at > 0, $"“{old}” is not in the file");
        Encoding.ASCII.GetBytes(other).CopyTo(copy, at);
        return copy;
    }

    /// <summary>What preflight says; "valid" if it has nothing to say.</summary>
    private static string Judge(byte[] file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"preflight-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(path, file);
        try
        {
            var classes = string.Join(':', Jars.Select(jar => $"/usr/share/java/{jar}.jar"));
            using var process = Process.Start(new ProcessStartInfo("java", ["-Xmx512m", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && output.Contains("is a valid PDF/A-1b file", StringComparison.Ordinal) ? "valid" : output + error.Result;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
