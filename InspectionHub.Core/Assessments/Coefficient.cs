using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Assessments;

/// <summary>The coefficient of one resource indicator in one stage.</summary>
/// <param name="Stage">小学 or 初中.</param>
/// <param name="Row">The resource indicator.</param>
/// <param name="Difference">The exact sums, rows and missing sites; from reported values (scoring.md).</param>
/// <param name="Limit">0.50 or 0.45.</param>
/// <param name="Per">What per-pupil values are multiplied with for showing.</param>
public sealed record Coefficient(Stage Stage, Indicator Row, DifferenceCoefficient Difference, Fraction Limit, Fraction Per)
{
    /// <summary>R1 … R7.</summary>
    public string Resource => Row.Resource!;

    /// <summary>Unknown while a site's value is missing or the mean is 0.</summary>
    public IndicatorState State => Difference.Missing.Count > 0 || Difference.IsWithin(Limit) is not { } within ? IndicatorState.Unknown : within ? IndicatorState.Met : IndicatorState.NotMet;

    /// <summary>For showing; null where there is none.</summary>
    public double? Value => Difference.Value;

    /// <summary>County mean in the indicator's unit.</summary>
    public Fraction? Mean => Difference.Mean * Per;
}
