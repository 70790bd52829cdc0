namespace InspectionHub.Web.Data;

/// <summary>An inspector handed in the own ballot on the phone: signatures of inspector and head, or 拒签 with two witnesses. Append-only.</summary>
public sealed class BallotSignature : IRedactable
{
    /// <summary>Made by the device.</summary>
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required string Sheet { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required string Device { get; init; }
    public required long DeviceSeq { get; init; }

    /// <summary>SHA-256 of the inspector's signature.</summary>
    public required string Inspector { get; init; }

    /// <summary>SHA-256 of the head's signature; null when refused.</summary>
    public string? Head { get; init; }
    [Redactable]
    public string? HeadName { get; init; }

    /// <summary>Why the head did not sign, and the two 督学 who saw it.</summary>
    [Redactable]
    public string? RefusedReason { get; init; }
    [Redactable]
    public string? FirstWitness { get; init; }
    [Redactable]
    public string? SecondWitness { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
    public required DateTimeOffset Received { get; init; }
    public required bool IsLate { get; init; }
    [Redactable]
    public required string ContentHash { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
