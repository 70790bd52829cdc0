using System.Globalization;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>One filled row read by keys. Every method gives null for a blank or bad cell, and a bad cell leaves its problem behind.</summary>
internal sealed class RowView(SheetTable table, SheetRow row, ProblemList problems)
{
    public string Sheet => table.Shape.Name;

    /// <summary>Address such as K17.</summary>
    public string Address(string key) => WorkbookWriter.Column(table.ColumnOf(key) ?? 0) + row.Number.ToString(CultureInfo.InvariantCulture);

    public Origin Origin(string key) => new(Sheet, Address(key));

    /// <summary>Words or a code; digits typed as a number are taken as they stand.</summary>
    public string? Text(string key)
    {
        if (Cell(key) is not { } cell) return null;
        if (cell.Kind is SheetCellKind.Number or SheetCellKind.Text && cell.Text.Length <= 200) return cell.Text;
        Bad(key, cell.Kind == SheetCellKind.Failure ? "公式没有结果，请改为文字。" : cell.Kind == SheetCellKind.Date ? "这里应填文字，却是日期格式。" : "文字超过 200 个字，请缩短。");
        return null;
    }

    /// <summary>Words that must be there.</summary>
    public string? Required(string key)
    {
        if (Cell(key) is not null) return Text(key);
        Bad(key, $"“{Head(key)}”必填，请补填。");
        return null;
    }

    /// <summary>The school year.</summary>
    public int? Year(string key)
    {
        if (Cell(key) is null)
        {
            Bad(key, $"“{Head(key)}”必填，请补填。");
            return null;
        }

        return OptionalYear(key);
    }

    /// <summary>A year between 1900 and 2100, or blank.</summary>
    public int? OptionalYear(string key) => (int?)Number(key, Head(key), 1900, 2100, isWhole: true);

    /// <summary>The value of an item.</summary>
    public decimal? Value(string key, Item item)
    {
        if (!item.IsYesNo) return Number(key, item.Name, item.Minimum, item.Maximum, item.IsWhole);
        return YesNo(key) is { } yes ? yes ? 1 : 0 : null;
    }

    /// <summary>1, 0, 是 or 否.</summary>
    public bool? YesNo(string key)
    {
        if (Cell(key) is not { } cell) return null;
        switch (cell.Kind == SheetCellKind.Failure ? "" : cell.Text.ToUpperInvariant())
        {
            case "1" or "是" or "TRUE": return true;
            case "0" or "否" or "FALSE": return false;
            default:
                Bad(key, "只能填 1（是）或 0（否）。");
                return null;
        }
    }

    /// <summary>A number within a range.</summary>
    public decimal? Number(string key, string name, decimal minimum, decimal maximum, bool isWhole)
    {
        if (Cell(key) is not { } cell) return null;
        var say = cell.Kind switch
        {
            SheetCellKind.Failure => $"“{name}”的公式没有结果，请改为数字。",
            SheetCellKind.Date => $"“{name}”应为数字，却是日期格式；请改回数字格式后重填。",
            SheetCellKind.Text => $"“{name}”应为数字，这里是文本；请改为数字格式（不带单位、空格和引号）。",
            _ when cell.Number < 0 && minimum >= 0 => $"“{name}”不能为负数，请核对。",
            _ when cell.Number < minimum || cell.Number > maximum =>
                string.Create(CultureInfo.InvariantCulture, $"“{name}”超出可信范围 {minimum:0.######}～{maximum:0.######}，请核对是否多填了位数或用错了单位。"),
            _ when isWhole && cell.Number != decimal.Truncate(cell.Number!.Value) => $"“{name}”应为整数，请核对。",
            _ => null,
        };
        if (say is null) return cell.Number;
        Bad(key, say);
        return null;
    }

    /// <summary>A day.</summary>
    public DateOnly? Day(string key)
    {
        if (Cell(key) is not { } cell)
        {
            Bad(key, $"“{Head(key)}”必填，请补填。");
            return null;
        }

        if (SheetDates.Read(cell) is { } day) return day;
        Bad(key, "不是日期，请填如 2023-09-01 的日期。");
        return null;
    }

    /// <summary>An error at this row's cell.</summary>
    public void Bad(string key, string say) => problems.Error(Sheet, Address(key), Cell(key)?.Text ?? "", say);

    private string Head(string key) => table.Shape.Columns.First(column => column.Key == key).Head;

    private SheetCell? Cell(string key)
    {
        if (table.ColumnOf(key) is not { } column) return null;
        foreach (var cell in row.Cells)
            if (cell.Column == column) return cell;
        return null;
    }
}
