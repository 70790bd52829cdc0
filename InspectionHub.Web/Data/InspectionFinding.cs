namespace InspectionHub.Web.Data;

/// <summary>成绩、问题 or 建议 of an inspection. Append-only: a correction is a later row naming the one it replaces; an empty text takes it back.</summary>
public sealed class InspectionFinding : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required Guid InspectionId { get; init; }

    /// <summary>Name of the Core kind, such as Problem.</summary>
    public required string Kind { get; init; }

    /// <summary>Row of the framework it is about; empty where none is.</summary>
    public required string Indicator { get; init; }
    [Redactable]
    public required string Text { get; init; }

    /// <summary>The rule it rests on.</summary>
    public required string Basis { get; init; }

    /// <summary>整改类别 of a problem, such as Dated; empty for others.</summary>
    public required string Class { get; init; }

    /// <summary>整改期限 of a problem.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>SHA-256 of photos kept with the inspection that show a problem, separated by blanks; null where there are none.</summary>
    public string? Photos { get; init; }
    public Guid? Replaces { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }

    public IReadOnlyList<string> PhotoNames() => Photos?.Split(' ') ?? [];
}

/// <summary>现场记录 of an inspection, in counts. Append-only like a finding.</summary>
public sealed class InspectionRecord : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required Guid InspectionId { get; init; }

    /// <summary>Name of the Core kind, such as Walk.</summary>
    public required string Kind { get; init; }
    public required DateOnly HeldOn { get; init; }

    /// <summary>Where, with whom, or which lesson.</summary>
    [Redactable]
    public required string Subject { get; init; }

    /// <summary>What was seen or said; empty takes the replaced record back.</summary>
    [Redactable]
    public required string Text { get; init; }

    /// <summary>People present, or questionnaires sent.</summary>
    public int? Asked { get; init; }

    /// <summary>Valid questionnaires.</summary>
    public int? Valid { get; init; }

    /// <summary>Satisfied among the valid.</summary>
    public int? Satisfied { get; init; }
    public bool IsWithdrawn { get; init; }
    public Guid? Replaces { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>One point of the unit's 申辩, about a finding or about the whole. Append-only.</summary>
public sealed class ReplyPoint : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required Guid InspectionId { get; init; }

    /// <summary>The finding it is about, or null.</summary>
    public Guid? FindingId { get; init; }
    [Redactable]
    public required string Text { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>The answer to one point of a 申辩. Append-only.</summary>
public sealed class ReplyAnswer : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required Guid InspectionId { get; init; }
    public required Guid PointId { get; init; }

    /// <summary>Name of the Core outcome, such as Adopted.</summary>
    public required string Outcome { get; init; }
    [Redactable]
    public required string Reason { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
