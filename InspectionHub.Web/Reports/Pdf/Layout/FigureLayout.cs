using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Key figures and photos.</summary>
internal sealed class FigureLayout(Typesetter typesetter)
{
    private const double Gap = 12;

    public IEnumerable<FlowItem> Lay(KeyFigures figures, int number)
    {
        if (figures.Items.Count == 0)
            yield break;
        var width = Grid.Width / figures.Items.Count;
        var place = new Place($"第 {number} 组关键数字");
        var cells = figures.Items.Select(item => (
            Label: CellText.Fit(typesetter.Set(item.Label, FontRole.Hei, Grid.Five, place), width - 8),
            Value: Value(item, width - 8, place),
            Unit: typesetter.SetLine(item.Unit, FontRole.Song, Grid.Five, place),
            Note: CellText.Fit(typesetter.Set(item.Note ?? "", FontRole.Song, Grid.SmallFive, place), width - 8),
            Ink: TableLayout.InkOf(item.State))).ToList();
        var labels = cells.Max(cell => cell.Label.Count) * Grid.Five * 1.3;
        var notes = cells.Max(cell => cell.Note.Count) * Grid.SmallFive * 1.35;
        var height = 6 + labels + 32 + notes + 7;
        yield return new Blank(6);
        yield return new Drawn(height, (canvas, top) =>
        {
            canvas.Rule(0, top, Grid.Width, top, 1);
            canvas.Rule(0, top + height, Grid.Width, top + height, 1);
            for (var i = 0; i < cells.Count; i++)
            {
                var (x, cell) = (i * width, cells[i]);
                if (i > 0)
                    canvas.Rule(x, top + 7, x, top + height - 7, 0.4, Ink.Grey(0.6));
                Lines(canvas, cell.Label, x, top + 6, width, Grid.Five, 1.3, Ink.Black);
                var whole = Typesetter.WidthOf(cell.Value) + Typesetter.WidthOf(cell.Unit) + 2;
                var at = x + ((width - whole) / 2);
                canvas.Text(cell.Value, at, top + 6 + labels + 26, cell.Ink);
                canvas.Text(cell.Unit, at + Typesetter.WidthOf(cell.Value) + 2, top + 6 + labels + 26, cell.Ink);
                Lines(canvas, cell.Note, x, top + 6 + labels + 33, width, Grid.SmallFive, 1.35, Ink.Grey(0.3));
            }
        });
        yield return new Blank(8);
    }

    public IEnumerable<FlowItem> Lay(Photos photos)
    {
        var width = (Grid.Width - Gap) / 2;
        foreach (var pair in photos.Items.Chunk(2))
        {
            var cells = pair.Select(photo => (
                Jpeg: JpegPhoto.Read(photo.Jpeg, photo.Caption),
                Caption: CellText.Fit(typesetter.Set(photo.Caption, FontRole.Song, Grid.SmallFive, new($"照片“{photo.Caption}”")), width - 8))).ToList();
            var tallest = Math.Min(7 * Grid.LinePitch, cells.Max(cell => width / cell.Jpeg.Aspect));
            var captions = cells.Max(cell => cell.Caption.Count) * Grid.SmallFive * 1.4;
            yield return new Blank(6);
            yield return new Drawn(tallest + 4 + captions + 4, (canvas, top) =>
            {
                for (var i = 0; i < cells.Count; i++)
                {
                    var x = i * (width + Gap);
                    var shown = Math.Min(width, tallest * cells[i].Jpeg.Aspect);
                    var high = shown / cells[i].Jpeg.Aspect;
                    canvas.Picture(cells[i].Jpeg, x + ((width - shown) / 2), top + tallest - high, shown, high);
                    Lines(canvas, cells[i].Caption, x, top + tallest + 4, width, Grid.SmallFive, 1.4, Ink.Black);
                }
            });
        }
    }

    public static void Lines(Canvas canvas, IReadOnlyList<TextLine> lines, double x, double top, double width, double size, double leading, Ink ink, TextAlign align = TextAlign.Centre)
    {
        for (var i = 0; i < lines.Count; i++)
            canvas.Line(lines[i], x, top + (i * size * leading) + LineItem.Baseline(size * leading, size), width, align, ink: ink);
    }

    /// <summary>The value as large as its column allows.</summary>
    private Glyph[] Value(KeyFigure figure, double width, Place place)
    {
        var unit = Typesetter.WidthOf(typesetter.SetLine(figure.Unit, FontRole.Song, Grid.Five, place));
        var value = typesetter.SetLine(figure.Value, FontRole.Strong, 24, place);
        var fit = (width - unit - 4) / Math.Max(1, Typesetter.WidthOf(value));
        return fit >= 1 ? value : typesetter.SetLine(figure.Value, FontRole.Strong, Math.Max(7, 24 * fit), place);
    }
}
