using System.Globalization;
using System.Text;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using InspectionHub.Web.Reports.Pdf.Output;

namespace InspectionHub.Web.Reports.Pdf;

/// <summary>Writes a report as a PDF/A-2b file: blocks → display list → PDF. The same report gives the same bytes. Safe to share between threads.</summary>
public sealed class PdfWriter(FontSet fonts)
{
    /// <summary>The whole file.</summary>
    /// <exception cref="MissingGlyphException">Characters that no font has; the message names each with its place.</exception>
    /// <exception cref="UnreadablePhotoException">A photo that is not a readable JPEG.</exception>
    public byte[] Write(Report report) => Write(report, PaperLayout.Lay(report, fonts));

    private static byte[] Write(Report report, DisplayList list)
    {
        var file = new PdfFile();
        var fontTable = new FontTable(list.Pages);
        var photos = new PhotoTable(list.Pages);
        var tree = file.Reserve();
        var resources = file.Reserve();
        var pages = list.Pages.Select(page => WritePage(file, page, tree, resources, fontTable, photos)).ToList();
        file.Fill(resources, $"<</Font<<{fontTable.Write(file)}>>/XObject<<{photos.Write(file)}>>>>");
        file.Fill(tree, string.Create(CultureInfo.InvariantCulture, $"<</Type/Pages/Count {pages.Count}/Kids[{string.Join(' ', pages.Select(PdfFile.Ref))}]>>"));

        var outline = OutlineTree.Write(file, list, pages);
        var profile = file.AddStream(IccProfile.Srgb, "/N 3");
        var catalogue = new StringBuilder($"<</Type/Catalog/Pages {PdfFile.Ref(tree)}/Lang({report.Language})/ViewerPreferences<</DisplayDocTitle true>>")
            .Append($"/Metadata {PdfFile.Ref(DocumentInfo.WriteXmp(file, report))}")
            .Append($"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile {PdfFile.Ref(profile)}>>]");
        if (outline > 0)
            catalogue.Append($"/Outlines {PdfFile.Ref(outline)}/PageMode/UseOutlines");
        return file.Write(file.Add(catalogue.Append(">>").ToString()), DocumentInfo.Write(file, report));
    }

    private static int WritePage(PdfFile file, PageDrawing page, int tree, int resources, FontTable fonts, PhotoTable photos)
    {
        var content = file.AddStream(ContentStream.Of(page, fonts, photos).Span);
        var box = Encoding.ASCII.GetString(new PdfBytes().Add("[0 0 ").Number(Grid.PaperWidth).Add(" ").Number(Grid.PaperHeight).Add("]").Span);
        return file.Add($"<</Type/Page/Parent {PdfFile.Ref(tree)}/MediaBox{box}/Resources {PdfFile.Ref(resources)}/Contents {PdfFile.Ref(content)}{(page.IsTurned ? "/Rotate 90" : "")}>>");
    }
}
