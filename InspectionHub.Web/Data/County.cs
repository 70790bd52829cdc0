namespace InspectionHub.Web.Data;

/// <summary>A county: every query is bounded by the one a person belongs to.</summary>
public sealed class County
{
    public int Id { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }

    /// <summary>Every screen and paper of a demo county says 演示数据.</summary>
    public required bool IsDemo { get; init; }
}
