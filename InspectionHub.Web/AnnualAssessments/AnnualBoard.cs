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

/// <summary>How far a site is in the year's assessment.</summary>
/// <param name="IsSelfAssessed">Whether its 自评 is submitted.</param>
/// <param name="Desk">M rows with a result, and all that apply; a lead office's own only.</param>
/// <param name="IsSigned">Whether an inspection of it is signed this year, for the data in force.</param>
public sealed record SiteProgress(Site Site, bool IsSelfAssessed, (int Done, int Of) Desk, bool IsSigned);

/// <summary>How far a unit is: its numbers are those of its sites.</summary>
public sealed record UnitProgress(Unit Unit, IReadOnlyList<SiteProgress> Sites, bool IsConfirmed, UnitResult Result)
{
    public int SelfAssessed => Sites.Count(s => s.IsSelfAssessed);

    public (int Done, int Of) Desk => (Sites.Sum(s => s.Desk.Done), Sites.Sum(s => s.Desk.Of));

    public int Signed => Sites.Count(s => s.IsSigned);
}

/// <summary>What the page of the year's assessment shows.</summary>
/// <param name="Official">The year by signed marks and confirmed data only: what a public notice would freeze.</param>
/// <param name="OpenUntil">Last day of a public notice that begins today.</param>
public sealed record AnnualView(AnnualAssessment Annual, AssessedYear Official, IReadOnlyList<UnitProgress> Units, DateOnly OpenUntil)
{
    /// <summary>What the results in public were graded by; null before there are any.</summary>
    public ScoringSettings? GradedBy { get; init; }

    /// <summary>The same of results that stand while they are corrected.</summary>
    public ScoringSettings? StandingBy { get; init; }
}

/// <summary>Puts the year's assessment together: procedure, progress by unit, results as they would be shown.</summary>
public sealed class AnnualBoard(IDbContextFactory<AppDb> factory, AnnualBook book, Assessor assessor, CalendarBook calendars, FrameworkShelf shelf)
{
    public async Task<AnnualView?> FindAsync(Visitor who, int year)
    {
        if (await assessor.ConfirmedAsync(who.CountyId, year) is not { } official || await assessor.FindAsync(who.CountyId, year, signedOnly: true) is not { } working) return null;
        await using var db = await factory.CreateDbContextAsync();
        var self = await SelfAssessmentBook.SubmittedAsync(db, who.CountyId, year);
        var signed = (await db.SignOffs.Where(s => s.CountyId == who.CountyId && s.Year == year).Select(s => s.Site).Distinct().ToListAsync()).ToHashSet(StringComparer.Ordinal);
        // A signature for other data than those in force counts in nothing official, so not here either.
        signed.ExceptWith(official.Stale);
        var results = AnnualResults.Of(official).Units.ToDictionary(u => u.Unit);
        var sites = official.Facts.Sites.ToLookup(s => s.Unit);
        var units = official.Facts.Units.Where(u => who.MaySeeUnit(u.Code)).Select(u => new UnitProgress(u,
            // What the offices have scored counts as done before the unit has confirmed its data.
            [.. sites[u.Code].Select(s => new SiteProgress(s, self.Contains(s.Code), Desk(working.CardOf(s.Code)!, who), signed.Contains(s.Code)))], official.ConfirmedUnits.Contains(u.Code), results[u.Code]));
        var annual = await book.FindAsync(who, year);
        return new(annual, official, [.. units], await CalendarBook.DueAsync(db, who.CountyId, Deadline.PublicNotice, calendars.Today)) { GradedBy = SettingsOf(annual.Shown), StandingBy = SettingsOf(annual.Standing) };
    }

    private ScoringSettings? SettingsOf(AnnualResults? results) => results is null ? null : shelf.Find(results.Edition)?.Settings;

    private static (int Done, int Of) Desk(Scorecard card, Visitor who)
    {
        var rows = card.Rows.Where(r => r.Row.Method == Method.Material && r.State != IndicatorState.NotApplicable && (who.Role != Roles.LeadOffice || r.Row.Lead == who.LeadOffice)).ToList();
        return (rows.Count(r => r.State != IndicatorState.Unknown), rows.Count);
    }
}
