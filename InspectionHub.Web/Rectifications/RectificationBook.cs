using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>整改台账: opens cases and moves them along the table. Closing needs the new value where a row stands behind the case, otherwise evidence, and always 销号审批 by another person than the checker.</summary>
public sealed class RectificationBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, Assessor assessor, RectificationValue values, TimeProvider clock)
{
    /// <summary>Cases this person may see, by deadline: a unit its own, a lead office those of its clauses, everybody else the county's.</summary>
    public async Task<IReadOnlyList<RectificationCase>> ListAsync(Visitor who, int? year = null)
    {
        await using var db = await factory.CreateDbContextAsync();
        var all = await CaseFile.ReadAsync(db, who.CountyId, r => year == null || r.Year == year);
        return [.. all.Where(c => CaseFile.MaySee(who, c)).OrderBy(c => c.IsOpen ? 0 : 1).ThenBy(c => c.DueOn).ThenBy(c => c.Head.LedgerSeq)];
    }

    public async Task<RectificationCase?> FindAsync(Visitor who, Guid id)
    {
        await using var db = await factory.CreateDbContextAsync();
        return (await CaseFile.ReadAsync(db, who.CountyId, r => r.Id == id)).FirstOrDefault(c => CaseFile.MaySee(who, c));
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
        CaseFile.ActorOf(who) is { } actor ? RectificationFlow.Permitted(one.State, one.Class, actor, one.Checker == who.Id, one.Place.IsClosed, one.Reporter == who.Id) : [];

    /// <summary>Which of these cases nobody can take further, and what to do.</summary>
    public async Task<IReadOnlyList<(RectificationCase Case, string Act, string Say)>> StuckAsync(int countyId, IEnumerable<RectificationCase> cases)
    {
        await using var db = await factory.CreateDbContextAsync();
        var (office, inspectors) = (await Recipients.OfficeAsync(db, countyId), await Recipients.InspectorsAsync(db, countyId));
        var (standings, today) = (await InspectorRegister.StandingsAsync(db, countyId), YearSites.DayOf(clock.GetUtcNow()));
        bool MayCheck(string person, RectificationCase one) => new[] { one.Head.Site, one.Place.Site }.All(site => standings(person, site).WhyReplaced(today) is null);
        return [.. from one in cases let why = one.WhyStuck(office, [.. inspectors.Where(i => MayCheck(i, one))]) where why is not null select (one, why.Value.Act, why.Value.Say)];
    }

    /// <summary>Why this person must leave a case to others, or null.</summary>
    public async Task<string?> WhyNotAsync(Visitor who, RectificationCase one)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await WhyNotAsync(db, who, one);
    }

    private async Task<string?> WhyNotAsync(AppDb db, Visitor who, RectificationCase one) =>
        who.Role != Roles.Inspector ? null : CaseFile.WhyNot(who, one, await InspectorRegister.StandingsAsync(db, who.CountyId), YearSites.DayOf(clock.GetUtcNow()));

    /// <summary>The rows that can stand behind a case of a school: those that apply to it in a year.</summary>
    public async Task<IReadOnlyList<Indicator>> RowsOfAsync(int countyId, int year, string site) => RectificationValue.RowsOf(await assessor.FindAsync(countyId, year), site);

    /// <summary>Opens a case on its own.</summary>
    public Task<Guid> OpenAsync(Visitor who, RectificationDraft draft) => writer.WriteAsync((db, topics) => OpenAsync(db, topics, who, draft));

    /// <summary>Opens a case inside the caller's write: from an opinion, a visit or a 立即处置.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public async Task<Guid> OpenAsync(AppDb db, ICollection<string> topics, Visitor who, RectificationDraft draft)
    {
        if (who.Role is not (Roles.Office or Roles.Inspector)) throw new Refusal(403, "整改事项由督导室和督学列入台账。");
        // A form's own id, sent again: the case it asks for is there.
        if (draft is { SourceKind: "office", Id: { } own } && await db.Rectifications.AnyAsync(r => r.Id == own && r.CountyId == who.CountyId)) return own;
        var now = await assessor.FindAsync(who.CountyId, draft.Year);
        var problems = new List<string>();
        if (now?.SiteOf(draft.Site) is not { } site) throw new Refusal(422, "本学年的统计数据中没有这所学校。");
        if (string.IsNullOrWhiteSpace(draft.Problem)) problems.Add("请写明问题：何处、何事、到什么程度（不写学生姓名）。");
        // What comes from a record was measured there: problem and demand together may be longer.
        var isOwn = draft.SourceKind is "office" or "fallback";
        if (isOwn && draft.Problem.Length > 4000) problems.Add("问题超过 4000 字，请删减。");
        if (string.IsNullOrWhiteSpace(draft.Basis)) problems.Add("请写明依据：指标、标准或法规条款。");
        var row = draft.Indicator.Length > 0 ? now.Framework.Find(draft.Indicator) : null;
        // A record keeps the edition it was made by: what a later one dropped stands behind its case no more, and hinders no opinion.
        if (isOwn && draft.Indicator.Length > 0 && row is null) problems.Add($"指标体系中没有指标 {draft.Indicator}。");
        if (isOwn && row is not null && RectificationValue.RowsOf(now, draft.Site).All(r => r.Code != row.Code))
            problems.Add($"指标 {row.Code} {row.Name}不适用于这所学校（{site.Kind.Name()}）。请改选适用的指标；没有对应指标的选“无”，写明依据，凭材料和照片销号。");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        if (draft.DueOn < today && isOwn) problems.Add("整改期限早于今天，请改正。");
        if (isOwn && draft.Photos is { Count: > 0 } names && await db.Photos.CountAsync(p => p.CountyId == who.CountyId && p.Sheet == $"{draft.Id}" && names.Contains(p.Sha)) < names.Distinct().Count()) problems.Add("有照片没有上传成功，请重新选择照片。");
        if (draft is { Class: RectificationClass.LongTerm, DueOn: null }) problems.Add(StepCheck.NeedsDay);
        if (problems.Count > 0) throw new Refusal(422, problems);
        var due = draft.DueOn ?? await DueAsync(db, who.CountyId, draft.Class, today);
        return await AddAsync(db, topics, who, draft with { DueOn = due }, site.Unit, row is null ? "" : row.Lead, RectificationAct.Open, "");
    }

    /// <summary>问题重现: what was closed is there again, and nothing that is measured says so. The office lists it as a case of its own, linked to the closed one.</summary>
    /// <exception cref="Refusal">All reasons at once.</exception>
    public Task<Guid> AgainAsync(Visitor who, Guid id, int year, string problem, RectificationClass category, DateOnly? dueOn) => writer.WriteAsync(async (db, topics) =>
    {
        if (who.Role != Roles.Office) throw new Refusal(403, "重现的问题由督导室列为新的事项。");
        var one = (await CaseFile.ReadAsync(db, who.CountyId, r => r.Id == id)).FirstOrDefault() ?? throw new Refusal(404, "没有这个整改事项，或者您看不到它。");
        if (one.State != RectificationState.Closed) throw new Refusal(409, "只有已销号的事项才能因问题重现列为新的事项，请刷新页面。");
        if (one.Place.IsClosed) throw new Refusal(422, "学校已撤并，没有承接的学校，不能再列为这所学校的整改事项。");
        var source = $"{id}";
        if ((await CaseFile.ReadAsync(db, who.CountyId, r => r.SourceKind == "fallback" && r.SourceId == source)).Any(c => c.IsOpen || c.State == RectificationState.Proposed)) throw new Refusal(409, "这个事项重现的问题已经列入或提示，请在“后续”中查看。");
        var rows = await RowsOfAsync(who.CountyId, year, one.Place.Site);
        return await OpenAsync(db, topics, who, new(year, one.Place.Site, category, problem, one.Head.Basis, rows.Any(r => r.Code == one.Head.Indicator) ? one.Head.Indicator : "", one.Post, dueOn, "fallback", source));
    });

    /// <summary>Takes the next step of a case.</summary>
    /// <exception cref="Refusal">The table does not allow it, or something is missing: all of it at once.</exception>
    public Task<bool> StepAsync(Visitor who, Guid id, StepDraft draft) => writer.WriteAsync(async (db, topics) =>
    {
        var one = (await CaseFile.ReadAsync(db, who.CountyId, r => r.Id == id)).FirstOrDefault(c => CaseFile.MaySee(who, c)) ?? throw new Refusal(404, "没有这个整改事项，或者您看不到它。");
        if (await WhyNotAsync(db, who, one) is { } why) throw new Refusal(422, why);
        if (!PermittedFor(one, who).Contains(draft.Act))
            throw new Refusal(409, draft.Act == RectificationAct.Approve && one.Checker == who.Id ? "核查是您做的，销号须由其他人审批。"
                : one.State == RectificationState.Reported && one.Reporter == who.Id && draft.Act is RectificationAct.Pass or RectificationAct.Partly or RectificationAct.Fail ? "整改情况是您报送的，须由其他人核查。" : $"现在不能“{draft.Act.Name()}”，页面可能已过时，请刷新。");
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        var problems = StepCheck.Problems(one, draft, today, draft.Act == RectificationAct.Pass && await values.NeedsEvidenceAsync(who.CountyId, one));
        // A name that nothing was kept under is no evidence.
        var names = draft.Photos ?? [];
        if (await db.Photos.CountAsync(p => p.CountyId == who.CountyId && p.Sheet == $"{id}" && names.Contains(p.Sha)) < names.Distinct().Count()) problems.Add("有照片没有上传成功，请重新选择照片。");
        if (draft.Act is RectificationAct.Pass or RectificationAct.Approve) problems.AddRange(await values.ProblemsAsync(who, one, draft.Act == RectificationAct.Pass ? draft.Value : null));
        if (problems.Count > 0) throw new Refusal(422, problems);
        var due = draft.Act switch
        {
            RectificationAct.Extend => draft.DueOn,
            // The days count from the confirmation, not from the proposal that nobody had looked at yet.
            RectificationAct.Confirm => draft.DueOn ?? await DueAsync(db, who.CountyId, draft.Class ?? one.Class, today),
            _ => null,
        };
        var text = draft.Act switch { RectificationAct.Transfer => CaseWords.OfTransfer(draft.To!, draft.Text), RectificationAct.Assign => draft.To!, _ => draft.Text };
        await KeepAsync(db, topics, who, one.Head, one.Place, one.Steps, draft.Act, text, due, draft.Act == RectificationAct.Pass ? draft.Value : null, draft.Photos ?? [], draft.Act == RectificationAct.Confirm && draft.Class != one.Class ? draft.Class : null);
        return true;
    });

    /// <summary>Takes back inside the caller's write what a record opened and does not hold any more; what the unit has begun to answer stays for the office to decide.</summary>
    internal async Task<bool> TakeBackAsync(AppDb db, ICollection<string> topics, Visitor who, RectificationCase one, string reason)
    {
        if (!one.IsUntouched) return false;
        await KeepAsync(db, topics, who, one.Head, one.Place, one.Steps, RectificationAct.Withdraw, reason, null, null, []);
        return true;
    }

    /// <summary>提示回落: a value that was good when its case was closed is bad again. Opens a linked proposal, one for a school and row, and none while a case of it is open; after a 不列入 only
    /// when the value has recovered since.</summary>
    internal Task<Guid> ProposeAsync(RectificationCase closed, int year, string problem) => writer.WriteAsync(async (db, topics) =>
    {
        if (await CaseFile.LastProposalAsync(db, closed) is { } last && !last.HasRecovered) return Guid.Empty;
        if ((await CaseFile.ReadAsync(db, closed.Head.CountyId, r => r.Indicator == closed.Head.Indicator)).Any(c => c.StandsFor(closed))) return Guid.Empty;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
        var draft = new RectificationDraft(year, closed.Head.Site, closed.Class, problem, closed.Head.Basis, closed.Head.Indicator, closed.Post, await DueAsync(db, closed.Head.CountyId, closed.Class, today), "fallback", $"{closed.Head.Id}");
        return await AddAsync(db, topics, Hub(closed), draft, closed.Place.Unit, closed.Head.LeadOffice, RectificationAct.Propose, "");
    });

    /// <summary>A proposal nobody has looked at yet goes when its reason is gone.</summary>
    internal Task<bool> TakeBackProposalAsync(RectificationCase proposal, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        if ((await CaseFile.ReadAsync(db, proposal.Head.CountyId, r => r.Id == proposal.Head.Id)) is not [{ State: RectificationState.Proposed } one]) return false;
        await KeepAsync(db, topics, Hub(one), one.Head, one.Place, one.Steps, RectificationAct.Withdraw, reason, null, null, []);
        return true;
    });

    /// <summary>恢复达标: noted once on a proposal that was 不列入, so that the next fall is told again.</summary>
    internal Task<bool> RecoverAsync(RectificationCase closed) => writer.WriteAsync(async (db, topics) =>
    {
        if (await CaseFile.LastProposalAsync(db, closed) is not { State: RectificationState.Dismissed or RectificationState.Withdrawn, HasRecovered: false } last) return false;
        await KeepAsync(db, topics, Hub(closed), last.Head, last.Place, last.Steps, RectificationAct.Recover, "", null, null, []);
        return true;
    });

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

    private async Task<Guid> AddAsync(AppDb db, ICollection<string> topics, Visitor who, RectificationDraft draft, string unit, string lead, RectificationAct act, string text)
    {
        var id = draft.Id ?? Guid.CreateVersion7();
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
        await KeepAsync(db, topics, who, head, (await CasePlaces.ReadAsync(db, who.CountyId, [head.Site])).Of(head.Site, head.Unit), [], act, text, null, null, draft.Photos ?? []);
        return id;
    }

    private async Task KeepAsync(AppDb db, ICollection<string> topics, Visitor who, Rectification head, CasePlace place, IReadOnlyList<RectificationStep> before, RectificationAct act, string text, DateOnly? due, MarkValue? value, IReadOnlyList<string> photos, RectificationClass? category = null)
    {
        var id = Guid.CreateVersion7();
        var json = value is null ? null : MarkJson.Write(value);
        var seq = await ledger.AppendAsync(db, who.CountyId, "rectification-step", $"{head.Id}", new { step = id, act = $"{act}", due, category = category?.ToString(), value = value is null ? null : MarkJson.WriteBare(value), by = who.Id });
        var step = new RectificationStep { Id = id, CaseId = head.Id, CountyId = who.CountyId, Act = $"{act}", Text = text.Trim(), DueOn = due, Class = category?.ToString(), Value = json, Photos = string.Join(' ', photos), PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq };
        db.RectificationSteps.Add(step);
        await RectificationNews.TellAsync(db, topics, who, new(head, [.. before, step], place), act, due ?? head.DueOn, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, head.Year, head.Site));
        // Where its school stands today it is shown whatever year it was opened in.
        topics.Add(LiveFeed.Cases(who.CountyId, head.Site));
        if (place.Site != head.Site) topics.Add(LiveFeed.Cases(who.CountyId, place.Site));
    }
}
