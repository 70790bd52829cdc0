using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections;

/// <summary>One point of a 申辩 with its answer, if there is one yet.</summary>
/// <param name="IsTakenBack">It spoke against a preliminary view that has been taken back, and needs no answer any more.</param>
public sealed record HeardPoint(ReplyPoint Point, InspectionFinding? About, ReplyAnswer? Answer, bool IsTakenBack = false);

/// <summary>The file of one inspection as it stands: 现场记录, findings, and what the unit said to them.</summary>
public sealed record InspectionFile(IReadOnlyList<InspectionRecord> Records, IReadOnlyList<InspectionFinding> Findings, IReadOnlyList<HeardPoint> Points)
{
    /// <param name="upTo">Place in the ledger up to which records and findings are read; what was said to them is read to the end.</param>
    public static async Task<InspectionFile> ReadAsync(AppDb db, Guid id, long upTo = long.MaxValue)
    {
        var all = await AllFindingsAsync(db, id, upTo);
        var findings = Standing(all);
        var recalled = await db.InspectionActs.Where(a => a.InspectionId == id && a.Act == nameof(Core.Procedures.InspectionAct.TakeBack)).MaxAsync(a => a.LedgerSeq) ?? -1;
        var points = await db.ReplyPoints.AsNoTracking().Where(p => p.InspectionId == id).OrderBy(p => p.LedgerSeq).ToListAsync();
        var answers = await db.ReplyAnswers.AsNoTracking().Where(a => a.InspectionId == id).ToDictionaryAsync(a => a.PointId);
        return new(await RecordsAsync(db, id, upTo), findings, [.. points.Select(p => new HeardPoint(p, AsItStands(p.FindingId), answers.GetValueOrDefault(p.Id), p.LedgerSeq < recalled && !answers.ContainsKey(p.Id)))]);

        // A problem whose day alone was set anew is the same problem.
        InspectionFinding? AsItStands(Guid? about)
        {
            var one = all.FirstOrDefault(f => f.Id == about);
            while (one is not null && all.FirstOrDefault(f => f.Replaces == one.Id) is { } next) one = next.Text == one.Text ? next : null;
            return one is { Text.Length: > 0 } ? one : null;
        }
    }

    public IEnumerable<InspectionFinding> Of(FindingKind kind) => Findings.Where(f => f.Kind == $"{kind}");

    /// <summary>Records that stand: replaced and taken-back ones are left out, oldest first.</summary>
    public static async Task<IReadOnlyList<InspectionRecord>> RecordsAsync(AppDb db, Guid id, long upTo = long.MaxValue)
    {
        var all = await db.InspectionRecords.AsNoTracking().Where(r => r.InspectionId == id && r.LedgerSeq <= upTo).OrderBy(r => r.LedgerSeq).ToListAsync();
        var replaced = all.Select(r => r.Replaces).ToHashSet();
        return [.. all.Where(r => !r.IsWithdrawn && !replaced.Contains(r.Id))];
    }

    /// <summary>Findings that stand, in the order in which they were first written.</summary>
    public static async Task<IReadOnlyList<InspectionFinding>> FindingsAsync(AppDb db, Guid id) => Standing(await AllFindingsAsync(db, id, long.MaxValue));

    private static Task<List<InspectionFinding>> AllFindingsAsync(AppDb db, Guid id, long upTo) =>
        db.InspectionFindings.AsNoTracking().Where(f => f.InspectionId == id && f.LedgerSeq <= upTo).OrderBy(f => f.LedgerSeq).ToListAsync();

    private static List<InspectionFinding> Standing(List<InspectionFinding> all)
    {
        var replaced = all.Select(f => f.Replaces).ToHashSet();
        var byId = all.ToDictionary(f => f.Id);
        return [.. all.Where(f => f.Text.Length > 0 && !replaced.Contains(f.Id)).OrderBy(Place)];

        // A corrected finding keeps the place of the first one.
        long Place(InspectionFinding one)
        {
            while (one.Replaces is { } former && byId.TryGetValue(former, out var before)) one = before;
            return one.LedgerSeq;
        }
    }
}
