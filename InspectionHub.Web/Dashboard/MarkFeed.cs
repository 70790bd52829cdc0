using InspectionHub.Core.Scoring;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Dashboard;

/// <summary>One mark as it came in, in words.</summary>
public sealed record FeedLine(Guid Id, DateTimeOffset Received, string Site, string SiteName, string Row, string Person, string Text)
{
    /// <summary>When it came, in the county's time: as the line says it, and to the second.</summary>
    public (string Short, string Long) When { get; } = (Received.ToOffset(TimeSpan.FromHours(8)).ToString("MM-dd HH:mm"), Received.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss"));
}

/// <summary>实时: the latest marks of a year at the sites and rows a page shows, newest first. For those who read open marks (<see cref="Accounts.MarkSight"/>).</summary>
public sealed class MarkFeed(IDbContextFactory<AppDb> factory)
{
    private const int Lines = 12;

    public async Task<IReadOnlyList<FeedLine>> LatestAsync(int countyId, AssessedYear now, IReadOnlyCollection<string> sites, IReadOnlyList<string> rows)
    {
        await using var db = await factory.CreateDbContextAsync();
        var entries = await db.ScoreEntries.AsNoTracking().Where(e => e.CountyId == countyId && e.Year == now.Year && sites.Contains(e.Site) && rows.Contains(e.Indicator)).OrderByDescending(e => e.LedgerSeq).Take(Lines).ToListAsync();
        return [.. entries.Select(e => new FeedLine(e.Id, e.Received, e.Site, now.SiteOf(e.Site)?.Name ?? e.Site, $"{e.Indicator} {now.Framework.Find(e.Indicator)?.Name}", e.PersonName, Words(e, now)))];
    }

    private static string Words(ScoreEntry entry, AssessedYear now)
    {
        return YearFacts.ValueOf(entry.Value) is { } value && now.Framework.Find(entry.Indicator) is { } row ? $"记为 {MarkText.Of(value, row)}{(entry.IsLate ? "（迟到）" : "")}" : "撤回了评分";
    }
}
