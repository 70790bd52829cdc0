using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>Looks after closed cases: where the row behind one is not met any more, a linked proposal waits for the office. Looked at when the hub starts and every ten minutes.</summary>
public sealed class FallbackWatch(IDbContextFactory<AppDb> factory, RectificationBook book, RectificationValue values, TimeProvider clock, ILogger<FallbackWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10), clock);
        do
        {
            try
            {
                await LookAsync();
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                log.LogWarning(wrong, "Closed cases could not be looked at");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Proposes what fell back, and notes where a value that the office had let pass has recovered; gives the number of new proposals.</summary>
    public async Task<int> LookAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        var proposed = 0;
        foreach (var county in await db.Counties.Select(c => c.Id).ToListAsync())
        {
            var office = new Visitor("", "", county, Roles.Office, null, null);
            var all = await book.ListAsync(office);
            var passed = all.Where(c => c is { State: RectificationState.Dismissed or RectificationState.Withdrawn, HasRecovered: false, Head.SourceKind: "fallback" }).Select(c => c.Head.SourceId).ToHashSet(StringComparer.Ordinal);
            // Another school took over what was closed there: its rows are no fall of the old one.
            foreach (var one in all.Where(c => c.State == RectificationState.Closed && c.Head.Indicator.Length > 0 && c.Place.Site == c.Head.Site))
            {
                if (await values.NowAsync(county, one) is not { } now) continue;
                var row = now.Row;
                // Most closed cases stay good: for them nothing is written every ten minutes.
                if (row.State == IndicatorState.Met && passed.Contains($"{one.Head.Id}")) await book.RecoverAsync(one);
                else if (row.State == IndicatorState.NotMet && IsNews(one, row)
                    && await book.ProposeAsync(one, now.Year, $"{row.Row.Code} {row.Row.Name}再次未达标：{row.ValueText}（标准 {row.LimitText}）。原整改事项于 {one.ClosedAt!.Value.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} 销号。") != Guid.Empty) proposed++;
            }
        }
        return proposed;
    }

    /// <summary>A case over a marked row is closed by the check, not by a new mark: only a mark made afterwards says that it fell back.</summary>
    private static bool IsNews(RectificationCase one, RowResult row) => row.Row.Method == Method.Data || row.Ballots.Marks.Any(m => m.Received > one.ClosedAt);
}
