using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

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
    public IndicatorState State { get; } = Difference.Missing.Count > 0 || Difference.IsWithin(Limit) is not { } within ? IndicatorState.Unknown : within ? IndicatorState.Met : IndicatorState.NotMet;

    /// <summary>For showing; null where there is none.</summary>
    public double? Value { get; } = Difference.Value;

    /// <summary>What the resource is counted in, such as 间.</summary>
    public string Unit => Row.Unit.Split('/')[0];

    /// <summary>What a lever is told for: one of its unit. One yuan moves nothing that can be read; of money it is ten thousand.</summary>
    public (Fraction Size, string Name) Step => Unit == "元" ? (10_000, "1 万元") : (Fraction.One, $"1 {Unit}");

    /// <summary>County mean in the indicator's unit.</summary>
    public Fraction? Mean => Difference.Mean * Per;

    /// <summary>Seven indicators × two stages, where any site has the stage. 特教, 职业 and 教学点 below 50 pupils stay outside (standards.md A0).</summary>
    /// <param name="framework">The edition.</param>
    /// <param name="scorer">Judges values by the edition.</param>
    /// <param name="sites">Every site with its reported values: verified ones are for school verdicts (scoring.md).</param>
    /// <param name="limitOf">The limit of a resource in a stage.</param>
    public static IEnumerable<Coefficient> Between(IndicatorFramework framework, Scorer scorer, IReadOnlyList<SiteData> sites, Func<string, Stage, decimal> limitOf)
    {
        foreach (var stage in (Stage[])[Stage.Primary, Stage.Junior])
        {
            var taking = sites.Where(s => s.Stages.Contains(stage) && s.Site.Kind is not (SchoolKind.Special or SchoolKind.Vocational) && !Compliance.IsOutside(s, stage)).ToList();
            if (taking.Count == 0) continue;
            foreach (var row in framework.Indicators.Where(r => r.Resource is not null).OrderBy(r => r.Resource, StringComparer.Ordinal))
                yield return Of(row, stage, limitOf(row.Resource!, stage), scorer, taking);
        }
    }

    private static Coefficient Of(Indicator row, Stage stage, decimal limit, Scorer scorer, IReadOnlyList<SiteData> sites)
    {
        var rule = (RatioRule)row.Rule;
        var rows = new List<DifferenceRow>();
        var missing = new List<string>();
        foreach (var site in sites)
        {
            if (site.Pupils(stage) is { Sign: > 0 } pupils && scorer.Judge(row, site, Ballots.Empty).First(r => r.Stage == stage) is { Value: { } value } judged) rows.Add(new(site.Site.Code, pupils, value / (Fraction)rule.Per * pupils) { Part = judged.Part });
            else missing.Add(site.Site.Code);
        }
        return new(stage, row, new(rows, missing), limit, rule.Per);
    }
}
