using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Html;

/// <summary>Marks as SVG: text stays text, held to the width it was laid out for, so that another font cannot make labels collide.</summary>
internal static class SvgPicture
{
    /// <summary>An svg element without scripts or styles of its own.</summary>
    /// <param name="width">In points.</param>
    /// <param name="height">In points.</param>
    /// <param name="marks">The drawing.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    public static string Of(double width, double height, IReadOnlyList<DrawOp> marks, string label)
    {
        var svg = new StringBuilder($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}pt\" height=\"{N(height)}pt\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        foreach (var mark in marks)
            Append(svg, mark);
        return svg.Append("</svg>").ToString();
    }

    private static void Append(StringBuilder svg, DrawOp mark)
    {
        switch (mark)
        {
            case GlyphRun run:
                Append(svg, run);
                break;
            case Stroke stroke:
                var dash = stroke.Dash > 0 ? $" stroke-dasharray=\"{N(stroke.Dash)}\"" : "";
                svg.Append($"<path d=\"{Path(stroke.Points)}\" fill=\"none\" stroke=\"{Colour(stroke.Colour)}\" stroke-width=\"{N(stroke.Width)}\"{dash}/>");
                break;
            case Boxes boxes:
                svg.Append("<path d=\"");
                foreach (var (x, y, width, height) in boxes.Areas)
                    svg.Append($"M{N(x)} {N(y)}h{N(width)}v{N(height)}h{N(-width)}z");
                svg.Append($"\" fill=\"{Colour(boxes.Colour)}\"/>");
                break;
            case Shape shape:
                svg.Append($"<path d=\"{Path(shape.Points)}z\" fill=\"{Colour(shape.Colour)}\"/>");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Append(StringBuilder svg, GlyphRun run)
    {
        var text = new StringBuilder();
        var width = 0.0;
        foreach (var glyph in run.Glyphs.Span)
        {
            text.Append(char.ConvertFromUtf32(glyph.CodePoint));
            width += glyph.Width;
        }

        if (run.Extra is { } extra)
            width += extra.Sum();
        var first = run.Glyphs.Span[0];
        var isSans = first.Face.PostScriptName.Contains("Hei", StringComparison.Ordinal) || first.Face.PostScriptName.Contains("Sans", StringComparison.Ordinal);
        svg.Append($"<text x=\"{N(run.X)}\" y=\"{N(run.Y)}\" font-size=\"{N(first.Size)}\" font-family=\"{(isSans ? "SimHei,'Noto Sans CJK SC',sans-serif" : "SimSun,'Noto Serif CJK SC',serif")}\" fill=\"{Colour(run.Colour)}\" textLength=\"{N(width)}\" lengthAdjust=\"spacingAndGlyphs\">{WebUtility.HtmlEncode(text.ToString())}</text>");
    }

    private static string Path(IReadOnlyList<(double X, double Y)> points) => "M" + string.Join('L', points.Select(point => $"{N(point.X)} {N(point.Y)}"));

    private static string Colour(Ink ink) => $"#{Part(ink.Red)}{Part(ink.Green)}{Part(ink.Blue)}";

    private static string Part(double part) => ((int)Math.Round(part * 255)).ToString("x2", CultureInfo.InvariantCulture);

    private static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
