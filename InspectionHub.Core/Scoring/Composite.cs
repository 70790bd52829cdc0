using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>综合差异系数 of the 2012 standard for one stage: the plain mean of eight coefficients. It is another question than the seven of 2017, never a substitute for them.</summary>
/// <param name="Stage">小学 or 初中.</param>
/// <param name="Parts">The eight with their exact sums.</param>
/// <param name="Limit">0.65 or 0.55.</param>
public sealed record Composite(Stage Stage, IReadOnlyList<(BasicIndicator Indicator, DifferenceCoefficient Difference)> Parts, Fraction Limit)
{
    /// <summary>For showing; null while one of the eight has none.</summary>
    public double? Value => Parts.All(p => p.Difference.Value is not null) ? Parts.Average(p => p.Difference.Value!.Value) : null;

    /// <summary>Unknown while a value of any site is missing or a mean is 0.</summary>
    public IndicatorState State => Parts.Any(p => p.Difference.Missing.Count > 0 || p.Difference.Square is null) ? IndicatorState.Unknown
        : RootMean.IsWithin([.. Parts.Select(p => p.Difference.Square!.Value)], Limit) switch { true => IndicatorState.Met, false => IndicatorState.NotMet, null => IndicatorState.Unknown };

    /// <summary>The composites of both stages, where any site has the stage.</summary>
    /// <param name="rule">The 2012 mode.</param>
    /// <param name="sites">Sites with reported values.</param>
    public static IEnumerable<Composite> Between(BasicBalance rule, IReadOnlyList<SiteData> sites)
    {
        foreach (var (stage, limit) in new[] { (Stage.Primary, rule.Primary), (Stage.Junior, rule.Junior) })
        {
            var taking = sites.Where(s => rule.Kinds.Contains(s.Site.Kind) && s.Stages.Contains(stage) && !Compliance.IsOutside(s, stage)).ToList();
            if (taking.Count > 0) yield return new(stage, [.. rule.Indicators.Select(i => (i, Part(i, stage, taking)))], limit);
        }
    }

    private static DifferenceCoefficient Part(BasicIndicator indicator, Stage stage, IReadOnlyList<SiteData> sites)
    {
        var rows = new List<DifferenceRow>();
        var missing = new List<string>();
        foreach (var site in sites)
        {
            var sum = site.Sum(stage == Stage.Primary ? indicator.PrimaryTerms : indicator.JuniorTerms, stage, [], new List<string>());
            var share = !indicator.IsSplit ? Fraction.One : site.PupilsByStage is { } pupils ? StageSplit.Share(pupils, stage) : null;
            if (site.Pupils(stage) is { Sign: > 0 } own && sum is { Sign: >= 0 } resource && share is { } part) rows.Add(new(site.Site.Code, own, resource * part));
            else missing.Add(site.Site.Code);
        }
        return new(rows, missing);
    }
}
