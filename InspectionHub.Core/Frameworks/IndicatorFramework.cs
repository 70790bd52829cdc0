using InspectionHub.Core.Measurements;
using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Frameworks;

/// <summary>One published edition of the rules: dated data with a source. Nothing in it changes; a change is a new edition.</summary>
public sealed record IndicatorFramework
{
    /// <summary>Edition such as ziyang-71-2021.v1.</summary>
    public required string Edition { get; init; }

    /// <summary>Name as printed on papers.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the founding document.</summary>
    public required string Source { get; init; }

    /// <summary>Day from which the edition holds.</summary>
    public required DateOnly Effective { get; init; }

    /// <summary>四(一), 四(二), 五, in order.</summary>
    public required IReadOnlyList<IndicatorDomain> Domains { get; init; }

    /// <summary>The 21 clauses, in order.</summary>
    public required IReadOnlyList<Clause> Clauses { get; init; }

    /// <summary>All rows, in the order of the clauses.</summary>
    public required IReadOnlyList<Indicator> Indicators { get; init; }

    /// <summary>The county's tests of the three targets, in order.</summary>
    public required IReadOnlyList<TargetTest> Tests { get; init; }

    /// <summary>Every item a workbook may hold, with its meaning and range.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>Cut-offs, weights and the curve: the county's own (县级自定).</summary>
    public required ScoringSettings Settings { get; init; }

    /// <summary>Where the national rules are milder, with dates.</summary>
    public IReadOnlyList<Relaxation> Relaxations { get; init; } = [];

    /// <summary>Facts that keep the county from a target once they are established.</summary>
    public IReadOnlyList<CountyVeto> CountyVetoes { get; init; } = [];

    /// <summary>The 2012 mode; null where an edition leaves it out.</summary>
    public BasicBalance? BasicBalance { get; init; }

    /// <summary>The relaxation of a kind that holds on a day, or null.</summary>
    public T? Relaxed<T>(DateOnly day) where T : Relaxation => Relaxations.OfType<T>().FirstOrDefault(r => r.HoldsOn(day));

    /// <summary>The row with this code, or null.</summary>
    public Indicator? Find(string code) => Indicators.FirstOrDefault(row => row.Code == code);

    /// <summary>Codes of the county tests a row feeds: through its resource, its premises, or the item it counts.</summary>
    public IReadOnlyList<string> TestsFedBy(Indicator row)
    {
        var lead = RuleReader.ItemsOf(row.Rule).FirstOrDefault();
        return [.. Tests.Where(t => t.Rule switch
        {
            ResourceRule resource => resource.Resource == row.Resource,
            PremisesRule premises => premises.Indicator == row.Code,
            _ => row.Resource is null && lead is not null && RuleReader.ItemsOf(t.Rule).FirstOrDefault() == lead,
        }).Select(t => t.Code)];
    }

    /// <summary>Clauses with rows that a team marks at a school of this kind: on site or by questionnaire.</summary>
    public IReadOnlyList<Clause> ClausesOnSite(SchoolKind kind) =>
        [.. Clauses.Where(c => Indicators.Any(r => r.Clause == c.Code && r.Method is (Method.OnSite or Method.Questionnaire) && r.Kinds.Contains(kind)))];

    /// <summary>The clause with this code.</summary>
    public Clause ClauseOf(Indicator row) => Clauses.First(clause => clause.Code == row.Clause);
}

/// <summary>A veto of the county itself, not of a school.</summary>
/// <param name="Code">Such as C1.</param>
/// <param name="Name">The fact.</param>
/// <param name="Basis">The document.</param>
/// <param name="Targets">Targets it keeps from being met.</param>
/// <param name="Years">How many years it counts: 1 = the year it happened in, 2 = 两年内.</param>
public sealed record CountyVeto(string Code, string Name, string Basis, IReadOnlyList<int> Targets, int Years = 1)
{
    /// <summary>Whether one that happened in a school year still counts in another.</summary>
    public bool CountsIn(int year, int happened) => happened <= year && year < happened + Years;
}

/// <summary>A part of the plan: 四(一), 四(二) or 五.</summary>
/// <param name="Code">四(一)</param>
/// <param name="Name">Its heading.</param>
public sealed record IndicatorDomain(string Code, string Name);

/// <summary>A work item of the plan.</summary>
/// <param name="Code">Such as 四(一)3.</param>
/// <param name="Domain">Code of its domain.</param>
/// <param name="Name">Its heading.</param>
/// <param name="Leads">Lead offices as the plan names them; empty where it names none.</param>
/// <param name="Years">Target years it serves.</param>
public sealed record Clause(string Code, string Domain, string Name, IReadOnlyList<string> Leads, IReadOnlyList<int> Years);

/// <summary>Where an item belongs.</summary>
public enum ItemLevel
{
    /// <summary>校点</summary>
    Site,

    /// <summary>校点的学段</summary>
    Stage,

    /// <summary>县</summary>
    County,
}

/// <summary>One item of the workbook.</summary>
/// <param name="Key">Key in row 2 of a sheet or in the column item.</param>
/// <param name="Name">Chinese head.</param>
/// <param name="Level">Where it belongs.</param>
/// <param name="Unit">Unit, empty for yes-no.</param>
/// <param name="Meaning">What to fill in, in own words.</param>
/// <param name="Minimum">Smallest value believed.</param>
/// <param name="Maximum">Largest value believed; more is refused as a slip.</param>
/// <param name="IsWhole">Only whole numbers.</param>
/// <param name="IsYesNo">1 or 0.</param>
/// <param name="PartOf">Key of an item it cannot exceed, or null.</param>
/// <param name="Sheet">学校, 学段, 数据项 or 县级.</param>
public sealed record Item(
    string Key, string Name, ItemLevel Level, string Unit, string Meaning, decimal Minimum, decimal Maximum, bool IsWhole, bool IsYesNo,
    string? PartOf, string Sheet);

/// <summary>The county's own numbers for scoring (scoring.md), printed as 县级自定.</summary>
/// <param name="RubricPercent">Per cent of the points for levels 0, 1, 2, 3, 4.</param>
/// <param name="MetFromLevel">Rubric level from which a row is met.</param>
/// <param name="HalfFrom">Share of the threshold from which an "at least" row earns half (19/20).</param>
/// <param name="Excellent">优秀 from.</param>
/// <param name="Good">良好 from.</param>
/// <param name="Pass">合格 from.</param>
/// <param name="ExcellentTopPercent">优秀 also needs a place in the top per cent of its group.</param>
/// <param name="MainSitePercent">Weight of the main site in a unit's score.</param>
public sealed record ScoringSettings(
    IReadOnlyList<decimal> RubricPercent, int MetFromLevel, decimal HalfFrom, decimal Excellent, decimal Good, decimal Pass,
    decimal ExcellentTopPercent, decimal MainSitePercent);

/// <summary>One mistake in a framework file.</summary>
/// <param name="Place">Where, such as indicators[12].thresholds[0].limit（行 431）.</param>
/// <param name="Say">What is wrong and what to do, in Chinese.</param>
public sealed record FrameworkProblem(string Place, string Say);
