using System.Globalization;
using DocumentFormat.OpenXml;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>Tables with the PDF's column widths; heads are repeated, short rows stay whole, long ones go on over the page.</summary>
internal sealed class DocxTable(DocxText text, TableLayout layout)
{
    // As in the PDF: from so many lines on a row may be cut.
    private const int CutFrom = 10;

    public IEnumerable<OpenXmlElement> Of(Table table, int number)
    {
        var name = TableLayout.NameOf(table, number);
        var edges = layout.EdgesOf(table, number).Select(DocxText.Twips).ToArray();
        var size = TableLayout.SizeOf(table);
        if (table.Caption is { } caption) yield return text.Line(DocxStyles.TableCaption, caption, new(name));
        var made = Frame(edges, table.Caption);
        made.Append(Heads(table, edges, size, name));
        for (var i = 0; i < table.Rows.Count; i++) made.Append(Row(table, table.Rows[i], i + 1, edges, size, name));
        if (table.Rows.Count == 0) made.Append(new W.TableRow(Cell(edges[0], edges[^1], table.Columns.Count, [text.Line(DocxStyles.Cell, "无数据", new(name), new(Colour: "666666"), new() { Justification = new() { Val = W.JustificationValues.Center } })])));
        yield return made;
        yield return Gap();
    }

    /// <summary>Two tables without a paragraph between them would become one.</summary>
    public static W.Paragraph Gap() => DocxText.Paragraph(DocxStyles.Gap, []);

    /// <summary>An empty table of these columns.</summary>
    public static W.Table Frame(int[] edges, string? caption = null, bool isRuled = true)
    {
        var properties = new W.TableProperties();
        if (isRuled) properties.TableStyle = new() { Val = DocxStyles.Grid };
        properties.TableWidth = new() { Width = (edges[^1] - edges[0]).ToString(CultureInfo.InvariantCulture), Type = W.TableWidthUnitValues.Dxa };
        properties.TableIndentation = new() { Width = 0, Type = W.TableWidthUnitValues.Dxa };
        properties.TableLayout = new() { Type = W.TableLayoutValues.Fixed };
        if (!string.IsNullOrEmpty(caption)) properties.TableCaption = new() { Val = caption };
        var grid = new W.TableGrid();
        for (var i = 0; i + 1 < edges.Length; i++) grid.Append(new W.GridColumn { Width = (edges[i + 1] - edges[i]).ToString(CultureInfo.InvariantCulture) });
        return new(properties, grid);
    }

    public static W.TableCell Cell(int left, int right, int span, IEnumerable<OpenXmlElement> content, W.MergedCellValues? merge = null, bool isFromTop = false)
    {
        var properties = new W.TableCellProperties { TableCellWidth = new() { Width = (right - left).ToString(CultureInfo.InvariantCulture), Type = W.TableWidthUnitValues.Dxa } };
        if (span > 1) properties.GridSpan = new() { Val = span };
        if (merge is { } how) properties.VerticalMerge = new() { Val = how };
        properties.TableCellVerticalAlignment = new() { Val = isFromTop ? W.TableVerticalAlignmentValues.Top : W.TableVerticalAlignmentValues.Center };
        var cell = new W.TableCell(properties);
        cell.Append(content);
        return cell;
    }

    private IEnumerable<W.TableRow> Heads(Table table, int[] edges, double size, string name)
    {
        var hasGroups = table.Columns.Any(column => column.Group is not null);
        var upper = HeadRow();
        for (var i = 0; i < table.Columns.Count;)
        {
            var group = table.Columns[i].Group;
            var end = i + 1;
            while (group is not null && end < table.Columns.Count && table.Columns[end].Group == group) end++;
            upper.Append(Cell(edges[i], edges[end], end - i, [HeadText(group ?? table.Columns[i].Title)], hasGroups && group is null ? W.MergedCellValues.Restart : null));
            i = end;
        }
        yield return upper;
        if (!hasGroups) yield break;
        var lower = HeadRow();
        for (var i = 0; i < table.Columns.Count; i++)
            lower.Append(Cell(edges[i], edges[i + 1], 1, [HeadText(table.Columns[i].Group is null ? "" : table.Columns[i].Title)], table.Columns[i].Group is null ? W.MergedCellValues.Continue : null));
        yield return lower;

        W.Paragraph HeadText(string title) => text.Line(DocxStyles.HeadCell, title, new(name), new(Size: size));
        static W.TableRow HeadRow() => new(new W.TableRowProperties(new W.CantSplit(), new W.TableHeader()));
    }

    private W.TableRow Row(Table table, TableRow row, int number, int[] edges, double size, string name)
    {
        var cells = new List<W.TableCell>();
        var column = 0;
        var isLong = false;
        for (var i = 0; i < row.Cells.Count && column < table.Columns.Count; i++)
        {
            var end = Math.Min(column + Math.Max(1, row.Cells[i].Span), table.Columns.Count);
            isLong |= Lines(row.Cells[i].Text, edges[end] - edges[column], size) >= CutFrom;
            column = end;
        }

        column = 0;
        for (var i = 0; i < row.Cells.Count && column < table.Columns.Count; i++)
        {
            var end = Math.Min(column + Math.Max(1, row.Cells[i].Span), table.Columns.Count);
            var look = new RunLook(row.IsGroup ? DocxStyles.Hei : null, ColourOf(row.Cells[i].State), size == Grid.Five ? null : size);
            var more = new W.ParagraphProperties();
            if (row.IsGroup) more.KeepNext = new();
            var align = row.Cells[i].Span > 1 ? TextAlign.Left : table.Columns[column].Align;
            if (align != TextAlign.Left) more.Justification = new() { Val = align == TextAlign.Right ? W.JustificationValues.Right : W.JustificationValues.Center };
            cells.Add(Cell(edges[column], edges[end], end - column, [text.Line(DocxStyles.Cell, row.Cells[i].Text, new(name, number, table.Columns[column].Title), look, more)], isFromTop: isLong));
            column = end;
        }

        for (; column < table.Columns.Count; column++) cells.Add(Cell(edges[column], edges[column + 1], 1, [DocxText.Paragraph(DocxStyles.Cell, [])]));
        var made = new W.TableRow();
        if (!isLong) made.Append(new W.TableRowProperties(new W.CantSplit()));
        made.Append(cells);
        return made;
    }

    private static int Lines(string cell, int width, double size) => cell.Split('\n').Sum(line => 1 + (int)(line.Length * size * 20 / Math.Max(1, width)));

    public static string? ColourOf(PrintState state) => state switch
    {
        PrintState.None or PrintState.Met => null,
        PrintState.NotMet => "B30D0D",
        PrintState.NotApplicable or PrintState.Unknown => "6B6B6B",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
