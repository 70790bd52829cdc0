using DocumentFormat.OpenXml;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>Key figures, charts and photos.</summary>
internal sealed class DocxFigures(DocxText text, DocxPictures pictures, FontSet fonts)
{
    public IEnumerable<OpenXmlElement> Of(KeyFigures figures, int number)
    {
        if (figures.Items.Count == 0) yield break;
        var place = new Place($"第 {number} 组关键数字");
        var edges = Even(figures.Items.Count);
        var table = DocxTable.Frame(edges, isRuled: false);
        table.GetFirstChild<W.TableProperties>()!.TableBorders = new(Border<W.TopBorder>(8), Border<W.BottomBorder>(8), Border<W.InsideVerticalBorder>(4));
        var row = new W.TableRow(new W.TableRowProperties(new W.CantSplit()));
        for (var i = 0; i < figures.Items.Count; i++)
        {
            var item = figures.Items[i];
            var colour = DocxTable.ColourOf(item.State);
            // A long value is set smaller, so that it stays on its line.
            var size = Math.Clamp((edges[1] / 20.0 - 12 - (item.Unit.Length * Grid.Five)) / Math.Max(1, item.Value.Sum(c => c < 0x2000 ? 0.55 : 1)), 7, 24);
            var lines = new List<OpenXmlElement>
            {
                text.Line(DocxStyles.HeadCell, item.Label, place),
                DocxText.Paragraph(DocxStyles.Cell, [text.Run(item.Value, place, new(DocxStyles.Bold, colour, Math.Floor(size))), text.Run(item.Unit, place, new(Colour: colour))], Centred(600)),
            };
            if (item.Note is { Length: > 0 } note) lines.Add(text.Line(DocxStyles.Cell, note, place, new(Colour: "4D4D4D", Size: Grid.SmallFive), Centred()));
            row.Append(DocxTable.Cell(edges[i], edges[i + 1], 1, lines, isFromTop: true));
        }
        table.Append(row);
        yield return table;
        yield return DocxTable.Gap();
    }

    public IEnumerable<OpenXmlElement> Of(ReportBlock chart, string caption)
    {
        foreach (var picture in ChartPicture.Of(chart, fonts))
        {
            yield return DocxText.Paragraph(DocxStyles.Picture, [pictures.Chart(picture, caption)]);
            yield return text.Line(DocxStyles.FigureCaption, caption, new($"图“{caption}”"));
        }
    }

    public IEnumerable<OpenXmlElement> Of(Photos photos)
    {
        if (photos.Items.Count == 0) yield break;
        var edges = Even(2);
        var table = DocxTable.Frame(edges, isRuled: false);
        var width = (Grid.Width / 2) - 8;
        foreach (var pair in photos.Items.Chunk(2))
        {
            var row = new W.TableRow(new W.TableRowProperties(new W.CantSplit()));
            for (var i = 0; i < 2; i++)
                row.Append(DocxTable.Cell(edges[i], edges[i + 1], 1, i < pair.Length ? Shown(pair[i], width) : [DocxText.Paragraph(DocxStyles.Cell, [])], isFromTop: true));
            table.Append(row);
        }
        yield return table;
        yield return DocxTable.Gap();
    }

    private IEnumerable<OpenXmlElement> Shown(Photo photo, double width)
    {
        var read = JpegPhoto.Read(photo.Jpeg, photo.Caption);
        var shown = Math.Min(width, 7 * Grid.LinePitch * read.Aspect);
        yield return DocxText.Paragraph(DocxStyles.Picture, [pictures.Photo(read, shown, shown / read.Aspect, photo.Caption)]);
        yield return text.Line(DocxStyles.Cell, photo.Caption, new($"照片“{photo.Caption}”"), new(Size: Grid.SmallFive), Centred());
    }

    public static int[] Even(int count) => [.. Enumerable.Range(0, count + 1).Select(i => DocxText.Twips(Grid.Width * i / count))];

    public static TBorder Border<TBorder>(uint eighths)
        where TBorder : W.BorderType, new() => new() { Val = W.BorderValues.Single, Size = eighths, Space = 0, Color = "auto" };

    private static W.ParagraphProperties Centred(int line = 0)
    {
        var properties = new W.ParagraphProperties { Justification = new() { Val = W.JustificationValues.Center } };
        if (line > 0) properties.SpacingBetweenLines = new() { Line = $"{line}", LineRule = W.LineSpacingRuleValues.Exact };
        return properties;
    }
}
