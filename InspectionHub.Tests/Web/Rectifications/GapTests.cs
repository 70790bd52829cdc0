using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>From September until the statistics come a visit belongs to a school year without data: what it found is followed up and warned of all the same.</summary>
public sealed class GapTests
{
    [Fact]
    public async Task A_danger_of_the_new_school_year_is_a_case_the_head_is_led_to_it_and_danger_and_late_visit_are_on_the_dashboard()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new September());
        var (office, inspector, today) = (hub.Who("dudao", Roles.Office), hub.Who("duxue1", Roles.Inspector), hub.Get<CalendarBook>().Today);
        Assert.Equal(2027, YearSites.Of(today));
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2026))!;
        var site = now.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary);
        var visit = Guid.CreateVersion7();
        await hub.WriteAsync("visit", db =>
        {
            db.RoutineVisits.Add(new RoutineVisit { Id = visit, CountyId = office.CountyId, Year = 2027, Site = site.Code, Day = today.AddDays(-1), Checklist = "canteen.v1", PlanNo = "试〔2027〕1号", IsPlanned = true });
            foreach (var (act, seq) in new[] { (VisitAct.Plan, 1), (VisitAct.Start, 2) })
                db.VisitSteps.Add(new VisitStep { Id = Guid.CreateVersion7(), VisitId = visit, Act = $"{act}", InspectorId = inspector.Id, InspectorName = inspector.Name, Reason = "", PersonId = inspector.Id, PersonName = inspector.Name, HappenedAt = DateTimeOffset.UnixEpoch, At = DateTimeOffset.UnixEpoch, ContentHash = "", LedgerSeq = seq });
            return Task.CompletedTask;
        });
        HazardReport Danger(long seq, string what, RectificationDemand? notice) => new(Guid.CreateVersion7(), "phone", seq, $"{visit}", DateTimeOffset.UtcNow, what, "已断电", "已告知校长", notice, null, null);
        foreach (var given in new[] { Danger(1, "配电箱裸露", new("加装柜门", today.AddDays(2), "后勤主任")), Danger(2, "围墙开裂", null) })
            Assert.Equal("stored", (await hub.Get<HazardBook>().SaveAsync(inspector, given)).Result);

        var head = hub.Who(DemoAccounts.HeadOf(site.Unit), Roles.Unit);
        var one = Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceKind == "hazard");
        Assert.Equal((2026, today.AddDays(2)), (one.Head.Year, one.DueOn));
        var links = (await hub.Get<NoticeBook>().ListAsync(head)).Where(n => n.Kind == NoticeKind.Hazard).Select(n => n.Notice.Link);
        Assert.Equal([$"/schools/2026/{site.Code}", $"/rectifications/{one.Head.Id}"], links);

        var warnings = (await hub.Get<DashboardBoard>().ReadAsync(office, new()))!.Warnings;
        Assert.Equal([$"/schools/2026/{site.Code}#hazards", $"/rectifications/{one.Head.Id}"], warnings.Where(w => w.Kind == "立即处置").Select(w => w.Address));
        Assert.Contains(warnings, w => w.Kind == "办理逾期" && w.Address == $"/visits/{visit}" && w.Site == site.Code);
    }

    private sealed class September : TimeProvider
    {
        private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2027, 9, 7, 2, 0, 0, TimeSpan.Zero) + (base.GetUtcNow() - start);
    }
}
