using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>What a year's judgement rests on, counted. Every table is append-only, so equal counts are equal facts. Taken before the facts are read:
/// what arrives in between is at worst judged twice.</summary>
public sealed record YearStamp(int Batch, int Entries, int Settlements, int Vetoes, int SignOffs, int Inspections, int Withdrawn, int Confirmations, int CountySteps, int Blackouts)
{
    public static async Task<YearStamp> OfAsync(AppDb db, int countyId, int year) => new(
        await db.ImportBatches.Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).MaxAsync(b => (int?)b.Id) ?? 0,
        await db.ScoreEntries.CountAsync(e => e.CountyId == countyId && e.Year == year),
        await db.SettlementEntries.CountAsync(e => e.CountyId == countyId && e.Year == year),
        await db.VetoSteps.CountAsync(e => e.CountyId == countyId && e.Year == year),
        await db.SignOffs.CountAsync(e => e.CountyId == countyId && e.Year == year),
        await db.Inspections.CountAsync(e => e.CountyId == countyId && e.Year == year),
        await db.InspectionActs.CountAsync(a => a.Act == nameof(Core.Procedures.InspectionAct.Withdraw) && db.Inspections.Any(i => i.Id == a.InspectionId && i.CountyId == countyId && i.Year == year)),
        await db.DataConfirmations.CountAsync(e => e.CountyId == countyId && e.Year == year),
        await db.CountyValueSteps.CountAsync(s => s.CountyId == countyId),
        await Blackout.CountAsync(db, countyId));
}
