using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Visits;

namespace InspectionHub.Web.Layout;

/// <summary>Gives addresses of things that do not exist, or that this person may not see, the right status before a page is drawn.
/// What is not one's own and what does not exist answer alike.</summary>
public sealed class PageGuard(RequestDelegate next, Assessor assessor, InspectionBook inspections, PaperRegister papers, VisitBook visits, RectificationBook rectifications)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (Visitor.From(context.User) is { } who && await IsHiddenAsync(context.Request, who))
        {
            context.Response.StatusCode = 404;
            return;
        }
        await next(context);
    }

    private async Task<bool> IsHiddenAsync(HttpRequest request, Visitor who)
    {
        var values = request.RouteValues;
        if (values.TryGetValue("Inspection", out var id)) return !Guid.TryParse($"{id}", out var inspection) || await inspections.FindAsync(who, inspection) is null;
        if (values.TryGetValue("Visit", out var told)) return !Guid.TryParse($"{told}", out var visit) || await visits.FindAsync(who, visit) is null;
        if (values.TryGetValue("Paper", out var number)) return !Guid.TryParse($"{number}", out var paper) || await papers.FindAsync(who, paper) is null;
        if (values.TryGetValue("Case", out var one)) return !Guid.TryParse($"{one}", out var rectification) || await rectifications.FindAsync(who, rectification) is null;
        if (!values.TryGetValue("Year", out var yearText) || !int.TryParse($"{yearText}", out var year)) return false;
        // A school assesses itself for an inspection, which may come before the year's statistics.
        if ((request.Path.StartsWithSegments("/self") ? await assessor.WorkedAsync(who.CountyId, year) : await assessor.FindAsync(who.CountyId, year)) is not { } assessed) return true;
        return values.TryGetValue("Site", out var site) && (assessed.SiteOf($"{site}") is not { } place || !who.MaySeeUnit(place.Unit));
    }
}
