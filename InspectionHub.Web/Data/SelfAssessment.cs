using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Data;

/// <summary>自评 of one row at one site by its unit. Append-only: the latest counts.</summary>
public sealed class SelfMark : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required string Edition { get; init; }
    public required string Indicator { get; init; }

    /// <summary>A mark's value as canonical JSON; null when it is taken back.</summary>
    [Redactable(OnlyWithSalt = true, Begins = MarkJson.NotApplicable)]
    public string? Value { get; init; }

    /// <summary>Evidence and explanation.</summary>
    [Redactable]
    public required string Evidence { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>Something done to a site's 自评 as a whole: submitted or sent back. Append-only.</summary>
public sealed class SelfAssessmentStep : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }

    /// <summary>Name of the Core act, such as Submit.</summary>
    public required string Act { get; init; }

    /// <summary>Main problems and plan of the unit, or the reason for sending back.</summary>
    [Redactable]
    public required string Text { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
