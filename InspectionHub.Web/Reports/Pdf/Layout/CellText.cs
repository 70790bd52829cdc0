using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Breaks the text of a cell so that its last line is not a single character.</summary>
internal static class CellText
{
    /// <summary>How much a cell's line may be tightened, as a part of its width; more would show.</summary>
    private const double Tighten = 0.06;

    public static List<TextLine> Fit(Glyph[] glyphs, double width)
    {
        var lines = LineBreaker.Break(glyphs, width, width);
        if (lines.Count < 2 || !IsLonely(lines))
            return lines;
        var tightened = LineBreaker.Break(glyphs, width * (1 + Tighten), width * (1 + Tighten));
        if (tightened.Count < lines.Count && tightened.All(line => line.Width - LineBreaker.GiveOf(line.Glyphs.Span) <= width * (1 + Tighten)))
            return tightened;
        var em = glyphs[0].Size;
        for (var narrower = width - (em / 2); narrower > Math.Max(width / 2, em * 2); narrower -= em / 2)
        {
            var tried = LineBreaker.Break(glyphs, narrower, narrower);
            if (tried.Count > lines.Count + 1)
                break;
            if (!IsLonely(tried))
                return tried;
        }

        return lines;
    }

    /// <summary>A line holds one character, marks not counted, though it is not the whole of what was written on its line.</summary>
    private static bool IsLonely(List<TextLine> lines)
    {
        for (var i = 1; i < lines.Count; i++)
        {
            if (!lines[i].IsLast || lines[i - 1].IsLast)
                continue;
            var characters = 0;
            foreach (var glyph in lines[i].Glyphs.Span[..lines[i].Visible])
                characters += Kinsoku.MayStart(glyph.CodePoint) ? 1 : 0;
            if (characters < 2)
                return true;
        }

        return false;
    }
}
