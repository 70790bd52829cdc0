using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>The beginning of a visit as a device sends it: of a planned one, or of one that begins at the gate of one of the inspector's own sites.</summary>
/// <param name="Sheet">The visit; for an unplanned one made by the device.</param>
/// <param name="Site">The site; only read for an unplanned one.</param>
/// <param name="Checklist">The edition of the checklist; only read for an unplanned one.</param>
public sealed record VisitStart(Guid Id, string Device, long Seq, string Sheet, DateTimeOffset StartedAt, string? Site, string? Checklist) : IFromDevice;

/// <summary>Plans routine visits and moves them along the table of <see cref="VisitFlow"/>.</summary>
public sealed class VisitBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, ChecklistShelf checklists, VisitFollowUp after, TimeProvider clock)
{
    /// <summary>Older than this, what a phone says about the beginning of an unplanned visit is not taken.</summary>
    private const int OldestDays = 60;

    private const string NotYours = "这所学校当天不在您的责任区内，或者您当天没有在任的聘书，请由督导室安排。";

    public static VisitState StateOf(RoutineVisit visit) => VisitFlow.After(visit.Steps.OrderBy(s => s.LedgerSeq).Select(s => Enum.Parse<VisitAct>(s.Act)))!.Value;

    /// <summary>Whose visit it is now.</summary>
    public static (string Id, string Name) InspectorOf(RoutineVisit visit) => visit.Steps.Where(s => s.InspectorId is not null).MaxBy(s => s.LedgerSeq) is { } step ? (step.InspectorId!, step.InspectorName!) : ("", "");

    /// <summary>The buttons this person gets.</summary>
    public static IReadOnlyList<VisitAct> PermittedFor(RoutineVisit visit, Visitor who) =>
        who.Role == Roles.Office ? VisitFlow.Permitted(StateOf(visit), VisitActor.Office)
        : who.Role == Roles.Inspector && InspectorOf(visit).Id == who.Id ? VisitFlow.Permitted(StateOf(visit), VisitActor.Inspector) : [];

    /// <summary>The day on which the term of whoever makes the visit must hold: its own, or today where that has come.</summary>
    internal static DateOnly DayOn(RoutineVisit visit, DateOnly today) => visit.Day > today ? visit.Day : today;

    /// <summary>Visits this person may see, the latest day first: an inspector the own ones, a unit the submitted ones of its sites.</summary>
    /// <param name="openOnly">Leaves out what has been read or withdrawn: there most of a year's visits are.</param>
    public async Task<IReadOnlyList<RoutineVisit>> ListAsync(Visitor who, int year, bool openOnly = false)
    {
        await using var db = await factory.CreateDbContextAsync();
        var wanted = db.RoutineVisits.AsNoTracking().Where(v => v.CountyId == who.CountyId && v.Year == year);
        var all = await (openOnly ? Unfinished(wanted) : wanted).Include(v => v.Steps).OrderByDescending(v => v.Day).ThenBy(v => v.Site).ToListAsync();
        if (who.Role is Roles.Office or Roles.Leader) return all;
        if (who.Role == Roles.Inspector) return [.. all.Where(v => InspectorOf(v).Id == who.Id)];
        if (who.Role != Roles.Unit) return [];
        var own = (await YearSites.ReadAsync(db, who.CountyId, year)).Where(s => s.Unit == who.UnitCode).Select(s => s.Code).ToHashSet();
        return [.. all.Where(v => own.Contains(v.Site) && StateOf(v) is VisitState.Submitted or VisitState.Read)];
    }

    /// <summary>Visits that are neither withdrawn nor read; one that was read and sent back is open again.</summary>
    internal static IQueryable<RoutineVisit> Unfinished(IQueryable<RoutineVisit> visits) => visits.Where(v => !v.Steps.Any(s => s.Act == nameof(VisitAct.Withdraw) || (s.Act == nameof(VisitAct.Read) && !v.Steps.Any(b => b.Act == nameof(VisitAct.SendBack) && b.LedgerSeq > s.LedgerSeq))));

    /// <summary>One visit, or null if this person may not see it.</summary>
    public async Task<RoutineVisit?> FindAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        var year = await db.RoutineVisits.Where(v => v.Id == id && v.CountyId == who.CountyId).Select(v => (int?)v.Year).FirstOrDefaultAsync();
        return year is null ? null : (await ListAsync(who, year.Value)).FirstOrDefault(v => v.Id == id);
    }

    /// <summary>The visit if it is this inspector's own now, else null.</summary>
    public static async Task<RoutineVisit?> OwnAsync(AppDb db, Visitor who, string id) =>
        Guid.TryParse(id, out var visitId) && await db.RoutineVisits.Include(v => v.Steps).FirstOrDefaultAsync(v => v.Id == visitId && v.CountyId == who.CountyId) is { } visit
            && who.Role == Roles.Inspector && InspectorOf(visit).Id == who.Id ? visit : null;

    /// <summary>安排 a visit under the plan: the office for any 督学, an inspector for the own sites.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task<Guid> PlanAsync(Visitor who, string site, DateOnly day, string checklist, string? inspectorId) => writer.WriteAsync(async (db, topics) =>
    {
        var person = await InspectorAsync(db, who, site, day, inspectorId);
        var (plan, problems) = await CheckAsync(db, who, person, site, day);
        var list = checklists.On(day).FirstOrDefault(c => c.Code == checklist);
        if (list is null) problems.Add("请选择随访清单。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var visit = New(Guid.CreateVersion7(), who, site, day, list!.Edition, plan!, isPlanned: true);
        db.RoutineVisits.Add(visit);
        await StepAsync(db, topics, who, visit, VisitAct.Plan, "", clock.GetUtcNow(), person);
        return visit.Id;
    });

    /// <summary>到校开始, as device or desk says.</summary>
    public Task<MarkAnswer> StartAsync(Visitor who, VisitStart given) => Delivery.TakeAsync(writer, clock, given.Id, async (db, topics, now) =>
    {
        var content = Delivery.Hash(given);
        if (await db.VisitSteps.AsNoTracking().FirstOrDefaultAsync(s => s.Id == given.Id) is { } earlier)
            return Delivery.Again(given.Id, Delivery.IsSame(earlier.ContentHash, content) && earlier.PersonId == who.Id, earlier.At);
        if (!Guid.TryParse(given.Sheet, out var id)) throw new Refusal(422, "督导编号不正确。");
        var visit = await OwnAsync(db, who, given.Sheet);
        if (visit is null)
        {
            if (await db.RoutineVisits.AnyAsync(v => v.Id == id)) throw new Refusal(404, "这次督导已改派给别人，或不属于您。");
            visit = await UnplannedAsync(db, who, id, given, now);
        }
        else if (!PermittedFor(visit, who).Contains(VisitAct.Start)) return new("mark/1", given.Id, "late", [$"这次督导{StateOf(visit).Name()}，开始的时间已记下，不改变状态。"], now);
        // Between planning and going a recusal may have been registered, or the term have ended. A phone that was long without a network began on its own day.
        else if ((await InspectorRegister.StandingAsync(db, who.CountyId, who.Id, visit.Site)).WhyReplaced(YearSites.DayOf(given.StartedAt < now && given.StartedAt > now.AddDays(-OldestDays) ? given.StartedAt : now)) is { } why)
            throw new Refusal(422, $"您不能到这所学校督导（{why}），请督导室更换督学。");
        await StepAsync(db, topics, who, visit, VisitAct.Start, "", given.StartedAt, (who.Id, who.Name), given.Id, content);
        return new("mark/1", given.Id, "stored", [], now);
    });

    /// <summary>Replaces, sends back, reads or withdraws; a replacement names the new 督学.</summary>
    /// <exception cref="Refusal">The table does not allow it, or reason or person are missing.</exception>
    public Task<bool> DoAsync(Visitor who, Guid id, VisitAct act, string reason, string? inspectorId = null) => writer.WriteAsync(async (db, topics) =>
    {
        var visit = await db.RoutineVisits.Include(v => v.Steps).FirstOrDefaultAsync(v => v.Id == id && v.CountyId == who.CountyId) ?? throw new Refusal(404, "没有这次督导。");
        if (!PermittedFor(visit, who).Contains(act)) throw new Refusal(409, "现在不能这样操作，页面可能已过时，请刷新。");
        var problems = new List<string>();
        if (VisitFlow.NeedsReason(act) && string.IsNullOrWhiteSpace(reason)) problems.Add($"请写明{act.Name()}的原因。");
        if (act == VisitAct.Submit && string.IsNullOrWhiteSpace(reason)) problems.Add("请写明学校负责人在纸质记录上签字的情况；拒签的，写明原因和两名见证督学。");
        if (act == VisitAct.Submit) problems.AddRange(await LackingAsync(db, visit));
        (string Id, string Name)? person = null;
        if (act == VisitAct.Replace)
        {
            if (string.IsNullOrEmpty(inspectorId) || inspectorId == InspectorOf(visit).Id) problems.Add("请选择接替的督学。");
            else
            {
                person = await InspectorAsync(db, who, visit.Site, visit.Day, inspectorId);
                problems.AddRange(await InspectorRegister.WhyNotAsync(db, who.CountyId, person.Value.Id, person.Value.Name, visit.Site, DayOn(visit, YearSites.DayOf(clock.GetUtcNow()))));
            }
        }
        if (problems.Count > 0) throw new Refusal(422, problems);
        await StepAsync(db, topics, who, visit, act, reason.Trim(), clock.GetUtcNow(), person);
        if (act == VisitAct.Submit) await FollowAsync(db, topics, who, visit);
        // What was handed in before problems became cases at once, or could not be listed then.
        if (act == VisitAct.Read) await after.FollowAsync(db, topics, who, visit);
        if (act == VisitAct.Withdraw) await after.TakeBackAsync(db, topics, who, visit);
        return true;
    });

    /// <summary>Submits inside the caller's write transaction; false when it is not open any more.</summary>
    /// <exception cref="Refusal">A point has no answer, or the work record is missing.</exception>
    public async Task<bool> SubmitAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit, DateTimeOffset signedAt)
    {
        if (!PermittedFor(visit, who).Contains(VisitAct.Submit)) return false;
        if (await LackingAsync(db, visit) is { Count: > 0 } lacking) throw new Refusal(422, lacking);
        await StepAsync(db, topics, who, visit, VisitAct.Submit, "", signedAt, null);
        await FollowAsync(db, topics, who, visit);
        return true;
    }

    private async Task FollowAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit)
    {
        try
        {
            await after.FollowAsync(db, topics, who, visit);
        }
        catch (Refusal)
        {
            // A record signed at the school is taken even if the 台账 will not take a problem of it: the office is told why when it reads the record.
        }
    }

    /// <summary>What keeps a visit from being handed in: every point of the checklist has its answer, and the work record is written.</summary>
    private async Task<List<string>> LackingAsync(AppDb db, RoutineVisit visit)
    {
        var list = checklists.Find(visit.Checklist)!;
        var kind = (await YearSites.ReadAsync(db, visit.CountyId, visit.Year)).FirstOrDefault(s => s.Code == visit.Site)?.Kind;
        var said = VisitRecords.Counted(await db.VisitEntries.AsNoTracking().Where(e => e.VisitId == visit.Id).ToListAsync(), list).Select(n => n.Entry.Key).ToHashSet(StringComparer.Ordinal);
        var open = (kind is null ? list.Points : list.For(kind)).Where(p => !said.Contains($"point/{p.Code}")).Select(p => p.Code).ToList();
        var lacking = new List<string>();
        if (open.Count > 0) lacking.Add($"清单还有 {open.Count} 条没有回答：第 {string.Join('、', open)} 条。不适用的请写明原因。");
        if (!said.Contains("work")) lacking.Add("还没有填写工作记录。");
        return lacking;
    }

    /// <summary>A visit that begins at the gate without having been planned: one's own site on that day, and the plan in force.</summary>
    private async Task<RoutineVisit> UnplannedAsync(AppDb db, Visitor who, Guid id, VisitStart given, DateTimeOffset now)
    {
        // A phone's clock may run ahead; a visit never begins in the future.
        var day = YearSites.DayOf(given.StartedAt < now ? given.StartedAt : now);
        var (plan, problems) = await CheckAsync(db, who, (who.Id, who.Name), given.Site ?? "", day);
        if (who.Role != Roles.Inspector || (await InspectorRegister.HeldDutiesAsync(db, who.CountyId, day)).GetValueOrDefault(given.Site ?? "") != who.Id) problems.Add(NotYours);
        if (given.StartedAt < now.AddDays(-OldestDays)) problems.Add($"开始时间早于 {OldestDays} 天前，请核对手机时间，或在网页补录。");
        if (checklists.Find(given.Checklist ?? "") is null) problems.Add($"没有随访清单 {given.Checklist}，请在有网络时刷新。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        var visit = New(id, who, given.Site!, day, given.Checklist!, plan!, isPlanned: false);
        db.RoutineVisits.Add(visit);
        return visit;
    }

    private static async Task<(PlanVersion? Plan, List<string> Problems)> CheckAsync(AppDb db, Visitor who, (string Id, string Name) person, string site, DateOnly day)
    {
        var problems = new List<string>();
        var year = YearSites.Of(day);
        var plan = await PlanBook.InForceAsync(db, who.CountyId, year);
        if (plan is null) problems.Add(PlanBook.NoPlan(year));
        if ((await YearSites.ReadAsync(db, who.CountyId, year)).All(s => s.Code != site)) problems.Add("请选择学校。");
        else problems.AddRange(await InspectorRegister.WhyNotAsync(db, who.CountyId, person.Id, person.Name, site, day));
        return (plan, problems);
    }

    private static RoutineVisit New(Guid id, Visitor who, string site, DateOnly day, string list, PlanVersion plan, bool isPlanned) =>
        new() { Id = id, CountyId = who.CountyId, Year = YearSites.Of(day), Site = site, Day = day, Checklist = list, PlanNo = plan.Approval!.DocumentNo!, IsPlanned = isPlanned };

    /// <summary>The named 督学; without a name the site's responsible one. An inspector plans only for oneself and only at the own sites.</summary>
    private static async Task<(string Id, string Name)> InspectorAsync(AppDb db, Visitor who, string site, DateOnly day, string? inspectorId)
    {
        var responsible = (await InspectorRegister.HeldDutiesAsync(db, who.CountyId, day)).GetValueOrDefault(site);
        if (who.Role == Roles.Inspector) return responsible == who.Id ? (who.Id, who.Name) : throw new Refusal(403, NotYours);
        if (!who.May(Policies.CanPlan)) throw new Refusal(403, "只有督导室和责任督学可以安排挂牌督导。");
        var id = string.IsNullOrEmpty(inspectorId) ? responsible ?? throw new Refusal(422, $"这所学校在 {day:yyyy-MM-dd} 没有在任的责任督学，请先在“督学名册”续聘或划定责任区，或指定一名督学。") : inspectorId;
        return await db.Users.AsNoTracking().Where(u => u.Id == id && u.CountyId == who.CountyId).Select(u => u.Name).FirstOrDefaultAsync() is { } name ? (id, name) : throw new Refusal(404, "没有这名督学。");
    }

    private async Task StepAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit, VisitAct act, string reason, DateTimeOffset happened, (string Id, string Name)? person, Guid? id = null, string content = "")
    {
        var stepId = id ?? Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "visit", $"{visit.Id}", new { stepId, visit.Site, visit.Day, visit.Checklist, visit.PlanNo, act = $"{act}", inspector = person?.Id, by = who.Id });
        db.VisitSteps.Add(new VisitStep { Id = stepId, VisitId = visit.Id, Act = $"{act}", InspectorId = person?.Id, InspectorName = person?.Name, Reason = reason, PersonId = who.Id, PersonName = who.Name, HappenedAt = happened, At = clock.GetUtcNow(), ContentHash = content, LedgerSeq = seq });
        await TellAsync(db, topics, who, visit, act, person);
        topics.Add(LiveFeed.Plan(who.CountyId));
    }

    /// <summary>The inspector hears of an assignment and of a record sent back; whoever gives a visit away hears of that; the office and the unit of a handed-in record.</summary>
    private async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, RoutineVisit visit, VisitAct act, (string Id, string Name)? person)
    {
        var place = (await YearSites.ReadAsync(db, who.CountyId, visit.Year)).FirstOrDefault(s => s.Code == visit.Site);
        Task ToAsync(IEnumerable<string> persons, NoticeKind kind, string text) => NoticeBook.TellAsync(db, topics, who, who.CountyId, persons, new(kind, $"{place?.Name ?? visit.Site}：{text}", $"/visits/{visit.Id}"), clock.GetUtcNow());
        await (act switch
        {
            VisitAct.Plan or VisitAct.Replace => ToAsync([person!.Value.Id], NoticeKind.Assigned, $"请于 {visit.Day:yyyy-MM-dd} 到校做挂牌督导。"),
            VisitAct.Submit => ToAsync([.. await Recipients.OfficeAsync(db, who.CountyId), .. place is null ? [] : await Recipients.UnitAsync(db, who.CountyId, place.Unit)], NoticeKind.Step, "挂牌督导记录已提交。"),
            VisitAct.SendBack => ToAsync([InspectorOf(visit).Id], NoticeKind.Step, "挂牌督导记录被退回补充，请看退回的原因。"),
            VisitAct.Withdraw => ToAsync([InspectorOf(visit).Id], NoticeKind.Step, $"{visit.Day:yyyy-MM-dd} 的挂牌督导已撤销。"),
            _ => Task.CompletedTask,
        });
    }
}
