using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>How an indicator's value comes about and what a mark for it must look like. A closed family.</summary>
public abstract record ScoringRule;

/// <summary>Σ numerator ÷ Σ denominator × <paramref name="Per"/>. D rows take the items; M and X rows take a mark <c>{"num","den"}</c>.</summary>
/// <param name="Numerator">Items added or (with Sign −1) taken away; empty where a person marks the row.</param>
/// <param name="Denominator">Items added; empty where a person marks the row.</param>
/// <param name="Per">100 for rates in per cent and per hundred pupils, 1 otherwise.</param>
/// <param name="NumeratorName">What the numerator counts, for the marking page.</param>
/// <param name="DenominatorName">What the denominator counts.</param>
/// <param name="IsPart">The numerator is a part of the denominator, so it cannot exceed it.</param>
/// <param name="ByStage">Judged once for each stage that has a threshold (R1–R7), otherwise once for the site.</param>
/// <param name="IsSplit">The numerator belongs to the whole site and is split over stages (R4–R7, standards.md A3).</param>
public sealed record RatioRule(
    IReadOnlyList<Term> Numerator, IReadOnlyList<Term> Denominator, decimal Per, string NumeratorName, string DenominatorName,
    bool IsPart, bool ByStage = false, bool IsSplit = false) : ScoringRule;

/// <summary>One item in a sum.</summary>
/// <param name="Item">Item key.</param>
/// <param name="Sign">1 or −1.</param>
/// <param name="Stages">Stages to add over; empty = the site-level value.</param>
public sealed record Term(string Item, int Sign, IReadOnlyList<Stage> Stages)
{
    /// <summary>Kinds of site at which the term counts (4.3: heads of kindergartens); empty = all.</summary>
    public IReadOnlyList<SchoolKind> Kinds { get; init; } = [];
}

/// <summary>A number as it is: the item's value for D rows, a mark <c>{"n"}</c> otherwise.</summary>
/// <param name="Item">Item key, or null where a person marks the row.</param>
/// <param name="Maximum">The largest number that is believed; more is refused.</param>
public sealed record CountRule(string? Item, decimal Maximum) : ScoringRule;

/// <summary>Yes or no: item 1 / 0, or a mark <c>{"yes"}</c>.</summary>
/// <param name="Item">Item key, or null where a person marks the row.</param>
public sealed record YesNoRule(string? Item) : ScoringRule;

/// <summary>A level 4–0 with wording for each; met from level 3.</summary>
/// <param name="Levels">All five levels, best first.</param>
public sealed record RubricRule(IReadOnlyList<RubricLevel> Levels) : ScoringRule;

/// <summary>Share of the people asked who knew, from counts by kind of respondent; never from names.</summary>
/// <param name="Respondents">Kinds of respondent, such as 家长.</param>
public sealed record AskedRule(IReadOnlyList<string> Respondents) : ScoringRule;

/// <summary>Counts classes above the limit for their stage or grade (must be 0), or the share of classes within it (per cent).</summary>
/// <param name="Limits">Largest class by grade or stage word: 小学 45, 小班 25 …; a grade's own word wins over its stage.</param>
/// <param name="IsShare">True: share within, in per cent. False: number above.</param>
public sealed record ClassSizeRule(IReadOnlyDictionary<string, int> Limits, bool IsShare) : ScoringRule;

/// <summary>All of several per-pupil areas must be reached (11.3).</summary>
/// <param name="Parts">Items in ㎡ with their least area per pupil.</param>
/// <param name="Stage">Stage whose pupils divide.</param>
public sealed record AreasRule(IReadOnlyDictionary<string, decimal> Parts, Stage Stage) : ScoringRule;

/// <summary>The 6-of-7 rule over the resource indicators of each stage (standards.md A1).</summary>
public sealed record ComplianceRule : ScoringRule;
