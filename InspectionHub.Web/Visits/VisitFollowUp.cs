using System.Security.Cryptography;
using System.Text;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>What follows from a visit's record once it is handed in: every problem that was not put right on the spot is a case of the 整改台账. Handed in again, the
/// record opens nothing twice and takes back what it does not hold any more; what the school has begun to answer stays for the office to decide.</summary>
public sealed class VisitFollowUp(RectificationBook cases, ChecklistShelf checklists)
{
    private const string Source = "visit", Gone = "工作记录退回后，其中已没有这个问题。", Rewritten = "工作记录退回后，这个问题已改写，按新的内容另行列入。", Withdrawn = "这次挂牌督导已撤销。";

    /// <summary>Brings the cases in line with the record as it stands.</summary>
    /// <exception cref="Refusal">The 台账 does not take one of them.</exception>
    public async Task FollowAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit)
    {
        var list = checklists.Find(visit.Checklist)!;
        var entries = await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == visit.Id).ToListAsync();
        var year = await YearSites.DataYearAsync(db, visit.CountyId, visit.Year) ?? visit.Year;
        var known = (await KnownAsync(db, visit)).ToDictionary(c => c.Head.Id);
        IReadOnlyList<Indicator>? rows = null;
        // What was blacked out cannot be compared: its case stays.
        var standing = entries.Where(e => e.Value == RedactableAttribute.Tombstone).Select(e => Turns(visit, e.Key, known).LastOrDefault()?.Head.Id).ToHashSet();
        foreach (var (entry, note) in VisitRecords.Counted(entries, list))
        {
            if (note is not FoundProblem problem || ClassOf(problem.Kind) is not { } category) continue;
            // Most records hold no problem: for them the year need not be computed while they are taken.
            rows ??= await cases.RowsOfAsync(visit.CountyId, year, visit.Site);
            var draft = new RectificationDraft(year, visit.Site, category, CaseWords.OfVisit(problem.Text, problem.Demand), BasisOf(problem.Point, list), RowOf(problem.Point, category, list, rows), "", problem.Due, Source, $"{visit.Id}", entry.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var turns = Turns(visit, entry.Key, known);
            var last = turns.LastOrDefault();
            if (last is not null && Stands(last, draft)) standing.Add(last.Head.Id);
            else
            {
                if (last is not null)
                {
                    standing.Add(last.Head.Id);
                    await cases.TakeBackAsync(db, topics, who, last, Rewritten);
                }
                await cases.OpenAsync(db, topics, who, draft with { Id = IdOf(visit, entry.Key, turns.Count) });
            }
        }
        foreach (var one in known.Values.Where(c => !standing.Contains(c.Head.Id))) await cases.TakeBackAsync(db, topics, who, one, Gone);
    }

    /// <summary>The visit itself is withdrawn.</summary>
    public async Task TakeBackAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit)
    {
        foreach (var one in await KnownAsync(db, visit)) await cases.TakeBackAsync(db, topics, who, one, Withdrawn);
    }

    /// <summary>The row that a point of a visit's checklist is about, where it applies to the school, and how the point is named as a basis; empty for what is no visit or names no point.</summary>
    internal async Task<(string Row, string Basis)> PointAsync(AppDb db, int countyId, string sheet, int year, string? point)
    {
        if (string.IsNullOrEmpty(point) || !Guid.TryParse(sheet, out var id) || await db.RoutineVisits.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id && v.CountyId == countyId) is not { } visit || checklists.Find(visit.Checklist) is not { } list || list.Points.All(p => p.Code != point)) return ("", "");
        var rows = await cases.RowsOfAsync(countyId, await YearSites.DataYearAsync(db, countyId, year) ?? year, visit.Site);
        return (RowOf(point, RectificationClass.AtOnce, list, rows), $"；{BasisOf(point, list)}");
    }

    /// <summary>The class of a case; null for what was put right on the spot.</summary>
    internal static RectificationClass? ClassOf(string kind) => kind switch { "立行立改" => RectificationClass.AtOnce, "限期整改" => RectificationClass.Dated, "移交县级" => RectificationClass.County, _ => null };

    private static async Task<IReadOnlyList<RectificationCase>> KnownAsync(AppDb db, RoutineVisit visit)
    {
        var source = $"{visit.Id}";
        return await CaseFile.ReadAsync(db, visit.CountyId, r => r.SourceKind == Source && r.SourceId == source);
    }

    /// <summary>The cases a problem has had, oldest first: a new one each time it was written anew.</summary>
    private static List<RectificationCase> Turns(RoutineVisit visit, string key, Dictionary<Guid, RectificationCase> known)
    {
        var turns = new List<RectificationCase>();
        while (known.TryGetValue(IdOf(visit, key, turns.Count), out var one)) turns.Add(one);
        return turns;
    }

    /// <summary>A case has its id from the entry it came from: so the same problem finds it again without a column for it.</summary>
    private static Guid IdOf(RoutineVisit visit, string key, int turn) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{visit.Id}/{key}/{turn}")).AsSpan(0, 16));

    /// <summary>Whether a case needs nothing: it says what the record says, the school has begun to answer it, or the office has taken back just this.</summary>
    private static bool Stands(RectificationCase one, RectificationDraft draft)
    {
        var isSame = one.Head.Problem is var text && (text == draft.Problem || text == RedactableAttribute.Tombstone) && one.Head.Class == $"{draft.Class}" && one.Head.Indicator == draft.Indicator && (draft.DueOn is null || one.Head.DueOn == draft.DueOn);
        return one.State == RectificationState.Withdrawn ? isSame && one.Steps[^1].Text is not (Gone or Rewritten) : isSame || !one.IsUntouched;
    }

    /// <summary>The row the problem's point is about, where it applies to the school. What must be put right within days cannot wait for the next statistics.</summary>
    private static string RowOf(string point, RectificationClass category, Checklist list, IReadOnlyList<Indicator> rows) =>
        list.Points.FirstOrDefault(p => p.Code == point)?.Row is { Length: > 0 } code && rows.Any(r => r.Code == code && (category != RectificationClass.AtOnce || r.Method != Method.Data)) ? code : "";

    private static string BasisOf(string point, Checklist list) =>
        list.Points.FirstOrDefault(p => p.Code == point) is { } one ? $"挂牌督导清单“{list.Name}”第 {one.Code} 条{(one.Basis.Length > 0 ? $"；{one.Basis}" : "")}" : $"挂牌督导清单“{list.Name}”";
}
