using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>版头, title, headings and running text.</summary>
internal sealed class TextLayout(Typesetter typesetter)
{
    private const double NotePitch = Grid.Five * 1.6;
    private const double RedRule = 1.5;

    /// <summary>7.2.4 to 7.2.7: the organ's name 35 mm below the 版心's top, its number two lines below, the rule 4 mm below that.</summary>
    public IEnumerable<FlowItem> Lay(RedHeader header)
    {
        var place = new Place("版头");
        // As large as one line allows; a name of two lines stays readable from afar.
        var whole = Typesetter.WidthOf(typesetter.SetLine(header.Organ, FontRole.Display, 1, place));
        var size = Math.Clamp(Grid.Width * 0.98 / Math.Max(1, whole), Grid.TitleSize, 40);
        var organ = Balanced(typesetter.SetLine(header.Organ, FontRole.Display, size, place), Grid.Width);
        var number = typesetter.SetLine(header.Number, FontRole.Body, Grid.Body, place);
        var signer = header.Signer is null ? [] : typesetter.Set([new TextRun("签发人："), new TextRun(header.Signer.Replace('\n', ' '), TextFace.Kai)], Grid.Body, place);
        // A character stands in the middle of its line; what the standard measures is its upper edge and the number's lower one.
        var organTop = (35 * Grid.Mm) - (0.1 * size);
        var numberTop = (35 * Grid.Mm) + (organ.Count * size * 1.2) + (2 * Grid.LinePitch);
        var rule = numberTop + ((Grid.LinePitch + Grid.Body) / 2) + (4 * Grid.Mm) + (RedRule / 2);
        yield return new Drawn(rule + 2, (canvas, top) =>
        {
            FigureLayout.Lines(canvas, organ, 0, top + organTop, Grid.Width, size, 1.2, Ink.OfficialRed);
            var baseline = top + numberTop + LineItem.Baseline(Grid.LinePitch, Grid.Body);
            if (signer.Length == 0)
            {
                canvas.Text(number, (Grid.Width - Typesetter.WidthOf(number)) / 2, baseline);
            }
            else
            {
                canvas.Text(number, Grid.Body, baseline);
                canvas.Text(signer, Grid.Width - Grid.Body - Typesetter.WidthOf(signer), baseline);
            }

            canvas.Rule(0, top + rule, Grid.Width, top + rule, RedRule, Ink.OfficialRed);
        })
        { KeepWithNext = true };
        yield return new Blank(2 * Grid.LinePitch) { KeepWithNext = true };
    }

    public IEnumerable<FlowItem> Lay(Title title)
    {
        var place = new Place("标题");
        var pitch = Grid.TitleSize * 1.6;
        var isFirst = true;
        foreach (var part in title.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            foreach (var line in Balanced(typesetter.Set(part, FontRole.Display, Grid.TitleSize, place), Grid.Width))
            {
                yield return new LineItem(line, 0, Grid.Width, TextAlign.Centre, pitch, Grid.TitleSize)
                {
                    KeepWithNext = true,
                    Bookmark = isFirst ? (title.Text.Replace("\n", "", StringComparison.Ordinal), 0) : null,
                };
                isFirst = false;
            }
        }

        // With the step to the grid that follows, about one line.
        yield return new Blank(Grid.LinePitch * 0.6) { KeepWithNext = true };
    }

    public IEnumerable<FlowItem> Lay(Heading heading)
    {
        var role = heading.Level switch { 1 => FontRole.Hei, 2 => FontRole.Kai, _ => FontRole.Body };
        var glyphs = typesetter.Set(heading.Text, role, Grid.Body, new($"标题“{heading.Text}”"));
        foreach (var item in Lines(glyphs, 2 * Grid.Body, TextAlign.Left, Grid.LinePitch, Grid.Body, first => first ? (heading.Text, heading.Level) : null))
        {
            item.KeepWithNext = true;
            yield return item;
        }
    }

    public IEnumerable<FlowItem> Lay(Paragraph paragraph, int number, bool isTurned)
    {
        var size = paragraph.IsNote ? Grid.Five : Grid.Body;
        var pitch = paragraph.IsNote ? NotePitch : Grid.LinePitch;
        var glyphs = typesetter.Set(paragraph.Runs, size, new($"第 {number} 段"));
        foreach (var item in Lines(glyphs, paragraph.Indent ? 2 * size : 0, paragraph.Align, pitch, size, _ => null, isTurned))
        {
            item.KeepWithNext = paragraph.IsHead();
            yield return item;
        }
    }

    private static IEnumerable<FlowItem> Lines(Glyph[] glyphs, double indent, TextAlign align, double pitch, double size, Func<bool, (string, int)?> bookmark, bool isTurned = false)
    {
        // Each part between line feeds is a paragraph of its own, indented alike.
        var width = isTurned ? Grid.Height : Grid.Width;
        var isFirst = true;
        foreach (var part in Parts(glyphs))
        {
            var x = align == TextAlign.Left ? indent : 0;
            foreach (var line in LineBreaker.Break(part, width - x, width))
            {
                yield return new LineItem(line, x, width - x, align, pitch, size) { Bookmark = bookmark(isFirst), IsTurned = isTurned };
                x = 0;
                isFirst = false;
            }
        }
    }

    private static IEnumerable<Glyph[]> Parts(Glyph[] glyphs)
    {
        var start = 0;
        for (var i = 0; i <= glyphs.Length; i++)
        {
            if (i < glyphs.Length && glyphs[i].CodePoint != '\n')
                continue;
            if (i > start)
                yield return glyphs[start..i];
            start = i + 1;
        }
    }

    /// <summary>As few lines as the width allows, of nearly equal length (7.3.1: 梯形或菱形, never one character alone).</summary>
    public static List<TextLine> Balanced(Glyph[] glyphs, double width)
    {
        var lines = LineBreaker.Break(glyphs, width, width, canPushIn: false);
        var (low, high) = (width / 2, width);
        while (lines.Count > 1 && high - low > 1)
        {
            var middle = (low + high) / 2;
            var tried = LineBreaker.Break(glyphs, middle, middle, canPushIn: false);
            if (tried.Count > lines.Count)
                low = middle;
            else
                (lines, high) = (tried, middle);
        }

        return lines;
    }
}
