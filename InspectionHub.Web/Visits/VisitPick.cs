namespace InspectionHub.Web.Visits;

/// <summary>The visits behind a number of the plan's coverage.</summary>
/// <param name="Say">Which they are, in words.</param>
/// <param name="Count">The number they were counted as.</param>
/// <param name="Visits">Those this person may read.</param>
public sealed record VisitPick(string Say, int Count, IReadOnlyList<VisitLine> Visits)
{
    /// <summary>Words of the address: submitted, and planned or under way.</summary>
    public const string Made = "made", Ahead = "ahead";

    /// <summary>Where they are listed.</summary>
    /// <param name="site">Null: all schools of the coverage.</param>
    /// <param name="month">Null: all months of the plan.</param>
    /// <param name="count"><see cref="Made"/> or <see cref="Ahead"/>.</param>
    public static string Address(int year, string? site, DateOnly? month, string count) =>
        $"/visits?year={year}&count={count}{(site is null ? "" : $"&site={Uri.EscapeDataString(site)}")}{(month is { } day ? $"&month={day:yyyy-MM}" : "")}";
}
