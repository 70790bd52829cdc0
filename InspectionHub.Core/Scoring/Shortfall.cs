using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>What a school lacks to a resource threshold, in the resource's own unit: the amount that turns its row to met.</summary>
public static class Shortfall
{
    private static readonly string[] Countable = ["人", "间", "台", "册"];

    /// <summary>(threshold − value) × pupils ÷ per, rounded up to whole persons and rooms; of a site with several stages the part that belongs to this stage.
    /// Null unless the row is a resource per pupil that is not met.</summary>
    /// <param name="row">Result of one of R1–R7.</param>
    /// <param name="pupils">Pupils of the stage.</param>
    public static Fraction? Of(RowResult row, Fraction pupils)
    {
        if (row is not { State: IndicatorState.NotMet, Value: { } value, Limit: { Comparison: Comparison.AtLeast } limit, Row: { Resource: not null, Rule: RatioRule rule } }) return null;
        var lacking = ((Fraction)limit.Limit - value) * pupils / (Fraction)rule.Per;
        return Countable.Contains(UnitOf(row)) ? Up(lacking) : lacking;
    }

    /// <summary>As people read it, such as 还差 4 人.</summary>
    public static string? Text(RowResult row, Fraction pupils) => Of(row, pupils) is { } lacking ? $"还差 {lacking.ToText(2)} {UnitOf(row)}" : null;

    private static string UnitOf(RowResult row) => row.Row.Unit.Split('/')[0];

    private static Fraction Up(Fraction value) => new((value.Numerator + value.Denominator - 1) / value.Denominator, 1);
}
