using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>One paper of a batch.</summary>
/// <param name="Site">Empty for a paper about a unit.</param>
/// <param name="About">The inspection or visit by its id, or the unit by its code; empty where the site says all.</param>
/// <param name="Issued">The paper in force, which goes in as issued; null for a draft.</param>
public sealed record BatchSubject(string Site, string About, Guid? Issued)
{
    public PaperSubject SubjectOf(int countyId, PaperKind kind, int year) => new(countyId, kind.Word, year, Site, kind.Scope == PaperScope.Inspection ? Guid.Parse(About) : null, kind.Scope == PaperScope.Inspection ? "" : About);
}

/// <summary>Everything a kind of paper can be about in a year: each school, each inspection, each visit that has a record, each unit with something to mend.</summary>
public sealed class BatchSubjects(RectificationBook cases)
{
    private static readonly string[] Looked = [nameof(RectificationAct.Pass), nameof(RectificationAct.Partly), nameof(RectificationAct.Fail)];

    /// <summary>In the order of the sites; of one site the latest comes last.</summary>
    public async Task<IReadOnlyList<BatchSubject>> FindAsync(AppDb db, AssessedYear now, int countyId, PaperKind kind, int year, BatchFilter filter)
    {
        var sites = now.Facts.Sites.Where(filter.Covers).ToList();
        if (filter.State == BatchFilter.Signed)
        {
            var signed = await db.SignOffs.Where(s => s.CountyId == countyId && s.Year == year).Select(s => s.Site).Distinct().ToListAsync();
            sites = [.. sites.Where(s => signed.Contains(s.Code))];
        }
        var found = kind switch
        {
            { Scope: PaperScope.Inspection } => await InspectionsAsync(db, countyId, year, sites),
            { Scope: PaperScope.Unit } => await UnitsAsync(db, countyId, year, kind.Kind, sites),
            { Kind: ReportKind.Visit } => await VisitsAsync(db, countyId, year, sites),
            { Scope: PaperScope.Site } => [.. sites.Select(s => (s.Code, ""))],
            _ => [],
        };
        var issued = await IssuedAsync(db, countyId, kind, year);
        return [.. found.Select(f => new BatchSubject(f.Site, f.About, issued.TryGetValue(f, out var paper) ? paper : null))
            .Where(s => filter.State switch { BatchFilter.Issued => s.Issued is not null, BatchFilter.Unissued => s.Issued is null, _ => true })];
    }

    private static async Task<List<(string Site, string About)>> InspectionsAsync(AppDb db, int countyId, int year, List<Site> sites)
    {
        var all = (await db.Inspections.AsNoTracking().Include(i => i.Acts).Where(i => i.CountyId == countyId && i.Year == year).OrderBy(i => i.OpenedAt).ToListAsync())
            .Where(i => InspectionBook.StateOf(i) != InspectionState.Withdrawn).ToLookup(i => i.Site);
        return [.. sites.SelectMany(s => all[s.Code].Select(i => (s.Code, $"{i.Id}")))];
    }

    private static async Task<List<(string Site, string About)>> VisitsAsync(AppDb db, int countyId, int year, List<Site> sites)
    {
        // What was only planned has no record.
        var all = (await db.RoutineVisits.AsNoTracking().Include(v => v.Steps).Where(v => v.CountyId == countyId && v.Year == year).OrderBy(v => v.Day).ToListAsync())
            .Where(v => VisitBook.StateOf(v) is VisitState.OnSite or VisitState.Submitted or VisitState.Read).ToLookup(v => v.Site);
        return [.. sites.SelectMany(s => all[s.Code].Select(v => (s.Code, $"{v.Id}")))];
    }

    private async Task<List<(string Site, string About)>> UnitsAsync(AppDb db, int countyId, int year, ReportKind kind, List<Site> sites)
    {
        var known = await cases.ListAsync(new Visitor("", "", countyId, Roles.Office, null, null), year);
        var busy = known.Where(c => c.State.IsListed()).Where(c => kind == ReportKind.Recheck ? c.Steps.Any(s => Looked.Contains(s.Act)) : c.IsOpen).Select(c => c.AddressedTo).ToHashSet();
        if (kind == ReportKind.Rectify)
        {
            // 整改通知 given on the spot that nobody has entered as a case yet.
            var entered = known.Select(c => c.Head.SourceId).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var spots = (await db.Hazards.AsNoTracking().Where(h => h.CountyId == countyId && h.Year == year && h.Demand != null).ToListAsync()).Where(h => !entered.Contains($"{h.Id}")).Select(h => h.Site).ToHashSet();
            busy.UnionWith(sites.Where(s => spots.Contains(s.Code)).Select(s => s.Unit));
        }
        return [.. sites.Select(s => s.Unit).Distinct().Where(busy.Contains).Select(unit => ("", unit))];
    }

    /// <summary>The paper in force for each subject: issued, not voided, not replaced.</summary>
    private static async Task<Dictionary<(string Site, string About), Guid>> IssuedAsync(AppDb db, int countyId, PaperKind kind, int year)
    {
        var found = new Dictionary<(string, string), Guid>();
        var papers = await db.Papers.AsNoTracking().Where(p => p.CountyId == countyId && p.Kind == kind.Word && p.Year == year && db.PaperIssues.Any(i => i.PaperId == p.Id)).OrderBy(p => p.Version).ThenBy(p => p.CreatedAt).ToListAsync();
        foreach (var paper in papers)
            if (PaperFlow.After(await PaperBook.MovesAsync(db, paper.Id)) != PaperState.Void)
                found[kind.Scope == PaperScope.Unit ? ("", paper.Unit) : (paper.Site, paper.Inspection is { } inspection ? $"{inspection}" : paper.About)] = paper.Id;
        return found;
    }
}
