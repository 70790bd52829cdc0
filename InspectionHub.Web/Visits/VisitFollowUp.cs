using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>What follows from a visit once the office has read it: every problem that was not put right on the spot becomes a case of the 整改台账.</summary>
public sealed class VisitFollowUp(RectificationBook cases, ChecklistShelf checklists)
{
    private const string Source = "visit";

    public async Task OpenRectificationsAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit)
    {
        var list = checklists.Find(visit.Checklist)!;
        var notes = VisitRecords.Counted(await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == visit.Id).ToListAsync(), list);
        var year = await YearSites.DataYearAsync(db, visit.CountyId, visit.Year) ?? visit.Year;
        foreach (var (entry, note) in notes)
            if (note is FoundProblem problem && ClassOf(problem.Kind) is { } category)
                await cases.OpenAsync(db, topics, who, new(year, visit.Site, category, CaseWords.OfVisit(problem.Text, problem.Demand), BasisOf(problem, list), "", "", problem.Due, Source, $"{visit.Id}", entry.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>The class of a case; null for what was put right on the spot.</summary>
    internal static RectificationClass? ClassOf(string kind) => kind switch { "立行立改" => RectificationClass.AtOnce, "限期整改" => RectificationClass.Dated, "移交县级" => RectificationClass.County, _ => null };

    private static string BasisOf(FoundProblem problem, Checklist list) =>
        list.Points.FirstOrDefault(p => p.Code == problem.Point) is { } point ? $"挂牌督导清单“{list.Name}”第 {point.Code} 条{(point.Basis.Length > 0 ? $"；{point.Basis}" : "")}" : $"挂牌督导清单“{list.Name}”";
}
