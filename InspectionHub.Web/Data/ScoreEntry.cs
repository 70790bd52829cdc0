using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Data;

/// <summary>One mark as it was received (contracts.md, "A mark"). Append-only; a correction is a later entry.</summary>
public sealed class ScoreEntry : IRedactable
{
    /// <summary>Made by the device.</summary>
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }

    /// <summary>An inspection's id, or the lead office's desk sheet.</summary>
    public required string Sheet { get; init; }
    public required string Edition { get; init; }
    public required string Indicator { get; init; }

    /// <summary>Canonical JSON; null = withdrawn. The reason of a 不适用 may name a person: it can be blacked out, and 不适用 stays.</summary>
    [Redactable(OnlyWithSalt = true, Begins = MarkJson.NotApplicable)]
    public string? Value { get; init; }
    [Redactable]
    public required string Note { get; init; }
    public Guid? Replaces { get; init; }
    public required string Device { get; init; }
    public required long DeviceSeq { get; init; }
    public required DateTimeOffset ObservedAt { get; init; }
    public int? ElapsedMs { get; init; }

    /// <summary>SHA-256 of photos, separated by blanks.</summary>
    public required string Photos { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset Received { get; init; }

    /// <summary>迟到: came after closing; counts only when the lead admits it.</summary>
    public required bool IsLate { get; init; }

    /// <summary>Hash of what the device sent, to tell a repeat from a conflict.</summary>
    [Redactable]
    public required string ContentHash { get; init; }

    /// <summary>Position in the county's ledger.</summary>
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}

/// <summary>The lead's decision on differing ballots, or whether a late mark is admitted. Append-only.</summary>
public sealed class SettlementEntry : IRedactable
{
    /// <summary>不采纳: what stands as the value where a late mark was not admitted.</summary>
    public const string Declined = "declined";

    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required string Site { get; init; }
    public required string Sheet { get; init; }
    public required string Indicator { get; init; }

    /// <summary>Canonical JSON of the value that holds; empty when a late mark is admitted, <see cref="Declined"/> when it is not.</summary>
    [Redactable(OnlyWithSalt = true, Begins = MarkJson.NotApplicable)]
    public required string Value { get; init; }

    /// <summary>The late mark that was decided about.</summary>
    public Guid? Admits { get; init; }
    [Redactable]
    public required string Reason { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
