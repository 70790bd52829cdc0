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

    /// <summary>Proposes what fell back, takes back what nobody has looked at and has no reason any more, and notes where a value that the office had let pass has recovered; gives the number of
    /// new proposals. A mark counts from its signature on, as for everybody who is told of results.</summary>
    public async Task<int> LookAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        var proposed = 0;
        foreach (var county in await db.Counties.Select(c => c.Id).ToListAsync())
        {
            var all = await book.ListAsync(new Visitor("", "", county, Roles.Office, null, null));
            foreach (var one in all.Where(c => c.State == RectificationState.Proposed))
                if (await WhyNotAsync(county, one, all) is { } reason) await book.TakeBackProposalAsync(one, reason);
            var passed = all.Where(c => c is { State: RectificationState.Dismissed or RectificationState.Withdrawn, HasRecovered: false, Head.SourceKind: "fallback" }).Select(c => c.Head.SourceId).ToHashSet(StringComparer.Ordinal);
            // Of a school's cases over a row the last one closed speaks. Another school took over what was closed there: its rows are no fall of the old one.
            foreach (var one in all.Where(c => c.State == RectificationState.Closed && c.Head.Indicator.Length > 0 && c.Place.Site == c.Head.Site).GroupBy(c => (c.Head.Site, c.Head.Indicator)).Select(g => g.MaxBy(c => c.ClosedAt)!))
            {
                if (await values.NowAsync(county, one, signedOnly: true) is not { } now) continue;
                var row = now.Row;
                // Most closed cases stay good: for them nothing is written every ten minutes.
                if (row.State == IndicatorState.Met && passed.Contains($"{one.Head.Id}")) await book.RecoverAsync(one);
                else if (IsFall(one, row) && !all.Any(c => c.IsOpen && c.StandsFor(one))
                    && await book.ProposeAsync(one, now.Year, $"{row.Row.Code} {row.Row.Name}再次未达标：{row.ValueText}（标准 {row.LimitText}）。原整改事项于 {one.ClosedAt!.Value.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} 销号。") != Guid.Empty) proposed++;
            }
        }
        return proposed;
    }

    /// <summary>Why a proposal has no reason any more, or null while it has one.</summary>
    private async Task<string?> WhyNotAsync(int county, RectificationCase proposal, IReadOnlyList<RectificationCase> all)
    {
        if (all.Any(c => c.StandsFor(proposal) && (c.IsOpen || c.Head.LedgerSeq < proposal.Head.LedgerSeq))) return "这所学校的这项指标已有整改事项或提示，不重复列入。";
        if (all.FirstOrDefault(c => $"{c.Head.Id}" == proposal.Head.SourceId) is not { ClosedAt: not null } closed) return null;
        var now = await values.NowAsync(county, closed, signedOnly: true);
        // A new year that says nothing yet takes nothing back.
        if (now is { Row.State: IndicatorState.Unknown } next && next.Year > proposal.Head.Year) return null;
        var row = now?.Row;
        return row is not null && IsFall(closed, row) ? null : row?.State == IndicatorState.Met ? $"指标 {row.Row.Code} 已恢复达标。" : "引起提示的评分或数据已更正。";
    }

    /// <summary>A case over a marked row is closed by the check, not by a new mark: only a mark made afterwards says that it fell back.</summary>
    private static bool IsFall(RectificationCase closed, RowResult row) => row.State == IndicatorState.NotMet && (row.Row.Method == Method.Data || row.Ballots.Marks.Any(m => m.Received > closed.ClosedAt));
}
