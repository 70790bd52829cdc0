namespace InspectionHub.Core.Targets;

/// <summary>Where a test or target stands, worst first (targets.md, "How a target is judged").</summary>
public enum TargetStatus
{
    /// <summary>未达成: the due date is past.</summary>
    Missed,

    /// <summary>落后</summary>
    Behind,

    /// <summary>有风险</summary>
    AtRisk,

    /// <summary>无法判断</summary>
    CannotTell,

    /// <summary>按期推进</summary>
    OnTrack,

    /// <summary>已达成</summary>
    Met,
}

/// <summary>Words of the statuses.</summary>
public static class TargetStatusNames
{
    /// <summary>The Chinese word.</summary>
    public static string Name(this TargetStatus status) => status switch
    {
        TargetStatus.Missed => "未达成",
        TargetStatus.Behind => "落后",
        TargetStatus.AtRisk => "有风险",
        TargetStatus.OnTrack => "按期推进",
        TargetStatus.Met => "已达成",
        _ => "无法判断",
    };

    /// <summary>The word of assess/1.</summary>
    public static string Word(this TargetStatus status) => status switch
    {
        TargetStatus.Missed => "missed",
        TargetStatus.Behind => "behind",
        TargetStatus.AtRisk => "at_risk",
        TargetStatus.OnTrack => "on_track",
        TargetStatus.Met => "met",
        _ => "cannot_tell",
    };
}
