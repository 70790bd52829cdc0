using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Charts become items that shrink, wait or split so that no page is left with a hole.</summary>
internal sealed class ChartLayout(Typesetter typesetter, bool hasCaption = true)
{
    public IEnumerable<FlowItem> Lay(TrendChart chart)
    {
        yield return new Blank(6);
        yield return new TrendItem(chart, typesetter, hasCaption);
        yield return new Blank(12);
    }

    public IEnumerable<FlowItem> Lay(BarChart chart)
    {
        yield return new Blank(6);
        if (BarItem.Of(chart, typesetter, hasCaption) is { } item)
            yield return item;
        yield return new Blank(12);
    }

    /// <summary>The caption below a chart.</summary>
    public static List<TextLine> Caption(Typesetter typesetter, string text) =>
        CellText.Fit(typesetter.Set(text, FontRole.Hei, Grid.Five, new($"图“{text}”")), Grid.Width);

    public static double CaptionHeight(List<TextLine> caption) => caption.Count * Grid.Five * 1.5;

    public static void DrawCaption(Canvas canvas, List<TextLine> caption, double top) =>
        FigureLayout.Lines(canvas, caption, 0, top, Grid.Width, Grid.Five, 1.5, Ink.Black);
}
