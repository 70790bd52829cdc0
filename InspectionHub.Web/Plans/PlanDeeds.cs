using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>Lines of one kind and month that nobody has carried out, though the month is over.</summary>
/// <param name="Names">Of the sites.</param>
public sealed record MissedLines(string Kind, DateOnly Month, IReadOnlyList<string> Names)
{
    /// <summary>Last day on which it would have been in time.</summary>
    public DateOnly DueOn => Month.AddMonths(1).AddDays(-1);
}

/// <summary>Which lines of a year's plans are carried out. What was withdrawn carries out nothing.</summary>
internal static class PlanDeeds
{
    /// <summary>The inspections of a year by the line they carry out, the oldest first.</summary>
    public static async Task<ILookup<PlannedInspection, Inspection>> ReadAsync(AppDb db, int countyId, int year) =>
        (await db.Inspections.AsNoTracking().Include(i => i.Acts).Where(i => i.CountyId == countyId && i.Year == year && i.PlanMonth != null).OrderBy(i => i.OpenedAt).ToListAsync())
        .Where(i => InspectionBook.StateOf(i) != InspectionState.Withdrawn)
        .ToLookup(i => new PlannedInspection(i.IsComprehensive ? "综合" : "专项", i.PlanTitle, i.Site, i.PlanMonth!.Value));

    /// <summary>What of the plan that runs today is late. A year that is over cannot be made up for.</summary>
    public static async Task<IReadOnlyList<MissedLines>> MissedAsync(AppDb db, int countyId, int year, DateOnly today)
    {
        if ((await PlanBook.InForceAsync(db, countyId, year))?.Plan is not { } plan || !plan.Holds(today)) return [];
        var deeds = await ReadAsync(db, countyId, year);
        var names = (await YearSites.ReadAsync(db, countyId, year)).ToDictionary(s => s.Code, s => s.Name);
        return [.. from line in plan.Inspections
                   where !deeds.Contains(line) && PlanLine.IsPast(line, today)
                   group names.GetValueOrDefault(line.Site, line.Site) by (line.Kind, line.Month) into lines
                   orderby lines.Key.Month, lines.Key.Kind
                   select new MissedLines(lines.Key.Kind, lines.Key.Month, [.. lines])];
    }
}
