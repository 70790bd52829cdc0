namespace InspectionHub.Web.Data;

/// <summary>数据有误: what a unit says is wrong in its data of one batch, or the office's answer to it. Append-only; a new batch makes it history.</summary>
public sealed class DataQuestion : IRedactable
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required int Year { get; init; }
    public required int BatchId { get; init; }
    public required string UnitCode { get; init; }

    /// <summary>The office's answer to what the unit asked last; otherwise the unit's own words.</summary>
    public required bool IsAnswer { get; init; }

    /// <summary>Which site and item, what it ought to be and by which material; or what the office found.</summary>
    [Redactable]
    public required string Text { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long LedgerSeq { get; init; }
    public string? Salts { get; set; }
}
