using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;

namespace InspectionHub.Tests.Web.DueLists;

/// <summary>What a year's plan and the terms of its 督学 ask of the office, day by day.</summary>
public sealed class PlanDuesTests
{
    [Fact]
    public async Task Planned_inspections_past_their_month_are_on_the_list_of_the_office_and_among_the_warnings_until_they_are_opened()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new Day(2027, 4, 10));
        var office = hub.Who("dudao", Roles.Office);
        var plan = Assert.Single(await hub.Get<PlanBook>().ListAsync(office.CountyId, 2026)).Plan;
        var march = plan.Inspections.Where(i => i.Kind == "专项" && i.Month == new DateOnly(2027, 3, 1)).ToList();
        async Task<DueItem> DueAsync() => Assert.Single((await hub.Get<DueBoard>().FindAsync(office)).Items, i => i.What == "开展计划内的专项督导");
        async Task<IReadOnlyList<Warning>> WarnedAsync() => (await hub.Get<DashboardBoard>().ReadAsync(office, new() { Year = 2026, Data = YearView.Provisional }))!.Warnings;
        // April is not over.
        Assert.Equal((new DateOnly(2027, 3, 31), "/plan?year=2026"), ((await DueAsync()).DueOn, (await DueAsync()).Link));
        Assert.StartsWith($"2027-03　{march.Count} 校次：", (await DueAsync()).About);
        Assert.Equal(3, (await hub.Get<DueBoard>().FindAsync(office)).Items.Count(i => i.What == "开展计划内的综合督导"));
        Assert.Contains(await WarnedAsync(), w => w.Kind == "办理逾期" && w.Address == "/plan?year=2026" && w.Text == $"本县：2027-03 计划的专项督导还有 {march.Count} 校次没有开展，应于 2027-03-31 前");
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(hub.Who("duxue1", Roles.Inspector))).Items, i => i.Link.StartsWith("/plan", StringComparison.Ordinal));

        InspectionMember[] team = [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })];
        await hub.Get<InspectionBook>().OpenAsync(office, 2026, march[0].Site, "食品安全", team, InspectionNotice.About("食品安全") with { Line = march[0] });
        Assert.StartsWith($"2027-03　{march.Count - 1} 校次：", (await DueAsync()).About);
        Assert.Contains(await WarnedAsync(), w => w.Text.Contains($"还有 {march.Count - 1} 校次没有开展"));
    }

    [Fact]
    public async Task In_the_summer_the_plan_of_the_next_year_is_due_before_that_begins()
    {
        async Task<IReadOnlyList<DueItem>> DueAsync(DateOnly day)
        {
            await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new Day(day.Year, day.Month, day.Day));
            return [.. (await hub.Get<DueBoard>().FindAsync(hub.Who("dudao", Roles.Office))).Items.Where(i => i.What == "编制并报批年度督导计划")];
        }
        Assert.Empty(await DueAsync(new(2027, 6, 30)));
        Assert.Equal([new DueItem("编制并报批年度督导计划", "2027—2028 学年", new(2027, 9, 1), "/plan?year=2027")], await DueAsync(new(2027, 7, 1)));
    }

    [Fact]
    public async Task A_year_that_begins_without_an_approved_plan_is_due_until_one_is_approved()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new Day(2027, 9, 6));
        var office = hub.Who("dudao", Roles.Office);
        async Task<IReadOnlyList<DueItem>> DueAsync() => [.. (await hub.Get<DueBoard>().FindAsync(office)).Items.Where(i => i.What == "编制并报批年度督导计划")];
        Assert.Equal(new DueItem("编制并报批年度督导计划", "2027—2028 学年", new(2027, 9, 1), "/plan?year=2027"), Assert.Single(await DueAsync()));
        // A year that is over asks for nothing more.
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(office)).Items, i => i.Link == "/plan?year=2026");
        var plan = YearPlan.Usual(2027);
        var draft = await hub.Get<PlanBook>().SaveDraftAsync(office, plan, "", 0);
        Assert.Single(await DueAsync());
        await hub.Get<PlanBook>().ApproveAsync(office, plan, draft.LedgerSeq, "试〔2027〕1号", new(2027, 9, 6));
        Assert.Empty(await DueAsync());
    }

    [Fact]
    public async Task The_end_of_a_term_is_told_a_month_ahead_and_stays_due_while_schools_are_with_whoever_s_term_has_run_out()
    {
        async Task<DueItem?> DueAsync(LoneHub hub) => (await hub.Get<DueBoard>().FindAsync(hub.Who("dudao", Roles.Office))).Items.SingleOrDefault(i => i.What == "办理督学续聘或责任区交接");
        DateOnly end;
        await using (var early = await LoneHub.StartAsync(withDemo: true))
        {
            end = (await early.Get<InspectorRegister>().ListAsync(early.Who("dudao", Roles.Office).CountyId, early.Get<InspectorRegister>().Today))[0].Now!.To;
            Assert.Null(await DueAsync(early));
        }
        await using (var near = await LoneHub.StartAsync(withDemo: true, clock: new Day(end.AddDays(-20))))
        {
            var due = (await DueAsync(near))!;
            Assert.Equal((end, "/inspectors"), (due.DueOn, due.Link));
            var (office, who) = (near.Who("dudao", Roles.Office), near.Who("duxue1", Roles.Inspector));
            Assert.Contains(who.Name, due.About);
            await near.Get<InspectorRegister>().AppointAsync(office, who.Id, "紫督聘续1号", end, end.AddDays(1), InspectorTerm.Beginning(end.AddDays(1)).To, false);
            Assert.DoesNotContain(who.Name, (await DueAsync(near))!.About);
        }
        await using var late = await LoneHub.StartAsync(withDemo: true, clock: new Day(end.AddDays(5)));
        Assert.Equal(end, (await DueAsync(late))!.DueOn);
        var county = late.Who("dudao", Roles.Office).CountyId;
        var plan = Assert.Single(await late.Get<PlanBook>().ListAsync(county, 2026)).Plan;
        // Nobody looks after a school without a term, whatever the register of areas still says.
        Assert.All(await late.Get<PlanCoverage>().OfAsync(county, plan, end), row => Assert.NotEqual("", row.Inspector));
        Assert.All(await late.Get<PlanCoverage>().OfAsync(county, plan, end.AddDays(1)), row => Assert.Equal("", row.Inspector));
    }

    private sealed class Day(DateTimeOffset begin) : TimeProvider
    {
        private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

        public Day(int year, int month, int day) : this(new DateTimeOffset(year, month, day, 2, 0, 0, TimeSpan.Zero))
        {
        }

        public Day(DateOnly day) : this(day.Year, day.Month, day.Day)
        {
        }

        public override DateTimeOffset GetUtcNow() => begin + (base.GetUtcNow() - start);
    }
}
