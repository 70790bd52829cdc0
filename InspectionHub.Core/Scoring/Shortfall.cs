using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>What a school lacks to a resource threshold, in the resource's own unit: the amount that, given to the school, turns its row to met.</summary>
/// <param name="Rows">The rows it turns to met: of a resource that the stages of a school share both, else one.</param>
/// <param name="Amount">How much; null where it cannot be told.</param>
public sealed record Shortfall(IReadOnlyList<RowResult> Rows, Fraction? Amount)
{
    private static readonly string[] Countable = ["人", "间", "台", "册"];

    /// <summary>(threshold − value) × pupils ÷ per ÷ the part that counts in the stage, rounded up to whole persons and rooms.
    /// Null unless the row is a resource per pupil that is not met.</summary>
    /// <param name="row">Result of one of R1–R7.</param>
    /// <param name="pupils">Pupils of the stage.</param>
    public static Fraction? Of(RowResult row, Fraction pupils)
    {
        if (row is not { State: IndicatorState.NotMet, Value: { } value, Limit: { Comparison: Comparison.AtLeast } limit, Row: { Resource: not null, Rule: RatioRule rule } }) return null;
        var lacking = ((Fraction)limit.Limit - value) * pupils / (Fraction)rule.Per / row.Part;
        return Countable.Contains(UnitOf(row)) ? Up(lacking) : lacking;
    }

    /// <summary>As people read it, such as 还差 4 人; of a school with several stages it says that it is of the whole school.</summary>
    public static string? Text(RowResult row, Fraction pupils) => Of(row, pupils) is { } lacking ? Say(row, lacking) : null;

    /// <summary>What a school has to get of its resources. A stage that complies by the 6-of-7 rule needs nothing; what is given to the whole school serves all its stages, so the greater need holds.</summary>
    /// <param name="card">The school.</param>
    /// <param name="pupils">Pupils of a stage.</param>
    /// <param name="resource">R1 … R7; all if not given.</param>
    public static IReadOnlyList<Shortfall> OfSite(Scorecard card, Func<Stage, Fraction?> pupils, string? resource = null) =>
    [
        .. card.Rows.Where(r => r is { Row.Resource: { } own, Stage: { } stage, State: IndicatorState.NotMet } && (resource is null || own == resource) && card.Compliance.All(c => c.Stage != stage || c.State != IndicatorState.Met))
            .GroupBy(r => (r.Row.Resource, Stage: r.Row.Rule is RatioRule { IsSplit: true } ? null : r.Stage)).Select(g => Together([.. g], pupils)),
    ];

    /// <summary>The amount in a sentence; empty where it cannot be told.</summary>
    public string Says => Amount is { } lacking ? Say(Rows[0], lacking) : "";

    private static Shortfall Together(IReadOnlyList<RowResult> rows, Func<Stage, Fraction?> pupils)
    {
        var amounts = rows.Select(r => pupils(r.Stage!.Value) is { } number ? Of(r, number) : null).ToList();
        return new(rows, amounts.Any(a => a is null) ? null : amounts.Max());
    }

    private static string Say(RowResult row, Fraction lacking) => $"{(row.Part == 1 ? "" : "全校")}还差 {lacking.ToText(2)} {UnitOf(row)}";

    private static string UnitOf(RowResult row) => row.Row.Unit.Split('/')[0];

    private static Fraction Up(Fraction value) => new((value.Numerator + value.Denominator - 1) / value.Denominator, 1);
}
