using System.Diagnostics;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>A chart as marks of its own, for formats without pages: the same drawing as in the PDF, its caption left to the format's text.</summary>
/// <param name="Width">In points.</param>
/// <param name="Height">In points, never more than a page's.</param>
/// <param name="Marks">From the top left corner.</param>
internal sealed record ChartPicture(double Width, double Height, IReadOnlyList<DrawOp> Marks)
{
    // A caption of two lines still stands below a picture that fills the page.
    private const double Most = Grid.Height - (3 * Grid.LinePitch);

    /// <summary>One picture, or several of one scale where there are more bars than a page holds; none for a chart without bars.</summary>
    /// <exception cref="MissingGlyphException">A label holds characters that no font has.</exception>
    public static IReadOnlyList<ChartPicture> Of(ReportBlock chart, FontSet fonts)
    {
        var typesetter = new Typesetter(fonts);
        var layout = new ChartLayout(typesetter, hasCaption: false);
        var items = chart switch
        {
            TrendChart trend => layout.Lay(trend),
            BarChart bars => layout.Lay(bars),
            _ => throw new UnreachableException(),
        };
        var pictures = new List<ChartPicture>();
        foreach (var item in items.Where(item => !item.IsBlank))
        {
            var rest = item;
            while (rest.Height > Most && rest.Split(Most) is { } parts)
            {
                pictures.Add(Draw(parts.First));
                rest = parts.Others;
            }

            pictures.Add(Draw(rest));
        }

        return typesetter.Missing.Count == 0 ? pictures : throw new MissingGlyphException(typesetter.Missing);
    }

    private static ChartPicture Draw(FlowItem item)
    {
        var marks = new List<DrawOp>();
        item.Draw(new Canvas(marks, 0, 0), 0, item.Height);
        return new(Grid.Width, item.Height, marks);
    }
}
