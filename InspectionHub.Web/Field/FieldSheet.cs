using System.Text.Json;

namespace InspectionHub.Web.Field;

/// <summary>Everything a device keeps for one person: their sheets, the wording of the editions these sheets are marked by, and their routine visits.</summary>
public sealed record FieldSheets(string Schema, DateTimeOffset At, FieldPerson Person, IReadOnlyDictionary<string, IReadOnlyList<FieldWording>> Editions, IReadOnlyList<FieldSheet> Sheets, FieldVisits Routine);

/// <summary>Whose device it is at the moment.</summary>
public sealed record FieldPerson(string Id, string Name);

/// <summary>One inspection as its member sees it on the phone.</summary>
/// <param name="State">open, submitted, signed, withdrawn, or reassigned: this person was replaced and keeps only the head.</param>
/// <param name="Closed">Whether this person's own ballot is closed: marks are still taken, as late ones.</param>
/// <param name="Reason">Why it was withdrawn or given to another, or null.</param>
/// <param name="Late">One's own late marks that have no row here to stand in.</param>
public sealed record FieldSheet(
    string Id, string Title, string Site, string School, string Town, string Kind, int Year, string Edition, string State, bool Closed, bool Lead, bool Demo,
    IReadOnlyList<string> Team, DateTimeOffset OpenedAt, IReadOnlyList<FieldRow> Rows, IReadOnlyList<FieldReading> Reads, IReadOnlyList<FieldHazard> Hazards,
    string? Reason, IReadOnlyList<FieldLate> Late);

/// <summary>A late mark of one's own, with the name of its row.</summary>
public sealed record FieldLate(string Id, string Indicator, string Name, FieldMark Mark);

/// <summary>A row to mark on site. Of a blind row nothing is told that another inspector said.</summary>
/// <param name="Blind">Others' ballots are withheld until this person has marked.</param>
/// <param name="Late">One's own marks that came after closing.</param>
/// <param name="Admissible">Others' late marks: only the lead gets them, to admit.</param>
/// <param name="Why">Why this person does not mark it (another's clause), or null.</param>
public sealed record FieldRow(string Code, string Limit, bool Blind, string? Why, FieldMark? Mine, IReadOnlyList<FieldMark> Others, FieldMark? Settled, IReadOnlyList<FieldMark> Late, IReadOnlyList<FieldMark> Admissible, string? Last, FieldSelf? Self);

/// <summary>自评: what the unit says of the row itself, once it has submitted. Not an inspector's ballot, so nothing blind.</summary>
public sealed record FieldSelf(string Text, string Evidence);

/// <summary>A mark as the server knows it.</summary>
/// <param name="Text">The value in words.</param>
public sealed record FieldMark(string Id, string Who, JsonElement? Value, string Text, string Note, DateTimeOffset At, IReadOnlyList<string> Photos);

/// <summary>A row that is computed or scored at the desk: to read, not to mark.</summary>
public sealed record FieldReading(string Code, string Name, string By, string Stage, string Value, string State, string StateName, string Limit, string? Reason, string? Last, FieldSelf? Self, IReadOnlyList<FieldInput> Inputs);

/// <summary>A reported figure that can be verified on site.</summary>
public sealed record FieldInput(string Item, string? Stage, string Name, string Value, bool Verified);

/// <summary>立即处置 as the team sees it.</summary>
public sealed record FieldHazard(string Id, string Who, string What, string Done, string Called, string? Notice, DateTimeOffset At, IReadOnlyList<string> Photos);

/// <summary>The wording of one row, the same for every sheet of an edition.</summary>
public sealed record FieldWording(
    string Code, string Name, string Clause, string Unit, string Measured, IReadOnlyList<string> Evidence, string? Veto, bool RedLine, FieldRule Rule);

/// <summary>How a row is marked: rubric, yesno, count, ratio or asked, with what this kind needs.</summary>
public sealed record FieldRule(
    string Type, IReadOnlyList<FieldLevel>? Levels = null, decimal? Max = null, string? Numerator = null, string? Denominator = null, bool Part = false, decimal? Per = null, IReadOnlyList<string>? Asked = null);

/// <summary>The wording of one level.</summary>
public sealed record FieldLevel(int Level, string Text);
