using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>State, value and share of one row before its surroundings are known.</summary>
/// <param name="State">One of the four.</param>
/// <param name="Value">Exact value, or null.</param>
/// <param name="Share">Part of the points, or null.</param>
/// <param name="Reason">Why unknown or not applicable.</param>
/// <param name="Calculation">Arithmetic with numbers put in.</param>
internal sealed record Verdict(IndicatorState State, Fraction? Value, Fraction? Share, string? Reason, string? Calculation)
{
    /// <summary>What people read instead of one value, where a row is judged by several.</summary>
    public string? Text { get; init; }

    /// <summary>What part of what the site has counts in this stage.</summary>
    public Fraction Part { get; init; } = Fraction.One;

    public static Verdict Unknown(string reason) => new(IndicatorState.Unknown, null, null, reason, null);

    public static Verdict NotApplicable(string reason) => new(IndicatorState.NotApplicable, null, null, reason, null);

    public static Verdict Of(bool met, Fraction value, Fraction share, string? calculation) =>
        new(met ? IndicatorState.Met : IndicatorState.NotMet, value, share, null, calculation);
}
