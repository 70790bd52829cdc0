namespace InspectionHub.Core.Reports;

/// <summary>What a cell, bar or figure says about a rule; colours it, never replaces its text.</summary>
public enum PrintState
{
    /// <summary>Nothing judged.</summary>
    None,

    /// <summary>达标.</summary>
    Met,

    /// <summary>未达标.</summary>
    NotMet,

    /// <summary>不适用.</summary>
    NotApplicable,

    /// <summary>未填 or cannot be computed.</summary>
    Unknown,
}

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Weight">Its share of the table's width, relative to the other columns; above 0.</param>
/// <param name="Align">How its cells stand.</param>
/// <param name="Group">A second head above this and the neighbouring columns of the same group.</param>
public sealed record TableColumn(string Title, double Weight = 1, TextAlign Align = TextAlign.Left, string? Group = null);

/// <summary>A cell.</summary>
/// <param name="Text">Its text; line feeds are kept.</param>
/// <param name="State">Colours the text.</param>
/// <param name="Span">How many columns it covers, 1 or more.</param>
public sealed record TableCell(string Text, PrintState State = PrintState.None, int Span = 1)
{
    /// <summary>Plain text is a cell without a state.</summary>
    public static implicit operator TableCell(string text) => new(text);
}

/// <summary>A row; the spans of its cells add up to at most the number of columns, missing ones are empty.</summary>
/// <param name="Cells">Its cells, left to right.</param>
public sealed record TableRow(params IReadOnlyList<TableCell> Cells)
{
    /// <summary>A row that names or sums the rows around it: set in 黑体, kept with the row that follows.</summary>
    public bool IsGroup { get; init; }
}

/// <summary>A table. Its head is repeated on every page; a row higher than a page is split.</summary>
/// <param name="Columns">At least one.</param>
/// <param name="Rows">None prints 无数据 in one row.</param>
public sealed record Table(IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows) : ReportBlock
{
    /// <summary>Printed above the table, e.g. 表1　各项指标得分.</summary>
    public string? Caption { get; init; }

    /// <summary>On pages turned by 90°, for many columns (GB/T 9704-2012, 9: A4横排).</summary>
    public bool IsLandscape { get; init; }
}
