using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Drawing;

/// <summary>One mark on a page. Lengths in points from the page's top left corner, y downwards. Closed family.</summary>
internal abstract record DrawOp;

/// <summary>A colour of sRGB, each part 0 to 1.</summary>
internal readonly record struct Ink(double Red, double Green, double Blue)
{
    public static Ink Black => default;
    public static Ink White => new(1, 1, 1);
    public static Ink OfficialRed => new(0.86, 0.06, 0.06);
    public static Ink Alarm => new(0.70, 0.05, 0.05);
    public static Ink Blue1 => new(0.16, 0.36, 0.62);
    public static Ink Green1 => new(0.10, 0.45, 0.25);
    public static Ink Ochre => new(0.72, 0.45, 0.06);
    public static Ink Violet => new(0.42, 0.28, 0.60);

    public static Ink Grey(double level) => new(level, level, level);
}

/// <summary>A character with the glyph that draws it; <paramref name="Width"/> in points at <paramref name="Size"/>.</summary>
internal readonly record struct Glyph(int CodePoint, FontFace Face, ushort Id, double Width, double Size);

/// <summary>Glyphs on one baseline.</summary>
/// <param name="Glyphs">In reading order; faces and sizes may differ.</param>
/// <param name="X">Left end of the first glyph.</param>
/// <param name="Y">The baseline.</param>
/// <param name="Extra">Added after each glyph, in points; null for none.</param>
/// <param name="Colour">The ink.</param>
/// <param name="Turn">Degrees counter-clockwise around (X, Y).</param>
internal sealed record GlyphRun(ReadOnlyMemory<Glyph> Glyphs, double X, double Y, double[]? Extra, Ink Colour, double Turn = 0) : DrawOp;

/// <summary>A line through points.</summary>
internal sealed record Stroke(IReadOnlyList<(double X, double Y)> Points, double Width, Ink Colour, double Dash = 0) : DrawOp;

/// <summary>Filled rectangles of one colour; one path, so a QR code has no seams.</summary>
internal sealed record Boxes(IReadOnlyList<(double X, double Y, double Width, double Height)> Areas, Ink Colour) : DrawOp;

/// <summary>A filled shape.</summary>
internal sealed record Shape(IReadOnlyList<(double X, double Y)> Points, Ink Colour) : DrawOp;

/// <summary>A photo filling its rectangle.</summary>
internal sealed record Picture(JpegPhoto Photo, double X, double Y, double Width, double Height) : DrawOp;
