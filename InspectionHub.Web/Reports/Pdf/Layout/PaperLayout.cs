using System.Diagnostics;
using System.Globalization;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Blocks → items → pages, with page numbers and the marks 草稿 and 演示数据.</summary>
internal sealed class PaperLayout
{
    private readonly Typesetter _typesetter;
    private readonly TextLayout _text;
    private readonly TableLayout _tables;
    private readonly FigureLayout _figures;
    private readonly ChartLayout _charts;
    private readonly ClosingLayout _closing;

    private PaperLayout(FontSet fonts)
    {
        _typesetter = new(fonts);
        _text = new(_typesetter);
        _tables = new(_typesetter);
        _figures = new(_typesetter);
        _charts = new(_typesetter);
        _closing = new(_typesetter);
    }

    /// <exception cref="MissingGlyphException">The text holds characters that no font has; all of them are named.</exception>
    /// <exception cref="UnreadablePhotoException">A photo is not a readable JPEG.</exception>
    public static DisplayList Lay(Report report, FontSet fonts)
    {
        var layout = new PaperLayout(fonts);
        var list = Paginator.Paginate(layout.Items(report.Blocks));
        foreach (var page in list.Pages)
            layout.Furnish(page, report);
        return layout._typesetter.Missing.Count == 0 ? list : throw new MissingGlyphException(layout._typesetter.Missing);
    }

    private List<FlowItem> Items(IReadOnlyList<ReportBlock> blocks)
    {
        var items = new List<FlowItem>();
        var counts = new Dictionary<Type, int>();
        var isTurned = false;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            isTurned = IsTurned(block, isTurned);
            var number = counts[block.GetType()] = counts.GetValueOrDefault(block.GetType()) + 1;
            // A seal on a page without text is what 7.3.5 tells offices to avoid; nor does a 版记 or a line to sign on stand alone.
            // The code to verify with may go on to the page of the 版记, which it then keeps company.
            if (block is Signatures or Imprint || (block is Verification && !(i + 1 < blocks.Count && blocks[i + 1] is Imprint)))
                KeepLastLine(items);
            items.AddRange(Lay(block, number, isTurned));
        }

        return items;
    }

    /// <summary>A wide table lies on turned pages, and so do the notes below it.</summary>
    /// <param name="block">The block.</param>
    /// <param name="before">Whether the block before it lies so.</param>
    public static bool IsTurned(ReportBlock block, bool before) => block is Table { IsLandscape: true } || (before && block is Paragraph { IsNote: true });

    private static void KeepLastLine(List<FlowItem> items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (items[i] is Break || items[i].IsTurned)
                return;
            items[i].KeepWithNext = true;
            if (!items[i].IsBlank)
                return;
        }
    }

    private IEnumerable<FlowItem> Lay(ReportBlock block, int number, bool isTurned) => block switch
    {
        RedHeader header => _text.Lay(header),
        Title title => _text.Lay(title),
        Heading heading => _text.Lay(heading),
        Paragraph paragraph => _text.Lay(paragraph, number, isTurned),
        KeyFigures figures => _figures.Lay(figures, number),
        Table table => _tables.Lay(table, number),
        TrendChart chart => _charts.Lay(chart),
        BarChart chart => _charts.Lay(chart),
        Photos photos => _figures.Lay(photos),
        Signatures signatures => _closing.Lay(signatures),
        Verification verification => _closing.Lay(verification),
        Imprint imprint => _closing.Lay(imprint),
        PageBreak => [new Break()],
        _ => throw new UnreachableException(),
    };

    /// <summary>7.5: — n — in 4号, 7 mm below the 版心, one character in from the outer edge.</summary>
    private void Furnish(PageDrawing page, Report report)
    {
        var place = new Place("页码");
        var number = _typesetter.Set($"— {page.Number.ToString(CultureInfo.InvariantCulture)} —", FontRole.Song, Grid.Four, place);
        var left = Grid.Left(page.Number);
        var x = page.Number % 2 == 1 ? left + Grid.Width - Grid.Four - Typesetter.WidthOf(number) : left + Grid.Four;
        page.Over.Add(new GlyphRun(number, x, Grid.Top + Grid.Height + (7 * Grid.Mm) + (0.38 * Grid.Four), null, Ink.Black));

        string[] marks = [.. report.IsDemo ? ["演示数据"] : Array.Empty<string>(), .. report.IsDraft ? ["草稿"] : Array.Empty<string>()];
        if (marks.Length == 0)
            return;
        var label = _typesetter.Set(string.Join("　", marks), FontRole.Hei, Grid.Five, place);
        page.Over.Add(new GlyphRun(label, left + Grid.Width - Typesetter.WidthOf(label), Grid.Top - 14, null, Ink.Alarm));
        // Pale enough to read a table on top of it, large enough to survive a copy.
        var mark = _typesetter.Set(string.Join("　", marks), FontRole.Hei, marks.Length > 1 ? 56 : 84, place);
        var half = Typesetter.WidthOf(mark) / 2;
        const double turn = 52;
        var (cos, sin) = (Math.Cos(turn * Math.PI / 180), Math.Sin(turn * Math.PI / 180));
        page.Under.Add(new GlyphRun(mark, (Grid.PaperWidth / 2) - (half * cos), (Grid.PaperHeight / 2) + (half * sin), null, Ink.Grey(0.945), turn));
    }
}
