using DocumentFormat.OpenXml;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>署名 and 成文日期, lines to sign on, the code to verify with, 版记.</summary>
internal sealed class DocxClosing(DocxText text, DocxPictures pictures, Typesetter typesetter)
{
    public IEnumerable<OpenXmlElement> Of(Signatures signatures)
    {
        var place = new Place("署名");
        foreach (var label in signatures.Lines)
            yield return DocxText.Paragraph(DocxStyles.SigningLine, [text.Run(ClosingLayout.SigningLabel(label), place), new W.Run(new W.TabChar()), text.Run("　　年　　月　　日", place)]);
        if (signatures.Organ is not { } organ) yield break;
        var lines = TextLayout.Balanced(typesetter.SetLine(organ, FontRole.Body, Grid.Body, place), Grid.Width - (4 * Grid.Body));
        var date = ClosingLayout.DateText(signatures.Date);
        var dateWidth = Typesetter.WidthOf(typesetter.Set(date, FontRole.Body, Grid.Body, place));
        var organWidth = lines.Select(line => line.Width).DefaultIfEmpty(0).Max();
        var (organLeft, dateLeft) = ClosingLayout.SealPlaces(organWidth, dateWidth);
        var isFirst = true;
        foreach (var line in lines)
        {
            yield return text.Line(DocxStyles.Sign, TextOf(line), place, null, Indented(organLeft + ((organWidth - line.Width) / 2), isFirst ? 2 * DocxStyles.Line : 0));
            isFirst = false;
        }
        yield return text.Line(DocxStyles.Sign, date, place, null, Indented(dateLeft, 0));
        // The keep-with-next of the last line would otherwise pull what follows.
        yield return DocxTable.Gap();
    }

    public IEnumerable<OpenXmlElement> Of(Verification verification)
    {
        var size = 24 * Grid.Mm;
        int[] edges = [0, DocxText.Twips(size + 14), DocxText.Twips(Grid.Width)];
        var table = DocxTable.Frame(edges, isRuled: false);
        table.Append(new W.TableRow(new W.TableRowProperties(new W.CantSplit()),
            DocxTable.Cell(edges[0], edges[1], 1, [DocxText.Paragraph(DocxStyles.Picture, [pictures.Code(verification.QrText, size)], new() { Justification = new() { Val = W.JustificationValues.Left } })]),
            DocxTable.Cell(edges[1], edges[2], 1, [text.Line(DocxStyles.Check, verification.Caption, new("验证说明"))])));
        yield return table;
        yield return DocxTable.Gap();
    }

    /// <summary>A table that floats at the foot of the page it is on, the last one: thick rules first and last, a thin one between. A hair narrower than the text, because LibreOffice lets only such tables float.</summary>
    public IEnumerable<OpenXmlElement> Of(Imprint imprint)
    {
        var place = new Place("版记");
        int[] edges = [0, DocxText.Twips(Grid.Width) - 20];
        var table = DocxTable.Frame(edges, isRuled: false);
        var properties = table.GetFirstChild<W.TableProperties>()!;
        properties.TablePositionProperties = new() { HorizontalAnchor = W.HorizontalAnchorValues.Margin, TablePositionXAlignment = W.HorizontalAlignmentValues.Left, VerticalAnchor = W.VerticalAnchorValues.Margin, TablePositionYAlignment = W.VerticalAlignmentValues.Bottom };
        properties.TableBorders = new(DocxFigures.Border<W.TopBorder>(8), DocxFigures.Border<W.BottomBorder>(8), DocxFigures.Border<W.InsideHorizontalBorder>(6));
        properties.TableCellMarginDefault = new(new W.TableCellLeftMargin { Width = 280, Type = W.TableWidthValues.Dxa }, new W.TableCellRightMargin { Width = 280, Type = W.TableWidthValues.Dxa });
        if (imprint.CopyTo is { } copies)
            table.Append(Row([text.Run($"抄送：{copies}。", place)], new() { Indentation = new() { Left = $"{3 * 280}", Hanging = $"{3 * 280}" }, Justification = new() { Val = W.JustificationValues.Both } }));
        table.Append(Row([text.Run(imprint.Organ, place), new W.Run(new W.TabChar()), text.Run(ClosingLayout.DateText(imprint.Printed) + "印发", place)], null));
        yield return table;
        yield return DocxTable.Gap();

        W.TableRow Row(IEnumerable<OpenXmlElement> runs, W.ParagraphProperties? more) =>
            new(new W.TableRowProperties(new W.CantSplit()), DocxTable.Cell(edges[0], edges[1], 1, [DocxText.Paragraph(DocxStyles.Imprint, runs, more)]));
    }

    public static string TextOf(TextLine line) => string.Concat(line.Glyphs.ToArray().Select(glyph => char.ConvertFromUtf32(glyph.CodePoint)));

    private static W.ParagraphProperties Indented(double left, int before)
    {
        var properties = new W.ParagraphProperties { Indentation = new() { Left = $"{DocxText.Twips(Math.Max(0, left))}" } };
        if (before > 0) properties.SpacingBetweenLines = new() { Before = $"{before}" };
        return properties;
    }
}
