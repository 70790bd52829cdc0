using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>Writes a report as a Word document an office can edit before issuing: same blocks and page as the PDF, real styles. The same report gives the same bytes. Safe to share between threads.</summary>
public sealed class DocxWriter(FontSet fonts)
{
    // A ZIP entry has a time; a fixed one, as the same report is the same file.
    private static readonly DateTimeOffset Stamp = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The whole file.</summary>
    /// <exception cref="MissingGlyphException">Characters that cannot be written; the message names each with its place.</exception>
    /// <exception cref="UnreadablePhotoException">A photo that is not a readable JPEG.</exception>
    public byte[] Write(Report report)
    {
        string[] marks = [.. report.IsDemo ? ["演示数据"] : Array.Empty<string>(), .. report.IsDraft ? ["草稿"] : Array.Empty<string>()];
        using var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            Feed(main.AddNewPart<StyleDefinitionsPart>("rIdStyles"), DocxStyles.Styles);
            Feed(main.AddNewPart<FontTablePart>("rIdFonts"), DocxStyles.Fonts);
            Feed(main.AddNewPart<DocumentSettingsPart>("rIdSettings"), DocxStyles.Settings);
            if (marks.Length > 0) Feed(main.AddNewPart<HeaderPart>(DocxPage.Header), DocxStyles.Header(string.Join('　', marks)));
            Feed(main.AddNewPart<FooterPart>(DocxPage.OddFooter), DocxStyles.Footer(isOdd: true));
            Feed(main.AddNewPart<FooterPart>(DocxPage.EvenFooter), DocxStyles.Footer(isOdd: false));
            main.Document = new W.Document(new DocxBody(main, fonts, marks.Length > 0).Of(report.Blocks));
            var about = document.AddCoreFilePropertiesPart();
            Feed(about, Properties(report));
            // Names of relationships are random otherwise.
            document.ChangeIdOfPart(main, "rIdDocument");
            document.ChangeIdOfPart(about, "rIdAbout");
        }
        return Packed(file);
    }

    private static string Properties(Report report)
    {
        var date = report.Created.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        static string Text(string text) => WebUtility.HtmlEncode(string.Concat(text.Where(c => !char.IsControl(c))));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
            + $"<dc:title>{Text(report.Title)}</dc:title><dc:creator>{Text(report.Organ)}</dc:creator><dc:language>{Text(report.Language)}</dc:language>"
            + $"<dcterms:created xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{date}</dcterms:modified></cp:coreProperties>";
    }

    private static void Feed(OpenXmlPart part, string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml.ReplaceLineEndings("\n")));
        part.FeedData(stream);
    }

    /// <summary>The same parts in a fixed order with a fixed time.</summary>
    private static byte[] Packed(MemoryStream file)
    {
        using var packed = new MemoryStream();
        using (var from = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
        using (var to = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries.OrderBy(entry => entry.FullName != "[Content_Types].xml").ThenBy(entry => entry.FullName, StringComparer.Ordinal))
            {
                var isPacked = entry.FullName.EndsWith(".png", StringComparison.Ordinal) || entry.FullName.EndsWith(".jpg", StringComparison.Ordinal);
                var copy = to.CreateEntry(entry.FullName, isPacked ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                copy.LastWriteTime = Stamp;
                using var source = entry.Open();
                using var target = copy.Open();
                source.CopyTo(target);
            }
        return packed.ToArray();
    }
}
