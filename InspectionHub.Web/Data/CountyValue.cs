namespace InspectionHub.Web.Data;

/// <summary>县级填报: a county's own value of a school year, entered with its evidence. It counts once another person has confirmed it. Append-only:
/// a later confirmed entry of the same item supersedes an earlier one.</summary>
public sealed class CountyValue : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }

    /// <summary>Item key of the framework.</summary>
    public required string Item { get; init; }

    /// <summary>Exact decimal text; null takes the entered value back, so that the imported one holds again.</summary>
    public string? Value { get; init; }

    /// <summary>The day the value is of.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Where it is from: name and number of the paper, table or report.</summary>
    [Redactable]
    public required string Source { get; init; }

    /// <summary>Name of the evidence file; null if only the source was given.</summary>
    public string? FileName { get; init; }

    /// <summary>SHA-256 of the evidence file, under which it lies in the data folder.</summary>
    public string? FileHash { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>Another person's word on an entered value: confirmed or sent back. Append-only; the first one holds.</summary>
public sealed class CountyValueStep : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required Guid ValueId { get; init; }
    public required bool IsConfirmed { get; init; }

    /// <summary>Why it was sent back; empty for a confirmation.</summary>
    [Redactable]
    public required string Reason { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
