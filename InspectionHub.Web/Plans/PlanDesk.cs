using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>A year's plan as the page shows it.</summary>
public sealed record PlanView(int Year, DateOnly Today, IReadOnlyList<PlanVersion> Versions, IReadOnlyList<PlanSite> Sites, IReadOnlyList<Checklist> Lists, IReadOnlyList<SiteCoverage> Coverage)
{
    public PlanVersion? InForce => Versions.LastOrDefault(v => v.State == PlanState.Approved);

    public PlanVersion? Draft => Versions.LastOrDefault(v => v.State == PlanState.Draft);
}

/// <summary>The plan page's class.</summary>
public sealed class PlanDesk(IDbContextFactory<AppDb> factory, PlanBook plans, PlanCoverage coverage, ChecklistShelf checklists, InspectorRegister register)
{
    /// <summary>The plan of a year; without a year the one that runs now. An inspector sees the coverage of the own sites.</summary>
    public async Task<PlanView> ReadAsync(Visitor who, int? wanted)
    {
        var today = register.Today;
        var year = wanted is > 2000 and < 2100 ? wanted.Value : YearSites.Of(today);
        var versions = await plans.ListAsync(who.CountyId, year);
        if (!who.May(Policies.CanPlan)) versions = [.. versions.Where(v => v.State is PlanState.Approved or PlanState.Amended)];
        await using var db = await factory.CreateDbContextAsync();
        var view = new PlanView(year, today, versions, await YearSites.ReadAsync(db, who.CountyId, year), checklists.On(today), []);
        if ((view.InForce ?? view.Draft) is not { } shown) return view;
        var rows = await coverage.OfAsync(who.CountyId, shown.Plan, today);
        if (who.Role != Roles.Inspector) return view with { Coverage = rows };
        var own = (await InspectorRegister.DutiesAsync(db, who.CountyId, today)).Where(d => d.Value == who.Id).Select(d => d.Key).ToHashSet();
        return view with { Coverage = [.. rows.Where(r => own.Contains(r.Site.Code))] };
    }

    public Task SaveAsync(Visitor who, YearPlan plan, string reason) => plans.SaveDraftAsync(who, plan, reason);

    public Task ApproveAsync(Visitor who, int year, string documentNo, DateOnly approvedOn) => plans.ApproveAsync(who, year, documentNo, approvedOn);

    public Task DiscardAsync(Visitor who, int year, string reason) => plans.DiscardAsync(who, year, reason);
}
