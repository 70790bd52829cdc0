using InspectionHub.Core.Frameworks;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections.Demo;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections;

/// <summary>The demo county's inspections since the school year began: every line of the plan whose month is over is carried out as far as its days have come, and three lines of this month
/// are on their way, so that whoever tries the hub finds something to go on with. Driven through the hub's own books, month by month, each step for all inspections of the month at once.</summary>
public sealed class DemoInspections(IDbContextFactory<AppDb> factory, IServiceProvider parts, Writer writer, LedgerBook ledger, Assessor assessor, InspectorRegister register, RectificationBook cases, TimeProvider clock)
{
    private const string Kind = "demo", Subject = "inspections";

    /// <summary>How many working days ago the lines of this month began on site, and how long the team stays: the first waits for the unit, the next for the preliminary view, in the last the team is at the school.</summary>
    private static readonly (int Ago, int Days)[] UnderWay = [(8, 1), (4, 1), (1, 2)];

    /// <summary>Once, at the first start: begun there if wanted, and gone on with where it was interrupted. A county that is older than these, in which somebody has opened an inspection, or which was to have none, is left alone.</summary>
    public async Task MakeAsync(int countyId, bool isWanted)
    {
        await using var db = await factory.CreateDbContextAsync();
        var marks = await db.LedgerLinks.Where(l => l.CountyId == countyId && l.Kind == Kind && l.Subject == Subject).OrderBy(l => l.Seq).Select(l => l.At).ToListAsync();
        // A first start makes its release only afterwards: a county that has one was begun by an earlier version and may have been used since.
        if (marks.Count > 1 || (marks.Count == 0 && (await db.Inspections.AnyAsync() || await db.CountyReleases.AnyAsync()))) return;
        if (marks.Count == 0) await NoteAsync(countyId, isWanted ? "begun" : "not wanted");
        // What was begun goes on with the days it began with.
        if (isWanted || marks.Count == 1) await MakeAsync(db, countyId, YearSites.DayOf(marks.Count == 1 ? marks[0] : clock.GetUtcNow()));
        await NoteAsync(countyId, "done");
    }

    private Task NoteAsync(int countyId, string act) => writer.WriteAsync((db, _) => ledger.AppendAsync(db, countyId, Kind, Subject, new { act }));

    private async Task MakeAsync(AppDb db, int countyId, DateOnly today)
    {
        var courses = await CoursesAsync(db, countyId, today);
        Func<DemoCourse, Task>[] steps = [.. DemoOnSite.Steps, .. DemoOpinion.Steps, .. DemoCases.Steps, DemoOpinion.CloseAsync];
        foreach (var month in courses.GroupBy(c => c.Line.Month))
            foreach (var step in steps)
            {
                await ReadAsync(db, [.. month]);
                await Task.WhenAll(month.Select(step));
            }
        await ReadNoticesAsync(countyId, today);
    }

    /// <summary>Where each stands before the next step.</summary>
    private async Task ReadAsync(AppDb db, IReadOnlyList<DemoCourse> month)
    {
        var (line, office) = (month[0].Line, month[0].Office);
        var open = (await WholeInspections.ReadAsync(db, db.Inspections.Where(i => i.CountyId == office.CountyId && i.PlanMonth == line.Month))).ToLookup(i => (i.Site, i.IsComprehensive, i.PlanTitle));
        var all = (await cases.ListAsync(office, month[0].Year)).OrderBy(c => c.Head.LedgerSeq).ToLookup(c => c.Head.SourceId);
        foreach (var one in month)
        {
            one.Now = open[(one.Site.Code, one.IsComprehensive, one.Line.Title)].FirstOrDefault();
            one.Cases = one.Now is null ? [] : [.. all[$"{one.Id}"]];
        }
    }

    private async Task<IReadOnlyList<DemoCourse>> CoursesAsync(AppDb db, int countyId, DateOnly today)
    {
        var year = await db.SchoolYears.MaxAsync(s => s.Year);
        if (await PlanBook.InForceAsync(db, countyId, year) is not { } plan || await assessor.FindAsync(countyId, year) is not { } now) return [];
        var sites = (await YearSites.ReadAsync(db, countyId, year)).ToDictionary(s => s.Code);
        var people = await db.Users.AsNoTracking().Where(u => u.CountyId == countyId).ToListAsync();
        var office = people.Where(p => p.UserName == "dudao").Select(p => new Visitor(p.Id, p.Name, countyId, Roles.Office, null, null)).Single();
        var heads = people.Where(p => p.UnitCode is not null).GroupBy(p => p.UnitCode!).ToDictionary(p => p.Key, p => new Visitor(p.First().Id, p.First().Name, countyId, Roles.Unit, p.Key, null));
        var teams = new DemoTeams([.. (await register.ListAsync(countyId, today)).Where(i => i.Now is not null)], countyId);
        var all = new List<DemoCourse>();
        foreach (var month in plan.Plan.Inspections.Where(l => l.Month <= today).GroupBy(l => l.Month).OrderBy(m => m.Key))
        {
            var isOver = month.Key.AddMonths(1) <= today;
            var lines = month.OrderBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Site, StringComparer.Ordinal).Take(isOver ? int.MaxValue : UnderWay.Length).ToList();
            for (var at = 0; at < lines.Count; at++)
            {
                var line = lines[at];
                var (ago, days) = isOver ? (0, 1) : UnderWay[at];
                var from = isOver ? DemoDays.Spread(month.Key, at, lines.Count) : DemoDays.Before(today, ago);
                var isLast = !isOver && at == UnderWay.Length - 1;
                var card = now.CardOf(line.Site)!;
                var isComprehensive = line.Kind == "综合";
                all.Add(new(line, sites[line.Site], all.Count, today, from, DemoDays.After(from, days), now.Batch.Id, office, heads[sites[line.Site].Unit], isLast ? teams.First(line.Site) : teams.Next(line.Site),
                    [.. card.Rows.Where(r => r.IsMarkable && r.Row.Method is Method.OnSite or Method.Questionnaire && (isComprehensive || IsAboutFood(r.Row))).Select(r => r.Row).DistinctBy(r => r.Code)],
                    isComprehensive ? [.. SelfAssessment.RowsOf(card).Select(r => r.Row)] : [], new(parts))
                {
                    HasCountyDuty = all.Count == 1,
                    IsLeftLate = isOver && at == 0 && month.Key.AddMonths(2) > today,
                });
            }
        }
        return all;
    }

    /// <summary>What a 专项 of food and safety looks at.</summary>
    private static bool IsAboutFood(Indicator row) => row.Code.StartsWith("6.", StringComparison.Ordinal) || row.Code.StartsWith("8.", StringComparison.Ordinal);

    /// <summary>What people were told weeks ago they have read: only the last days' news waits for whoever tries the hub.</summary>
    private Task<bool> ReadNoticesAsync(int countyId, DateOnly today) => writer.WriteAsync(async (db, _) =>
    {
        var until = DemoClock.At(DemoDays.Before(today, 3), 0);
        var old = await db.Notices.Where(n => n.CountyId == countyId && n.At < until && !db.NoticeReads.Any(r => r.NoticeId == n.Id)).Select(n => new { n.Id, n.At }).ToListAsync();
        db.NoticeReads.AddRange(old.Select(n => new NoticeRead { NoticeId = n.Id, At = n.At.AddHours(3) }));
        return true;
    });
}
