using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Visits;

namespace InspectionHub.Web.Rectifications;

/// <summary>What the page of the 整改台账 shows.</summary>
public sealed record RectificationList(IReadOnlyList<RectificationCase> Cases, IReadOnlyDictionary<string, Site> Known, WorkCalendar Calendar, DateOnly Today)
{
    public int Overdue => Cases.Count(c => c.IsOverdue(Today));

    public IReadOnlyList<Site> Sites => [.. Cases.Select(c => c.Head.Site).Distinct().Where(Known.ContainsKey).Select(c => Known[c])];

    public IReadOnlyList<string> Towns => [.. Sites.Select(s => s.Town).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>股室 that lead the clause of a case or took one over.</summary>
    public IReadOnlyList<string> Offices => [.. Cases.SelectMany(c => new[] { c.Head.LeadOffice, c.Taker }).OfType<string>().Where(o => o.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    public Site? SiteOf(string code) => Known.GetValueOrDefault(code);

    public string NameOf(string code) => SiteOf(code)?.Name ?? code;

    /// <summary>逾期 2 个工作日, 今天到期, 还有 5 个工作日, or nothing where the unit has done its part.</summary>
    public string DueText(RectificationCase one) => one.State != RectificationState.Open ? ""
        : one.IsOverdue(Today) ? $"逾期 {Math.Max(1, Calendar.Between(one.DueOn, Today))} 个工作日" : one.DueOn == Today ? "今天到期" : $"还有 {Calendar.Between(Today, one.DueOn)} 个工作日";
}

/// <summary>What the page of one case shows.</summary>
/// <param name="Now">The row behind it as this person may read it, or null.</param>
/// <param name="NowYear">The year that row is told from.</param>
/// <param name="Earlier">The closed case it fell back from, or null.</param>
/// <param name="Later">What was proposed last because it fell back itself, or null.</param>
/// <param name="MayOpenSource">Whether this person may open the inspection or visit it comes from.</param>
/// <param name="Arrived">Names of its photos that are here.</param>
/// <param name="WhyNot">Why this person must leave it to others, or null.</param>
public sealed record RectificationView(RectificationCase Case, Site? Site, IReadOnlyList<RectificationAct> Permitted, RowResult? Now, int NowYear, RectificationCase? Earlier, RectificationCase? Later, bool MayOpenSource, RectificationList List, IReadOnlySet<string> Arrived, string? WhyNot = null)
{
    /// <summary>Whether it may be listed anew because the problem is there again: for the office, once.</summary>
    public bool MayComeAgain => Case.State == RectificationState.Closed && !Case.Place.IsClosed && Later is not { IsOpen: true } && Later?.State != RectificationState.Proposed;

    /// <summary>Why nobody can take the next step and what to do, or null; told to the office alone.</summary>
    public string? Stuck { get; init; }
}

/// <summary>Puts the pages of this room together.</summary>
public sealed class RectificationDesk(RectificationBook book, RectificationValue values, Assessor assessor, CalendarBook calendars, VisitBook visits, InspectionBook inspections, PhotoStore photos)
{
    public async Task<RectificationList> ListAsync(Visitor who) => new(await book.ListAsync(who), await assessor.SiteNamesAsync(who.CountyId), await calendars.CalendarAsync(who.CountyId), calendars.Today);

    public async Task<RectificationView?> FindAsync(Visitor who, Guid id)
    {
        if (await book.FindAsync(who, id) is not { } one) return null;
        var list = await ListAsync(who);
        var earlier = one.Head.SourceKind == "fallback" ? list.Cases.FirstOrDefault(c => $"{c.Head.Id}" == one.Head.SourceId) : null;
        var later = list.Cases.Where(c => c.Head.SourceKind == "fallback" && c.Head.SourceId == $"{id}").MaxBy(c => c.Head.LedgerSeq);
        var (now, why) = (await values.SeenByAsync(who, one), await book.WhyNotAsync(who, one));
        return new(one, list.SiteOf(one.Head.Site), why is null ? RectificationBook.PermittedFor(one, who) : [], now?.Row, now?.Year ?? one.Head.Year, earlier, later, await MayOpenSourceAsync(who, one), list, await photos.ArrivedAsync(who.CountyId, await book.PhotoSheetsAsync(one.Head)), RectificationBook.PermittedFor(one, who).Count > 0 ? why : null)
        {
            Stuck = who.Role == Roles.Office ? (await book.StuckAsync(who.CountyId, [one])).Select(s => s.Say).FirstOrDefault() : null,
        };
    }

    /// <summary>The record of a visit or inspection is open to fewer people than the cases it led to.</summary>
    private async Task<bool> MayOpenSourceAsync(Visitor who, RectificationCase one) => one.Head.SourceKind switch
    {
        "visit" => Guid.TryParse(one.Head.SourceId, out var visit) && await visits.FindAsync(who, visit) is not null,
        "inspection" => Guid.TryParse(one.Head.SourceId, out var inspection) && await inspections.FindAsync(who, inspection) is not null,
        _ => true,
    };
}
