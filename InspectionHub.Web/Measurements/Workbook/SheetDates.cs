using System.Globalization;
using System.Text.RegularExpressions;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Days in cells: serial numbers of the 1900 calendar, and the ways people write a day.</summary>
public static partial class SheetDates
{
    private static readonly string[] Shapes = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];

    /// <summary>Day 0 of the serial numbers after February 1900.</summary>
    public static DateOnly Epoch { get; } = new(1899, 12, 30);

    /// <summary>The day of a cell, or null.</summary>
    public static DateOnly? Read(SheetCell cell)
    {
        if (cell.Kind == SheetCellKind.Date && cell.Number is >= 61 and < 100_000) return Epoch.AddDays((int)cell.Number);
        return DateOnly.TryParseExact(cell.Text, Shapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>True if a number format shows a day or a time.</summary>
    public static bool IsDate(uint id, string? code) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58)
        || (code is not null && DateLetters().IsMatch(Quoted().Replace(code, "")));

    [GeneratedRegex("[yYdDhH年月日]|m{3,}")]
    private static partial Regex DateLetters();

    // Colours and currency codes in brackets, quoted text and escaped letters say nothing about the kind of number.
    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|General", RegexOptions.IgnoreCase)]
    private static partial Regex Quoted();
}
