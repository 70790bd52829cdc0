using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.DueLists;

/// <summary>Something late in the county, whoever has to do it.</summary>
/// <param name="Site">The site it was about; empty for the county.</param>
/// <param name="Place">Where that site is today; null for the county.</param>
public sealed record LateItem(string Site, string What, DateOnly DueOn, string Address, CasePlace? Place = null);

/// <summary>What is late of a year's plan, inspections, visits and assessment, the longest first. Rectifications are not in it: they have their own list.</summary>
public sealed class LateBoard(IDbContextFactory<AppDb> factory, InspectionBook inspections, VisitBook visits, AnnualBook annuals, CalendarBook calendars, Assessor assessor, YearView yearView, OpenVisits open, VetoBook vetoes)
{
    /// <summary>Of the year and of the one before it: opening a new year does not finish what the old one left. Asked of the newest year with statistics, it is of today's school year too:
    /// from September on that has visits before it has statistics.</summary>
    /// <param name="today">The day asked about.</param>
    public async Task<IReadOnlyList<LateItem>> FindAsync(Visitor who, int year, DateOnly today)
    {
        await using var db = await factory.CreateDbContextAsync();
        List<int> years = [year - 1, year];
        if (YearSites.Of(today) is var begun && begun > year && await YearSites.DataYearAsync(db, who.CountyId, begun) == year) years.Add(begun);
        var all = new List<LateItem>();
        // Older inspections and visits that nobody finished or withdrew stay late.
        foreach (var one in (await DueBoard.UnfinishedAsync(db, who.CountyId)).Union((await open.OfAsync(db, who.CountyId)).Values).Where(y => y < year - 1).Order()) all.AddRange(await OfWorkAsync(who, one, today));
        foreach (var one in years) all.AddRange(await OfYearAsync(who, one, today));
        // A veto waits for its next step however old it is; nobody reads here of one that is not theirs to see.
        var (calendar, days) = (await calendars.CalendarAsync(who.CountyId), await calendars.DeadlinesAsync(who.CountyId));
        all.AddRange(from one in await vetoes.ListAsync(who, null) let due = one.DueOn(calendar, days) where due < today orderby due select new LateItem(one.Site, OtherDues.Late(one.State)!, due!.Value, OtherDues.Link(one)));
        var places = await CasePlaces.ReadAsync(db, who.CountyId, all.Select(l => l.Site).Where(s => s.Length > 0));
        return [.. all.Select(l => l.Site.Length == 0 ? l : l with { Place = places.Of(l.Site) })];
    }

    /// <summary>Inspections and visits of a year.</summary>
    private async Task<IReadOnlyList<LateItem>> OfWorkAsync(Visitor who, int year, DateOnly today)
    {
        var (office, calendar, days) = (who with { Role = Roles.Office }, await calendars.CalendarAsync(who.CountyId), await calendars.DeadlinesAsync(who.CountyId));
        await using var db = await factory.CreateDbContextAsync();
        var times = await SelfAssessmentBook.TimesAsync(db, who.CountyId, year);
        return
        [
            .. from one in await inspections.ListAsync(office, year)
               from late in InspectionDues.Late(one, times.TryGetValue(one.Site, out var self) && self.HandedIn >= NoticeDates.AskedAt(one), calendar, days, today)
               orderby late.DueOn
               select new LateItem(one.Site, $"{one.Title}，{late.What}", late.DueOn, $"/inspections/{one.Id}"),
            .. from one in await visits.ListAsync(office, year, openOnly: true)
               where one.Day < today && VisitBook.StateOf(one) is VisitState.Planned or VisitState.OnSite
               orderby one.Day
               select new LateItem(one.Site, "挂牌督导没有完成", one.Day, $"/visits/{one.Id}"),
        ];
    }

    private async Task<IReadOnlyList<LateItem>> OfYearAsync(Visitor who, int year, DateOnly today)
    {
        var (office, calendar, days) = (who with { Role = Roles.Office }, await calendars.CalendarAsync(who.CountyId), await calendars.DeadlinesAsync(who.CountyId));
        await using var db = await factory.CreateDbContextAsync();
        var times = await SelfAssessmentBook.TimesAsync(db, who.CountyId, year);
        var known = (await YearSites.ReadAsync(db, who.CountyId, year)).Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        var annual = await annuals.FindAsync(office, year);
        var states = await SelfAssessmentBook.StatesAsync(db, who.CountyId, year);
        // As on the lists of those who must do it: the county's current year, and any other whose assessment is under way.
        var assessed = (await yearView.ListAsync(who.CountyId)) is { Count: > 0 } && (year == await yearView.CurrentAsync(who.CountyId) || annual.State is not (AnnualState.NotStarted or AnnualState.Circulated)) ? await assessor.FindAsync(who.CountyId, year) : null;
        return
        [
            .. await OfWorkAsync(who, year, today),
            .. from one in states
               let due = calendar.Add(YearSites.DayOf(one.Value.At), days[Deadline.ReviewSelf])
               where one.Value.State == SelfAssessmentState.Submitted && due < today && known.Contains(one.Key)
               orderby due
               select new LateItem(one.Key, "学校自评没有审阅", due, $"/self/{year}/{one.Key}"),
            .. who.May(Policies.CanSeePlan) ? (await PlanDeeds.MissedAsync(db, who.CountyId, year, today)).Select(m => new LateItem("", $"{m.Month:yyyy-MM} 计划的{m.Kind}督导还有 {m.Names.Count} 校次没有开展", m.DueOn, $"/plan?year={year}")) : [],
            .. annual.OpenUntil is { } until && until < today ? annual.Reviews.Where(r => r.IsOpen).Select(r => new LateItem("", "年度考核复核没有答复", until, $"/annual?year={year}")) : [],
            .. assessed is null ? [] : new AnnualTimes(annual, assessed, times, await DataQuestions.ListAsync(db, who.CountyId, year, assessed.Batch.Id), calendar, days).Late(states, today),
        ];
    }
}
