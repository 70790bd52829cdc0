namespace InspectionHub.Web.Data;

/// <summary>专项/综合督导 of one site in a year. It pins its edition when it opens; its state is told by its acts. Append-only.</summary>
public sealed class Inspection
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required string Edition { get; init; }

    /// <summary>What it is called, such as 2026 年秋季综合督导.</summary>
    public required string Title { get; init; }

    /// <summary>综合督导 rather than 专项督导.</summary>
    public bool IsComprehensive { get; init; }

    /// <summary>What it rests on, such as the year's plan with its 文号.</summary>
    public string Basis { get; init; } = "";

    /// <summary>批准文号 of the year's plan it carries out; empty for those of hubs before this column was there, like title and month.</summary>
    public string PlanNo { get; init; } = "";

    /// <summary>Title and month of the plan's line it carries out.</summary>
    public string PlanTitle { get; init; } = "";
    public DateOnly? PlanMonth { get; init; }

    /// <summary>What will be looked at.</summary>
    public string Matters { get; init; } = "";

    /// <summary>What the unit is to have ready.</summary>
    public string Materials { get; init; } = "";

    /// <summary>First and last day on site.</summary>
    public DateOnly? VisitFrom { get; init; }
    public DateOnly? VisitTo { get; init; }

    /// <summary>Until when the unit is to assess itself; null where that is not asked.</summary>
    public DateOnly? SelfAssessmentDue { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public List<InspectionMember> Members { get; init; } = [];
    public List<InspectionAct> Acts { get; init; } = [];

    /// <summary>The team as it is now.</summary>
    public IEnumerable<InspectionMember> Team => Members.Where(m => m.LeftAt is null);
}

/// <summary>A person on an inspection's team, as it was put together or as somebody was put in place of another. Append-only.</summary>
public sealed class InspectionMember
{
    public required Guid InspectionId { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }

    /// <summary>组长, until replaced: ask <see cref="Inspection.Team"/>.</summary>
    public required bool IsLead { get; init; }

    /// <summary>Clauses this person marks, separated by blanks; empty = all.</summary>
    public string Clauses { get; init; } = "";
    public InspectionDeparture? Departure { get; init; }

    /// <summary>When this person was replaced: what they marked stays, what still arrives is 迟到.</summary>
    public DateTimeOffset? LeftAt => Departure?.At;
}

/// <summary>更换督学: a person leaves a team for good. Append-only.</summary>
public sealed class InspectionDeparture
{
    public required Guid InspectionId { get; init; }
    public required string PersonId { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>Something done to an inspection: opened, a ballot handed in, submitted, sent back, signed off. Append-only.</summary>
public sealed class InspectionAct : IRedactable
{
    public int Id { get; init; }
    public required Guid InspectionId { get; init; }

    /// <summary>Name of the Core act, such as Submit.</summary>
    public required string Act { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }

    /// <summary>Reason, or the text of what was sent: preliminary view, opinion.</summary>
    [Redactable]
    public required string Reason { get; init; }

    /// <summary>Until when the other side is to act: the reply to a preliminary view.</summary>
    public DateOnly? DueOn { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Its link in the ledger; null for acts of hubs before this column was there.</summary>
    public long? LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
