using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>Appends to a county's chain.</summary>
public sealed class LedgerBook(TimeProvider clock)
{
    /// <summary>Adds a link inside the caller's write transaction and gives its position: the head is read under the write lock. The link is closed when
    /// the entry is finished; by then it also stands for every row of an append-only table that the same entry adds (<see cref="LedgerTail"/>), so
    /// <paramref name="content"/> need not repeat the rows, and must not hold anything that could have to be blacked out later.</summary>
    /// <param name="db">The context the writer handed over.</param>
    /// <param name="countyId">Whose chain.</param>
    /// <param name="kind">What happened, one word.</param>
    /// <param name="subject">Whom or what it concerns.</param>
    /// <param name="content">What is proved later beside the rows; serialised once, and only these bytes are hashed.</param>
    public Task<long> AppendAsync(AppDb db, int countyId, string kind, string subject, object content) =>
        db.Tail.DraftAsync(db, countyId, kind, subject, clock.GetUtcNow(), content);

    /// <summary>Ids of the marks after a position, in order, at most so many.</summary>
    public static async Task<IReadOnlyList<Guid>> MarksSinceAsync(AppDb db, int countyId, long position, int most = int.MaxValue) =>
        [.. (await db.LedgerLinks.Where(l => l.CountyId == countyId && l.Seq > position && l.Kind == "mark").OrderBy(l => l.Seq).Select(l => l.Subject).Take(most).ToListAsync()).Select(Guid.Parse)];

    /// <summary>The newest position of a county's chain; 0 when it is empty.</summary>
    public static Task<long> PositionAsync(AppDb db, int countyId) =>
        db.LedgerLinks.Where(l => l.CountyId == countyId).Select(l => (long?)l.Seq).MaxAsync().ContinueWith(t => t.Result ?? 0, TaskScheduler.Default);
}
