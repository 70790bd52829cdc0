using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Fonts;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Tables: widths, heads, rows.</summary>
internal sealed class TableLayout(Typesetter typesetter)
{
    public IEnumerable<FlowItem> Lay(Table table, int number)
    {
        var name = NameOf(table, number);
        var width = WidthOf(table);
        var (size, cells, edges) = Measure(table, name);
        var head = Head(table, edges, size, name);

        yield return new Blank(8) { IsTurned = table.IsLandscape, KeepWithNext = true };
        if (table.Caption is { } caption)
            foreach (var line in CellText.Fit(typesetter.Set(caption, FontRole.Hei, Grid.Five, new(name)), width))
                yield return new LineItem(line, 0, width, TextAlign.Centre, Grid.Five * 1.7, Grid.Five) { IsTurned = table.IsLandscape, KeepWithNext = true };
        yield return new HeadItem(head) { IsTurned = table.IsLandscape, KeepWithNext = true };
        for (var i = 0; i < table.Rows.Count; i++)
            yield return Row(table, table.Rows[i], cells[i], edges, size, head);
        if (table.Rows.Count == 0)
            yield return new RowItem([new(CellText.Fit(typesetter.Set("无数据", FontRole.Song, size, new(name)), width), 0, width, TextAlign.Centre, Ink.Grey(0.4))], size) { IsTurned = table.IsLandscape, Head = new HeadItem(head) };
        yield return new Blank(8) { IsTurned = table.IsLandscape };
    }

    public static string NameOf(Table table, int number) => table.Caption is null ? $"第 {number} 个表" : $"表“{table.Caption}”";

    public static double WidthOf(Table table) => table.IsLandscape ? Grid.Height : Grid.Width;

    /// <summary>小五 as soon as 五号 would give a column fewer than about six characters.</summary>
    public static double SizeOf(Table table) => table.Columns.Count > WidthOf(table) / 68 ? Grid.SmallFive : Grid.Five;

    /// <summary>Where its columns begin and end, in points.</summary>
    public double[] EdgesOf(Table table, int number) => Measure(table, NameOf(table, number)).Edges;

    private (double Size, List<Glyph[][]> Cells, double[] Edges) Measure(Table table, string name)
    {
        var size = SizeOf(table);
        var cells = table.Rows.Select((row, at) => Shape(table, row, at + 1, name, size)).ToList();
        return (size, cells, Edges(table, cells, WidthOf(table), size));
    }

    private Glyph[][] Shape(Table table, TableRow row, int number, string name, double size)
    {
        var cells = new Glyph[row.Cells.Count][];
        var column = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = typesetter.Set(row.Cells[i].Text, row.IsGroup ? FontRole.Hei : FontRole.Song, size, new(name, number, table.Columns[Math.Min(column, table.Columns.Count - 1)].Title));
            column += row.Cells[i].Span;
        }

        return cells;
    }

    private static RowItem Row(Table table, TableRow row, Glyph[][] glyphs, double[] edges, double size, HeadBox head)
    {
        var boxes = new List<CellBox>();
        var column = 0;
        for (var i = 0; i < row.Cells.Count && column < table.Columns.Count; i++)
        {
            var end = Math.Min(column + Math.Max(1, row.Cells[i].Span), table.Columns.Count);
            var (x, width) = (edges[column], edges[end] - edges[column]);
            var align = row.Cells[i].Span > 1 ? TextAlign.Left : table.Columns[column].Align;
            boxes.Add(new(CellText.Fit(glyphs[i], width - (2 * CellBox.Side)), x, width, align, InkOf(row.Cells[i].State)));
            column = end;
        }

        for (; column < table.Columns.Count; column++)
            boxes.Add(new([], edges[column], edges[column + 1] - edges[column], TextAlign.Left, Ink.Black));
        return new(boxes, size) { IsTurned = table.IsLandscape, KeepWithNext = row.IsGroup, Head = new HeadItem(head) };
    }

    private HeadBox Head(Table table, double[] edges, double size, string name)
    {
        var hasGroups = table.Columns.Any(column => column.Group is not null);
        var (upper, lower, whole) = (new List<CellBox>(), new List<CellBox>(), new List<CellBox>());
        for (var i = 0; i < table.Columns.Count;)
        {
            var group = table.Columns[i].Group;
            var end = i + 1;
            while (group is not null && end < table.Columns.Count && table.Columns[end].Group == group)
                end++;
            if (group is not null)
                upper.Add(HeadCell(group, edges[i], edges[end]));
            for (; i < end; i++)
                (group is null ? whole : lower).Add(HeadCell(table.Columns[i].Title, edges[i], edges[i + 1]));
        }

        return new(whole, upper, lower, hasGroups, edges[^1], size);

        CellBox HeadCell(string text, double left, double right) =>
            new(CellText.Fit(typesetter.Set(text, FontRole.Hei, size, new(name)), right - left - (2 * CellBox.Side)), left, right - left, TextAlign.Centre, Ink.Black);
    }

    /// <summary>Widths by weight, but no column narrower than its longest number or word while others have room to give.</summary>
    private double[] Edges(Table table, List<Glyph[][]> cells, double width, double size)
    {
        var weight = table.Columns.Sum(column => Math.Max(0.01, column.Weight));
        var widths = table.Columns.Select(column => width * Math.Max(0.01, column.Weight) / weight).ToArray();
        var least = new double[widths.Length];
        for (var i = 0; i < least.Length; i++)
            least[i] = Math.Min((2 * size) + (2 * CellBox.Side), width / widths.Length);
        for (var r = 0; r < cells.Count; r++)
        {
            var column = 0;
            for (var i = 0; i < cells[r].Length && column < widths.Length; column += Math.Max(1, table.Rows[r].Cells[i].Span), i++)
                if (table.Rows[r].Cells[i].Span == 1)
                    least[column] = Math.Max(least[column], Math.Min(LongestWord(cells[r][i]) + (2 * CellBox.Side) + 0.1, width * 0.35));
        }

        var lack = Enumerable.Range(0, widths.Length).Sum(i => Math.Max(0, least[i] - widths[i]));
        var spare = Enumerable.Range(0, widths.Length).Sum(i => Math.Max(0, widths[i] - least[i]));
        var edges = new double[widths.Length + 1];
        for (var i = 0; i < widths.Length; i++)
        {
            if (lack > 0 && spare >= lack)
                widths[i] = widths[i] < least[i] ? least[i] : widths[i] - ((widths[i] - least[i]) * lack / spare);
            edges[i + 1] = edges[i] + widths[i];
        }

        edges[^1] = width;
        return edges;
    }

    private static double LongestWord(Glyph[] glyphs)
    {
        var (longest, current) = (0.0, 0.0);
        foreach (var glyph in glyphs)
        {
            current = Kinsoku.IsWord(glyph.CodePoint) ? current + glyph.Width : 0;
            longest = Math.Max(longest, current);
        }

        return longest;
    }

    public static Ink InkOf(PrintState state) => state switch
    {
        PrintState.None or PrintState.Met => Ink.Black,
        PrintState.NotMet => Ink.Alarm,
        PrintState.NotApplicable or PrintState.Unknown => Ink.Grey(0.42),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
