using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Draws on the body of one page; x and y from the top left corner of its 版心.</summary>
internal sealed class Canvas(List<DrawOp> ops, double left, double top)
{
    public void Text(ReadOnlyMemory<Glyph> glyphs, double x, double baseline, Ink ink = default, double[]? extra = null)
    {
        if (glyphs.Length > 0)
            ops.Add(new GlyphRun(glyphs, left + x, top + baseline, extra, ink));
    }

    /// <summary>A line of text within a width; a full line is stretched or squeezed to it when <paramref name="justify"/>.</summary>
    public void Line(TextLine line, double x, double baseline, double width, TextAlign align = TextAlign.Left, bool justify = false, Ink ink = default)
    {
        var room = width - line.Width;
        var extra = room < -0.01 ? Squeezed(line, -room) : justify && !line.IsLast && align == TextAlign.Left ? Stretched(line, room) : null;
        var at = extra is not null ? x : align switch
        {
            TextAlign.Centre => x + (room / 2),
            TextAlign.Right => x + room,
            _ => x,
        };
        Text(line.Glyphs, at, baseline, ink, extra);
    }

    public void Rule(double x1, double y1, double x2, double y2, double width, Ink ink = default, double dash = 0) =>
        Path([(x1, y1), (x2, y2)], width, ink, dash);

    public void Path(IReadOnlyList<(double X, double Y)> points, double width, Ink ink, double dash = 0) =>
        ops.Add(new Stroke([.. points.Select(At)], width, ink, dash));

    public void Fill(IReadOnlyList<(double X, double Y)> points, Ink ink) => ops.Add(new Shape([.. points.Select(At)], ink));

    public void Boxes(IReadOnlyList<(double X, double Y, double Width, double Height)> areas, Ink ink) =>
        ops.Add(new Boxes([.. areas.Select(area => (left + area.X, top + area.Y, area.Width, area.Height))], ink));

    public void Box(double x, double y, double width, double height, Ink ink) => Boxes([(x, y, width, height)], ink);

    public void Picture(JpegPhoto photo, double x, double y, double width, double height) =>
        ops.Add(new Picture(photo, left + x, top + y, width, height));

    private (double X, double Y) At((double X, double Y) point) => (left + point.X, top + point.Y);

    /// <summary>Spreads the room over all gaps; null when the line is so short that spreading would tear it.</summary>
    private static double[]? Stretched(TextLine line, double room)
    {
        var glyphs = line.Glyphs.Span[..line.Visible];
        var gaps = 0;
        for (var i = 0; i + 1 < glyphs.Length; i++)
            gaps += IsGap(glyphs, i) ? 1 : 0;
        if (gaps == 0 || room / gaps > glyphs[0].Size * 0.6)
            return null;
        var extra = new double[line.Glyphs.Length];
        for (var i = 0; i + 1 < glyphs.Length; i++)
            extra[i] = IsGap(glyphs, i) ? room / gaps : 0;
        return extra;
    }

    // Letters of a word stay together; everything else may move apart.
    private static bool IsGap(ReadOnlySpan<Glyph> glyphs, int i) => !(Kinsoku.IsWord(glyphs[i].CodePoint) && Kinsoku.IsWord(glyphs[i + 1].CodePoint));

    private static double[] Squeezed(TextLine line, double excess)
    {
        var glyphs = line.Glyphs.Span[..line.Visible];
        var extra = new double[line.Glyphs.Length];
        var give = LineBreaker.GiveOf(glyphs);
        // Without marks to squeeze (a tightened cell) every gap gives its share.
        if (give < excess - 0.02)
        {
            Array.Fill(extra, -excess / Math.Max(1, glyphs.Length - 1), 0, Math.Max(0, glyphs.Length - 1));
            return extra;
        }

        for (var i = 0; i < glyphs.Length; i++)
        {
            var share = glyphs[i].Width * LineBreaker.Give * excess / give;
            if (Kinsoku.GivesAfter(glyphs[i].CodePoint))
                extra[i] -= share;
            else if (i > 0 && Kinsoku.GivesBefore(glyphs[i].CodePoint))
                extra[i - 1] -= share;
        }

        return extra;
    }
}
