using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>A line of a paragraph.</summary>
/// <param name="Glyphs">Its glyphs; spaces at its end are kept for the reader of the text but not measured.</param>
/// <param name="Visible">How many of them are measured.</param>
/// <param name="Width">Their natural width.</param>
/// <param name="IsLast">The last line of the paragraph or before a forced break: not stretched.</param>
internal sealed record TextLine(ReadOnlyMemory<Glyph> Glyphs, int Visible, double Width, bool IsLast);

/// <summary>Breaks text into lines by the rules of <see cref="Kinsoku"/>: a mark that may not start a line is pushed in when the line's
/// own marks can give way, otherwise the character before it goes down with it.</summary>
internal static class LineBreaker
{
    private const double Slack = 0.01;

    /// <summary>How much of its width a mark may give up: half, in em.</summary>
    public const double Give = 0.5;

    public static List<TextLine> Break(Glyph[] glyphs, double firstWidth, double width, bool canPushIn = true)
    {
        var lines = new List<TextLine>();
        var start = 0;
        while (start < glyphs.Length)
        {
            var end = EndOfLine(glyphs, start, lines.Count == 0 ? firstWidth : width, canPushIn);
            var forced = end < glyphs.Length && glyphs[end].CodePoint == '\n';
            lines.Add(LineOf(glyphs, start, end, forced || end == glyphs.Length));
            start = forced ? end + 1 : end;
        }

        return lines;
    }

    private static int EndOfLine(Glyph[] glyphs, int start, double width, bool canPushIn)
    {
        var used = 0.0;
        var breakAt = -1;
        for (var i = start; i < glyphs.Length; i++)
        {
            var c = glyphs[i].CodePoint;
            if (c == '\n')
                return i;
            if (i > start && Kinsoku.MayBreak(glyphs[i - 1].CodePoint, c))
                breakAt = i;
            used += glyphs[i].Width;
            if (used <= width + Slack || c == ' ')
                continue;
            if (canPushIn && PushedIn(glyphs, start, i, used, width) is > 0 and var pushed)
                return pushed;
            return breakAt > start ? breakAt : Emergency(glyphs, start, i);
        }

        return glyphs.Length;
    }

    /// <summary>The end of the line if the marks that follow fit by squeezing the line's marks; 0 if they do not.</summary>
    private static int PushedIn(Glyph[] glyphs, int start, int over, double used, double width)
    {
        if (Kinsoku.MayStart(glyphs[over].CodePoint) || over == start)
            return 0;
        var end = over + 1;
        while (end < glyphs.Length && !Kinsoku.MayStart(glyphs[end].CodePoint))
            used += glyphs[end++].Width;
        if (end < glyphs.Length && glyphs[end].CodePoint != '\n' && !Kinsoku.MayBreak(glyphs[end - 1].CodePoint, glyphs[end].CodePoint))
            return 0;
        return used - GiveOf(glyphs.AsSpan(start, end - start)) <= width + Slack ? end : 0;
    }

    public static double GiveOf(ReadOnlySpan<Glyph> line)
    {
        var give = 0.0;
        for (var i = 0; i < line.Length; i++)
            if (Kinsoku.GivesAfter(line[i].CodePoint) || (i > 0 && Kinsoku.GivesBefore(line[i].CodePoint)))
                give += line[i].Width * Give;
        return give;
    }

    /// <summary>A word longer than the line is cut, at a place where no mark is left at the start if there is one.</summary>
    private static int Emergency(Glyph[] glyphs, int start, int over)
    {
        for (var end = over; end > start + 1; end--)
            if (Kinsoku.MayStart(glyphs[end].CodePoint) && Kinsoku.MayEnd(glyphs[end - 1].CodePoint))
                return end;
        return Math.Max(over, start + 1);
    }

    private static TextLine LineOf(Glyph[] glyphs, int start, int end, bool isLast)
    {
        var visible = end;
        while (visible > start && glyphs[visible - 1].CodePoint == ' ')
            visible--;
        return new(glyphs.AsMemory(start, end - start), visible - start, Typesetter.WidthOf(glyphs.AsSpan(start, visible - start)), isLast);
    }
}
