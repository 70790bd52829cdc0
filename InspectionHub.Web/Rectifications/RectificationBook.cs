using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>整改台账: opens cases and moves them along the table. Closing needs the new value where a row stands behind the case, otherwise evidence, and always 销号审批 by another person than the checker.</summary>
public sealed class RectificationBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, Assessor assessor, RectificationValue values, TimeProvider clock)
{
    /// <summary>A check that rests on no photo is told in at least so many characters.</summary>
    private const int FewestWords = 10;

    private const string NeedsDay = "长期挂账没有统一期限，请填写计划完成的日期。";

    /// <summary>Cases this person may see, by deadline: a unit its own, a lead office those of its clauses, everybody else the county's.</summary>
    public async Task<IReadOnlyList<RectificationCase>> ListAsync(Visitor who, int? year = null)
    {
        await using var db = await factory.CreateDbContextAsync();
        var all = await ReadAsync(db, who.CountyId, r => year == null || r.Year == year);
        return [.. all.Where(c => MaySee(who, c.Head) && (c.State != RectificationState.Proposed || who.Role == Roles.Office)).OrderBy(c => c.IsOpen ? 0 : 1).ThenBy(c => c.DueOn).ThenBy(c => c.Head.LedgerSeq)];
    }

    public async Task<RectificationCase?> FindAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return (await ReadAsync(db, who.CountyId, r => r.Id == id)).FirstOrDefault(c => MaySee(who, c.Head) && (c.State != RectificationState.Proposed || who.Role == Roles.Office));
    }

    /// <summary>Under what a case's photos were kept: the case itself and, for those from before, the inspection, visit or 立即处置 it came from.</summary>
    public async Task<IReadOnlyList<Guid>> PhotoSheetsAsync(Rectification head)
    {
        if (!Guid.TryParse(head.SourceId, out var source)) return [head.Id];
        await using var db = await factory.CreateDbContextAsync();
        var sheet = head.SourceKind == "hazard" ? (await db.Hazards.AsNoTracking().FirstOrDefaultAsync(h => h.Id == source && h.CountyId == head.CountyId))?.Sheet : null;
        return [head.Id, sheet is null ? source : Guid.Parse(sheet)];
    }

    /// <summary>The acts this person may choose now.</summary>
    public static IReadOnlyList<RectificationAct> PermittedFor(RectificationCase one, Visitor who) =>
        ActorOf(who) is { } actor ? RectificationFlow.Permitted(one.State, one.Class, actor, one.Checker == who.Id) : [];

    /// <summary>Opens a case on its own.</summary>
    public Task<Guid> OpenAsync(Visitor who, RectificationDraft draft) => writer.WriteAsync((db, topics) => OpenAsync(db, topics, who, draft));

    /// <summary>Opens a case inside the caller's write: from an opinion, a visit or a 立即处置.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public async Task<Guid> OpenAsync(AppDb db, ICollection<string> topics, Visitor who, RectificationDraft draft)
    {
        if (who.Role is not (Roles.Office or Roles.Inspector)) throw new Refusal(403, "整改事项由督导室和督学列入台账。");
        var now = await assessor.FindAsync(who.CountyId, draft.Year);
        var problems = new List<string>();
        if (now?.SiteOf(draft.Site) is not { } site) throw new Refusal(422, "本学年的统计数据中没有这所学校。");
        if (string.IsNullOrWhiteSpace(draft.Problem)) problems.Add("请写明问题：何处、何事、到什么程度（不写学生姓名）。");
        if (draft.Problem.Length > 4000) problems.Add("问题超过 4000 字，请删减。");
        if (string.IsNullOrWhiteSpace(draft.Basis)) problems.Add("请写明依据：指标、标准或法规条款。");
        var row = draft.Indicator.Length > 0 ? now.Framework.Find(draft.Indicator) : null;
        if (draft.Indicator.Length > 0 && row is null) problems.Add($"指标体系中没有指标 {draft.Indicator}。");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        if (draft.DueOn < today && draft.SourceKind == "office") problems.Add("整改期限早于今天，请改正。");
        if (draft is { Class: RectificationClass.LongTerm, DueOn: null }) problems.Add(NeedsDay);
        if (problems.Count > 0) throw new Refusal(422, problems);
        var due = draft.DueOn ?? await DueAsync(db, who.CountyId, draft.Class, today);
        return await AddAsync(db, topics, who, draft with { DueOn = due }, site.Unit, row is null ? "" : row.Lead, RectificationAct.Open, "");
    }

    /// <summary>Takes the next step of a case.</summary>
    /// <exception cref="Refusal">The table does not allow it, or something is missing: all of it at once.</exception>
    public Task<bool> StepAsync(Visitor who, Guid id, StepDraft draft) => writer.WriteAsync(async (db, topics) =>
    {
        var one = (await ReadAsync(db, who.CountyId, r => r.Id == id)).FirstOrDefault(c => MaySee(who, c.Head)) ?? throw new Refusal(404, "没有这个整改事项，或者您看不到它。");
        if (!PermittedFor(one, who).Contains(draft.Act))
            throw new Refusal(409, draft.Act == RectificationAct.Approve && one.Checker == who.Id ? "核查是您做的，销号须由其他人审批。" : $"现在不能“{draft.Act.Name()}”，页面可能已过时，请刷新。");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        var problems = StepProblems(one, draft, today);
        // A name that nothing was kept under is no evidence.
        var names = draft.Photos ?? [];
        if (await db.Photos.CountAsync(p => p.CountyId == who.CountyId && p.Sheet == $"{id}" && names.Contains(p.Sha)) < names.Distinct().Count()) problems.Add("有照片没有上传成功，请重新选择照片。");
        if (draft.Act is RectificationAct.Pass or RectificationAct.Approve) problems.AddRange(await values.ProblemsAsync(who.CountyId, one, draft.Act == RectificationAct.Pass ? draft.Value : null));
        if (problems.Count > 0) throw new Refusal(422, problems);
        var due = draft.Act switch
        {
            RectificationAct.Extend => draft.DueOn,
            // The days count from the confirmation, not from the proposal that nobody had looked at yet.
            RectificationAct.Confirm => draft.DueOn ?? await DueAsync(db, who.CountyId, draft.Class ?? one.Class, today),
            _ => null,
        };
        await KeepAsync(db, topics, who, one.Head, draft.Act, draft.Act == RectificationAct.Transfer ? CaseWords.OfTransfer(draft.To!, draft.Text) : draft.Text, due, draft.Act == RectificationAct.Pass ? draft.Value : null, draft.Photos ?? [], draft.Act == RectificationAct.Confirm && draft.Class != one.Class ? draft.Class : null);
        return true;
    });

    /// <summary>提示回落: a value that was good when its case was closed is bad again. Opens a linked proposal; after a 不列入 only when the value has recovered since.</summary>
    internal Task<Guid> ProposeAsync(RectificationCase closed, int year, string problem) => writer.WriteAsync(async (db, topics) =>
    {
        if (await LastProposalAsync(db, closed) is { } last && !last.HasRecovered) return Guid.Empty;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        var draft = new RectificationDraft(year, closed.Head.Site, closed.Class, problem, closed.Head.Basis, closed.Head.Indicator, closed.Head.Owner, await DueAsync(db, closed.Head.CountyId, closed.Class, today), "fallback", $"{closed.Head.Id}");
        return await AddAsync(db, topics, Hub(closed), draft, closed.Head.Unit, closed.Head.LeadOffice, RectificationAct.Propose, "");
    });

    /// <summary>恢复达标: noted once on a proposal that was 不列入, so that the next fall is told again.</summary>
    internal Task<bool> RecoverAsync(RectificationCase closed) => writer.WriteAsync(async (db, topics) =>
    {
        if (await LastProposalAsync(db, closed) is not { State: RectificationState.Dismissed, HasRecovered: false } last) return false;
        await KeepAsync(db, topics, Hub(closed), last.Head, RectificationAct.Recover, "", null, null, []);
        return true;
    });

    private static async Task<RectificationCase?> LastProposalAsync(AppDb db, RectificationCase closed)
    {
        var source = $"{closed.Head.Id}";
        return (await ReadAsync(db, closed.Head.CountyId, r => r.SourceKind == "fallback" && r.SourceId == source)).LastOrDefault();
    }

    private static Visitor Hub(RectificationCase one) => new("", "系统提示", one.Head.CountyId, Roles.Office, null, null);

    /// <summary>The last day a new case of a class is given unless somebody says otherwise; null for 长期挂账, whose day people must set.</summary>
    public async Task<DateOnly?> ProposedDueAsync(int countyId, RectificationClass category)
    {
        if (category == RectificationClass.LongTerm) return null;
        await using var db = await factory.CreateDbContextAsync();
        return await DueAsync(db, countyId, category, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date));
    }

    private static Task<DateOnly> DueAsync(AppDb db, int countyId, RectificationClass category, DateOnly today) =>
        CalendarBook.DueAsync(db, countyId, category == RectificationClass.AtOnce ? Deadline.RectifySafety : Deadline.Rectify, today);

    private static List<string> StepProblems(RectificationCase one, StepDraft draft, DateOnly today)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(draft.Text) && draft.Act is not (RectificationAct.Confirm or RectificationAct.Approve)) problems.Add(draft.Act switch
        {
            RectificationAct.Report => "请写明做了什么、现在怎样，材料在哪里。",
            RectificationAct.Milestone => "请写明本年度的进展。",
            RectificationAct.Pass or RectificationAct.Partly or RectificationAct.Fail => "请写明怎样核查、看到什么。",
            _ => "请写明原因。",
        });
        if (draft.Text.Length > 10_000) problems.Add("文字超过 10000 字，请删减。");
        // Where no number stands behind a case, what was seen is all there is to close it on.
        if (draft.Act == RectificationAct.Pass && one.Head.Indicator.Length == 0 && draft.Text.Trim().Length < FewestWords && !(draft.Photos is { Count: > 0 }) && !one.HasReportPhotos)
            problems.Add($"还没有佐证：请附整改后的照片，或写明查看了什么材料、看到什么（不少于 {FewestWords} 个字）。");
        if (draft.Act == RectificationAct.Transfer && string.IsNullOrWhiteSpace(draft.To)) problems.Add("请填写移交给哪个县级单位。");
        if (draft.Act == RectificationAct.Transfer && draft.To?.Contains('：') == true) problems.Add("县级单位的名称中不要用冒号。");
        if (draft.Act == RectificationAct.Confirm && draft.DueOn is null && (draft.Class ?? one.Class) == RectificationClass.LongTerm) problems.Add(NeedsDay);
        if (draft.Act == RectificationAct.Confirm && draft.DueOn < today) problems.Add("整改期限早于今天，请改正。");
        if (draft.Act == RectificationAct.Extend && (draft.DueOn is null || draft.DueOn <= one.DueOn || draft.DueOn < today)) problems.Add($"请填写晚于 {one.DueOn:yyyy-MM-dd} 的新期限。");
        return problems;
    }

    private async Task<Guid> AddAsync(AppDb db, ICollection<string> topics, Visitor who, RectificationDraft draft, string unit, string lead, RectificationAct act, string text)
    {
        var id = Guid.CreateVersion7();
        var seq = await ledger.AppendAsync(db, who.CountyId, "rectification", $"{id}", new { id, draft.Year, draft.Site, category = $"{draft.Class}", draft.Indicator, draft.DueOn, draft.SourceKind, draft.SourceId, by = who.Id });
        var head = new Rectification
        {
            Id = id,
            CountyId = who.CountyId,
            Year = draft.Year,
            Site = draft.Site,
            Unit = unit,
            Class = $"{draft.Class}",
            Indicator = draft.Indicator,
            LeadOffice = lead,
            Problem = draft.Problem.Trim(),
            Basis = draft.Basis.Trim(),
            Owner = draft.Owner.Trim().Length > 0 ? draft.Owner.Trim() : "校（园）长",
            DueOn = draft.DueOn!.Value,
            SourceKind = draft.SourceKind,
            SourceId = draft.SourceId,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        };
        db.Rectifications.Add(head);
        await KeepAsync(db, topics, who, head, act, text, null, null, draft.Photos ?? []);
        return id;
    }

    private async Task KeepAsync(AppDb db, ICollection<string> topics, Visitor who, Rectification head, RectificationAct act, string text, DateOnly? due, MarkValue? value, IReadOnlyList<string> photos, RectificationClass? category = null)
    {
        var id = Guid.CreateVersion7();
        var json = value is null ? null : MarkJson.Write(value);
        var seq = await ledger.AppendAsync(db, who.CountyId, "rectification-step", $"{head.Id}", new { step = id, act = $"{act}", due, category = category?.ToString(), value = json, by = who.Id });
        db.RectificationSteps.Add(new RectificationStep { Id = id, CaseId = head.Id, CountyId = who.CountyId, Act = $"{act}", Text = text.Trim(), DueOn = due, Class = category?.ToString(), Value = json, Photos = string.Join(' ', photos), PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        await RectificationNews.TellAsync(db, topics, who, head, act, due ?? head.DueOn, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, head.Year, head.Site));
    }

    private static async Task<IReadOnlyList<RectificationCase>> ReadAsync(AppDb db, int countyId, System.Linq.Expressions.Expression<Func<Rectification, bool>> wanted)
    {
        var heads = await db.Rectifications.AsNoTracking().Where(r => r.CountyId == countyId).Where(wanted).OrderBy(r => r.LedgerSeq).ToListAsync();
        var ids = heads.Select(h => h.Id).ToList();
        var steps = (await db.RectificationSteps.AsNoTracking().Where(s => ids.Contains(s.CaseId)).OrderBy(s => s.LedgerSeq).ToListAsync()).ToLookup(s => s.CaseId);
        return [.. heads.Select(h => new RectificationCase(h, [.. steps[h.Id]]))];
    }

    private static bool MaySee(Visitor who, Rectification head) => who.Role switch
    {
        Roles.Unit => head.Unit == who.UnitCode,
        Roles.LeadOffice => head.LeadOffice == who.LeadOffice,
        _ => true,
    };

    private static RectificationActor? ActorOf(Visitor who) => who.Role switch
    {
        Roles.Office => RectificationActor.Office,
        Roles.Inspector => RectificationActor.Inspector,
        Roles.Unit => RectificationActor.Unit,
        _ => null,
    };
}
