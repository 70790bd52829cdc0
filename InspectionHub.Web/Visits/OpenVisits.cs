using System.Collections.Concurrent;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>Visits that nobody has finished or withdrawn, whatever year they are of. A county keeps tens of thousands of finished ones: they are looked through once,
/// afterwards only those of which the ledger tells something new.</summary>
public sealed class OpenVisits
{
    private readonly ConcurrentDictionary<int, (long Position, IReadOnlyDictionary<Guid, int> Years)> known = [];

    /// <summary>Their school years, by visit.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> OfAsync(AppDb db, int countyId)
    {
        // Taken before the visits are read: what arrives in between is at worst looked at twice.
        var head = await LedgerBook.PositionAsync(db, countyId);
        var isKnown = known.TryGetValue(countyId, out var last);
        if (isKnown && last.Position == head) return last.Years;
        var visits = db.RoutineVisits.Where(v => v.CountyId == countyId);
        IReadOnlyDictionary<Guid, int> years;
        if (!isKnown) years = await ReadAsync(visits);
        else
        {
            var touched = (await db.LedgerLinks.Where(l => l.CountyId == countyId && l.Seq > last.Position && l.Kind == "visit").Select(l => l.Subject).Distinct().ToListAsync()).ConvertAll(Guid.Parse);
            years = touched.Count == 0 ? last.Years : last.Years.Where(v => !touched.Contains(v.Key)).Concat(await ReadAsync(visits.Where(v => touched.Contains(v.Id)))).ToDictionary();
        }
        known[countyId] = (head, years);
        return years;
    }

    private static Task<Dictionary<Guid, int>> ReadAsync(IQueryable<RoutineVisit> visits) => VisitBook.Unfinished(visits).Select(v => new { v.Id, v.Year }).ToDictionaryAsync(v => v.Id, v => v.Year);
}
