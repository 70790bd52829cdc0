using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Measurements;

/// <summary>数据确认: the head of a unit stands for its data before anything official is computed from them.</summary>
public sealed class Confirmations(Writer writer, LedgerBook ledger, TimeProvider clock)
{
    public Task<bool> ConfirmAsync(Visitor who, int year, int batchId) => writer.WriteAsync(async (db, topics) =>
    {
        if (!who.May(Policies.CanConfirm) || who.UnitCode is null) throw new Refusal(403, "只有考核单位负责人可以确认本单位数据。");
        var latest = await db.ImportBatches.Where(b => b.CountyId == who.CountyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).MaxAsync(b => (int?)b.Id);
        if (latest != batchId) throw new Refusal(409, "数据已有更新，请刷新页面核对新数据后再确认。");
        if (await db.DataConfirmations.AnyAsync(c => c.CountyId == who.CountyId && c.UnitCode == who.UnitCode && c.Year == year && c.BatchId == batchId)) return false;
        db.DataConfirmations.Add(new DataConfirmation
        {
            CountyId = who.CountyId,
            UnitCode = who.UnitCode,
            Year = year,
            BatchId = batchId,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
        });
        await ledger.AppendAsync(db, who.CountyId, "confirmation", who.UnitCode, new { year, batchId, by = who.Id });
        topics.Add(LiveFeed.Year(who.CountyId, year));
        return true;
    });
}
