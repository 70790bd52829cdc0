using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>One input of a result, with where it came from.</summary>
/// <param name="Item">Item key, or the row's code for a mark.</param>
/// <param name="Name">Chinese name with stage, as printed.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Origin">Cell or person.</param>
/// <param name="IsVerified">Found on site, not reported.</param>
/// <param name="Stage">Stage the value belongs to, where the item has one.</param>
public sealed record RowInput(string Item, string Name, string Value, Origin Origin, bool IsVerified = false, Stage? Stage = null);

/// <summary>What the rules say about one row at one site (and stage), before points are shared out.</summary>
/// <param name="Row">The row.</param>
/// <param name="Purpose">What the threshold was for.</param>
/// <param name="Stage">Stage, where a row is judged by stage.</param>
/// <param name="State">One of the four.</param>
/// <param name="Value">Exact value in the row's unit, null where there is none.</param>
/// <param name="Limit">The threshold compared with, null for rubric and yes-no rows.</param>
/// <param name="Share">Part of the points earned, 0–1; null while unknown or not applicable.</param>
/// <param name="Reason">Why unknown or not applicable, in Chinese.</param>
/// <param name="Calculation">The arithmetic with numbers put in, in Chinese.</param>
/// <param name="Inputs">Everything that went in.</param>
/// <param name="Ballots">What people marked.</param>
public sealed record RowResult(
    Indicator Row, Purpose Purpose, Stage? Stage, IndicatorState State, Fraction? Value, Threshold? Limit, Fraction? Share, string? Reason,
    string? Calculation, IReadOnlyList<RowInput> Inputs, Ballots Ballots)
{
    /// <summary>Smallest and largest part of the points while ballots differ or a value is missing.</summary>
    public (Fraction Low, Fraction High) Span { get; init; } = (Fraction.Zero, Fraction.One);

    /// <summary>What people read of a row that is judged by several numbers and so has no one value; null elsewhere.</summary>
    public string? Text { get; init; }

    /// <summary>What part of anything added at the site counts in this stage: below 1 where a resource of the whole site is split over its stages (standards.md A3).</summary>
    public Fraction Part { get; init; } = Fraction.One;

    /// <summary>Whether people mark it here. One that somebody marked 不适用 still is: the others have their own ballot on it; only what the site is takes a row away.</summary>
    public bool IsMarkable => State != IndicatorState.NotApplicable || Ballots.State != BallotState.None;

    /// <summary>Of a row judged for two stages the worse one: not met, then unknown, then met; of equal ones the first.</summary>
    public static RowResult WorstOf(IEnumerable<RowResult> stages) => stages.MinBy(r => r.State switch { IndicatorState.NotMet => 0, IndicatorState.Unknown => 1, IndicatorState.Met => 2, _ => 3 })!;

    /// <summary>Points that can be earned here after 不适用 points were shared out; 0 for watched rows.</summary>
    public Fraction Of { get; init; }

    /// <summary>Points earned for certain.</summary>
    public Fraction Low => State == IndicatorState.NotApplicable ? Fraction.Zero : Of * (Share ?? Span.Low);

    /// <summary>Points earned at best.</summary>
    public Fraction High => State == IndicatorState.NotApplicable ? Fraction.Zero : Of * (Share ?? Span.High);

    /// <summary>The same for those who may read a result, but not whose it is: values, cells and reasons stay.</summary>
    public RowResult WithoutNames()
    {
        var body = Row.Method == Method.Material ? "股室" : "督导组";
        return this with
        {
            Inputs = [.. Inputs.Select(i => i.Item == Row.Code ? i with { Name = $"{body}评分", Origin = i.Origin with { Who = "" } } : i.IsVerified ? i with { Origin = i.Origin with { Who = body } } : i)],
            Ballots = Ballots with
            {
                Marks = [.. Ballots.Marks.Select(m => m with { Person = "", PersonName = body, Note = "" })],
                Settlement = Ballots.Settlement is { } settled ? settled with { Person = "组长" } : null,
                Late = [],
            },
        };
    }

    /// <summary>The same value against every threshold of the row that differs, one result each (contracts.md, purpose); points belong to the first.</summary>
    public IEnumerable<RowResult> ForEachPurpose(DateOnly day)
    {
        yield return this;
        foreach (var purpose in Enum.GetValues<Purpose>().Where(p => p != Purpose))
        {
            if (Row.ThresholdFor(purpose, Stage, day) is not { } other || (Limit is { } own && other.Limit == own.Limit && other.Comparison == own.Comparison)) continue;
            var state = Value is { } value && State is IndicatorState.Met or IndicatorState.NotMet ? Curve.Holds(value, other.Comparison, other.Limit) ? IndicatorState.Met : IndicatorState.NotMet : State;
            yield return this with { Purpose = purpose, Limit = other, State = state, Of = Fraction.Zero };
        }
    }

    /// <summary>The value as people read it, with its unit; 未填 only while the row is unknown. Of a row without one value what it was judged by.</summary>
    public string ValueText => State switch
    {
        IndicatorState.NotApplicable => "不适用",
        _ when Value is { } value => Row.Rule switch
        {
            YesNoRule => value.Sign > 0 ? "是" : "否",
            RubricRule => $"{value.ToText(0)} 级",
            _ => $"{value.ToText(2)} {Row.Unit}".TrimEnd(),
        },
        IndicatorState.Unknown => "未填",
        _ => Text ?? State.Name(),
    };

    /// <summary>The limit as people read it, such as ≥ 4.5 ㎡/生.</summary>
    public string LimitText => Row.Rule switch
    {
        YesNoRule => "是",
        RubricRule => "≥ 3 级",
        ComplianceRule => "七项达标规则",
        AreasRule areas => string.Join("、", areas.Parts.Values.Select(v => $"≥ {v.ToString(System.Globalization.CultureInfo.InvariantCulture)}")),
        _ => Limit is { } limit ? $"{Sign(limit.Comparison)} {((Fraction)limit.Limit).ToText(4)} {Row.Unit}".TrimEnd() : "",
    };

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => "≥",
        Comparison.AtMost => "≤",
        Comparison.MoreThan => ">",
        Comparison.LessThan => "<",
        _ => "=",
    };
}
