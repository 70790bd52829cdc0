namespace InspectionHub.Web.Data;

/// <summary>挂牌督导: one visit of a 责任督学 to a site. Who is to make it and where it stands is told by its steps, what was found by its entries. Append-only.</summary>
public sealed class RoutineVisit
{
    /// <summary>Made by the device if it began unplanned at the gate.</summary>
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }

    /// <summary>The day it is planned for, or began.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Edition of the checklist, such as canteen.v1.</summary>
    public required string Checklist { get; init; }

    /// <summary>批准文号 of the plan it is made under.</summary>
    public required string PlanNo { get; init; }
    public required bool IsPlanned { get; init; }
    public List<VisitStep> Steps { get; init; } = [];
}

/// <summary>Something done to a visit: planned, begun, replaced, submitted, sent back, read, withdrawn. Append-only.</summary>
public sealed class VisitStep : IRedactable
{
    /// <summary>Made by the device where it came from one.</summary>
    public required Guid Id { get; init; }
    public required Guid VisitId { get; init; }

    /// <summary>Name of the Core act, such as Submit.</summary>
    public required string Act { get; init; }

    /// <summary>Whose visit it is from this step on; for Plan, Start and Replace.</summary>
    public string? InspectorId { get; init; }
    public string? InspectorName { get; init; }
    [Redactable]
    public required string Reason { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }

    /// <summary>When it happened, as the device says.</summary>
    public required DateTimeOffset HappenedAt { get; init; }
    public required DateTimeOffset At { get; init; }
    [Redactable]
    public required string ContentHash { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>One thing put down on a visit, as it was received: an answer to a point of the checklist, the work record, a problem, a complaint
/// (Core, VisitNotes). The latest of a key counts. No pupil is named. Append-only.</summary>
public sealed class VisitEntry : IRedactable
{
    /// <summary>Made by the device.</summary>
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required Guid VisitId { get; init; }

    /// <summary>point/CODE, work, problem/ID or complaint/ID.</summary>
    public required string Key { get; init; }

    /// <summary>JSON as VisitNotes reads it; null = taken back.</summary>
    [Redactable]
    public string? Value { get; init; }
    [Redactable]
    public required string Note { get; init; }

    /// <summary>SHA-256 of photos, separated by blanks.</summary>
    public required string Photos { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required string Device { get; init; }
    public required long DeviceSeq { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public required DateTimeOffset Received { get; init; }

    /// <summary>迟到: came after submitting; does not count, but is kept and shown.</summary>
    public required bool IsLate { get; init; }
    [Redactable]
    public required string ContentHash { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
