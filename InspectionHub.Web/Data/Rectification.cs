namespace InspectionHub.Web.Data;

/// <summary>整改: a problem that must be put right. Append-only; where it stands is told by its steps.</summary>
public sealed class Rectification : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required string Unit { get; init; }

    /// <summary>Name of the Core class when it was opened, such as Dated.</summary>
    public required string Class { get; init; }

    /// <summary>Row of the framework behind it; empty where none is.</summary>
    public required string Indicator { get; init; }

    /// <summary>Lead office of that row's clause, or empty.</summary>
    public required string LeadOffice { get; init; }
    [Redactable]
    public required string Problem { get; init; }
    public required string Basis { get; init; }

    /// <summary>责任人, by post rather than by name.</summary>
    public required string Owner { get; init; }
    public required DateOnly DueOn { get; init; }

    /// <summary>inspection, visit, hazard, fallback or office.</summary>
    public required string SourceKind { get; init; }

    /// <summary>Id of the inspection, visit, hazard or earlier case it comes from; empty for the office's own.</summary>
    public required string SourceId { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>One step of a case. Append-only.</summary>
public sealed class RectificationStep : IRedactable
{
    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required int CountyId { get; init; }

    /// <summary>Name of the Core act, such as Report.</summary>
    public required string Act { get; init; }
    [Redactable]
    public required string Text { get; init; }

    /// <summary>The new day of an extension.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The class a proposal was confirmed as, where it is not the proposed one.</summary>
    public string? Class { get; init; }

    /// <summary>What the checker found for the row behind the case, as a mark's canonical JSON.</summary>
    public string? Value { get; init; }

    /// <summary>SHA-256 of photos, separated by blanks.</summary>
    public required string Photos { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
