using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>Visits of one site in one month: wanted by the plan, made (submitted), under way or planned.</summary>
public sealed record MonthCount(int Wanted, int Made, int Ahead)
{
    /// <summary>Short of the plan, and the month has passed.</summary>
    public bool IsGap(DateOnly month, DateOnly today) => Made < Wanted && month.AddMonths(1) <= today;
}

/// <summary>One site's line of the coverage.</summary>
public sealed record SiteCoverage(PlanSite Site, string Inspector, IReadOnlyDictionary<DateOnly, MonthCount> Months, IReadOnlyList<PlannedInspection> Inspections)
{
    public int Made => Months.Values.Sum(m => m.Made);

    public int Wanted => Months.Values.Sum(m => m.Wanted);

    public int Gaps(DateOnly today) => Months.Count(m => m.Value.IsGap(m.Key, today));
}

/// <summary>Which site is visited how often, and where the plan has not been kept.</summary>
public sealed class PlanCoverage(IDbContextFactory<AppDb> factory)
{
    public async Task<IReadOnlyList<SiteCoverage>> OfAsync(int countyId, YearPlan plan, DateOnly today)
    {
        await using var db = await factory.CreateDbContextAsync();
        var sites = await YearSites.ReadAsync(db, countyId, plan.Year);
        var visits = await db.RoutineVisits.AsNoTracking().Include(v => v.Steps).Where(v => v.CountyId == countyId && v.Year == plan.Year).ToListAsync();
        var bySite = visits.Select(v => (v.Site, Month: MonthOf(v), State: VisitFlow.After(v.Steps.OrderBy(s => s.LedgerSeq).Select(s => Enum.Parse<VisitAct>(s.Act)))))
            .Where(v => v.State != VisitState.Withdrawn).ToLookup(v => (v.Site, v.Month));
        var duties = await InspectorRegister.HeldDutiesAsync(db, countyId, today);
        var names = await db.Users.Where(u => u.CountyId == countyId).Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id, u => u.Name);
        return [.. sites.Select(site => new SiteCoverage(site, duties.TryGetValue(site.Code, out var person) ? names.GetValueOrDefault(person, "") : "", plan.Months.ToDictionary(m => m, m =>
        {
            var here = bySite[(site.Code, m)].ToList();
            var made = here.Count(v => v.State is VisitState.Submitted or VisitState.Read);
            return new MonthCount(plan.VisitsOf(site.Code), made, here.Count - made);
        }), [.. plan.Inspections.Where(i => i.Site == site.Code)]))];
    }

    /// <summary>A visit counts for the month in which it was made, whenever it was planned for.</summary>
    internal static DateOnly MonthOf(RoutineVisit visit)
    {
        var day = visit.Steps.Where(s => s.Act == nameof(VisitAct.Start)).OrderBy(s => s.LedgerSeq).Select(s => (DateOnly?)YearSites.DayOf(s.HappenedAt)).FirstOrDefault() ?? visit.Day;
        return new(day.Year, day.Month, 1);
    }
}
