using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>Puts together the routine visits a device may keep: the person's own, their sites, and the checklists to begin with.</summary>
public sealed class VisitSheets(ChecklistShelf checklists, OpenVisits open, TimeProvider clock)
{
    /// <summary>Days for which a finished visit stays in the list of the phone.</summary>
    private const int KeptDays = 30;

    public async Task<FieldVisits> ReadAsync(AppDb db, Visitor who, bool demo)
    {
        if (who.Role != Roles.Inspector) return new(null, [], [], []);
        var today = YearSites.DayOf(clock.GetUtcNow());
        var year = YearSites.Of(today);
        var plan = await PlanBook.InForceAsync(db, who.CountyId, year);
        var sites = (await YearSites.ReadAsync(db, who.CountyId, year)).ToDictionary(s => s.Code);
        var every = db.RoutineVisits.AsNoTracking().Include(v => v.Steps).Where(v => v.CountyId == who.CountyId);
        // What nobody finished stays on the phone, however old.
        var old = (await open.OfAsync(db, who.CountyId)).Where(v => v.Value < year - 1).Select(v => v.Key).ToList();
        var all = await every.Where(v => v.Year >= year - 1 || old.Contains(v.Id)).ToListAsync();
        var mine = all.Where(v => VisitBook.InspectorOf(v).Id == who.Id).Where(v => IsOpen(v) || v.Day >= today.AddDays(-KeptDays)).OrderByDescending(v => v.Day).ToList();
        var visits = new List<FieldVisit>();
        foreach (var visit in mine.Where(v => sites.ContainsKey(v.Site))) visits.Add(await VisitAsync(db, visit, sites[visit.Site], demo, all));
        var theme = plan?.Plan.Themes.GetValueOrDefault(new DateOnly(today.Year, today.Month, 1));
        var own = (await InspectorRegister.HeldDutiesAsync(db, who.CountyId, today)).Where(d => d.Value == who.Id).Select(d => d.Key).Order(StringComparer.Ordinal).ToList();
        var current = checklists.On(today).Select(c => c.Edition).ToHashSet();
        return new(plan?.Approval!.DocumentNo, visits, [.. own.Where(sites.ContainsKey).Select(code => new FieldArea(code, sites[code].Name, sites[code].Town, sites[code].Kind, theme))],
            [.. current.Union(visits.Where(v => v.State is "planned" or "onsite").Select(v => v.Checklist)).Select(e => checklists.Find(e)!).Select(c => new FieldChecklist(c.Code, c.Edition, c.Name, current.Contains(c.Edition), c.Points))]);
    }

    private async Task<FieldVisit> VisitAsync(AppDb db, RoutineVisit visit, PlanSite site, bool demo, List<RoutineVisit> all)
    {
        var list = checklists.Find(visit.Checklist)!;
        var state = VisitBook.StateOf(visit);
        var id = $"{visit.Id}";
        var notes = IsOpen(visit) ? VisitRecords.Counted(await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == visit.Id).ToListAsync(), list) : [];
        var hazards = await db.Hazards.AsNoTracking().Where(h => h.Sheet == id).OrderBy(h => h.LedgerSeq).ToListAsync();
        var said = visit.Steps.OrderBy(s => s.LedgerSeq).LastOrDefault(s => s.Act is nameof(VisitAct.SendBack) or nameof(VisitAct.Replace) or nameof(VisitAct.Withdraw));
        return new(id, $"挂牌督导 · {list.Name}", site.Code, site.Name, site.Town, site.Kind, visit.Year, state switch
        {
            VisitState.Planned => "planned",
            VisitState.OnSite => "onsite",
            VisitState.Submitted => "submitted",
            VisitState.Read => "read",
            _ => "withdrawn",
        }, visit.Day, visit.IsPlanned, visit.Checklist, demo, said is null ? null : $"{Enum.Parse<VisitAct>(said.Act).Name()}：{said.Reason}", IsOpen(visit) ? await BeforeAsync(db, visit, all) : null,
            notes.ToDictionary(n => n.Entry.Key, n => new FieldNote($"{n.Entry.Id}", n.Entry.PersonName, Json(n.Entry.Value!), n.Entry.Note, n.Entry.Received, n.Entry.Photos.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
            [.. hazards.Select(FieldDesk.HazardOf)], visit.Steps.Min(s => s.At));
    }

    /// <summary>What the site's last finished visit found: the first thing to look at on this one.</summary>
    private async Task<FieldVisitBefore?> BeforeAsync(AppDb db, RoutineVisit visit, List<RoutineVisit> all)
    {
        var before = all.Where(v => v.Site == visit.Site && v.Id != visit.Id && v.Day <= visit.Day && VisitBook.StateOf(v) is VisitState.Submitted or VisitState.Read).MaxBy(v => (v.Day, v.Id));
        if (before is null) return null;
        var list = checklists.Find(before.Checklist)!;
        var found = VisitRecords.Counted(await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == before.Id).ToListAsync(), list);
        return new(before.Day, list.Name, [.. found.Select(n => n.Note).OfType<FoundProblem>().Select(p => $"{p.Text}（{p.Kind}{(p.Due is { } due ? $"，{due:MM-dd} 前" : "")}）")]);
    }

    private static bool IsOpen(RoutineVisit visit) => VisitBook.StateOf(visit) is VisitState.Planned or VisitState.OnSite;

    private static JsonElement Json(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
