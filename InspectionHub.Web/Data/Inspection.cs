namespace InspectionHub.Web.Data;

/// <summary>专项/综合督导 of one site in a year. It pins its edition when it opens; its state is told by its acts.</summary>
public sealed class Inspection
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required string Edition { get; init; }

    /// <summary>What it is called, such as 2026 年秋季综合督导.</summary>
    public required string Title { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public List<InspectionMember> Members { get; init; } = [];
    public List<InspectionAct> Acts { get; init; } = [];
}

/// <summary>A person on an inspection's team.</summary>
public sealed class InspectionMember
{
    public required Guid InspectionId { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required bool IsLead { get; init; }

    /// <summary>Clauses this person marks, separated by blanks; empty = all.</summary>
    public string Clauses { get; init; } = "";
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
    [Redactable]
    public required string Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Salts { get; set; }
}
