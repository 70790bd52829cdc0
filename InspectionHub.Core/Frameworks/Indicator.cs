using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>Who supplies a row (scoring.md): D data, M lead office at the desk, X inspectors on site, Q questionnaire on site.</summary>
public enum Method
{
    /// <summary>D 数据: computed from confirmed statistics.</summary>
    Data,

    /// <summary>M 材料: scored by the clause's lead office.</summary>
    Material,

    /// <summary>X 现场: scored by inspectors on site.</summary>
    OnSite,

    /// <summary>Q 问卷: asked and counted on site.</summary>
    Questionnaire,
}

/// <summary>Whose duty a row is. A county duty is watched and never scored against a school (scoring.md).</summary>
public enum Responsibility
{
    /// <summary>校</summary>
    School,

    /// <summary>县</summary>
    County,
}

/// <summary>What a threshold is for; the same row may have another threshold for each.</summary>
public enum Purpose
{
    /// <summary>年度考核</summary>
    Annual,

    /// <summary>2025 巩固衔接</summary>
    Target2025,

    /// <summary>2028 学前教育普及普惠</summary>
    Target2028,

    /// <summary>2030 义务教育优质均衡</summary>
    Target2030,
}

/// <summary>How a value is compared with its threshold.</summary>
public enum Comparison
{
    /// <summary>≥</summary>
    AtLeast,

    /// <summary>≤</summary>
    AtMost,

    /// <summary>= , for counts that must be 0 and rates that must be 100 %.</summary>
    Equal,

    /// <summary>&gt; , strict where the text is strict.</summary>
    MoreThan,

    /// <summary>&lt; , strict where the text is strict.</summary>
    LessThan,
}

/// <summary>A limit for one purpose, stage and time (scoring.md: "A threshold is keyed by …").</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Stage">Stage it holds for; null = all.</param>
/// <param name="Comparison">How to compare.</param>
/// <param name="Limit">Exact limit in the indicator's unit (a rate in per cent).</param>
/// <param name="From">Date of effect; the latest one not after the day asked about holds.</param>
/// <param name="Source">founding 方案原文 · national 国家标准 · provincial 省标准 · county 县自定.</param>
/// <param name="Basis">The document and clause in Chinese, as printed in an explanation.</param>
public sealed record Threshold(Purpose Purpose, Stage? Stage, Comparison Comparison, decimal Limit, DateOnly From, string Source, string Basis);

/// <summary>The wording of one level of a rubric.</summary>
/// <param name="Number">4, 3, 2, 1 or 0.</param>
/// <param name="Text">What an inspector sees at this level.</param>
public sealed record RubricLevel(int Number, string Text);

/// <summary>A condition on a site's item: the row applies only where the item has this value (such as nutrition_plan = 1).</summary>
/// <param name="Item">Item key.</param>
/// <param name="Value">The value wanted.</param>
/// <param name="Kinds">Kinds the condition is asked of (5.2: weak schools, but every 教学点); the row applies to its other kinds unasked. Null = all kinds.</param>
public sealed record Condition(string Item, decimal Value, IReadOnlyList<SchoolKind>? Kinds = null);

/// <summary>One row of the framework: one test of one site, with where it comes from and what it is worth.</summary>
public sealed record Indicator
{
    /// <summary>Code such as 3.1 or 5-2.2; unique in an edition.</summary>
    public required string Code { get; init; }

    /// <summary>Code of its clause, such as 四(一)3.</summary>
    public required string Clause { get; init; }

    /// <summary>Short name in Chinese.</summary>
    public required string Name { get; init; }

    /// <summary>Unit as printed: %, ㎡/生, 元/生, 人, 个 … ; empty for rubric and yes-no rows.</summary>
    public required string Unit { get; init; }

    /// <summary>How it is measured, in own words, for people.</summary>
    public required string Measured { get; init; }

    /// <summary>Who supplies it.</summary>
    public required Method Method { get; init; }

    /// <summary>Whose duty it is.</summary>
    public required Responsibility Responsibility { get; init; }

    /// <summary>The lead office that scores or follows it (scoring.md names the one where a clause has two).</summary>
    public required string Lead { get; init; }

    /// <summary>How a value becomes a state and points.</summary>
    public required ScoringRule Rule { get; init; }

    /// <summary>Kinds of site it applies to, with or without points.</summary>
    public required IReadOnlyList<SchoolKind> Kinds { get; init; }

    /// <summary>Base points by kind; a kind that is absent has 0 and the row is only watched there.</summary>
    public required IReadOnlyDictionary<SchoolKind, decimal> Points { get; init; }

    /// <summary>Limits by purpose, stage and date.</summary>
    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>Further condition on the site, or null.</summary>
    public Condition? AppliesWhen { get; init; }

    /// <summary>R1 … R7 for the seven resource indicators of 教督〔2017〕6号, else null.</summary>
    public string? Resource { get; init; }

    /// <summary>Full points or none: no half for a near miss (2.1, 6.4, 8.4a, 8.7).</summary>
    public bool IsRedLine { get; init; }

    /// <summary>Whether a zero denominator makes the row 不适用 instead of unknown (scoring.md lists the rows).</summary>
    public bool NotApplicableWhenZero { get; init; }

    /// <summary>What to look at on site, in Chinese.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The fact that would open a veto procedure, or null.</summary>
    public string? Veto { get; init; }

    /// <summary>The limit that holds for a purpose and stage on a day, or null if there is none.</summary>
    public Threshold? ThresholdFor(Purpose purpose, Stage? stage, DateOnly day) => Thresholds
        .Where(limit => limit.Purpose == purpose && (limit.Stage is null || limit.Stage == stage) && limit.From <= day)
        .MaxBy(limit => (limit.From, limit.Stage is not null));

    /// <summary>Base points for a kind; 0 where it is only watched.</summary>
    public decimal PointsFor(SchoolKind kind) => Points.GetValueOrDefault(kind);
}
