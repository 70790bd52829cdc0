using System.Diagnostics;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>Blocks → paragraphs, tables and pictures in sections, upright or turned.</summary>
internal sealed class DocxBody
{
    private readonly DocxText _text = new();
    private readonly Typesetter _typesetter;
    private readonly DocxTable _tables;
    private readonly DocxFigures _figures;
    private readonly DocxClosing _closing;
    private readonly bool _hasMarks;

    public DocxBody(MainDocumentPart part, FontSet fonts, bool hasMarks)
    {
        var pictures = new DocxPictures(part);
        _typesetter = new(fonts);
        _tables = new(_text, new(_typesetter));
        _figures = new(_text, pictures, fonts);
        _closing = new(_text, pictures, _typesetter);
        _hasMarks = hasMarks;
    }

    /// <exception cref="MissingGlyphException">The text holds characters that XML cannot hold, or a chart such as no font has.</exception>
    public W.Body Of(IReadOnlyList<ReportBlock> blocks)
    {
        var body = new W.Body();
        var counts = new Dictionary<Type, int>();
        var isTurned = false;
        foreach (var block in blocks)
        {
            var turns = PaperLayout.IsTurned(block, isTurned);
            if (turns != isTurned && body.HasChildren) Close(body, isTurned);
            isTurned = turns;
            var number = counts[block.GetType()] = counts.GetValueOrDefault(block.GetType()) + 1;
            // A seal on a page without text is what 7.3.5 tells offices to avoid.
            if (block is Signatures { Organ: not null } && body.LastChild is W.Paragraph { ParagraphProperties: { } before }) before.KeepNext = new();
            body.Append(Elements(block, number));
        }

        body.Append(DocxPage.Section(isTurned, _hasMarks));
        return _text.Missing.Count == 0 ? body : throw new MissingGlyphException(_text.Missing);
    }

    private IEnumerable<OpenXmlElement> Elements(ReportBlock block, int number) => block switch
    {
        RedHeader header => Of(header),
        Title title => Of(title),
        Heading heading => [_text.Line(DocxStyles.Level(heading.Level), heading.Text, new($"标题“{heading.Text}”"))],
        Paragraph paragraph => Of(paragraph, number),
        KeyFigures figures => _figures.Of(figures, number),
        Table table => _tables.Of(table, number),
        TrendChart chart => _figures.Of(chart, chart.Caption),
        BarChart chart => _figures.Of(chart, chart.Caption),
        Photos photos => _figures.Of(photos),
        Signatures signatures => _closing.Of(signatures),
        Verification verification => _closing.Of(verification),
        Imprint imprint => _closing.Of(imprint),
        PageBreak => [DocxText.Paragraph(DocxStyles.Gap, [], new() { PageBreakBefore = new() })],
        _ => throw new UnreachableException(),
    };

    private IEnumerable<OpenXmlElement> Of(RedHeader header)
    {
        var place = new Place("版头");
        var size = Math.Floor(Math.Clamp(Grid.Width * 0.98 / Math.Max(1, Typesetter.WidthOf(_typesetter.SetLine(header.Organ, FontRole.Display, 1, place))), Grid.TitleSize, 40));
        yield return _text.Line(DocxStyles.Organ, header.Organ, place, new(Size: size), new() { SpacingBetweenLines = new() { Before = $"{DocxText.Twips(35 * Grid.Mm)}", Line = "240", LineRule = W.LineSpacingRuleValues.Auto } });
        if (header.Signer is not { } signer)
        {
            yield return _text.Line(DocxStyles.Number, header.Number, place);
            yield break;
        }

        yield return DocxText.Paragraph(DocxStyles.Number, [_text.Run(header.Number, place), new W.Run(new W.TabChar()), _text.Run("签发人：", place), _text.Run(signer, place, new(DocxStyles.Kai))],
            new() { Indentation = new() { Left = $"{DocxText.Twips(Grid.Body)}" }, Justification = new() { Val = W.JustificationValues.Left } });
    }

    /// <summary>With the PDF's breaks, so that the title is a trapezium here too.</summary>
    private IEnumerable<OpenXmlElement> Of(Title title)
    {
        var place = new Place("标题");
        var known = _typesetter.Missing.Count;
        var lines = title.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(part => TextLayout.Balanced(_typesetter.Set(part, FontRole.Display, Grid.TitleSize, place), Grid.Width)).Select(DocxClosing.TextOf).ToList();
        // A character our fonts lack the office's may have: then the breaks are left to the word processor.
        var text = _typesetter.Missing.Count == known ? string.Join('\n', lines) : title.Text;
        yield return _text.Line(DocxStyles.PaperTitle, text, place, null, new() { SpacingBetweenLines = new() { After = $"{DocxStyles.Line}" } });
    }

    private IEnumerable<OpenXmlElement> Of(Paragraph paragraph, int number)
    {
        var place = new Place($"第 {number} 段");
        var style = paragraph.IsNote ? DocxStyles.Note : paragraph.Indent ? DocxStyles.Body : DocxStyles.Flush;
        // Each part between line feeds is a paragraph of its own, as in the PDF.
        var parts = new List<List<OpenXmlElement>> { new() };
        foreach (var run in paragraph.Runs)
        {
            var pieces = run.Text.Split('\n');
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0) parts.Add([]);
                if (pieces[i].Length > 0) parts[^1].Add(_text.Run(pieces[i], place, new(StyleOf(run.Face))));
            }
        }

        foreach (var part in parts.Where(part => part.Count > 0))
        {
            var more = new W.ParagraphProperties();
            if (paragraph.IsHead()) more.KeepNext = new();
            if (paragraph.IsNote && paragraph.Indent) more.Indentation = new() { FirstLine = $"{DocxText.Twips(2 * Grid.Five)}" };
            if (paragraph.Align != TextAlign.Left)
            {
                more.Indentation = new() { FirstLine = "0", FirstLineChars = 0 };
                more.Justification = new() { Val = paragraph.Align == TextAlign.Right ? W.JustificationValues.Right : W.JustificationValues.Center };
            }
            yield return DocxText.Paragraph(style, part, more);
        }
    }

    private void Close(W.Body body, bool isTurned)
    {
        if (body.LastChild is not W.Paragraph last) body.Append(last = DocxTable.Gap());
        (last.ParagraphProperties ??= new()).SectionProperties = DocxPage.Section(isTurned, _hasMarks);
    }

    private static string? StyleOf(TextFace face) => face switch
    {
        TextFace.Normal => null,
        TextFace.Bold => DocxStyles.Bold,
        TextFace.Kai => DocxStyles.Kai,
        TextFace.Hei => DocxStyles.Hei,
        _ => throw new UnreachableException(),
    };
}
