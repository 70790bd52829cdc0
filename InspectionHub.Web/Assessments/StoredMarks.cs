using System.Collections.Concurrent;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>A mark with the sheet it stands on.</summary>
public sealed record StoredMark(string Sheet, Mark Mark);

/// <summary>The marks of a year as they were read. Marks are only ever added, so each is read once; what is blacked out later makes the year be read anew.</summary>
public sealed class StoredMarks
{
    private const int Few = 200;
    private readonly ConcurrentDictionary<(int County, int Year), Shelf> shelves = [];

    /// <summary>All marks of the year in the order of the ledger, late ones marked so whether admitted or not.</summary>
    public async Task<IReadOnlyList<StoredMark>> OfAsync(AppDb db, int countyId, int year)
    {
        var shelf = shelves.GetOrAdd((countyId, year), _ => new());
        await shelf.Turn.WaitAsync();
        try
        {
            var blackouts = await Blackout.CountAsync(db, countyId);
            if (blackouts != shelf.Blackouts) (shelf.Blackouts, shelf.Marks) = (blackouts, []);
            var more = await SinceAsync(db, countyId, year, shelf.Marks.Count == 0 ? -1 : shelf.Marks[^1].Mark.Order);
            // A new list: whoever reads the old one goes on reading it.
            if (more.Count > 0) shelf.Marks = [.. shelf.Marks, .. more.Select(e => new StoredMark(e.Sheet, YearFacts.MarkOf(e, admitted: false)))];
            return shelf.Marks;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    /// <summary>A few new marks are found by their links in the chain, which is in order: looking for them among all marks of the year would read every one of them.</summary>
    private static async Task<List<ScoreEntry>> SinceAsync(AppDb db, int countyId, int year, long last)
    {
        var entries = db.ScoreEntries.AsNoTracking().Where(e => e.CountyId == countyId && e.Year == year);
        if (last >= 0)
        {
            var marks = await LedgerBook.MarksSinceAsync(db, countyId, last, Few + 1);
            if (marks.Count == 0) return [];
            if (marks.Count <= Few) entries = entries.Where(e => marks.Contains(e.Id));
        }
        return await entries.Where(e => e.LedgerSeq > last).OrderBy(e => e.LedgerSeq).ToListAsync();
    }

    private sealed class Shelf
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IReadOnlyList<StoredMark> Marks { get; set; } = [];

        public int Blackouts { get; set; }
    }
}
