using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Docx;

namespace InspectionHub.Tests.Web.Reports.Docx;

/// <summary>A written Word document, looked at by programs that know nothing of the writer.</summary>
internal static class WordFile
{
    public static byte[] Of(Report report) => new DocxWriter(Printed.Fonts).Write(report);

    public static byte[] Of(params IReadOnlyList<ReportBlock> blocks) => Of(SampleReport.Of(blocks));

    public static WordprocessingDocument Open(byte[] file) => WordprocessingDocument.Open(new MemoryStream(file), isEditable: false);

    /// <summary>What OpenXml's validator says; empty when the document keeps to the standard and to Word 2019.</summary>
    public static IReadOnlyList<string> Complaints(byte[] file)
    {
        using var document = Open(file);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Part?.Uri} {error.Path?.XPath}: {error.Description}")];
    }

    public static string Text(byte[] file)
    {
        using var document = Open(file);
        return document.MainDocumentPart!.Document!.Body!.InnerText;
    }

    /// <summary>The files as LibreOffice prints them, in one start of the program.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> PrintAsync(IReadOnlyDictionary<string, byte[]> files)
    {
        var folder = Directory.CreateTempSubdirectory("inspectionhub-docx-").FullName;
        try
        {
            foreach (var (name, file) in files) await File.WriteAllBytesAsync(Path.Combine(folder, name + ".docx"), file);
            var start = new ProcessStartInfo("soffice", ["--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, .. files.Keys.Select(name => Path.Combine(folder, name + ".docx"))]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["HOME"] = folder;
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"soffice: {await error}{output}");
            var printed = new Dictionary<string, byte[]>();
            foreach (var name in files.Keys)
            {
                Assert.True(File.Exists(Path.Combine(folder, name + ".pdf")), $"LibreOffice did not open {name}: {output}{await error}");
                printed[name] = await File.ReadAllBytesAsync(Path.Combine(folder, name + ".pdf"));
            }
            return printed;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
