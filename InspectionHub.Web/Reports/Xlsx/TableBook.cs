using System.Globalization;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Reports.Xlsx;

/// <summary>The tables of a paper as a workbook, one sheet each. Numbers of right-aligned columns are numbers; text is never a formula.</summary>
public static class TableBook
{
    /// <summary>The whole file; the same report gives the same bytes.</summary>
    /// <exception cref="Refusal">The paper has no table.</exception>
    public static byte[] Write(Report report)
    {
        var tables = report.Blocks.OfType<Table>().ToList();
        if (tables.Count == 0) throw new Refusal(422, $"“{report.Title}”没有表格，不能导出为 Excel。请改用 PDF 或 Word。");
        using var file = new MemoryStream();
        using (var book = new WorkbookWriter(file))
        {
            var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < tables.Count; i++)
            {
                var table = tables[i];
                book.Sheet(Name(table.Caption ?? $"表{i + 1}", taken), [.. table.Columns.Select(c => Math.Clamp(c.Weight * 10, 8, 60))], frozen: 2);
                book.Heads([$"{report.Title}　{table.Caption}{(report.IsDemo ? "　演示数据" : "")}{(report.IsDraft ? "　草稿" : "")}"]);
                book.Heads([.. table.Columns.Select(c => c.Group is { } group ? $"{group}　{c.Title}" : c.Title)]);
                foreach (var row in table.Rows)
                {
                    var values = Values(table, row);
                    if (row.IsGroup) book.Heads(values);
                    else book.Row(values);
                }
            }
        }
        return file.ToArray();
    }

    private static List<object?> Values(Table table, TableRow row)
    {
        var values = new List<object?>();
        foreach (var cell in row.Cells.TakeWhile(_ => values.Count < table.Columns.Count))
        {
            values.Add(Value(cell.Text, table.Columns[values.Count].Align == TextAlign.Right && cell.Span == 1));
            for (var more = 1; more < cell.Span; more++) values.Add(null);
        }
        return values;
    }

    /// <summary>A number only where a number is meant: 3.10 in a column of codes stays text.</summary>
    private static object? Value(string text, bool mayBeNumber) => text.Length == 0 ? null
        : mayBeNumber && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : text;

    // Excel: at most 31 characters, none of these, no name twice.
    private static string Name(string caption, HashSet<string> taken)
    {
        var clean = string.Concat(caption.Select(c => "[]:*?/\\'".Contains(c) || char.IsControl(c) ? ' ' : c)).Trim();
        if (clean.Length == 0) clean = "表";
        var name = clean.Length > 31 ? clean[..31] : clean;
        for (var n = 2; !taken.Add(name); n++) name = $"{(clean.Length > 26 ? clean[..26] : clean)}（{n}）";
        return name;
    }
}
