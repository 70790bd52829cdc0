using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Plans;

/// <summary>The demo county's 督学 with their areas and the newest year's approved plan.</summary>
public sealed class DemoPlan(IDbContextFactory<AppDb> factory, InspectorRegister register, PlanBook plans)
{
    public async Task MakeAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var year = await db.SchoolYears.MaxAsync(s => s.Year);
        // A 责任区 lies together: town by town.
        var sites = (await YearSites.ReadAsync(db, countyId, year)).OrderBy(s => s.Town, StringComparer.Ordinal).ThenBy(s => s.Code, StringComparer.Ordinal).ToList();
        var person = await db.Users.AsNoTracking().FirstAsync(u => u.UserName == "dudao");
        var office = new Visitor(person.Id, person.Name, countyId, Roles.Office, null, null);
        var inspectors = (await register.ListAsync(countyId, register.Today)).ToList();
        for (var at = 0; at < inspectors.Count; at++)
        {
            // A first start that was interrupted is finished by the next one: what a person has already is not given again.
            var (from, held) = (new DateOnly(year, 9, 1), inspectors[at].History.Select(a => a.From).ToHashSet());
            // Every third has been 督学 for a term already.
            if (at % 3 == 0 && !held.Contains(from.AddYears(-InspectorTerm.Years))) await AppointAsync(office, inspectors[at].Id, from.AddYears(-InspectorTerm.Years), at);
            if (!held.Contains(from)) await AppointAsync(office, inspectors[at].Id, from, at);
            var area = sites.Where((_, index) => index * inspectors.Count / sites.Count == at).Select(s => s.Code).ToList();
            await register.AssignAsync(office, inspectors[at].Id, area, from, isNews: false);
        }
        if (!inspectors[^1].Recusals.ContainsKey(sites[0].Code)) await register.RecuseAsync(office, inspectors[^1].Id, sites[0].Code, "（演示）配偶在该校任副校长");
        var plan = PlanOf(year, sites);
        var drafts = await plans.ListAsync(countyId, year);
        await plans.ApproveAsync(office, plan, drafts.Any(v => v.State == PlanState.Draft) ? PlanBook.SeenOf(drafts) : (await plans.SaveDraftAsync(office, plan, "", PlanBook.SeenOf(drafts))).LedgerSeq, $"紫教督〔{year}〕8号（演示）", new DateOnly(year, 9, 1), isNews: false);
    }

    private Task<Guid> AppointAsync(Visitor office, string person, DateOnly from, int at) =>
        register.AppointAsync(office, person, $"紫督聘〔{from.Year}〕{at + 1}号（演示）", from, from, InspectorTerm.Beginning(from).To, at % 4 == 0, isNews: false);

    /// <summary>Every site once in the spring's 专项; 综合 every fourth site and the first of each kind, so that each has one in four years (教育督导条例 §14: three to five).</summary>
    private static YearPlan PlanOf(int year, IReadOnlyList<PlanSite> sites)
    {
        var usual = YearPlan.Usual(year);
        string[] themes = ["opening", "canteen", "safety", "daily", "closing", "opening", "safety", "canteen", "daily"];
        return usual with
        {
            Themes = usual.Months.Zip(themes).ToDictionary(t => t.First, t => t.Second),
            Inspections =
            [
                .. sites.Where((s, at) => (at + year) % 4 == 0 || s == sites.First(o => o.Kind == s.Kind)).Select((s, at) => new PlannedInspection("综合", $"{year}—{year + 1} 学年综合督导", s.Code, new DateOnly(year, 10, 1).AddMonths(at % 3))),
                .. sites.Select((s, at) => new PlannedInspection("专项", "校园食品安全和膳食经费专项督导", s.Code, new DateOnly(year + 1, 3, 1).AddMonths(at % 3))),
            ],
        };
    }
}
