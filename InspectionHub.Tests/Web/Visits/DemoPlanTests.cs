using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;

namespace InspectionHub.Tests.Web.Visits;

/// <summary>What the demo county starts with; in a hub of its own, because other tests move people and amend the plan.</summary>
public sealed class DemoPlanTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static DateOnly Today => DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task The_demo_county_s_111_sites_each_have_one_responsible_and_an_approved_plan_covers_them()
    {
        var lines = await hub.Get<InspectorRegister>().ListAsync(Office.CountyId, Today);
        Assert.Equal(22, lines.Count);
        Assert.All(lines, l => Assert.True(l.Now is not null && l.Sites.Count is 5 or 6));
        Assert.Equal(111, lines.SelectMany(l => l.Sites).Distinct().Count());
        Assert.Equal(111, lines.Sum(l => l.Sites.Count));
        Assert.Contains(lines, l => l.Ordinal == 2);
        var plan = Assert.Single(await hub.Get<PlanBook>().ListAsync(Office.CountyId, 2026));
        Assert.Equal(PlanState.Approved, plan.State);
        Assert.Empty(plan.Plan.Problems(lines.SelectMany(l => l.Sites).ToDictionary(s => s, s => s)));
        var coverage = await hub.Get<PlanCoverage>().OfAsync(Office.CountyId, plan.Plan, Today);
        Assert.Equal(111, coverage.Count);
        // Most months that have passed were visited, some were not; nothing waits for anybody.
        var passed = coverage.SelectMany(c => c.Months).Where(m => m.Key.AddMonths(1) <= Today).ToList();
        Assert.InRange(passed.Count(m => m.Value.IsGap(m.Key, Today)), 1, passed.Count / 10);
        Assert.Equal(0, coverage.Sum(c => c.Months.Values.Sum(m => m.Ahead)));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }
}
