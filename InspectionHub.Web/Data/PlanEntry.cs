namespace InspectionHub.Web.Data;

/// <summary>Something done to a version of a year's plan: saved as a draft, approved with its 文号, discarded. Append-only.</summary>
public sealed class PlanEntry : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }

    /// <summary>1 = the first plan of the year; each amendment has the next number.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the Core act, such as Approve.</summary>
    public required string Act { get; init; }

    /// <summary>The plan as JSON; empty for other acts than Draft.</summary>
    public required string Content { get; init; }

    /// <summary>批准文号 and the day of approval; for Approve only.</summary>
    public string? DocumentNo { get; init; }
    public DateOnly? ApprovedOn { get; init; }

    /// <summary>Why it is amended or discarded.</summary>
    [Redactable(OnlyWithSalt = true)]
    public required string Reason { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
