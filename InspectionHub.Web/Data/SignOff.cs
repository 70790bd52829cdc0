namespace InspectionHub.Web.Data;

/// <summary>A frozen result: inputs, edition, engine and ledger position it was computed from. Append-only.</summary>
public sealed class SignOff
{
    public required Guid Id { get; init; }
    public required Guid InspectionId { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required int Version { get; init; }
    public required string Edition { get; init; }
    public required string Engine { get; init; }

    /// <summary>Ledger position the signer saw.</summary>
    public required long Position { get; init; }

    /// <summary>The batch whose data were used.</summary>
    public required int BatchId { get; init; }

    /// <summary>The frozen scorecard.</summary>
    public required string Frozen { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>One link of a county's chain over stored bytes. Append-only.</summary>
public sealed class LedgerLink
{
    public required int CountyId { get; init; }
    public required long Seq { get; init; }

    /// <summary>mark, settlement, act, signoff, import, confirmation, paper, permission.</summary>
    public required string Kind { get; init; }
    public required string Subject { get; init; }

    /// <summary>The canonical bytes that are hashed.</summary>
    public required byte[] Content { get; init; }
    public required string PreviousHash { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset At { get; init; }
}
