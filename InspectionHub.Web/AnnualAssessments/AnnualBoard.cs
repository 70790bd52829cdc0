using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.AnnualAssessments;

/// <summary>How far a unit is in the year's assessment.</summary>
/// <param name="Sites">Its sites.</param>
/// <param name="SelfAssessed">Sites whose 自评 is submitted.</param>
/// <param name="Desk">M rows with a result, and all that apply.</param>
/// <param name="Signed">Sites with a signed inspection this year.</param>
public sealed record UnitProgress(Unit Unit, IReadOnlyList<Site> Sites, bool IsConfirmed, int SelfAssessed, (int Done, int Of) Desk, int Signed, UnitResult Result);

/// <summary>What the page of the year's assessment shows.</summary>
/// <param name="Official">The year without marks that nobody signed: what a public notice would freeze.</param>
/// <param name="OpenUntil">Last day of a public notice that begins today.</param>
public sealed record AnnualView(AnnualAssessment Annual, AssessedYear Official, IReadOnlyList<UnitProgress> Units, DateOnly OpenUntil)
{
    /// <summary>What the results in public were graded by; null before there are any.</summary>
    public ScoringSettings? GradedBy { get; init; }
}

/// <summary>Puts the year's assessment together: procedure, progress by unit, results as they would be shown.</summary>
public sealed class AnnualBoard(IDbContextFactory<AppDb> factory, AnnualBook book, Assessor assessor, CalendarBook calendars, FrameworkShelf shelf)
{
    public async Task<AnnualView?> FindAsync(Visitor who, int year)
    {
        if (await assessor.FindAsync(who.CountyId, year, signedOnly: true) is not { } official) return null;
        await using var db = await factory.CreateDbContextAsync();
        var self = await SelfAssessmentBook.SubmittedAsync(db, who.CountyId, year);
        var signed = (await db.SignOffs.Where(s => s.CountyId == who.CountyId && s.Year == year).Select(s => s.Site).Distinct().ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var results = AnnualResults.Of(official).Units.ToDictionary(u => u.Unit);
        var sites = official.Facts.Sites.ToLookup(s => s.Unit);
        var units = official.Facts.Units.Where(u => who.MaySeeUnit(u.Code)).Select(u => new UnitProgress(u, [.. sites[u.Code]], official.ConfirmedUnits.Contains(u.Code),
            sites[u.Code].Count(s => self.Contains(s.Code)), Desk(official, sites[u.Code], who), sites[u.Code].Count(s => signed.Contains(s.Code)), results[u.Code]));
        var annual = await book.FindAsync(who, year);
        return new(annual, official, [.. units], await CalendarBook.DueAsync(db, who.CountyId, Deadline.PublicNotice, calendars.Today)) { GradedBy = annual.Shown is { } shown ? shelf.Find(shown.Edition)?.Settings : null };
    }

    /// <summary>M rows of the unit's sites; a lead office counts its own only.</summary>
    private static (int Done, int Of) Desk(AssessedYear official, IEnumerable<Site> sites, Visitor who)
    {
        var rows = sites.SelectMany(s => official.CardOf(s.Code)!.Rows).Where(r => r.Row.Method == Method.Material && r.State != IndicatorState.NotApplicable && (who.Role != Roles.LeadOffice || r.Row.Lead == who.LeadOffice)).ToList();
        return (rows.Count(r => r.State != IndicatorState.Unknown), rows.Count);
    }
}
