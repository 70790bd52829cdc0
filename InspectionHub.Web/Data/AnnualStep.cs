namespace InspectionHub.Web.Data;

/// <summary>One step of a county's 年度考核, or of one unit's 复核 within it. Append-only.</summary>
public sealed class AnnualStep : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }

    /// <summary>Name of the Core act, such as Publish.</summary>
    public required string Act { get; init; }

    /// <summary>The unit a review is about; empty for steps of the county.</summary>
    public required string Unit { get; init; }

    /// <summary>Reason, minutes, finding.</summary>
    [Redactable]
    public required string Text { get; init; }

    /// <summary>The results shown in public, as canonical JSON; null for other steps.</summary>
    public string? Frozen { get; init; }

    /// <summary>Ledger position the results were computed at.</summary>
    public long? Position { get; init; }

    /// <summary>Statistics the results rest on.</summary>
    public int? BatchId { get; init; }
    public string? Edition { get; init; }
    public string? Engine { get; init; }

    /// <summary>Last day for asking for a review.</summary>
    public DateOnly? OpenUntil { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
