using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>The room a label takes in a chart, so that nothing else is written there.</summary>
internal readonly record struct Area(double X, double Y, double Width, double Height)
{
    /// <summary>Of glyphs of one size on a baseline: from the top of a Chinese character or a figure to its foot.</summary>
    public static Area Of(ReadOnlySpan<Glyph> glyphs, double x, double baseline, double size) => new(x, baseline - (0.88 * size), Typesetter.WidthOf(glyphs), size);

    public double Right => X + Width;

    public bool Meets(Area other) => X < other.Right && other.X < Right && Y < other.Y + other.Height && other.Y < Y + Height;
}
