using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.DueLists;

/// <summary>In September a school year begins whose statistics come months later: its visits are due all the same.</summary>
public sealed class SeptemberTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_visit_of_the_new_school_year_is_due_before_its_statistics_are_imported()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new September());
        var inspector = hub.Who("duxue1", Roles.Inspector);
        var today = hub.Get<CalendarBook>().Today;
        Assert.Equal((new DateOnly(2027, 9, 6), 2027), (today, YearSites.Of(today)));
        var id = Guid.CreateVersion7();
        await using (var read = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            Assert.False(await read.SchoolYears.AnyAsync(s => s.Year == 2027, Stop));
            var site = await read.SchoolYears.Where(s => s.Year == 2026).Select(s => s.Code).FirstAsync(Stop);
            await hub.WriteAsync("visit", db =>
            {
                db.RoutineVisits.Add(new RoutineVisit { Id = id, CountyId = inspector.CountyId, Year = 2027, Site = site, Day = today.AddDays(2), Checklist = "canteen.v1", PlanNo = "试〔2027〕1号", IsPlanned = true });
                db.VisitSteps.Add(new VisitStep { Id = Guid.CreateVersion7(), VisitId = id, Act = nameof(VisitAct.Plan), InspectorId = inspector.Id, InspectorName = inspector.Name, Reason = "", PersonId = inspector.Id, PersonName = inspector.Name, HappenedAt = DateTimeOffset.UnixEpoch, At = DateTimeOffset.UnixEpoch, ContentHash = "", LedgerSeq = 1 });
                return Task.CompletedTask;
            });
        }
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(inspector)).Items, i => i.Link == $"/visits/{id}");
    }

    private sealed class September : TimeProvider
    {
        private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2027, 9, 6, 2, 0, 0, TimeSpan.Zero) + (base.GetUtcNow() - start);
    }
}
