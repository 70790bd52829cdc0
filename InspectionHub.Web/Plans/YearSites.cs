using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>A site as plan and register need it.</summary>
public sealed record PlanSite(string Code, string Name, string Town, string Unit, string Kind);

/// <summary>The sites of a school year without their facts. A new year whose statistics have not been imported yet has those of the year before.</summary>
public static class YearSites
{
    public static async Task<IReadOnlyList<PlanSite>> ReadAsync(AppDb db, int countyId, int year)
    {
        var newest = await (from y in db.CountyYears
                            join b in db.ImportBatches on y.BatchId equals b.Id
                            where b.CountyId == countyId && y.Year <= year
                            orderby y.Year descending, b.Id descending
                            select new { y.Year, y.BatchId }).FirstOrDefaultAsync();
        return newest is null ? [] : await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == newest.BatchId && s.Year == newest.Year).OrderBy(s => s.Code)
            .Select(s => new PlanSite(s.Code, s.Name, s.Town, s.Unit, s.Kind)).ToListAsync();
    }

    /// <summary>The newest year up to this one that has statistics, or null.</summary>
    public static async Task<int?> DataYearAsync(AppDb db, int countyId, int year) =>
        await db.CountyYears.Where(y => y.Year <= year && db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == countyId)).MaxAsync(y => (int?)y.Year);

    /// <summary>The school year a day belongs to.</summary>
    public static int Of(DateOnly day) => day.Month >= 9 ? day.Year : day.Year - 1;

    /// <summary>The county's own day.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(TimeSpan.FromHours(8)).DateTime);
}
