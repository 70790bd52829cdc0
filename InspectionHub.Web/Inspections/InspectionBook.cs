using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.SelfAssessments;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>Opens inspections and tells who may see them and where they stand.</summary>
public sealed class InspectionBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, FrameworkShelf shelf, Assessor assessor, SelfAssessmentBook self, TimeProvider clock)
{
    /// <summary>Inspections this person may see, newest first. A replaced inspector keeps the view of what was marked until then.</summary>
    /// <param name="orUnfinished">With those of other years that have not come to their end: a year's turn finishes none.</param>
    public async Task<IReadOnlyList<Inspection>> ListAsync(Visitor who, int year, bool orUnfinished = false)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await SeenAsync(db, who, await WholeInspections.ReadAsync(db, db.Inspections.Where(i => i.CountyId == who.CountyId && (i.Year == year
            || (orUnfinished && !i.Acts.Any(a => a.Act == nameof(Act.Close) || a.Act == nameof(Act.Withdraw))))).OrderByDescending(i => i.OpenedAt)));
    }

    /// <summary>One inspection, or null if this person may not see it.</summary>
    public async Task<Inspection?> FindAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await WholeInspections.FindAsync(db, who.CountyId, id) is { } one ? (await SeenAsync(db, who, [one])).FirstOrDefault() : null;
    }

    /// <summary>People who can be put on a team; nobody whose account is closed.</summary>
    public async Task<IReadOnlyList<Person>> InspectorsAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        var role = await db.Roles.Where(r => r.Name == Roles.Inspector).Select(r => r.Id).FirstOrDefaultAsync();
        return await db.Users.AsNoTracking().Where(u => u.CountyId == who.CountyId && (u.LockoutEnd == null || u.LockoutEnd < Person.Closed) && db.UserRoles.Any(r => r.UserId == u.Id && r.RoleId == role)).OrderBy(u => u.UserName).ToListAsync();
    }

    /// <summary>Where it stands.</summary>
    public static InspectionState StateOf(Inspection inspection) =>
        InspectionFlow.After(inspection.Acts.OrderBy(a => a.Id).Select(a => Enum.Parse<Act>(a.Act)));

    /// <summary>The preliminary view the unit has; null before one was sent and after it was taken back.</summary>
    internal static Data.InspectionAct? SentTo(Inspection inspection) =>
        inspection.Acts.Where(a => a.Act is nameof(Act.SendPreliminary) or nameof(Act.TakeBack)).MaxBy(a => a.Id) is { Act: nameof(Act.SendPreliminary) } sent ? sent : null;

    /// <summary>The buttons this person gets.</summary>
    public static IReadOnlyList<Act> PermittedFor(Inspection inspection, Visitor who) =>
        ActorOf(inspection, who) is { } actor ? InspectionFlow.Permitted(StateOf(inspection), actor) : [];

    /// <summary>发出督导通知: at least three 督学, one of them the lead (教育督导条例 §16); the unit is told beforehand (§17).</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public async Task<Guid> OpenAsync(Visitor who, int year, string site, string title, IReadOnlyList<InspectionMember> team, InspectionNotice? notice = null)
    {
        var problems = new List<string>();
        if (!who.May(Policies.CanOpen)) throw new Refusal(403, "只有督导室可以发起督导。");
        if (string.IsNullOrWhiteSpace(title)) problems.Add("请填写督导事项名称。");
        if (team.Select(m => m.PersonId).Distinct().Count() < 3) problems.Add("督导组至少 3 名督学（《教育督导条例》第十六条），请补足。");
        if (team.Count(m => m.IsLead) != 1) problems.Add("请指定一名组长。");
        var facts = await assessor.WorkedAsync(who.CountyId, year);
        if (facts is null || facts.SiteOf(site) is null) problems.Add("学校名册（最近导入的统计数据）中没有这所学校，请先导入数据。");
        // What nobody is given, nobody may mark: a row would stay open to the end.
        if (facts?.SiteOf(site) is { } school && team.Count > 0 && team.All(m => m.Clauses.Length > 0))
        {
            var given = team.SelectMany(m => m.Clauses.Split(' ')).ToHashSet(StringComparer.Ordinal);
            var open = shelf.Current.ClausesOnSite(school.Kind).Select(c => c.Code).Where(c => !given.Contains(c)).ToList();
            if (open.Count > 0) problems.Add($"还有条款没有分给任何督学：{string.Join('、', open)}。");
        }
        notice ??= InspectionNotice.About(title);
        problems.AddRange(notice.Problems(Today(), year));
        if (problems.Count > 0) throw new Refusal(422, problems);
        var id = Guid.CreateVersion7();
        return await writer.WriteAsync(async (db, topics) =>
        {
            var people = team.Select(m => m.PersonId).ToList();
            var known = await db.Users.Where(u => u.CountyId == who.CountyId && people.Contains(u.Id)).CountAsync();
            if (known != people.Distinct().Count()) throw new Refusal(422, "督导组中有人不是本县督学。");
            var planned = await PlanBook.LineAsync(db, who.CountyId, year, site, notice.IsComprehensive ? "综合" : "专项", notice.Line, problems);
            var days = new[] { notice.VisitFrom ?? Today(), notice.VisitTo ?? notice.VisitFrom ?? Today() }.Distinct().ToList();
            foreach (var member in team)
                foreach (var day in days) problems.AddRange((await InspectorRegister.WhyNotAsync(db, who.CountyId, member.PersonId, member.PersonName, site, day)).Except(problems));
            var earliest = await CalendarBook.DueAsync(db, who.CountyId, Deadline.Notice, Today());
            if (notice.VisitFrom < earliest && string.IsNullOrWhiteSpace(notice.Hurry)) problems.Add(InspectionNotice.TooSoon(earliest));
            if (problems.Count > 0) throw new Refusal(422, problems);
            var inspection = new Inspection
            {
                Id = id,
                CountyId = who.CountyId,
                Year = year,
                Site = site,
                Edition = shelf.Current.Edition,
                Title = title.Trim(),
                IsComprehensive = notice.IsComprehensive,
                PlanNo = planned!.Value.DocumentNo,
                PlanTitle = planned.Value.Line.Title,
                PlanMonth = planned.Value.Line.Month,
                Basis = notice.Basis.Trim(),
                Matters = notice.Matters.Trim(),
                Materials = notice.Materials.Trim(),
                VisitFrom = notice.VisitFrom,
                VisitTo = notice.VisitTo,
                SelfAssessmentDue = notice.SelfAssessmentDue,
                OpenedAt = clock.GetUtcNow(),
            };
            foreach (var member in team)
                inspection.Members.Add(new InspectionMember { InspectionId = id, PersonId = member.PersonId, PersonName = member.PersonName, IsLead = member.IsLead, Clauses = member.Clauses });
            db.Inspections.Add(inspection);
            await RecordAsync(db, who, inspection, Act.Open, notice.VisitFrom < earliest ? $"提前进校：{notice.Hurry.Trim()}" : "", null, new { notice.IsComprehensive, inspection.PlanNo, inspection.PlanTitle, inspection.PlanMonth, notice.VisitFrom, notice.VisitTo, notice.SelfAssessmentDue, team = inspection.Members.Select(m => new { m.PersonId, m.IsLead, m.Clauses }) });
            if (notice.SelfAssessmentDue is { } due) await self.ReopenAsync(db, topics, who, year, site, $"“{inspection.Title}”要求在 {due:yyyy-MM-dd} 前提交自评：请在原有自评的基础上更新后重新提交。");
            await InspectionNews.TellAsync(db, topics, who, inspection, Act.Open, clock.GetUtcNow());
            topics.Add(LiveFeed.Site(who.CountyId, year, site));
            return id;
        });
    }

    /// <summary>The day on which the term of whoever takes part must hold: the first on site, or today where that has come.</summary>
    internal static DateOnly DayOn(Inspection inspection, DateOnly today) => NoticeDates.Of(inspection).From is { } from && from > today ? from : today;

    /// <summary>Closes one's own ballot inside the caller's write transaction; nothing to do when it is closed already.</summary>
    /// <returns>Whether it could be closed, or was.</returns>
    public async Task<bool> CloseBallotAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection inspection, bool isClosed)
    {
        if (isClosed) return StateOf(inspection) == InspectionState.Open;
        if (!PermittedFor(inspection, who).Contains(Act.CloseBallot)) return false;
        await RecordAsync(db, who, inspection, Act.CloseBallot, "");
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return true;
    }

    /// <summary>Writes one act down with its ledger link, inside the caller's write transaction. Whether it is permitted has been asked before.</summary>
    /// <param name="more">What else the link proves.</param>
    internal async Task RecordAsync(AppDb db, Visitor who, Inspection inspection, Act act, string reason, DateOnly? due = null, object? more = null)
    {
        var seq = await ledger.AppendAsync(db, who.CountyId, "act", $"{inspection.Id}", new { inspection.Site, inspection.Year, act = $"{act}", by = who.Id, due, more });
        db.InspectionActs.Add(new Data.InspectionAct { InspectionId = inspection.Id, Act = $"{act}", PersonId = who.Id, PersonName = who.Name, Reason = reason, DueOn = due, At = clock.GetUtcNow(), LedgerSeq = seq });
    }

    /// <summary>The inspection for writing, with the check that the table lets this person do the act now.</summary>
    /// <exception cref="Refusal">It is not theirs, or the table does not allow it.</exception>
    internal async Task<Inspection> LoadForAsync(AppDb db, Visitor who, Guid id, Act act)
    {
        var inspection = await WholeInspections.FindAsync(db, who.CountyId, id);
        if (inspection is null || await FindAsync(who, id) is null) throw new Refusal(404, "没有这次督导。");
        return PermittedFor(inspection, who).Contains(act) ? inspection : throw new Refusal(409, $"现在不能“{act.Name()}”，页面可能已过时，请刷新。");
    }

    internal DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

    private static InspectionActor? ActorOf(Inspection inspection, Visitor who) => who.Role switch
    {
        Roles.Office => InspectionActor.Office,
        Roles.Unit => InspectionActor.Unit,
        _ => inspection.Team.FirstOrDefault(m => m.PersonId == who.Id) is { } member ? (member.IsLead ? InspectionActor.Lead : InspectionActor.Inspector) : null,
    };

    private static async Task<IReadOnlyList<Inspection>> SeenAsync(AppDb db, Visitor who, List<Inspection> all) => who.Role switch
    {
        Roles.Inspector => [.. all.Where(i => i.Team.Any(m => m.PersonId == who.Id))],
        // An inspection stays with its school: whoever answers for it today reads and replies.
        Roles.Unit when await CasePlaces.ReadAsync(db, who.CountyId, all.Select(i => i.Site)) is var places => [.. all.Where(i => places.Of(i.Site, "").Unit == who.UnitCode)],
        // Accounts and data are the administrator's; what was seen at a school is not.
        Roles.Administrator => [],
        _ => all,
    };
}
