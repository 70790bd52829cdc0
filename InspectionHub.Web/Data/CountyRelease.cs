namespace InspectionHub.Web.Data;

/// <summary>正式数据: a county's year as it was released — signed scorecards, coefficients, tests and the measurements behind them, frozen. Append-only;
/// a correction is a new version.</summary>
public sealed class CountyRelease
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required int Version { get; init; }

    /// <summary>The batch whose data were used.</summary>
    public required int BatchId { get; init; }
    public required string Edition { get; init; }
    public required string Engine { get; init; }

    /// <summary>Ledger position the release was computed at.</summary>
    public required long Position { get; init; }

    /// <summary>The day whose thresholds and relaxations held.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Codes of the units whose data count, because their heads had confirmed them; separated by blanks.</summary>
    public required string ConfirmedUnits { get; init; }

    /// <summary>What was released, as canonical JSON (release/1).</summary>
    public required string Frozen { get; init; }

    /// <summary>SHA-256 of the frozen text, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Why, and on which meeting or paper.</summary>
    public required string Basis { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}
