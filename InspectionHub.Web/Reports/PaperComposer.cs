using InspectionHub.Core.Reports;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>Hands each kind of paper to the class that knows its facts.</summary>
public sealed class PaperComposer(CountyPapers county, SitePapers sites, VisitPapers visits, InspectionPapers inspections, UnitPapers units)
{
    /// <exception cref="Refusal">Nothing is known about the year, the site or what the paper is about.</exception>
    public Task<ComposedPaper> ComposeAsync(PaperKind kind, PaperSubject subject, PaperMoment moment) => kind.Scope switch
    {
        PaperScope.County => county.ComposeAsync(kind.Kind, subject, moment),
        PaperScope.Inspection => inspections.ComposeAsync(kind.Kind, subject, moment),
        PaperScope.Unit => units.ComposeAsync(kind.Kind, subject, moment),
        _ when kind.Kind == ReportKind.Visit => visits.ComposeAsync(subject, moment),
        _ => sites.ComposeAsync(subject, moment),
    };

    /// <summary>The head every paper of a county shares.</summary>
    internal static async Task<CountyPaper> HeadAsync(AppDb db, PaperSubject subject, PaperMoment moment, long position)
    {
        var county = await db.Counties.AsNoTracking().FirstAsync(c => c.Id == subject.CountyId);
        return new(county.Name, subject.Year, moment.Day, moment.Position(position), moment.Printed, county.IsDemo);
    }
}
