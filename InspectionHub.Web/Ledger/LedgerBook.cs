using System.Text;
using System.Text.Json;
using InspectionHub.Core.Ledger;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>Appends to and verifies a county's chain.</summary>
public sealed class LedgerBook(TimeProvider clock)
{
    /// <summary>Adds a link inside the caller's write transaction and gives its position: the head is read under the write lock.</summary>
    /// <param name="content">What is proved later; serialised once, and only these bytes are hashed.</param>
    public async Task<long> AppendAsync(AppDb db, int countyId, string kind, string subject, object content)
    {
        var pending = db.ChangeTracker.Entries<LedgerLink>().Select(e => e.Entity).Where(l => l.CountyId == countyId).MaxBy(l => l.Seq);
        var head = pending ?? await db.LedgerLinks.AsNoTracking().Where(l => l.CountyId == countyId).OrderByDescending(l => l.Seq).FirstOrDefaultAsync();
        var seq = (head?.Seq ?? 0) + 1;
        var at = clock.GetUtcNow();
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { seq, kind, subject, at = at.ToUnixTimeMilliseconds(), content }));
        var previous = head?.Hash ?? LedgerChain.Start;
        db.LedgerLinks.Add(new LedgerLink
        {
            CountyId = countyId,
            Seq = seq,
            Kind = kind,
            Subject = subject,
            Content = bytes,
            PreviousHash = previous,
            Hash = LedgerChain.Hash(seq, previous, bytes),
            At = at,
        });
        return seq;
    }

    /// <summary>The newest position of a county's chain; 0 when it is empty.</summary>
    public static Task<long> PositionAsync(AppDb db, int countyId) =>
        db.LedgerLinks.Where(l => l.CountyId == countyId).Select(l => (long?)l.Seq).MaxAsync().ContinueWith(t => t.Result ?? 0, TaskScheduler.Default);
}
