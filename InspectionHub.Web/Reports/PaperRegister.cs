using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>A paper as the register shows it.</summary>
/// <param name="Issue">Number and frozen content; null while it is a draft. The list leaves the content out.</param>
/// <param name="ReplacedBy">Number of the issued amendment that took its place.</param>
public sealed record PaperEntry(Paper Paper, PaperState State, PaperIssue? Issue, IReadOnlyList<PaperStep> Steps, IReadOnlyList<PaperFile> Files, string? ReplacedBy, Guid? ReplacedById)
{
    public IReadOnlyList<PaperMove> Moves => [.. Steps.Select(s => new PaperMove(Enum.Parse<PaperAct>(s.Act), s.PersonId))];

    public string KindName => PaperKinds.Find(Paper.Kind)?.Name ?? Paper.Kind;

    public DraftWords Words => PaperBook.WordsOf(Steps);

    /// <summary>Who took a step, newest first.</summary>
    public PaperStep? Last(PaperAct act) => Steps.LastOrDefault(s => s.Act == $"{act}");
}

/// <summary>文书登记簿: shows each person the papers that are theirs to see. A unit sees its own issued ones, an inspector those of schools visited, a leader all issued ones and those to sign.</summary>
public sealed class PaperRegister(IDbContextFactory<AppDb> factory)
{
    public async Task<IReadOnlyList<PaperEntry>> ListAsync(Visitor who, int? year = null)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await EntriesAsync(db, who, db.Papers.Where(p => year == null || p.Year == year));
    }

    /// <summary>One paper with its frozen content, or null if this person may not see it.</summary>
    public async Task<PaperEntry?> FindAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return (await EntriesAsync(db, who, db.Papers.Where(p => p.Id == id))) is [{ } entry] ? entry : null;
    }

    /// <summary>School years that have papers.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(Visitor who) => [.. (await ListAsync(who)).Select(e => e.Paper.Year).Distinct().OrderDescending()];

    private static async Task<IReadOnlyList<PaperEntry>> EntriesAsync(AppDb db, Visitor who, IQueryable<Paper> wanted)
    {
        var papers = await wanted.AsNoTracking().Where(p => p.CountyId == who.CountyId).OrderByDescending(p => p.CreatedAt).ToListAsync();
        var ids = papers.Select(p => p.Id).ToList();
        var steps = (await db.PaperSteps.AsNoTracking().Where(s => ids.Contains(s.PaperId)).OrderBy(s => s.LedgerSeq).ToListAsync()).ToLookup(s => s.PaperId);
        var issues = await db.PaperIssues.AsNoTracking().Where(i => ids.Contains(i.PaperId)).ToDictionaryAsync(i => i.PaperId);
        var files = (await db.PaperFiles.AsNoTracking().Where(f => ids.Contains(f.PaperId)).OrderBy(f => f.LedgerSeq).ToListAsync()).ToLookup(f => f.PaperId);
        var later = await LaterAsync(db, ids);
        var visited = who.Role == Roles.Inspector ? (await db.Inspections.Where(i => i.Members.Any(m => m.PersonId == who.Id)).Select(i => i.Site).Distinct().ToListAsync()).ToHashSet() : new HashSet<string>();
        if (who.Role == Roles.Inspector)
            visited.UnionWith(await db.RoutineVisits.Where(v => v.CountyId == who.CountyId && v.Steps.Any(s => s.InspectorId == who.Id)).Select(v => v.Site).Distinct().ToListAsync());
        // The papers of an inspection go with its school: whoever answers for it today reads them too.
        var ofInspections = who.Role == Roles.Unit ? papers.Where(p => PaperKinds.Find(p.Kind)?.Scope == PaperScope.Inspection).ToList() : [];
        var places = await CasePlaces.ReadAsync(db, who.CountyId, ofInspections.Select(p => p.Site));
        var own = ofInspections.Where(p => places.Of(p.Site, p.Unit).Unit == who.UnitCode).Select(p => p.Id).ToHashSet();
        return [.. papers.Select(p => new PaperEntry(p, StateOf(steps[p.Id]), issues.GetValueOrDefault(p.Id), [.. steps[p.Id]], [.. files[p.Id]], later.GetValueOrDefault(p.Id)?.Number, later.GetValueOrDefault(p.Id)?.PaperId)).Where(e => MaySee(who, e, visited, own))];
    }

    /// <summary>The issued amendments that took these papers' place; a voided amendment took none.</summary>
    internal static async Task<Dictionary<Guid, PaperIssue>> LaterAsync(AppDb db, List<Guid> ids)
    {
        var found = new Dictionary<Guid, PaperIssue>();
        foreach (var next in await db.Papers.AsNoTracking().Where(p => p.Amends != null && ids.Contains(p.Amends.Value)).ToListAsync())
            if (await db.PaperIssues.AsNoTracking().FirstOrDefaultAsync(i => i.PaperId == next.Id) is { } issue && PaperFlow.After(await PaperBook.MovesAsync(db, next.Id)) != PaperState.Void) found[next.Amends!.Value] = issue;
        return found;
    }

    private static PaperState StateOf(IEnumerable<PaperStep> steps) => PaperFlow.After(steps.Select(s => new PaperMove(Enum.Parse<PaperAct>(s.Act), s.PersonId)))!.Value;

    private static bool MaySee(Visitor who, PaperEntry entry, HashSet<string> visited, HashSet<Guid> own)
    {
        var isCircular = entry.Paper.Kind == nameof(ReportKind.Circular).ToLowerInvariant();
        return who.Role switch
        {
            Roles.Office or PaperBook.Console => true,
            Roles.Leader => entry.Issue is not null || entry.State == PaperState.Checked,
            _ when entry.Issue is null => false,
            Roles.Unit => isCircular || (entry.Paper.Unit.Length > 0 && entry.Paper.Unit == who.UnitCode) || own.Contains(entry.Paper.Id),
            Roles.Inspector => isCircular || visited.Contains(entry.Paper.Site),
            _ => entry.Paper.Site.Length == 0 && entry.Paper.Unit.Length == 0,
        };
    }
}
