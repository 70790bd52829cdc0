using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>One visit in the list of a month.</summary>
public sealed record VisitLine(RoutineVisit Visit, VisitState State, string Name, string List, string Inspector, int Problems);

/// <summary>A month of visits as one person sees it, and what is needed to plan another.</summary>
/// <param name="Month">First day.</param>
/// <param name="Sites">Sites this person may plan a visit to.</param>
/// <param name="Theme">Code of the checklist the plan gives the month.</param>
public sealed record MonthView(
    int Year, DateOnly Month, DateOnly Today, string? PlanNo, IReadOnlyList<VisitLine> Visits, bool MayPlan, IReadOnlyList<PlanSite> Sites, IReadOnlyList<Checklist> Lists, IReadOnlyList<(string Id, string Name)> Inspectors, string? Theme);

/// <summary>The visits page's class.</summary>
public sealed class VisitCalendar(IDbContextFactory<AppDb> factory, VisitBook book, InspectorRegister register, ChecklistShelf checklists, PlanDesk plans)
{
    public async Task<MonthView> ReadAsync(Visitor who, DateOnly? wanted)
    {
        var today = register.Today;
        var month = wanted ?? new DateOnly(today.Year, today.Month, 1);
        var year = YearSites.Of(month);
        await using var db = await factory.CreateDbContextAsync();
        var plan = await PlanBook.InForceAsync(db, who.CountyId, year);
        var sites = await YearSites.ReadAsync(db, who.CountyId, year);
        var names = sites.ToDictionary(s => s.Code, s => s.Name);
        var visits = (await book.ListAsync(who, year)).Where(v => new DateOnly(v.Day.Year, v.Day.Month, 1) == month).OrderBy(v => v.Day).ThenBy(v => v.Site).ToList();
        var mayPlan = who.Role is Roles.Office or Roles.Inspector;
        // Of a month that lies ahead, whoever looks after a school and is in office then.
        var day = month > today ? month : today;
        var duties = mayPlan ? await InspectorRegister.HeldDutiesAsync(db, who.CountyId, day) : new Dictionary<string, string>();
        return new(year, month, today, plan?.Approval!.DocumentNo,
            await LinesAsync(db, visits, names),
            mayPlan, who.Role == Roles.Inspector ? [.. sites.Where(s => duties.GetValueOrDefault(s.Code) == who.Id)] : sites, checklists.On(today),
            who.Role == Roles.Office ? [.. (await register.ListAsync(who.CountyId, day)).Where(l => l is { Now: not null, IsClosed: false }).Select(l => (l.Id, l.Name))] : [], plan?.Plan.Themes.GetValueOrDefault(month));
    }

    /// <summary>The visits a number of the plan's coverage counts, as <see cref="PlanCoverage"/> counted them: by the month in which they were made.</summary>
    public async Task<VisitPick> PickAsync(Visitor who, int year, string? site, DateOnly? month, bool isAhead)
    {
        var view = await plans.ReadAsync(who, year);
        var rows = view.Coverage.Where(r => site is null || r.Site.Code == site).ToList();
        var ids = rows.SelectMany(r => r.Months.Where(m => month is null || m.Key == month).SelectMany(m => isAhead ? m.Value.Open : m.Value.Done)).ToHashSet();
        await using var db = await factory.CreateDbContextAsync();
        var visits = (await book.ListAsync(who, year)).Where(v => ids.Contains(v.Id)).OrderBy(v => v.Day).ThenBy(v => v.Site).ToList();
        var say = $"{(site is null ? "" : $"{rows.FirstOrDefault()?.Site.Name ?? site} ")}{(month is { } one ? $"{one.Year} 年 {one.Month} 月" : $"{year}—{year + 1} 学年")}{(isAhead ? "已安排还没有完成" : "已提交")}的挂牌督导";
        return new(say, ids.Count, await LinesAsync(db, visits, view.Sites.ToDictionary(s => s.Code, s => s.Name)));
    }

    private async Task<IReadOnlyList<VisitLine>> LinesAsync(AppDb db, IReadOnlyList<RoutineVisit> visits, IReadOnlyDictionary<string, string> names)
    {
        var ids = visits.Select(v => v.Id).ToList();
        var entries = (await db.VisitEntries.AsNoTracking().Where(e => ids.Contains(e.VisitId) && e.Key.StartsWith("problem/")).ToListAsync()).ToLookup(e => e.VisitId);
        return [.. visits.Select(v => { var list = checklists.Find(v.Checklist)!; return new VisitLine(v, VisitBook.StateOf(v), names.GetValueOrDefault(v.Site, v.Site), list.Name, VisitBook.InspectorOf(v).Name, VisitRecords.Counted(entries[v.Id], list).Count); })];
    }
}
