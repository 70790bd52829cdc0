namespace InspectionHub.Web.Data;

/// <summary>What has become of an order.</summary>
public enum OrderState
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>An order for a paper: the row is the queue; Hangfire only runs it, so a restart forgets nothing.</summary>
public sealed class PaperOrder
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required string Kind { get; init; }
    public required string Site { get; init; }
    public required int Year { get; init; }
    public required string RequestedBy { get; init; }

    /// <summary>Of a batch, when its latest run was asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>pdf or docx; zip for a batch.</summary>
    public string Format { get; init; } = "pdf";

    /// <summary>The issued paper whose frozen content is printed; null for a draft of the moment.</summary>
    public Guid? PaperId { get; init; }

    /// <summary>The inspection or visit by its id, or the unit by its code, that a draft is about; empty where site and year say all.</summary>
    public string About { get; init; } = "";

    /// <summary>The batch this order belongs to.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>For a batch: what it covers, as people read it.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whatever may be ordered only once, such as a schedule with its due day; null otherwise.</summary>
    public string? OnceKey { get; init; }
    public OrderState State { get; set; }
    public string? Owner { get; set; }
    public DateTimeOffset LeaseUntil { get; set; }
    public int Attempts { get; set; }

    /// <summary>0–100.</summary>
    public int Progress { get; set; }
    public string? Problem { get; set; }
    public string? FileName { get; set; }
    public string? FileHash { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
}
