namespace InspectionHub.Web.Data;

/// <summary>One step of blacking out a column of a stored row: one person asks with a reason, another approves or declines. Append-only; the triggers of
/// <see cref="AppendOnly"/> let the text go only after an approval by somebody else than who asked.</summary>
public sealed class Redaction
{
    public const string Ask = "ask";
    public const string Approve = "approve";
    public const string Decline = "decline";

    public required Guid Id { get; init; }

    /// <summary>All steps about one request.</summary>
    public required Guid CaseId { get; init; }
    public required int CountyId { get; init; }

    /// <summary>Table, key and column as the ledger names them.</summary>
    public required string Table { get; init; }
    public required string RowKey { get; init; }
    public required string Field { get; init; }

    /// <summary><see cref="Ask"/>, <see cref="Approve"/> or <see cref="Decline"/>.</summary>
    public required string Step { get; init; }
    public required string Reason { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
}
