using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Field;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.SelfAssessments;

namespace InspectionHub.Web.Schools;

/// <summary>One school in one year as a person may see it.</summary>
/// <param name="Rows">Rows of the scorecard; a lead office's own only.</param>
/// <param name="Self">The unit's own view, once it is submitted or to the unit itself.</param>
/// <param name="Official">The same scorecard in the year's latest release; null if the site is not in one.</param>
public sealed record SchoolPicture(AssessedYear Now, Scorecard Card, IReadOnlyList<RowResult> Rows, SelfAssessment? Self, IReadOnlyList<RectificationCase> Rectifications, IReadOnlyList<OpenHazard> Hazards, IReadOnlyList<PaperEntry> Papers, ReleaseStamp? Release, ReleaseText.Card? Official);

/// <summary>Brings together what the page of a school shows.</summary>
public sealed class SchoolDesk(Assessor assessor, Releases releases, SchoolHistories histories, SelfAssessmentBook selves, RectificationBook rectifications, HazardBook hazards, PaperRegister papers)
{
    /// <summary>Null if there is no such school, or it is not this person's to see.</summary>
    /// <param name="wantsOfficial">The numbers of the year's latest release, where there is one.</param>
    public async Task<SchoolPicture?> FindAsync(Visitor who, int year, string site, bool wantsOfficial = false)
    {
        var now = (wantsOfficial ? await releases.OfficialAsync(who.CountyId, year) : null) ?? await assessor.SeenByAsync(who, year);
        if (now?.SiteOf(site) is not { } place || !who.MaySeeUnit(place.Unit) || now.CardOf(site) is not { } card) return null;
        var rows = who.Role == Roles.LeadOffice ? card.Rows.Where(r => r.Row.Lead == who.LeadOffice).ToList() : card.Rows;
        var self = await selves.FindAsync(who, year, site);
        var own = (await papers.ListAsync(who, year)).Where(p => p.Paper.Site == site && p.State != PaperState.Void).ToList();
        var open = (await rectifications.ListAsync(who)).Where(c => (c.Head.Site == site || c.Place.Site == site) && c.IsOpen).ToList();
        // As on the county's page: of the lead offices the one that answers for safety, of the units the one the school belongs to today.
        var sees = who.Role != Roles.Administrator && (who.Role != Roles.LeadOffice || now.Framework.Find("8.4a")?.Lead == who.LeadOffice);
        var dangers = !sees ? [] : (await hazards.OpenAsync(who.CountyId)).Where(h => (h.Hazard.Site == site || h.Place.Site == site) && (who.Role != Roles.Unit || h.Place.Unit == who.UnitCode)).ToList();
        var release = (await releases.ListAsync(who.CountyId)).FirstOrDefault(r => r.Year == year);
        return new(now, card, rows, self is { Marks.Count: > 0 } ? self : null, open, dangers, own, release is null ? null : ReleaseStamp.Of(release), release is null ? null : ReleaseText.Read(release).Scorecards.FirstOrDefault(c => c.Site == site));
    }

    public Task<SchoolHistory> HistoryAsync(Visitor who, int year, string site, bool wantsOfficial = false) => histories.ReadAsync(who, year, site, wantsOfficial);
}
