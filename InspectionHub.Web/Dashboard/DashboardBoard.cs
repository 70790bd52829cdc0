using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Targets;

namespace InspectionHub.Web.Dashboard;

/// <summary>Everything one person may see of the county for one question.</summary>
/// <param name="Sites">Sites this person may see, before the filters.</param>
/// <param name="Cards">Scorecards after the filters.</param>
/// <param name="Rows">Rows of the edition after the filters.</param>
/// <param name="WantsOfficial">Whether official numbers were asked for; <see cref="AssessedYear.Release"/> of Now says whether there are any.</param>
public sealed record DashboardPicture(
    IReadOnlyList<int> Years, AssessedYear Now, DashboardFilter Filter, IReadOnlyList<Core.Measurements.Site> Sites, IReadOnlyList<Scorecard> Cards, IReadOnlyList<Indicator> Rows,
    IReadOnlyList<Coefficient> Coefficients, IReadOnlyList<TargetProgress> Targets, IReadOnlyList<Warning> Warnings, IReadOnlyList<FeedLine> Feed, bool WantsOfficial);

/// <summary>Reads the dashboard for a person: parses the address, checks again what the person may see, filters after computing.</summary>
public sealed class DashboardBoard(YearView years, TargetBoard board, WarningBoard warnings, MarkFeed feed)
{
    /// <summary>Null if the county has no data.</summary>
    public async Task<DashboardPicture?> ReadAsync(Visitor who, DashboardQuery query)
    {
        var known = await years.ListAsync(who.CountyId);
        if (known.Count == 0) return null;
        var (year, wantsOfficial) = (await years.ChosenAsync(who.CountyId, query.Year), YearView.WantsOfficial(query.Data));
        if (await years.SeenAsync(who, year, wantsOfficial) is not { } now) return null;
        var filter = DashboardFilter.Of(who, query, now);
        var sites = now.Facts.Sites.Where(s => who.MaySeeUnit(s.Unit)).ToList();
        var cards = sites.Where(s => filter.Has(s, now.Facts.Measurements)).Select(s => now.Assessment.Scorecards[s.Code]).ToList();
        var present = cards.SelectMany(c => c.Rows.Select(r => r.Row.Code)).ToHashSet(StringComparer.Ordinal);
        var rows = now.Framework.Indicators.Where(r => filter.Has(r) && present.Contains(r.Code)).ToList();
        if (!who.May(Policies.CanSeeCounty)) return new(known, now, filter, sites, cards, rows, [], [], [], [], wantsOfficial);
        var targets = (await board.FindAsync(who, year, wantsOfficial))?.Targets ?? [];
        var shown = cards.Select(c => c.Site.Code).ToHashSet(StringComparer.Ordinal);
        var found = (await warnings.FindAsync(who, now, targets))
            .Where(w => (w.Site is null || shown.Contains(w.Site)) && (filter.Lead is null || (w.Row is { } row && now.Framework.Find(row)?.Lead == filter.Lead))).ToList();
        var lines = who.Role == Roles.Inspector ? [] : (await feed.LatestAsync(who.CountyId, now, [.. rows.Select(r => r.Code)])).Where(l => shown.Contains(l.Site)).ToList();
        return new(known, now, filter, sites, cards, rows, [.. now.Assessment.Coefficients.Where(c => filter.Has(c.Row) && (filter.Stage is null || c.Stage == filter.Stage))], targets, found, lines, wantsOfficial);
    }
}
