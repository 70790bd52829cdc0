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
public sealed class PaperFiles(PdfWriter pdf, DocxWriter docx, HtmlWriter html)
{
    public const string Pdf = "pdf";
    public const string Docx = "docx";
    public const string Xlsx = "xlsx";
    public const string Html = "html";

    /// <summary>Every format, the usual first.</summary>
    public static readonly IReadOnlyList<string> All = [Pdf, Docx, Xlsx, Html];

    /// <exception cref="Refusal">A character no font has, an unreadable photo, no table for a workbook, or an unknown format.</exception>
    public byte[] Write(Report report, string format)
    {
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
        catch (Exception known) when (known is MissingGlyphException or UnreadablePhotoException)
        {
            throw new Refusal(422, known.Message);
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
