using System.Collections.Concurrent;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>A mark with the sheet it stands on.</summary>
public sealed record StoredMark(string Sheet, Mark Mark);

/// <summary>The marks of a year as they were read. Marks are only ever added, so each is read once; what is blacked out later makes the year be read anew.</summary>
public sealed class StoredMarks
{
    private readonly ConcurrentDictionary<(int County, int Year), Shelf> shelves = [];

    /// <summary>All marks of the year in the order of the ledger, late ones marked so whether admitted or not.</summary>
    public async Task<IReadOnlyList<StoredMark>> OfAsync(AppDb db, int countyId, int year)
    {
        var shelf = shelves.GetOrAdd((countyId, year), _ => new());
        await shelf.Turn.WaitAsync();
        try
        {
            var blackouts = await db.Redactions.CountAsync(r => r.CountyId == countyId && r.Step == Redaction.Approve);
            if (blackouts != shelf.Blackouts) (shelf.Blackouts, shelf.Marks) = (blackouts, []);
            var last = shelf.Marks.Count == 0 ? -1 : shelf.Marks[^1].Mark.Order;
            var more = await db.ScoreEntries.AsNoTracking().Where(e => e.CountyId == countyId && e.Year == year && e.LedgerSeq > last).OrderBy(e => e.LedgerSeq).ToListAsync();
            // A new list: whoever reads the old one goes on reading it.
            if (more.Count > 0) shelf.Marks = [.. shelf.Marks, .. more.Select(e => new StoredMark(e.Sheet, YearFacts.MarkOf(e, admitted: false)))];
            return shelf.Marks;
        }
        finally
        {
            shelf.Turn.Release();
        }
    }

    private sealed class Shelf
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public IReadOnlyList<StoredMark> Marks { get; set; } = [];

        public int Blackouts { get; set; }
    }
}
