using System.Text;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Docx;
using InspectionHub.Web.Reports.Html;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Xlsx;

namespace InspectionHub.Web.Reports;

/// <summary>Writes a paper in any of its formats from the same blocks. What a person can mend comes back as a refusal that says what.</summary>
public sealed class PaperFiles(PdfWriter pdf, DocxWriter docx, HtmlWriter html, FontSet fonts)
{
    public const string Pdf = "pdf";
    public const string Docx = "docx";
    public const string Xlsx = "xlsx";
    public const string Html = "html";

    /// <summary>Every format, the usual first.</summary>
    public static readonly IReadOnlyList<string> All = [Pdf, Docx, Xlsx, Html];

    /// <exception cref="Refusal">No fonts, a character no font has, an unreadable photo, no table for a workbook, or an unknown format.</exception>
    public byte[] Write(Report report, string format)
    {
        // Without any face there is nothing to lay out, and no character worth naming: what to install is said instead.
        if ((format == Pdf || (format != Xlsx && report.Blocks.Any(block => block is TrendChart or BarChart))) && (fonts.Find(FontRole.Body, '一') is null || fonts.Find(FontRole.Body, '0') is null))
            throw new Refusal(422, fonts.Problems());
        try
        {
            return format switch
            {
                Pdf => pdf.Write(report),
                Docx => docx.Write(report),
                Xlsx => TableBook.Write(report),
                Html => Encoding.UTF8.GetBytes(html.Page(report)),
                _ => throw new Refusal(422, $"不认识文件格式“{format}”。可用：{string.Join(' ', All)}。"),
            };
        }
        catch (MissingGlyphException missing)
        {
            // Where a font of the list is not installed, that is what to mend; the characters come after it.
            throw new Refusal(422, [.. fonts.Problems(), missing.Message]);
        }
        catch (UnreadablePhotoException unreadable)
        {
            throw new Refusal(422, unreadable.Message);
        }
    }

    /// <summary>The media type of a format.</summary>
    public static string TypeOf(string format) => format switch
    {
        Pdf => "application/pdf",
        Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Html => "text/html; charset=utf-8",
        _ => "application/octet-stream",
    };
}
