using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>封存: after an upgrade, rows that an earlier version wrote without a proof of their own get one link that stands for all of them. From then on a change is found; of the time before nothing is claimed.
/// A table whose rows stand in the chain already gets none: since then every row has been proved when it was written, so one that is not was slipped in, and the verification says so.</summary>
public sealed class LedgerSeal(Writer writer, LedgerBook ledger)
{
    public Task<int> SealAsync() => writer.WriteAsync(async (db, _) =>
    {
        var rows = await LedgerVerifier.UnprovedAsync(db);
        var home = await db.Counties.OrderBy(c => c.Id).Select(c => (int?)c.Id).FirstOrDefaultAsync();
        foreach (var county in rows.GroupBy(r => RowShape.Of(db, r.GetType()).CountyOf(r) ?? home))
        {
            if (county.Key is not { } id) continue;
            await ledger.AppendAsync(db, id, "seal", "upgrade", new { rows = county.Count() });
            foreach (var row in county) db.Tail.Note(row);
        }
        return rows.Count;
    });
}
