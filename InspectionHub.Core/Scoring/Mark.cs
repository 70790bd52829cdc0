using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>What an inspector or lead office says about one row (contracts.md, "A mark"). A closed family; null = withdrawn.</summary>
public abstract record MarkValue;

/// <summary><c>{"level":3}</c>: a rubric level 0–4.</summary>
public sealed record LevelMark(int Level) : MarkValue;

/// <summary><c>{"yes":true}</c></summary>
public sealed record YesMark(bool Yes) : MarkValue;

/// <summary><c>{"n":"3"}</c>: a count.</summary>
public sealed record CountMark(decimal N) : MarkValue;

/// <summary><c>{"num":"11","den":"12"}</c></summary>
public sealed record RatioMark(decimal Num, decimal Den) : MarkValue;

/// <summary><c>{"asked":{"家长":30},"knew":{"家长":27}}</c>: people by kind of respondent, never names.</summary>
public sealed record AskedMark(IReadOnlyDictionary<string, int> Asked, IReadOnlyDictionary<string, int> Knew) : MarkValue;

/// <summary><c>{"na":"reason"}</c>: 不适用, with the reason.</summary>
public sealed record NotApplicableMark(string Reason) : MarkValue;

/// <summary><c>{"verified":{"item":"pupils","stage":"小学","value":"1200"}}</c>: what was found beside what was reported.</summary>
public sealed record VerifiedMark(string Item, Stage? Stage, decimal Value) : MarkValue;

/// <summary>One stored mark as the rules see it. A correction is a later mark naming the one it replaces.</summary>
/// <param name="Id">Made by the device.</param>
/// <param name="Site">Site code.</param>
/// <param name="Indicator">Row code.</param>
/// <param name="Value">Null = withdrawn.</param>
/// <param name="Person">Id of the person, or of the desk sheet that the people of a lead office share; each has one ballot per row.</param>
/// <param name="PersonName">Name for explanations.</param>
/// <param name="Received">When the hub took it, UTC.</param>
/// <param name="Order">Position in the ledger; decides which of two marks of one person is later.</param>
/// <param name="Note">Note, may be empty.</param>
/// <param name="IsLate">Arrived after closing and not admitted by the lead: shown, not counted.</param>
public sealed record Mark(
    Guid Id, string Site, string Indicator, MarkValue? Value, string Person, string PersonName, DateTimeOffset Received, long Order, string Note, bool IsLate = false);

/// <summary>The lead's decision where ballots differ: its own entry, with a reason.</summary>
/// <param name="Site">Site code.</param>
/// <param name="Indicator">Row code.</param>
/// <param name="Value">The value that holds.</param>
/// <param name="Reason">Why.</param>
/// <param name="Person">Who settled.</param>
/// <param name="Order">Position in the ledger.</param>
public sealed record Settlement(string Site, string Indicator, MarkValue Value, string Reason, string Person, long Order);
