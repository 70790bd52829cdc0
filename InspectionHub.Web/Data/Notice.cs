namespace InspectionHub.Web.Data;

/// <summary>消息: something one person was told inside the hub. Append-only; that it was read is a row of its own. Holds no free text of others, so nothing in it needs blacking out.</summary>
public sealed class Notice
{
    public required Guid Id { get; init; }
    public required int CountyId { get; init; }

    /// <summary>Who is told.</summary>
    public required string PersonId { get; init; }

    /// <summary>Name of the kind, such as Assigned.</summary>
    public required string Kind { get; init; }
    public required string Text { get; init; }

    /// <summary>The page where it is dealt with.</summary>
    public required string Link { get; init; }

    /// <summary>Of several with the same key a person gets one; null where nothing repeats.</summary>
    public string? OnceKey { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>That a person has read a notice.</summary>
public sealed class NoticeRead
{
    public required Guid NoticeId { get; init; }
    public required DateTimeOffset At { get; init; }
}
