using System.Text.Json;

namespace InspectionHub.Web.Field;

/// <summary>One routine visit as its 督学 sees it on the phone. Of one that has been submitted only the head is kept.</summary>
/// <param name="State">planned, onsite, submitted, read or withdrawn.</param>
/// <param name="Checklist">Edition of its checklist; the wording stands once for all visits.</param>
/// <param name="Notes">What counts now, by key.</param>
/// <param name="Reason">Why it was sent back or given to this person, or null.</param>
/// <param name="Last">The site's visit before this one, in one line, with the problems it found.</param>
public sealed record FieldVisit(
    string Id, string Title, string Site, string School, string Town, string Kind, int Year, string State, DateOnly Day, bool Planned, string Checklist, bool Demo, string? Reason, FieldVisitBefore? Last,
    IReadOnlyDictionary<string, FieldNote> Notes, IReadOnlyList<FieldHazard> Hazards, DateTimeOffset OpenedAt);

/// <summary>The visit before: its day and the problems it found.</summary>
public sealed record FieldVisitBefore(DateOnly Day, string Title, IReadOnlyList<string> Problems);

/// <summary>Something put down on a visit as the server knows it.</summary>
public sealed record FieldNote(string Id, string Who, JsonElement Value, string Note, DateTimeOffset At, IReadOnlyList<string> Photos);

/// <summary>One of the person's own sites: there a visit may begin without having been planned.</summary>
/// <param name="Theme">Code of the checklist the plan gives this month.</param>
public sealed record FieldArea(string Site, string School, string Town, string Kind, string? Theme);

/// <summary>A checklist as a device keeps it.</summary>
/// <param name="Current">Whether new visits begin with it.</param>
public sealed record FieldChecklist(string Code, string Edition, string Name, bool Current, IReadOnlyList<Core.Procedures.ChecklistPoint> Points);

/// <summary>Everything of routine visits that a device keeps for one person.</summary>
/// <param name="PlanNo">批准文号 of the plan in force; null = no visit may begin.</param>
public sealed record FieldVisits(string? PlanNo, IReadOnlyList<FieldVisit> Visits, IReadOnlyList<FieldArea> Areas, IReadOnlyList<FieldChecklist> Checklists);
