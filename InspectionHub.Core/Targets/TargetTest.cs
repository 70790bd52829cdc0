using InspectionHub.Core.Frameworks;

namespace InspectionHub.Core.Targets;

/// <summary>One test of one of the three targets (targets.md). How it is judged is <see cref="Rule"/>.</summary>
public sealed record TargetTest
{
    /// <summary>T1 … T19, P1 … P18, R1 … R7, G1 … G15, Q1 … Q9, S1.</summary>
    public required string Code { get; init; }

    /// <summary>2025, 2028 or 2030; due on 31 December.</summary>
    public required int Target { get; init; }

    /// <summary>Name in Chinese.</summary>
    public required string Name { get; init; }

    /// <summary>Unit as printed.</summary>
    public required string Unit { get; init; }

    /// <summary>How it is judged.</summary>
    public required TargetRule Rule { get; init; }

    /// <summary>The document and clause.</summary>
    public required string Basis { get; init; }

    /// <summary>The work item it belongs to, such as 四(一)2.</summary>
    public required string Clause { get; init; }
}

/// <summary>A closed family: how a county test is judged. Items are keys of the edition.</summary>
public abstract record TargetRule;

/// <summary>Σ of an item over all applicable sites compared with a limit (T1, T2: = 0).</summary>
public sealed record SumRule(string Item, Comparison Comparison, decimal Limit) : TargetRule;

/// <summary>A yes-no item holds at every applicable site (T7, T9, T19).</summary>
public sealed record EverySiteRule(string Item) : TargetRule;

/// <summary>A county entry compared with one or two limits (T5, T10, P8; Q9 has two).</summary>
public sealed record CountyValueRule(IReadOnlyList<CountyLimit> Limits) : TargetRule;

/// <summary>One county entry and its limit.</summary>
public sealed record CountyLimit(string Item, Comparison Comparison, decimal Limit);

/// <summary>Ratio(s) of county sums: each numerator and denominator is a sum of county items or of site/stage items over applicable sites.</summary>
public sealed record CountyRatioRule(IReadOnlyList<CountyRatio> Ratios, IReadOnlyList<string> AlsoYes) : TargetRule;

/// <summary>One ratio. <paramref name="Upper"/> closes a band (T18: 38–42 %).</summary>
public sealed record CountyRatio(
    string Name, IReadOnlyList<Term> Numerator, IReadOnlyList<Term> Denominator, decimal Per, Comparison Comparison, decimal Limit, decimal? Upper,
    string? NumeratorWhere, string? DenominatorWhere);

/// <summary>County entries that must all be yes (P4, G1 …).</summary>
public sealed record YesRule(IReadOnlyList<string> Items) : TargetRule;

/// <summary>Classes: none above the limits, or at least a share of them within (T4, P14, G5).</summary>
public sealed record ClassesRule(IReadOnlyDictionary<string, int> Limits, decimal? ShareAtLeast) : TargetRule;

/// <summary>Kindergarten premises: all designed from a year on, and a share of the earlier ones (P13).</summary>
public sealed record PremisesRule(string Indicator, int DesignedFrom, decimal EarlierShareAtLeast) : TargetRule;

/// <summary>A resource indicator: both coefficients within their limits and every site met or compliant (R1–R7).</summary>
public sealed record ResourceRule(string Resource, decimal PrimaryLimit, decimal JuniorLimit) : TargetRule;

/// <summary>Music and art rooms at every site (G3, relaxations standards.md A2).</summary>
public sealed record RoomsRule(int ClassesPerRoom, decimal MusicArea, decimal ArtArea) : TargetRule;

/// <summary>Pupils at every site within the limit for its kind (G4).</summary>
public sealed record SiteSizeRule(int Limit, int NineYearLimit) : TargetRule;
