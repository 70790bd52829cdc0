using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Ratios over the county: Σ numerator ÷ Σ denominator of all applicable sites, never a mean of sites.</summary>
internal static class RatioJudge
{
    public static TestResult Judge(TargetTest test, CountyRatioRule rule, CountyView county)
    {
        var parts = rule.Ratios.Select(r => One(r, county)).ToList();
        var yes = rule.AlsoYes.Select(i => (Item: i, Value: county.Entry(i))).ToList();
        var state = parts.Any(p => p.Met == false) || yes.Any(y => y.Value is { Sign: 0 }) ? IndicatorState.NotMet
            : parts.Any(p => p.Met is null) || yes.Any(y => y.Value is null) ? IndicatorState.Unknown : IndicatorState.Met;
        var open = parts.SelectMany(p => p.Missing).Concat(yes.Where(y => y.Value is null).Select(y => $"县级填报“{county.NameOf(y.Item)}”")).ToList();
        var single = parts.Count == 1 ? parts[0] : null;
        return new(
            test, state, single?.Value,
            string.Join("；", parts.Select(p => $"{(parts.Count > 1 ? p.Ratio.Name + " " : "")}{(p.Value is { } v ? $"{v.ToText(2)} {(parts.Count > 1 ? "" : test.Unit)}".TrimEnd() : "未填")}")
                .Concat(yes.Select(y => $"{county.NameOf(y.Item)} {(y.Value is { } v ? v.Sign > 0 ? "是" : "否" : "未填")}"))),
            string.Join("；", parts.Select(p => Limit(p.Ratio, parts.Count > 1 ? "" : test.Unit))),
            state == IndicatorState.Unknown ? TargetJudge.Missing(open) : null, [.. parts.SelectMany(p => p.Gaps.Select(g => g.Site).Concat(p.Needs.Select(n => n.Site))).Distinct()],
            [.. parts.Select(p => Measure(p, parts.Count > 1 ? p.Ratio.Name : test.Name, test.Unit, county)), .. yes.Select(y => TestMeasure.Yes(county.NameOf(y.Item), y.Value))])
        {
            // What a site has not said in one of its stages is named, though it said it in the other.
            Needs = [.. parts.SelectMany(p => p.Gaps).GroupBy(g => g.Site).Select(g => new SiteNeed(g.Key, $"需填报{string.Join('、', g.Select(x => $"“{x.Name}”").Distinct())}")), .. parts.SelectMany(p => p.Needs)],
        };
    }

    private static TestMeasure Measure(Part part, string name, string unit, CountyView county) => new(name, unit, part.Ratio.Comparison, (double)part.Ratio.Limit, part.Value?.ToDouble())
    {
        Upper = (double?)part.Ratio.Upper,
        Numerator = part.Numerator?.ToDouble(),
        Denominator = part.Denominator?.ToDouble(),
        Per = (double)part.Ratio.Per,
        Division = part is { Numerator: { } n, Denominator: { } d, Ratio.Denominator.Count: > 0 } ? Division(part.Ratio, n, d, county) : null,
    };

    private static string Division(CountyRatio ratio, Fraction n, Fraction d, CountyView county) =>
        $"{SiteRatios.NameOf(ratio.Numerator, county)}{Whose(ratio.NumeratorWhere)} {n.ToText(2)} {county.UnitOf(ratio.Numerator[0].Item)} ÷ {SiteRatios.NameOf(ratio.Denominator, county)}{Whose(ratio.DenominatorWhere)} {d.ToText(2)} {county.UnitOf(ratio.Denominator[0].Item)}{(ratio.Per == 1 ? "" : $" × {((Fraction)ratio.Per).ToText(0)}")}";

    private static string Whose(string? where) => where switch { "public" => "（公办园）", null => "", _ => "（公办园和普惠性民办园）" };

    private static string Limit(CountyRatio ratio, string unit) => ratio.Upper is { } upper
        ? $"{((Fraction)ratio.Limit).ToText(4)}—{((Fraction)upper).ToText(4)} {unit}".TrimEnd()
        : $"{TargetJudge.Sign(ratio.Comparison)} {((Fraction)ratio.Limit).ToText(4)} {unit}".TrimEnd();

    private static Part One(CountyRatio ratio, CountyView county)
    {
        var missing = new List<string>();
        var gaps = new List<SiteGap>();
        var sites = SitesOf(ratio, county);
        var numerator = county.Sum(ratio.Numerator, ratio.NumeratorWhere, sites, missing, gaps);
        var denominator = ratio.Denominator.Count == 0 ? Fraction.One : county.Sum(ratio.Denominator, ratio.DenominatorWhere, sites, missing, gaps);
        if (numerator is not { } n || denominator is not { } d) return new(ratio, null, null, null, null, missing, gaps, []);
        if (d.Sign <= 0) return new(ratio, null, null, n, d, [$"{ratio.Name}的分母为 {d}，无法计算"], gaps, []);
        var value = n / d * (Fraction)ratio.Per;
        var met = Curve.Holds(value, ratio.Comparison, ratio.Limit) && (ratio.Upper is not { } upper || value <= (Fraction)upper);
        return new(ratio, met, value, n, d, missing, gaps, met ? [] : SiteRatios.Missing(ratio, sites, county));
    }

    /// <summary>The sites the first site-level item is asked of, so that numerator and denominator speak of the same ones; else all.</summary>
    private static IReadOnlyList<SiteData> SitesOf(CountyRatio ratio, CountyView county)
    {
        var lead = ratio.Numerator.Concat(ratio.Denominator).FirstOrDefault(t => county.LevelOf(t.Item) == ItemLevel.Site && t.Kinds.Count == 0);
        var stages = ratio.Numerator.Concat(ratio.Denominator).SelectMany(t => t.Stages).ToHashSet();
        if (lead is not null && ratio.Numerator.All(t => county.LevelOf(t.Item) != ItemLevel.Stage))
        {
            // An item of a whole site can only be set against stages where the site has no teachers in others (G9: not 完全中学, not kindergartens).
            var asked = county.AskedOf(lead.Item);
            return stages.Count == 0 || county.HasRowFor(lead.Item) ? asked : [.. asked.Where(s => county.StaffedStages(s).All(stages.Contains))];
        }
        return stages.Count == 0 ? county.Sites : [.. county.Sites.Where(s => s.Stages.Any(stages.Contains))];
    }

    private sealed record Part(CountyRatio Ratio, bool? Met, Fraction? Value, Fraction? Numerator, Fraction? Denominator, IReadOnlyList<string> Missing, IReadOnlyList<SiteGap> Gaps, IReadOnlyList<SiteNeed> Needs);
}
