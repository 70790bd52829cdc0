using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections;

/// <summary>One point of a 申辩 with its answer, if there is one yet.</summary>
public sealed record HeardPoint(ReplyPoint Point, InspectionFinding? About, ReplyAnswer? Answer);

/// <summary>The file of one inspection as it stands: 现场记录, findings, and what the unit said to them.</summary>
public sealed record InspectionFile(IReadOnlyList<InspectionRecord> Records, IReadOnlyList<InspectionFinding> Findings, IReadOnlyList<HeardPoint> Points)
{
    public static async Task<InspectionFile> ReadAsync(AppDb db, Guid id)
    {
        var findings = await FindingsAsync(db, id);
        var points = await db.ReplyPoints.AsNoTracking().Where(p => p.InspectionId == id).OrderBy(p => p.LedgerSeq).ToListAsync();
        var answers = await db.ReplyAnswers.AsNoTracking().Where(a => a.InspectionId == id).ToDictionaryAsync(a => a.PointId);
        return new(await RecordsAsync(db, id), findings, [.. points.Select(p => new HeardPoint(p, findings.FirstOrDefault(f => f.Id == p.FindingId), answers.GetValueOrDefault(p.Id)))]);
    }

    public IEnumerable<InspectionFinding> Of(FindingKind kind) => Findings.Where(f => f.Kind == $"{kind}");

    /// <summary>Records that stand: replaced and taken-back ones are left out, oldest first.</summary>
    public static async Task<IReadOnlyList<InspectionRecord>> RecordsAsync(AppDb db, Guid id)
    {
        var all = await db.InspectionRecords.AsNoTracking().Where(r => r.InspectionId == id).OrderBy(r => r.LedgerSeq).ToListAsync();
        var replaced = all.Select(r => r.Replaces).ToHashSet();
        return [.. all.Where(r => !r.IsWithdrawn && !replaced.Contains(r.Id))];
    }

    /// <summary>Findings that stand, oldest first.</summary>
    public static async Task<IReadOnlyList<InspectionFinding>> FindingsAsync(AppDb db, Guid id)
    {
        var all = await db.InspectionFindings.AsNoTracking().Where(f => f.InspectionId == id).OrderBy(f => f.LedgerSeq).ToListAsync();
        var replaced = all.Select(f => f.Replaces).ToHashSet();
        return [.. all.Where(f => f.Text.Length > 0 && !replaced.Contains(f.Id))];
    }
}
