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
/// <param name="Measures">The numbers it hangs on, for trajectory and forecast.</param>
public sealed record TestResult(
    TargetTest Test, IndicatorState State, Fraction? Value, string ValueText, string LimitText, string? Reason, IReadOnlyList<string> InTheWay,
    IReadOnlyList<TestMeasure> Measures)
{
    /// <summary>What sites in the way would need, where the judge can say it: with the limit and the relaxation it judged by.</summary>
    public IReadOnlyList<SiteNeed> Needs { get; init; } = [];
}
