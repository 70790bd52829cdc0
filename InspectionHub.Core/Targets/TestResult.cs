using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>How one county test stands in one year.</summary>
/// <param name="Test">The test.</param>
/// <param name="State">Met, not met or unknown; a test is never 不适用.</param>
/// <param name="Value">The value compared, or null where there is no single one.</param>
/// <param name="ValueText">The value as people read it.</param>
/// <param name="LimitText">The limit as people read it.</param>
/// <param name="Reason">Why unknown, or what fails, in Chinese.</param>
/// <param name="InTheWay">Codes of the sites that keep it from being met.</param>
/// <param name="Numerator">Σ numerator of a ratio, for the forecast; else null.</param>
/// <param name="Denominator">Σ denominator of a ratio; else null.</param>
public sealed record TestResult(
    TargetTest Test, IndicatorState State, Fraction? Value, string ValueText, string LimitText, string? Reason, IReadOnlyList<string> InTheWay,
    Fraction? Numerator = null, Fraction? Denominator = null);
