namespace InspectionHub.Web.Data;

/// <summary>One step of a veto: 线索, 核实, 申辩, 集体认定 or 不成立. Append-only; the steps of one case together say where it stands.</summary>
public sealed class VetoStep : IRedactable
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }

    /// <summary>The site; empty for the county's own veto.</summary>
    public required string Site { get; init; }

    /// <summary>Code of the row whose veto it is, or of the county veto.</summary>
    public required string Kind { get; init; }
    public required string Act { get; init; }
    [Redactable]
    public required string Text { get; init; }

    /// <summary>Who decided together, one name a line; empty for other acts.</summary>
    [Redactable]
    public required string Deciders { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
