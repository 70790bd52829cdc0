using System.Collections.Concurrent;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>How far a county's ledger has come, read once for all pages that are told of the same mark.</summary>
public sealed class LedgerPositions(IDbContextFactory<AppDb> factory, LiveFeed live, TimeProvider clock)
{
    /// <summary>Another process may write too (an import at the terminal), and nobody is told of that: what was read so long ago is read again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<int, (long Commits, long At, long Position)> known = [];

    private readonly SharedRead<int, long> shared = new(async countyId =>
    {
        await using var db = await factory.CreateDbContextAsync();
        return await LedgerBook.PositionAsync(db, countyId);
    });

    /// <summary>At once if it was read a moment ago and nothing was committed here since: of two thousand pages that are told of one mark, most need not wait.</summary>
    public ValueTask<long> OfAsync(int countyId) =>
        known.TryGetValue(countyId, out var last) && last.Commits == live.Commits && clock.GetElapsedTime(last.At) < Kept ? new(last.Position) : new(ReadAsync(countyId));

    private async Task<long> ReadAsync(int countyId)
    {
        var (commits, at) = (live.Commits, clock.GetTimestamp());
        var position = await shared.GetAsync(countyId);
        known[countyId] = (commits, at, position);
        return position;
    }
}
