namespace InspectionHub.Core.Reports;

/// <summary>A line to compare with, e.g. the limit of a difference coefficient or a target.</summary>
/// <param name="Label">Printed at the line, e.g. 2030目标 0.50.</param>
/// <param name="Value">Where it stands on the value axis.</param>
public sealed record ChartLimit(string Label, double Value);

/// <summary>A line of a trend.</summary>
/// <param name="Name">Printed at its end.</param>
/// <param name="Values">One per label of the chart; null is unknown and leaves a gap, it is never drawn as 0.</param>
/// <param name="IsForecast">Dashed: a trajectory or a forecast, not a measured value.</param>
public sealed record TrendSeries(string Name, IReadOnlyList<double?> Values, bool IsForecast = false);

/// <summary>Values over the years as lines.</summary>
/// <param name="Caption">Printed below, e.g. 图1　近五年得分.</param>
/// <param name="Labels">The years or terms, left to right.</param>
/// <param name="Series">The lines; each has as many values as there are labels.</param>
public sealed record TrendChart(string Caption, IReadOnlyList<string> Labels, IReadOnlyList<TrendSeries> Series) : ReportBlock
{
    /// <summary>The unit of the value axis.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Lines to compare with.</summary>
    public IReadOnlyList<ChartLimit> Limits { get; init; } = [];
}

/// <summary>A bar.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Value">Its length; null is unknown: no bar, only <paramref name="Shown"/>.</param>
/// <param name="Shown">The value as printed at its end, e.g. 0.412 or 未填.</param>
/// <param name="State">Colours the bar.</param>
public sealed record Bar(string Label, double? Value, string Shown, PrintState State = PrintState.None);

/// <summary>Horizontal bars with at most one limit line; more bars than a page holds go on over the page.</summary>
/// <param name="Caption">Printed below.</param>
/// <param name="Bars">Top to bottom.</param>
public sealed record BarChart(string Caption, IReadOnlyList<Bar> Bars) : ReportBlock
{
    /// <summary>The unit of the value axis.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The line every bar is compared with; null for none.</summary>
    public ChartLimit? Limit { get; init; }
}
