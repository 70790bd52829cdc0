using System.Numerics;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Which sites keep a ratio of the county from its limit: those whose own two sums miss it, the one that lacks most first, with what each needs.</summary>
internal static class SiteRatios
{
    /// <summary>Empty where a sum is the county's own (the age group of 毛入园率): there no site has a ratio.</summary>
    public static IReadOnlyList<SiteNeed> Missing(CountyRatio ratio, IReadOnlyList<SiteData> sites, CountyView county)
    {
        if (ratio.Denominator.Count == 0 || ratio.Limit <= 0 || ratio.Numerator.Concat(ratio.Denominator).Any(t => county.LevelOf(t.Item) == ItemLevel.County)) return [];
        return [.. sites.Select(s => One(ratio, s, county)).OfType<(SiteNeed Need, Fraction Lack)>().OrderByDescending(x => x.Lack).Select(x => x.Need)];
    }

    /// <summary>What a numerator or denominator is called, such as 三年前初一学生−三年内死亡.</summary>
    public static string NameOf(IReadOnlyList<Term> terms, CountyView county) =>
        string.Concat(terms.Select((t, i) => $"{(t.Sign < 0 ? "−" : i > 0 ? "+" : "")}{county.NameOf(t.Item)}"));

    private static (SiteNeed Need, Fraction Lack)? One(CountyRatio ratio, SiteData site, CountyView county)
    {
        var (missing, gaps) = (new List<string>(), new List<SiteGap>());
        if (county.Sum(ratio.Numerator, ratio.NumeratorWhere, [site], missing, gaps) is not { } n || county.Sum(ratio.Denominator, ratio.DenominatorWhere, [site], missing, gaps) is not { } d) return null;
        if (n.Sign == 0 && d.Sign == 0) return null;
        Fraction limit = ratio.Limit, per = ratio.Per;
        var isUpwards = ratio.Comparison is Comparison.AtLeast or Comparison.MoreThan or Comparison.Equal;
        // Σn·per : Σd is compared without dividing, so a site without a denominator is judged as well.
        if (Curve.Holds((n * per) - (d * limit), ratio.Comparison, 0)) return null;
        var (name, unit) = isUpwards ? (NameOf(ratio.Numerator, county), county.UnitOf(ratio.Numerator[0].Item)) : (NameOf(ratio.Denominator, county), county.UnitOf(ratio.Denominator[0].Item));
        var lack = isUpwards ? (d * limit / per) - n : (n * per / limit) - d;
        if (ratio.NumeratorWhere is not null) return (new(site.Site.Code, $"{NameOf(ratio.Denominator, county)} {d.ToText(2)} {unit}，计入 {n.ToText(2)} {unit}：{(ratio.NumeratorWhere == "public" ? "不是公办园" : "不是公办园，也不是普惠性民办园")}"), lack);
        var sums = $"{NameOf(ratio.Numerator, county)} {n.ToText(2)} {county.UnitOf(ratio.Numerator[0].Item)} / {NameOf(ratio.Denominator, county)} {d.ToText(2)} {county.UnitOf(ratio.Denominator[0].Item)}";
        return (new(site.Site.Code, lack.Sign < 0 ? $"{sums}，多出 {(-lack).ToText(2)} {unit}，请核对" : $"{sums}，还差{(isUpwards ? "" : name)} {Whole(lack, ratio.Comparison).ToText(0)} {unit}"), lack);
    }

    /// <summary>People, hours and yuan come whole; a strict limit wants one more.</summary>
    private static Fraction Whole(Fraction lack, Comparison comparison) =>
        new((comparison is Comparison.MoreThan or Comparison.LessThan ? BigInteger.Divide(lack.Numerator, lack.Denominator) + 1 : (lack.Numerator + lack.Denominator - 1) / lack.Denominator), 1);
}

/// <summary>What one site would need so that a test is met, in a sentence with its numbers.</summary>
public sealed record SiteNeed(string Site, string Says);
