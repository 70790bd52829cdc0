using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Breaks the text of a cell so that its last line is not a single character, wherever the width holds two.</summary>
internal static class CellText
{
    /// <summary>How much a cell's line may be tightened, as a part of its width; more would show.</summary>
    private const double Tighten = 0.06;

    /// <summary>Each line of the writer's is fitted by itself: one that ends alone must not narrow the others.</summary>
    public static List<TextLine> Fit(Glyph[] glyphs, double width)
    {
        var lines = new List<TextLine>();
        var start = 0;
        for (var i = 0; i <= glyphs.Length; i++)
        {
            if (i < glyphs.Length && glyphs[i].CodePoint != '\n')
                continue;
            var part = glyphs.AsSpan(start, i - start).ToArray();
            if (part.Length > 0)
                lines.AddRange(FitPart(part, width));
            else if (i < glyphs.Length)
                lines.Add(new(ReadOnlyMemory<Glyph>.Empty, 0, 0, IsLast: true));
            start = i + 1;
        }

        return lines;
    }

    private static List<TextLine> FitPart(Glyph[] glyphs, double width)
    {
        var lines = LineBreaker.Break(glyphs, width, width);
        if (lines.Count < 2 || !IsLonely(lines[^1]))
            return lines;
        var tightened = LineBreaker.Break(glyphs, width * (1 + Tighten), width * (1 + Tighten));
        if (tightened.Count < lines.Count && !IsLonely(tightened[^1]) && tightened.All(line => line.Width - LineBreaker.GiveOf(line.Glyphs.Span) <= width * (1 + Tighten)))
            return tightened;
        var em = glyphs[0].Size;
        for (var narrower = width - (em / 2); narrower > Math.Max(width / 2, em * 2); narrower -= em / 2)
        {
            var tried = LineBreaker.Break(glyphs, narrower, narrower);
            if (tried.Count > lines.Count + 1)
                break;
            if (!IsLonely(tried[^1]))
                return tried;
        }

        return TakenDown(glyphs, width) ?? lines;
    }

    /// <summary>The last line takes as little as it needs from the line before; where words fill the lines, a word is cut for it.</summary>
    private static List<TextLine>? TakenDown(Glyph[] glyphs, double width)
    {
        foreach (var mayCut in (bool[])[false, true])
            for (var at = glyphs.Length - 2; at > 0; at--)
            {
                if (!(mayCut ? MayCut(glyphs[at - 1].CodePoint, glyphs[at].CodePoint) : Kinsoku.MayBreak(glyphs[at - 1].CodePoint, glyphs[at].CodePoint)))
                    continue;
                var last = LineBreaker.Break(glyphs[at..], width, width);
                if (last.Count > 1)
                    break;
                if (!IsLonely(last[0]))
                    return [.. LineBreaker.Break(glyphs[..at], width, width).Select(line => line with { IsLast = false }), last[0]];
            }

        return null;
    }

    private static bool MayCut(int before, int after) => Kinsoku.MayStart(after) && Kinsoku.MayEnd(before) && after != ' ';

    /// <summary>A line holds one character, marks and blanks not counted.</summary>
    private static bool IsLonely(TextLine line)
    {
        var characters = 0;
        foreach (var glyph in line.Glyphs.Span[..line.Visible])
            characters += glyph.CodePoint != ' ' && Kinsoku.MayStart(glyph.CodePoint) ? 1 : 0;
        return characters < 2;
    }
}
