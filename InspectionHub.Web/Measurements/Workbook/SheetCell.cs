using System.Globalization;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>What a cell holds, by its own type and format.</summary>
public enum SheetCellKind
{
    Number,
    Text,
    Date,

    /// <summary>A formula that failed or kept no result.</summary>
    Failure,
}

/// <summary>A cell that is not blank.</summary>
/// <param name="Column">0 = A.</param>
/// <param name="Kind">Type as the file states it: digits typed as text are text.</param>
/// <param name="Text">Text without blanks around it; for numbers, their plain digits.</param>
/// <param name="Number">The exact number, at most 15 significant digits, or null.</param>
public readonly record struct SheetCell(int Column, SheetCellKind Kind, string Text, decimal? Number)
{
    /// <summary>Reads a stored number such as 0.30000000000000004 as people typed it: 0.3.</summary>
    public static decimal? ReadNumber(string stored)
    {
        if (!decimal.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return null;
        var whole = decimal.Truncate(Math.Abs(value));
        var digits = whole == 0 ? 0 : whole.ToString(CultureInfo.InvariantCulture).Length;
        if (digits == 0)
        {
            var small = Math.Abs(value);
            while (small is > 0 and < 0.1m && digits > -13)
            {
                small *= 10;
                digits--;
            }
        }

        var rounded = digits >= 15 ? Math.Round(value) : Math.Round(value, 15 - digits, MidpointRounding.AwayFromZero);
        return rounded / 1.0000000000000000000000000000m;
    }
}

/// <summary>A row with its non-blank cells; Number counts from 1 as the screen does.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells);
