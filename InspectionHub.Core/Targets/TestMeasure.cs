using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Targets;

/// <summary>One number a test hangs on, as its trajectory is drawn. The verdict never reads it: that is decided exactly in the judge.</summary>
/// <param name="Name">What it is, in Chinese.</param>
/// <param name="Unit">Unit as printed.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Value">This year's value; null = unknown.</param>
public sealed record TestMeasure(string Name, string Unit, Comparison Comparison, double Limit, double? Value)
{
    /// <summary>Upper end of a band (T18), else null.</summary>
    public double? Upper { get; init; }

    /// <summary>Σ numerator of a ratio; numerator and denominator are forecast apart, because a ratio also rises when pupils leave.</summary>
    public double? Numerator { get; init; }

    /// <summary>Σ denominator of a ratio.</summary>
    public double? Denominator { get; init; }

    /// <summary>What numerator ÷ denominator is multiplied with: 100 for percentages.</summary>
    public double Per { get; init; } = 1;

    /// <summary>The division of a ratio as people read it, with the names and units of its two sums.</summary>
    public string? Division { get; init; }

    /// <summary>A yes or no (1 or 0): has no line and no forecast.</summary>
    public bool IsYesNo { get; init; }

    /// <summary>The limit with its sign, without the unit.</summary>
    public string LimitText => Upper is { } upper ? $"{Text(Limit)}—{Text(upper)}" : $"{TargetJudge.Sign(Comparison)} {Text(Limit)}";

    private static string Text(double number) => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether more is better.</summary>
    public bool IsUpwards => Comparison is Comparison.AtLeast or Comparison.MoreThan || (Comparison == Comparison.Equal && Limit > 0);

    /// <summary>(value − limit) ÷ limit in the good direction; of a count that must be 0 minus the count. Null without a value.</summary>
    public double? Margin => Value is not { } value ? null
        : Limit == 0 ? -Math.Abs(value)
        : Upper is { } upper ? Math.Min(value - Limit, upper - value) / Limit
        : (IsUpwards ? value - Limit : Limit - value) / Math.Abs(Limit);

    /// <summary>At a value that cannot get better, such as 100 % or "= 5": nothing to worry about.</summary>
    public bool IsAtItsEnd => Comparison == Comparison.Equal || (Unit == "%" && Limit >= 100);

    /// <summary>Whether a value passes. "= 100 %" is passed from below, "= 0" from above; a forecast never hits either exactly.</summary>
    public bool Holds(double value) => (Upper is not { } upper || value <= upper) && Comparison switch
    {
        Comparison.MoreThan => value > Limit,
        Comparison.LessThan => value < Limit,
        _ => IsUpwards ? value >= Limit - 1e-9 : value <= Limit + 1e-9,
    };

    /// <summary>Whether a value has come to the near end of the limit, or beyond: going up to it from below, or down to it from above.</summary>
    internal bool IsReached(double value, bool isUp) => Upper is { } upper && !isUp ? value <= upper + 1e-9 : (this with { Upper = null }).Holds(value);

    /// <summary>The end of the band a value has to reach; without a band the limit.</summary>
    internal double Nearest(double value) => Upper is { } upper && value > upper ? upper : Limit;

    /// <summary>A yes or no that must be yes.</summary>
    internal static TestMeasure Yes(string name, Fraction? value) => new(name, "", Comparison.AtLeast, 1, value?.ToDouble()) { IsYesNo = true };

    /// <summary>A count of sites or classes that must come down to none; not counted while any is unknown.</summary>
    internal static TestMeasure None(string name, string unit, int failing, int open) => new(name, unit, Comparison.AtMost, 0, open > 0 ? null : failing);

    /// <summary>A share of counted things in percent.</summary>
    internal static TestMeasure Share(string name, int good, int all, decimal limit, int open) => new(name, "%", Comparison.AtLeast, (double)limit, open > 0 || all == 0 ? null : 100.0 * good / all)
    {
        Numerator = open > 0 ? null : good,
        Denominator = open > 0 ? null : all,
        Per = 100,
    };
}
