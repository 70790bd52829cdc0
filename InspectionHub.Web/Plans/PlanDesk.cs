using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>A year's plan as the page shows it.</summary>
public sealed record PlanView(int Year, DateOnly Today, IReadOnlyList<PlanVersion> Versions, IReadOnlyList<PlanSite> Sites, IReadOnlyList<Checklist> Lists, IReadOnlyList<SiteCoverage> Coverage, IReadOnlyList<PlanLine> Lines)
{
    public PlanVersion? InForce => Versions.LastOrDefault(v => v.State == PlanState.Approved);

    /// <summary>The last thing done to the plan: what an act on this page says it had seen.</summary>
    public long Seen => PlanBook.SeenOf(Versions);

    public PlanVersion? Draft => Versions.LastOrDefault(v => v.State == PlanState.Draft);
}

/// <summary>A line of the plan and the inspections that carry it out.</summary>
/// <param name="IsGone">The plan in force has no such line any more: only what was carried out under it is left.</param>
public sealed record PlanLine(PlannedInspection Planned, string SiteName, IReadOnlyList<LineDeed> Deeds, bool IsGone = false)
{
    /// <summary>Its month is over and nothing was opened.</summary>
    public bool IsMissed(DateOnly today) => Deeds.Count == 0 && IsPast(Planned, today);

    /// <summary>Its month is over.</summary>
    public static bool IsPast(PlannedInspection line, DateOnly today) => line.Month.AddMonths(1) <= today;
}

/// <summary>An inspection that carries a line out.</summary>
/// <param name="From">First day on site.</param>
/// <param name="MaySee">Whether this person may open it.</param>
public sealed record LineDeed(Guid Id, InspectionState State, DateOnly? From, bool MaySee)
{
    /// <summary>In which other month than the plan's it is carried out, or null.</summary>
    public string? OtherMonth(DateOnly planned) => From is { } from && (from.Year, from.Month) != (planned.Year, planned.Month) ? $"（实际安排在 {from:yyyy-MM}）" : null;
}

/// <summary>The plan page's class.</summary>
public sealed class PlanDesk(IDbContextFactory<AppDb> factory, PlanBook plans, PlanCoverage coverage, ChecklistShelf checklists, InspectorRegister register, InspectionBook inspections)
{
    /// <summary>The plan of a year; without a year the one that runs now. An inspector sees the coverage of the own sites, a unit all of its own only.</summary>
    public async Task<PlanView> ReadAsync(Visitor who, int? wanted)
    {
        var today = register.Today;
        var year = wanted is > 2000 and < 2100 ? wanted.Value : YearSites.Of(today);
        var versions = await plans.ListAsync(who.CountyId, year);
        if (!who.May(Policies.CanPlan)) versions = [.. versions.Where(v => v.State is PlanState.Approved or PlanState.Amended)];
        await using var db = await factory.CreateDbContextAsync();
        var view = new PlanView(year, today, versions, await YearSites.ReadAsync(db, who.CountyId, year), checklists.On(today), [], []);
        if ((view.InForce ?? view.Draft) is not { } shown) return view;
        if (view.InForce is { } holds) view = view with { Lines = await LinesAsync(db, who, holds.Plan, view.Sites) };
        var rows = await coverage.OfAsync(who.CountyId, shown.Plan, today);
        // A unit is told of a visit when its record is submitted, not before it comes.
        if (who.Role == Roles.Unit) return view with { Coverage = [.. rows.Where(r => r.Site.Unit == who.UnitCode).Select(r => r with { Months = r.Months.ToDictionary(m => m.Key, m => m.Value with { Open = [] }) })] };
        if (who.Role != Roles.Inspector) return view with { Coverage = rows };
        var own = (await InspectorRegister.HeldDutiesAsync(db, who.CountyId, today)).Where(d => d.Value == who.Id).Select(d => d.Key).ToHashSet();
        return view with { Coverage = [.. rows.Where(r => own.Contains(r.Site.Code))] };
    }

    /// <summary>Every line with the inspections that carry it out, by month; and what was carried out under a line that is gone.</summary>
    private async Task<IReadOnlyList<PlanLine>> LinesAsync(AppDb db, Visitor who, YearPlan plan, IReadOnlyList<PlanSite> sites)
    {
        var deeds = await PlanDeeds.ReadAsync(db, who.CountyId, plan.Year);
        var open = (await inspections.ListAsync(who, plan.Year)).Select(i => i.Id).ToHashSet();
        var known = sites.ToDictionary(s => s.Code);
        var held = plan.Inspections.ToHashSet();
        return [.. from line in plan.Inspections.Concat(deeds.Select(d => d.Key).Where(line => !held.Contains(line)))
                   let site = known.GetValueOrDefault(line.Site)
                   where who.Role != Roles.Unit || site?.Unit == who.UnitCode
                   orderby line.Month, line.Kind, line.Site
                   select new PlanLine(line, site?.Name ?? line.Site, [.. deeds[line].Select(i => new LineDeed(i.Id, InspectionBook.StateOf(i), NoticeDates.Of(i).From, open.Contains(i.Id)))], !held.Contains(line))];
    }

    public Task<PlanEntry> SaveAsync(Visitor who, YearPlan plan, string reason, long seen) => plans.SaveDraftAsync(who, plan, reason, seen);

    public Task ApproveAsync(Visitor who, YearPlan shown, long seen, string documentNo, DateOnly approvedOn) => plans.ApproveAsync(who, shown, seen, documentNo, approvedOn);

    public Task DiscardAsync(Visitor who, int year, string reason, long seen) => plans.DiscardAsync(who, year, reason, seen);
}
