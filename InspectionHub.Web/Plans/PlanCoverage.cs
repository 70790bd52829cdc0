using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>Visits of one site in one month: how many the plan wants, those that were made (submitted), and those under way or planned. Each number is told from the visits themselves,
/// so that it leads to exactly these.</summary>
public sealed record MonthCount(int Wanted, IReadOnlyList<Guid> Done, IReadOnlyList<Guid> Open)
{
    public int Made => Done.Count;

    public int Ahead => Open.Count;

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
        var bySite = visits.Select(v => (v.Id, v.Site, Month: MonthOf(v), State: VisitFlow.After(v.Steps.OrderBy(s => s.LedgerSeq).Select(s => Enum.Parse<VisitAct>(s.Act)))))
            .Where(v => v.State != VisitState.Withdrawn).ToLookup(v => (v.Site, v.Month));
        var duties = await InspectorRegister.HeldDutiesAsync(db, countyId, today);
        var names = await db.Users.Where(u => u.CountyId == countyId).Select(u => new { u.Id, u.Name }).ToDictionaryAsync(u => u.Id, u => u.Name);
        return [.. sites.Select(site => new SiteCoverage(site, duties.TryGetValue(site.Code, out var person) ? names.GetValueOrDefault(person, "") : "", plan.Months.ToDictionary(m => m, m =>
        {
            var made = bySite[(site.Code, m)].ToLookup(v => v.State is VisitState.Submitted or VisitState.Read, v => v.Id);
            return new MonthCount(plan.VisitsOf(site.Code), [.. made[true]], [.. made[false]]);
        }), [.. plan.Inspections.Where(i => i.Site == site.Code)]))];
    }

    /// <summary>A visit counts for the month in which it was made, whenever it was planned for.</summary>
    internal static DateOnly MonthOf(RoutineVisit visit)
    {
        var day = visit.Steps.Where(s => s.Act == nameof(VisitAct.Start)).OrderBy(s => s.LedgerSeq).Select(s => (DateOnly?)YearSites.DayOf(s.HappenedAt)).FirstOrDefault() ?? visit.Day;
        return new(day.Year, day.Month, 1);
    }
}
