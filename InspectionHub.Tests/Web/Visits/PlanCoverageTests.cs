using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;

namespace InspectionHub.Tests.Web.Visits;

/// <summary>What counts as a visit of a month.</summary>
public sealed class PlanCoverageTests
{
    /// <summary>When the demo county was made: what it has visited by then stands, nothing later.</summary>
    private static readonly DateOnly Begun = new(2026, 11, 28);

    [Fact]
    public async Task An_inspector_is_told_which_own_sites_have_no_visit_this_month_until_one_is_planned()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new RunningClock(new(2027, 5, 10), new(10, 0)), day: Begun);
        var inspector = hub.Who("duxue1", Roles.Inspector);
        async Task<DueItem?> ToldAsync() => (await hub.Get<DueBoard>().FindAsync(inspector)).Items.SingleOrDefault(i => i.What == "安排本月的挂牌督导");
        var sites = (await hub.Get<InspectorRegister>().ListAsync(inspector.CountyId, new(2027, 5, 10))).First(l => l.Id == inspector.Id).Sites;
        var told = (await ToldAsync())!;
        Assert.Equal(new DateOnly(2027, 5, 31), told.DueOn);
        Assert.StartsWith($"{sites.Count} 所学校：", told.About);
        foreach (var site in sites.Skip(1)) await hub.Get<VisitBook>().PlanAsync(inspector, site, new(2027, 5, 20), "canteen", null);
        Assert.StartsWith("1 所学校：", (await ToldAsync())!.About);
        await hub.Get<VisitBook>().PlanAsync(inspector, sites[0], new(2027, 5, 21), "canteen", null);
        Assert.Null(await ToldAsync());
    }

    [Fact]
    public async Task An_inspector_whose_term_has_run_out_is_not_told_to_plan_visits_that_would_be_refused()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new RunningClock(new(2027, 5, 10), new(10, 0)), day: Begun);
        var inspector = hub.Who("duxue1", Roles.Inspector);
        async Task<bool> IsToldAsync() => (await hub.Get<DueBoard>().FindAsync(inspector)).Items.Any(i => i.What == "安排本月的挂牌督导");
        Assert.True(await IsToldAsync());
        var term = (await hub.Get<InspectorRegister>().ListAsync(inspector.CountyId, new(2027, 5, 10))).First(l => l.Id == inspector.Id).Now!;
        // Its schools stay with it in the register until somebody else is given them.
        await hub.WriteAsync("term", db =>
        {
            db.Appointments.Add(new Appointment { Id = Guid.NewGuid(), CountyId = inspector.CountyId, PersonId = inspector.Id, PersonName = inspector.Name, Letter = term.Letter, GivenOn = term.GivenOn, From = term.From, To = new(2027, 5, 9), IsFullTime = false, Ends = term.Id, Reason = "", ById = "p", ByName = "某", At = DateTimeOffset.UnixEpoch, LedgerSeq = long.MaxValue });
            return Task.CompletedTask;
        });
        Assert.False(await IsToldAsync());
    }

    [Fact]
    public async Task A_visit_planned_for_one_month_and_made_in_the_next_counts_for_the_next()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, day: Begun);
        var office = hub.Who("dudao", Roles.Office);
        var inspector = hub.Who("duxue1", Roles.Inspector);
        var plan = Assert.Single(await hub.Get<PlanBook>().ListAsync(office.CountyId, 2026)).Plan;
        var today = new DateOnly(2027, 7, 31);
        // Two months that nobody has visited yet.
        var (planned, made) = (new DateOnly(2027, 4, 1), new DateOnly(2027, 5, 1));
        var site = (await hub.Get<PlanCoverage>().OfAsync(office.CountyId, plan, today))[0].Site.Code;
        var id = Guid.CreateVersion7();
        await hub.WriteAsync("visit", db =>
        {
            db.RoutineVisits.Add(new RoutineVisit { Id = id, CountyId = office.CountyId, Year = 2026, Site = site, Day = planned.AddDays(28), Checklist = "canteen.v1", PlanNo = "试", IsPlanned = true });
            foreach (var (act, at, seq) in new[] { (VisitAct.Plan, planned, 1L), (VisitAct.Start, made.AddDays(3), 2), (VisitAct.Submit, made.AddDays(3), 3) })
                db.VisitSteps.Add(new VisitStep { Id = Guid.CreateVersion7(), VisitId = id, Act = $"{act}", InspectorId = inspector.Id, InspectorName = inspector.Name, Reason = "", PersonId = inspector.Id, PersonName = inspector.Name, HappenedAt = new DateTimeOffset(at.ToDateTime(new(10, 0)), TimeSpan.FromHours(8)), At = DateTimeOffset.UnixEpoch, ContentHash = "", LedgerSeq = seq });
            return Task.CompletedTask;
        });
        var months = (await hub.Get<PlanCoverage>().OfAsync(office.CountyId, plan, today)).First(c => c.Site.Code == site).Months;
        Assert.Equal((0, 1), (months[planned].Made, months[made].Made));
    }
}
