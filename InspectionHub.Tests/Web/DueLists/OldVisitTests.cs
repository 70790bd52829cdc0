using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.DueLists;

/// <summary>A visit that nobody finished is late until it is done or withdrawn, however many years ago it was planned.</summary>
public sealed class OldVisitTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_old_an_unfinished_visit_stays_late_for_its_inspector_and_the_county_until_it_is_withdrawn_with_a_reason()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, inspector) = (hub.Who("dudao", Roles.Office), hub.Who("duxue1", Roles.Inspector));
        var (planned, begun, day) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new DateOnly(2023, 3, 8));
        await using var read = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var site = await read.SchoolYears.Where(s => s.Year == 2026).OrderBy(s => s.Code).Select(s => s.Code).FirstAsync(Stop);
        await hub.WriteAsync("visits", db =>
        {
            foreach (var (id, acts) in ((Guid, VisitAct[])[])[(planned, [VisitAct.Plan]), (begun, [VisitAct.Plan, VisitAct.Start])])
            {
                db.RoutineVisits.Add(new RoutineVisit { Id = id, CountyId = office.CountyId, Year = 2022, Site = site, Day = day, Checklist = "canteen.v1", PlanNo = "试〔2022〕1号", IsPlanned = true });
                foreach (var (act, at) in acts.Select((a, at) => (a, at)))
                    db.VisitSteps.Add(new VisitStep { Id = Guid.CreateVersion7(), VisitId = id, Act = $"{act}", InspectorId = inspector.Id, InspectorName = inspector.Name, Reason = "", PersonId = inspector.Id, PersonName = inspector.Name, HappenedAt = DateTimeOffset.UnixEpoch, At = DateTimeOffset.UnixEpoch, ContentHash = "", LedgerSeq = at + 1 });
            }
            return Task.CompletedTask;
        });
        async Task<string[]> DueAsync()
        {
            var list = await hub.Get<DueBoard>().FindAsync(inspector);
            return [.. list.Items.Where(i => i.DueOn == day && list.IsOverdue(i)).Select(i => i.Link).Order()];
        }
        async Task<string[]> LateAsync() => [.. (await hub.Get<LateBoard>().FindAsync(office, 2026, new(2026, 11, 28))).Where(l => l.What == "挂牌督导没有完成" && l.DueOn == day).Select(l => l.Address).Order()];
        async Task<string[]> OnPhoneAsync() => [.. (await hub.Get<FieldDesk>().SheetsAsync(inspector)).Routine.Visits.Where(v => v.Day == day).Select(v => $"/visits/{v.Id}").Order()];
        string[] both = [.. new[] { $"/visits/{planned}", $"/visits/{begun}" }.Order()];
        Assert.Equal(both, await DueAsync());
        Assert.Equal(both, await LateAsync());
        Assert.Equal(both, await OnPhoneAsync());

        var book = hub.Get<VisitBook>();
        Assert.Contains("请写明撤销的原因", (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(office, begun, VisitAct.Withdraw, " "))).Message);
        await book.DoAsync(office, begun, VisitAct.Withdraw, "当年未成行");
        Assert.Equal($"/visits/{planned}", Assert.Single(await DueAsync()));
        await book.DoAsync(inspector, planned, VisitAct.Withdraw, "当年未成行");
        Assert.Empty(await DueAsync());
        Assert.Empty(await LateAsync());
        Assert.Empty(await OnPhoneAsync());
    }
}
