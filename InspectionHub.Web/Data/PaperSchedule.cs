namespace InspectionHub.Web.Data;

/// <summary>A standing order: a paper or a batch made again every month or every term.</summary>
public sealed class PaperSchedule
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }
    public required string Kind { get; init; }

    /// <summary>As in <see cref="PaperOrder.Scope"/>.</summary>
    public required string Scope { get; init; }

    /// <summary>month or term.</summary>
    public required string Every { get; init; }
    public required string RequestedBy { get; init; }
    public required string RequestedName { get; init; }
    public required DateTimeOffset Since { get; init; }

    /// <summary>Due days up to this one have been ordered.</summary>
    public required DateOnly OrderedUpTo { get; set; }
    public bool IsStopped { get; set; }
}
