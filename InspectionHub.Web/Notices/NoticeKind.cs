namespace InspectionHub.Web.Notices;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    Assigned,
    Differing,
    Reply,
    Step,
    Rectification,
    Hazard,
    Veto,
    Paper,
    Data,
    Due,
    Overdue,
}

/// <summary>What a person is told.</summary>
/// <param name="Text">One sentence, without what others wrote.</param>
/// <param name="Link">The page where it is dealt with.</param>
/// <param name="OnceKey">Of several with the same key a person gets one.</param>
public sealed record NoticeText(NoticeKind Kind, string Text, string Link, string? OnceKey = null);

/// <summary>The Chinese words of the kinds.</summary>
public static class NoticeKinds
{
    public static string Name(this NoticeKind kind) => kind switch
    {
        NoticeKind.Assigned => "任务安排",
        NoticeKind.Differing => "评分不一致",
        NoticeKind.Reply => "申辩",
        NoticeKind.Step => "办理进展",
        NoticeKind.Rectification => "整改",
        NoticeKind.Hazard => "立即处置",
        NoticeKind.Veto => "否决事项",
        NoticeKind.Paper => "文书",
        NoticeKind.Data => "数据",
        NoticeKind.Due => "即将到期",
        _ => "已逾期",
    };

    /// <summary>Whether it stands out.</summary>
    public static bool IsUrgent(this NoticeKind kind) => kind is NoticeKind.Hazard or NoticeKind.Overdue;
}
