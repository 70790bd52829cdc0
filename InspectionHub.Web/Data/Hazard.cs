namespace InspectionHub.Web.Data;

/// <summary>立即处置: a danger to life found on site, what was done at once and who was called. Append-only.</summary>
public sealed class Hazard : IRedactable
{
    /// <summary>Made by the device.</summary>
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required string Sheet { get; init; }

    /// <summary>What is dangerous, and where.</summary>
    [Redactable]
    public required string What { get; init; }

    /// <summary>What was done on the spot.</summary>
    [Redactable]
    public required string Done { get; init; }

    /// <summary>Who was told by telephone, or why nobody could be reached.</summary>
    [Redactable]
    public required string Called { get; init; }

    /// <summary>整改通知 on the spot: what is demanded, by when, of whom. All three or none.</summary>
    [Redactable]
    public string? Demand { get; init; }
    public DateOnly? DueOn { get; init; }
    [Redactable]
    public string? Responsible { get; init; }

    /// <summary>SHA-256 of the head's signature of receipt, if there is one.</summary>
    public string? Receipt { get; init; }

    /// <summary>SHA-256 of photos, separated by blanks.</summary>
    public required string Photos { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required string Device { get; init; }
    public required long DeviceSeq { get; init; }
    public required DateTimeOffset FoundAt { get; init; }
    public required DateTimeOffset Received { get; init; }
    [Redactable]
    public required string ContentHash { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
