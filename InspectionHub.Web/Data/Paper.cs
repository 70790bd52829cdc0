namespace InspectionHub.Web.Data;

/// <summary>An official paper from its draft on; its state is told by its steps. Append-only.</summary>
public sealed class Paper
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }

    /// <summary>Word of the kind, such as opinion.</summary>
    public required string Kind { get; init; }

    /// <summary>School year.</summary>
    public required int Year { get; init; }

    /// <summary>Empty for a paper about the county.</summary>
    public required string Site { get; init; }

    /// <summary>The unit it is addressed to; empty for a paper about the county.</summary>
    public required string Unit { get; init; }
    public Guid? Inspection { get; init; }

    /// <summary>What it is about within the kind, such as one visit; empty for none.</summary>
    public string About { get; init; } = "";

    /// <summary>Title of the draft.</summary>
    public required string Subject { get; init; }
    public required int Version { get; init; }

    /// <summary>The paper this one amends.</summary>
    public Guid? Amends { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A step of a paper: 拟稿, 核稿, 签发, 用印 and so on. Append-only.</summary>
public sealed class PaperStep : IRedactable
{
    public required Guid Id { get; init; }
    public required Guid PaperId { get; init; }
    public required int CountyId { get; init; }

    /// <summary>Name of the Core act, such as Check.</summary>
    public required string Act { get; init; }

    /// <summary>The reason, where one is needed.</summary>
    [Redactable(OnlyWithSalt = true)]
    public required string Text { get; init; }

    /// <summary>What the drafter added, as JSON; empty for other steps.</summary>
    public required string Words { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>What issuing fixed: number, content, address to check it at. Append-only; a number is never taken back.</summary>
public sealed class PaperIssue
{
    public required Guid PaperId { get; init; }
    public required int CountyId { get; init; }
    public required string Prefix { get; init; }

    /// <summary>Calendar year of issue.</summary>
    public required int NumberYear { get; init; }
    public required int Serial { get; init; }

    /// <summary>As printed.</summary>
    public required string Number { get; init; }
    public required string Title { get; init; }

    /// <summary>The blocks as canonical text, without the verification block.</summary>
    public required string Frozen { get; init; }

    /// <summary>SHA-256 of <see cref="Frozen"/>.</summary>
    public required string ContentHash { get; init; }
    public required string Token { get; init; }

    /// <summary>What the code on the paper leads to.</summary>
    public required string Address { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}

/// <summary>A file made from the frozen content. Append-only.</summary>
public sealed class PaperFile
{
    public required Guid Id { get; init; }
    public required Guid PaperId { get; init; }
    public required int CountyId { get; init; }

    /// <summary>The order that made it; its file carries this id.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>pdf or docx.</summary>
    public required string Format { get; init; }

    /// <summary>SHA-256 of the bytes.</summary>
    public required string Hash { get; init; }
    public required long Length { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}
