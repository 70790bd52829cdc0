using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>The demo county's routine visits since the school year began: all read, a few months short, as in a real county.</summary>
public sealed class DemoVisits(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, ChecklistShelf checklists, TimeProvider clock)
{
    /// <summary>Of a thousand site months, those in which the visit was not made.</summary>
    private const int Missed = 40;

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public async Task MakeAsync(int countyId)
    {
        await using var read = await factory.CreateDbContextAsync();
        var year = await read.SchoolYears.MaxAsync(s => s.Year);
        var duties = new Dictionary<DateOnly, IReadOnlyDictionary<string, string>>();
        if (await PlanBook.InForceAsync(read, countyId, year) is not { } plan) return;
        var sites = await YearSites.ReadAsync(read, countyId, year);
        var names = await read.Users.Where(u => u.CountyId == countyId).ToDictionaryAsync(u => u.Id, u => u.Name);
        var office = await read.Users.AsNoTracking().FirstAsync(u => u.UserName == "dudao");
        // In one write: a first start that is killed in between leaves none, and the next one makes them all.
        await writer.WriteAsync(async (db, _) =>
        {
            foreach (var month in plan.Plan.Months.Where(m => m <= YearSites.DayOf(clock.GetUtcNow())))
                foreach (var (site, at) in sites.Select((s, i) => (s, i)))
                {
                    var dice = DemoRandom.For(year, $"visit {site.Code} {month:yyyyMM}");
                    // The letters of appointment begin with the school year; the first days belong to the opening of school.
                    var day = WorkDay(month.AddDays(2 + dice.Next(24)));
                    if (dice.Chance(Missed) || day >= YearSites.DayOf(clock.GetUtcNow()) || plan.Plan.VisitsOf(site.Code) == 0) continue;
                    if (!duties.TryGetValue(day, out var onDuty)) duties[day] = onDuty = await InspectorRegister.DutiesAsync(read, countyId, day);
                    if (onDuty.GetValueOrDefault(site.Code) is not { } person) continue;
                    var list = checklists.On(day).First(c => c.Code == plan.Plan.Themes[month]);
                    await AddAsync(db, new() { Id = Guid.CreateVersion7(), CountyId = countyId, Year = year, Site = site.Code, Day = day, Checklist = list.Edition, PlanNo = plan.Approval!.DocumentNo!, IsPlanned = true }, list.For(site.Kind), (person, names[person]), (office.Id, office.Name), dice, at);
                }
            return true;
        });
    }

    private static DateOnly WorkDay(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(1), _ => day };

    private async Task AddAsync(AppDb db, RoutineVisit visit, IReadOnlyList<ChecklistPoint> points, (string Id, string Name) inspector, (string Id, string Name) office, DemoRandom dice, int at)
    {
        db.RoutineVisits.Add(visit);
        var begun = new DateTimeOffset(visit.Day.ToDateTime(new(8, 40)), China).AddMinutes(dice.Next(90));
        await StepAsync(db, visit, VisitAct.Plan, "", office, inspector, begun.AddDays(-7));
        await StepAsync(db, visit, VisitAct.Start, "", inspector, inspector, begun);
        var bad = dice.Chance(120) ? points[dice.Next(points.Count)] : null;
        foreach (var point in points) await NoteAsync(db, visit, $"point/{point.Code}", new { yes = point != bad }, inspector, begun.AddMinutes(5));
        if (bad is not null) await NoteAsync(db, visit, $"problem/{Guid.CreateVersion7()}", new { text = $"（演示）不符合：{bad.Text}", demand = "", kind = VisitNotes.ProblemKinds[0], due = "", point = bad.Code }, inspector, begun.AddMinutes(40));
        await NoteAsync(db, visit, "work", new { matters = "（演示）按清单逐条查看，走访食堂、教室和校门周边", classes = dice.Next(3), talked = new Dictionary<string, int> { ["校领导"] = 1, ["教师"] = 1 + dice.Next(4), ["学生"] = 2 + dice.Next(8) }, @fixed = "", advice = "" }, inspector, begun.AddMinutes(70));
        await StepAsync(db, visit, VisitAct.Submit, "（演示）学校负责人已在纸质记录上签字", inspector, null, begun.AddMinutes(90));
        await StepAsync(db, visit, VisitAct.Read, "", office, null, begun.AddDays(1).AddMinutes(at));
    }

    private async Task StepAsync(AppDb db, RoutineVisit visit, VisitAct act, string reason, (string Id, string Name) by, (string Id, string Name)? inspector, DateTimeOffset happened)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, visit.CountyId, "visit", $"{visit.Id}", new { stepId = id, visit.Site, visit.Day, visit.Checklist, visit.PlanNo, act = $"{act}", inspector = inspector?.Id, by = by.Id });
        db.VisitSteps.Add(new VisitStep { Id = id, VisitId = visit.Id, Act = $"{act}", InspectorId = inspector?.Id, InspectorName = inspector?.Name, Reason = reason, PersonId = by.Id, PersonName = by.Name, HappenedAt = happened, At = happened, ContentHash = "", LedgerSeq = seq });
    }

    private async Task NoteAsync(AppDb db, RoutineVisit visit, string key, object value, (string Id, string Name) by, DateTimeOffset when)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, visit.CountyId, "visit-note", $"{id}", new { id, Sheet = $"{visit.Id}", visit.Site, key, by = by.Id, late = false });
        db.VisitEntries.Add(new VisitEntry { Id = id, CountyId = visit.CountyId, VisitId = visit.Id, Key = key, Value = JsonSerializer.Serialize(value), Note = "", Photos = "", PersonId = by.Id, PersonName = by.Name, Device = "demo", DeviceSeq = seq, ObservedAt = when, Received = when, IsLate = false, ContentHash = Delivery.Hash(new { id, key, value }), LedgerSeq = seq });
    }
}
