using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Scoring;

/// <summary>The lead's own entries: settling differing ballots and admitting late marks, each with a reason.</summary>
public sealed class Settlements(Writer writer, LedgerBook ledger, FrameworkShelf shelf, TimeProvider clock)
{
    public Task<bool> SettleAsync(Visitor who, Guid inspectionId, string indicator, MarkValue value, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        var inspection = await LedAsync(db, who, inspectionId);
        if (string.IsNullOrWhiteSpace(reason)) throw new Refusal(422, "请写明裁定的理由。");
        var row = shelf.Find(inspection.Edition)?.Find(indicator) ?? throw new Refusal(422, $"没有指标 {indicator}。");
        if (MarkCheck.Problems(row, value) is { Count: > 0 } problems) throw new Refusal(422, problems);
        await AddAsync(db, topics, who, inspection, indicator, MarkJson.Write(value), null, reason.Trim());
        return true;
    });

    public Task<bool> AdmitAsync(Visitor who, Guid inspectionId, Guid mark) => writer.WriteAsync(async (db, topics) =>
    {
        var inspection = await LedAsync(db, who, inspectionId);
        var sheet = $"{inspection.Id}";
        var late = await db.ScoreEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == mark && e.Sheet == sheet && e.IsLate) ?? throw new Refusal(404, "没有这条迟到评分。");
        await AddAsync(db, topics, who, inspection, late.Indicator, "", mark, "采纳迟到评分");
        return true;
    });

    private async Task AddAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection inspection, string indicator, string value, Guid? admits, string reason)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "settlement", $"{id}", new { inspection.Id, inspection.Site, inspection.Year, indicator, value, admits, reason, by = who.Id });
        db.SettlementEntries.Add(new SettlementEntry
        {
            Id = id,
            CountyId = who.CountyId,
            Year = inspection.Year,
            Site = inspection.Site,
            Sheet = $"{inspection.Id}",
            Indicator = indicator,
            Value = value,
            Admits = admits,
            Reason = reason,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        });
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
    }

    private static async Task<Inspection> LedAsync(AppDb db, Visitor who, Guid id)
    {
        var inspection = await db.Inspections.AsNoTracking().Include(i => i.Members).FirstOrDefaultAsync(i => i.Id == id && i.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这次督导。");
        return inspection.Members.Any(m => m.PersonId == who.Id && m.IsLead) ? inspection : throw new Refusal(403, "只有组长可以裁定和采纳。");
    }
}
