using System.Globalization;
using System.Security;
using System.Text;
using InspectionHub.Core.Reports;

namespace InspectionHub.Web.Reports.Pdf.Output;

/// <summary>Title, organ and date, told twice in the same words: in the information dictionary and as XMP (ISO 19005-2, 6.6).</summary>
internal static class DocumentInfo
{
    private const string Program = "InspectionHub";

    public static int Write(PdfFile file, Report report)
    {
        var date = Date(report.Created);
        return file.Add($"<</Title {PdfBytes.Text(report.Title)}/Author {PdfBytes.Text(report.Organ)}/Creator({Program})/Producer({Program})/CreationDate({date})/ModDate({date})>>");
    }

    public static int WriteXmp(PdfFile file, Report report)
    {
        var date = report.Created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        var xmp = $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
            <pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Escaped(report.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{Escaped(report.Organ)}</rdf:li></rdf:Seq></dc:creator>
            {Identifier(report)}<dc:language><rdf:Bag><rdf:li>{Escaped(report.Language)}</rdf:li></rdf:Bag></dc:language>
            <xmp:CreatorTool>{Program}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
            <pdf:Producer>{Program}</pdf:Producer>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="w"?>
            """;
        return file.AddStream(Encoding.UTF8.GetBytes(xmp.ReplaceLineEndings("\n")), "/Type/Metadata/Subtype/XML", compress: false);
    }

    /// <summary>The address the paper is checked at, so that a copy of the file can be told from the issued one.</summary>
    private static string Identifier(Report report) => report.Blocks.OfType<Verification>().LastOrDefault() is { } check ? $"<dc:identifier>{Escaped(check.QrText)}</dc:identifier>\n" : "";

    // XML has no place for control characters, not even escaped.
    private static string Escaped(string text) => SecurityElement.Escape(string.Concat(text.Where(c => !char.IsControl(c)))) ?? "";

    private static string Date(DateTimeOffset time)
    {
        var zone = time.ToString("zzz", CultureInfo.InvariantCulture).Replace(':', '\'');
        return $"D:{time.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}{zone}'";
    }
}
