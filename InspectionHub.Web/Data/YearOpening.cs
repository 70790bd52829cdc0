namespace InspectionHub.Web.Data;

/// <summary>The office opened a school year: from then on it is the county's current one. Append-only; what was done in earlier years stays theirs.</summary>
public sealed class YearOpening
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }

    /// <summary>The batch whose sites and 沿革 were looked at.</summary>
    public required int BatchId { get; init; }

    /// <summary>What changed against the year before, in words, one change a line.</summary>
    public required string Changes { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}
