using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.DueLists;

/// <summary>Something a person must do.</summary>
/// <param name="What">The act, such as 报送整改情况.</param>
/// <param name="About">Whom or what it concerns.</param>
/// <param name="DueOn">The last day; null where no day is set.</param>
/// <param name="Link">The page where it is done.</param>
/// <param name="Of">What tells it from others of the same kind that are done on the same page; null where the page is its own.</param>
public sealed record DueItem(string What, string About, DateOnly? DueOn, string Link, string? Of = null);

/// <summary>待办: what one person must do, the earliest last day first; what has no day stands behind.</summary>
public sealed record DueList(IReadOnlyList<DueItem> Items, WorkCalendar Calendar, DateOnly Today)
{
    /// <summary>From how many working days before the last day on a person is reminded.</summary>
    public const int NearDays = 2;

    public static DueList Of(IEnumerable<DueItem> items, WorkCalendar calendar, DateOnly today) =>
        new([.. items.OrderBy(i => i.DueOn ?? DateOnly.MaxValue)], calendar, today);

    public int Overdue => Items.Count(IsOverdue);

    public bool IsOverdue(DueItem item) => item.DueOn < Today;

    public bool IsNear(DueItem item) => item.DueOn is { } due && due >= Today && Calendar.Between(Today, due) <= NearDays;

    /// <summary>逾期 2 个工作日, 今天到期, 还有 5 个工作日, or 未定期限.</summary>
    public string When(DueItem item) => item.DueOn is not { } due ? "未定期限"
        : due < Today ? $"逾期 {Math.Max(1, Calendar.Between(due, Today))} 个工作日"
        : due == Today ? "今天到期" : $"还有 {Calendar.Between(Today, due)} 个工作日";
}
