using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>The school rule of 教督〔2017〕6号: at least 6 of the 7 resource indicators met and the remaining one at 85 % or more (standards.md A1).</summary>
/// <param name="Stage">小学 or 初中.</param>
/// <param name="State">One of the four.</param>
/// <param name="Met">Indicators met.</param>
/// <param name="Short">Codes R1–R7 that are not met.</param>
/// <param name="Missing">Codes R1–R7 without a value.</param>
public sealed record Compliance(Stage Stage, IndicatorState State, int Met, IReadOnlyList<string> Short, IReadOnlyList<string> Missing)
{
    private static readonly Fraction Floor = new(85, 100);

    /// <summary>Outside R1–R7 and the coefficients: 教学点 with fewer than 50 pupils (standards.md A0).</summary>
    public static bool IsOutside(SiteData site, Stage stage) => site.Site.Kind == SchoolKind.TeachingPoint && site.Pupils(stage) is { } pupils && pupils < 50;

    /// <summary>Whether PE and arts teachers who come to the school count in R3: rural schools and 教学点 of 50–99 pupils (standards.md A2).</summary>
    /// <param name="site">The site.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="rule">The relaxation in force; null = none.</param>
    public static bool IsRelaxed(SiteData site, Stage stage, VisitingTeachers? rule) =>
        rule is not null && (site.Site.Area == Area.Rural || site.Site.Kind == SchoolKind.TeachingPoint) && site.Pupils(stage) is { } pupils && pupils >= rule.AtLeast && pupils < rule.Below;

    /// <summary>Judges the seven results of one stage. Two short, or one short below 85 %, is not met whatever is missing.</summary>
    public static Compliance Of(Stage stage, IReadOnlyList<RowResult> resources)
    {
        if (resources.Count > 0 && resources.All(r => r.State == IndicatorState.NotApplicable)) return new(stage, IndicatorState.NotApplicable, 0, [], []);
        var shortOf = resources.Where(r => r.State == IndicatorState.NotMet).ToList();
        var missing = resources.Where(r => r.State == IndicatorState.Unknown).Select(r => r.Row.Resource!).ToList();
        var fails = shortOf.Count > 1 || shortOf.Any(r => r.Value!.Value < Floor * (Fraction)r.Limit!.Limit);
        var state = fails ? IndicatorState.NotMet : missing.Count > 0 || resources.Count < 7 ? IndicatorState.Unknown : IndicatorState.Met;
        return new(stage, state, resources.Count(r => r.State == IndicatorState.Met), [.. shortOf.Select(r => r.Row.Resource!)], missing);
    }
}
