using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.AnnualAssessments;

/// <summary>A unit's request for a review and its answer, if there is one yet.</summary>
/// <param name="IsOver">The results it was about have been taken back: it stays to be read.</param>
public sealed record Review(AnnualStep Request, AnnualStep? Answer, bool IsOver = false)
{
    public bool IsOpen => Answer is null && !IsOver;
}

/// <summary>A county's 年度考核 as it stands.</summary>
/// <param name="Shown">The results in public now, or the approved ones; null before.</param>
/// <param name="OpenUntil">Last day for asking for a review.</param>
public sealed record AnnualAssessment(int Year, AnnualState State, IReadOnlyList<AnnualStep> Steps, AnnualResults? Shown, DateOnly? OpenUntil, IReadOnlyList<Review> Reviews)
{
    /// <summary>现行审定结果: while they are being corrected, the approved results that hold until the next approval; null otherwise.</summary>
    public AnnualResults? Standing { get; init; }

    /// <summary>Whether results of the year have ever been approved: they are official, and the year cannot be called off any more.</summary>
    public bool WasApproved => Steps.Any(s => s.Act == nameof(AnnualAct.Approve));
}

/// <summary>Moves a county's 年度考核 along its table: shows results in public, hears the units, approves, circulates.</summary>
public sealed class AnnualBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, Assessor assessor, Releases releases, SelfAssessmentBook self, TimeProvider clock)
{
    /// <summary>The year's assessment as this person may see it: once in public, everybody sees all results; requests for a review only the office, the leaders and the unit that asked.</summary>
    public async Task<AnnualAssessment> FindAsync(Visitor who, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var found = await ReadAsync(db, who.CountyId, year);
        if (who.Role is Roles.Office or Roles.Leader) return found;
        var own = who.Role == Roles.Unit ? who.UnitCode : null;
        return found with { Shown = found.Shown?.For(who), Standing = found.Standing?.For(who), Reviews = [.. found.Reviews.Where(r => r.Request.Unit == own)], Steps = [.. found.Steps.Where(s => s.Unit.Length == 0 || s.Unit == own)] };
    }

    /// <summary>The acts this person may choose now.</summary>
    public static IReadOnlyList<AnnualAct> PermittedFor(AnnualAssessment annual, Visitor who) => who.Role switch
    {
        Roles.Office => [.. AnnualAssessmentFlow.Permitted(annual.State, AnnualActor.Office).Where(a => a != AnnualAct.CallOff || !annual.WasApproved)],
        Roles.Unit => annual.Reviews.Any(r => r.IsOpen) ? [] : AnnualAssessmentFlow.Permitted(annual.State, AnnualActor.Unit),
        _ => [],
    };

    /// <summary>启动, 撤销启动, 撤回公示, 审定, 通报, 更正: acts that need no more than a text.</summary>
    public Task<bool> DoAsync(Visitor who, int year, AnnualAct act, string text) => writer.WriteAsync(async (db, topics) =>
    {
        var now = await LoadForAsync(db, who, year, act);
        IReadOnlyList<string> problems = act switch
        {
            AnnualAct.Approve => AnnualAssessmentFlow.ApprovalProblems(now.OpenUntil!.Value, Today(), [.. now.Reviews.Where(r => r.IsOpen).Select(r => NameOf(now, r.Request.Unit))], await ChangedAsync(who.CountyId, now), text),
            AnnualAct.CallOff when now.WasApproved => throw new Refusal(409, "本学年的结果审定过，正在更正，不能撤销启动。"),
            AnnualAct.CallOff when string.IsNullOrWhiteSpace(text) => ["请写明撤销启动的原因。"],
            AnnualAct.TakeBack when string.IsNullOrWhiteSpace(text) => ["请写明撤回公示的原因。"],
            AnnualAct.Correct when string.IsNullOrWhiteSpace(text) => ["请写明哪里错了、依据什么更正。"],
            AnnualAct.Publish or AnnualAct.AskReview or AnnualAct.AnswerReview => throw new Refusal(409, $"“{act.Name()}”有自己的步骤。"),
            _ => [],
        };
        if (problems.Count > 0) throw new Refusal(422, problems);
        if (act == AnnualAct.Circulate) text = $"通报文号：{await CircularAsync(db, who, year, now.Steps.Last(s => s.Act == nameof(AnnualAct.Approve)).LedgerSeq) ?? throw new Refusal(422, "年度考核通报还没有签发。请先在“文书”中起草、核稿、签发通报。")}";
        await StepAsync(db, topics, who, year, act, "", text);
        // A 自评 that an inspection of the autumn asked for is not yet the year's.
        if (act == AnnualAct.Start)
            foreach (var site in await db.Inspections.Where(i => i.CountyId == who.CountyId && i.Year == year && (i.SelfAssessmentDue != null || i.Acts.Any(a => a.Act == nameof(Core.Procedures.InspectionAct.ChangeNotice)))).Select(i => i.Site).Distinct().ToListAsync())
                await self.ReopenAsync(db, topics, who, year, site, "年度考核已经启动：请在原有自评的基础上更新后重新提交。");
        // What was approved is official from now on.
        if (act == AnnualAct.Approve) await releases.PublishAsync(db, topics, who, year, $"年度考核审定：{text.Trim()}");
        return true;
    });

    /// <summary>Units whose official result is no longer the one in public.</summary>
    private async Task<IReadOnlyList<string>> ChangedAsync(int countyId, AnnualAssessment annual)
    {
        var official = await assessor.ConfirmedAsync(countyId, annual.Year) ?? throw new Refusal(409, "本学年的统计数据已不在，请刷新页面。");
        return [.. ChangedOf(official, annual).Select(u => u.Name)];
    }

    private static IEnumerable<UnitResult> ChangedOf(AssessedYear official, AnnualAssessment annual) => AnnualResults.Of(official).Units.Except(annual.Shown!.Units);

    /// <summary>Whether a school's veto was decided, or its 认定 revoked, after the year's results were approved and has changed that of its unit: then they are to be corrected.</summary>
    /// <param name="annual">The assessment of the veto's year.</param>
    public async Task<bool> IsOutdatedByAsync(AnnualAssessment annual, Visitor who, VetoCase one) =>
        MayOutdate(one) && annual.State >= AnnualState.Approved && annual.Steps.Last(s => s.Act == nameof(AnnualAct.Approve)).LedgerSeq < one.Steps[^1].LedgerSeq
        && await assessor.ConfirmedAsync(who.CountyId, one.Year) is { } official && official.SiteOf(one.Site) is { } site && ChangedOf(official, annual).Any(u => u.Unit == site.Unit);

    /// <summary>Whether a veto is one that could: a school's, and decided.</summary>
    public static bool MayOutdate(VetoCase one) => one.Site.Length > 0 && one.State is (VetoState.Established or VetoState.Revoked);

    /// <summary>公示: freezes exactly what the office saw, which is <see cref="Assessor.ConfirmedAsync"/>. Refused with 409 if anything of the year arrived since.</summary>
    public Task<bool> PublishAsync(Visitor who, AssessedYear seen, DateOnly openUntil, string text)
    {
        var frozen = AnnualResults.ToShow(seen).Write();
        return writer.WriteAsync(async (db, topics) =>
        {
            await LoadForAsync(db, who, seen.Year, AnnualAct.Publish);
            if (openUntil < Today()) throw new Refusal(422, "公示截止日期早于今天，请改正。");
            var now = await assessor.ConfirmedAsync(who.CountyId, seen.Year);
            if (now is null || AnnualResults.ToShow(now).Write() != frozen) throw new Refusal(409, "您查看之后结果又有变化，请重新核对后再公示。");
            if (string.IsNullOrWhiteSpace(text) && await UnusualAsync(db, who, AnnualResults.Of(seen), openUntil) is { Count: > 0 } unusual) throw new Refusal(422, [.. unusual, "确需如此公示的，请写明原因。"]);
            await StepAsync(db, topics, who, seen.Year, AnnualAct.Publish, "", text, now, frozen, openUntil);
            return true;
        });
    }

    /// <summary>What needs a reason in a public notice: a shorter time than the county's own, and results that are no results.</summary>
    private async Task<IReadOnlyList<string>> UnusualAsync(AppDb db, Visitor who, AnnualResults results, DateOnly openUntil)
    {
        var unusual = new List<string>();
        var (least, open) = (await CalendarBook.DueAsync(db, who.CountyId, Deadline.PublicNotice, Today()), results.Units.Count(u => u.Grade == "未定"));
        if (openUntil < least) unusual.Add($"按本县规定，公示应到 {least:yyyy-MM-dd} 或更晚。");
        if (open > 0) unusual.Add($"还有 {open} 个单位的等级未定。");
        return unusual;
    }

    /// <summary>The number of the circular that was issued for the year since its latest approval, or null: one issued before a correction tells of other results.</summary>
    private static async Task<string?> CircularAsync(AppDb db, Visitor who, int year, long since)
    {
        var kind = nameof(Core.Reports.ReportKind.Circular).ToLowerInvariant();
        var issued = await (from paper in db.Papers join issue in db.PaperIssues on paper.Id equals issue.PaperId where paper.CountyId == who.CountyId && paper.Year == year && paper.Kind == kind && issue.LedgerSeq > since orderby issue.LedgerSeq select new { paper.Id, issue.Number }).ToListAsync();
        foreach (var one in Enumerable.Reverse(issued))
            if (PaperFlow.After(await Reports.PaperBook.MovesAsync(db, one.Id)) != PaperState.Void) return one.Number;
        return null;
    }

    /// <summary>申请复核: the unit's own words; one open request at a time.</summary>
    public Task<bool> AskAsync(Visitor who, int year, string text) => writer.WriteAsync(async (db, topics) =>
    {
        var now = await LoadForAsync(db, who, year, AnnualAct.AskReview);
        var problems = new List<string>();
        if (now.OpenUntil < Today()) problems.Add($"公示期已于 {now.OpenUntil:yyyy-MM-dd} 结束，不能再申请复核。");
        if (now.Reviews.Any(r => r.Request.Unit == who.UnitCode && r.IsOpen)) problems.Add("贵单位的复核申请正在处理，请等待答复。");
        if (string.IsNullOrWhiteSpace(text)) problems.Add("请写明对哪一项有异议、事实和理由。");
        if (text.Length > 10_000) problems.Add("文字超过 10000 字，请删减。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        await StepAsync(db, topics, who, year, AnnualAct.AskReview, who.UnitCode!, text);
        return true;
    });

    /// <summary>答复复核, with the finding. A changed result is shown again after 撤回公示.</summary>
    public Task<bool> AnswerAsync(Visitor who, int year, string unit, string text) => writer.WriteAsync(async (db, topics) =>
    {
        var now = await LoadForAsync(db, who, year, AnnualAct.AnswerReview);
        if (now.Reviews.All(r => r.Request.Unit != unit || !r.IsOpen)) throw new Refusal(409, "这个单位没有待答复的复核申请，请刷新。");
        if (string.IsNullOrWhiteSpace(text)) throw new Refusal(422, "请写明复核的结论和理由。");
        await StepAsync(db, topics, who, year, AnnualAct.AnswerReview, unit, text);
        return true;
    });

    private async Task<AnnualAssessment> LoadForAsync(AppDb db, Visitor who, int year, AnnualAct act)
    {
        var actor = who.Role switch { Roles.Office => AnnualActor.Office, Roles.Unit when who.UnitCode is not null => AnnualActor.Unit, _ => throw new Refusal(403, "年度考核由督导室办理，考核单位可以申请复核。") };
        if (await assessor.FindAsync(who.CountyId, year) is null) throw new Refusal(404, $"没有 {year} 学年的数据。");
        var now = await ReadAsync(db, who.CountyId, year);
        return AnnualAssessmentFlow.Permitted(now.State, actor).Contains(act) ? now : throw new Refusal(409, $"现在不能“{act.Name()}”，页面可能已过时，请刷新。");
    }

    private async Task StepAsync(AppDb db, ICollection<string> topics, Visitor who, int year, AnnualAct act, string unit, string text, AssessedYear? rests = null, string? frozen = null, DateOnly? openUntil = null)
    {
        var id = Guid.CreateVersion7();
        text = text.Trim();
        var seq = await ledger.AppendAsync(db, who.CountyId, "annual", $"{id}", new { id, year, act = $"{act}", unit, position = rests?.Position, batch = rests?.Batch.Id, edition = rests?.Framework.Edition, openUntil, by = who.Id });
        var step = new AnnualStep
        {
            Id = id,
            CountyId = who.CountyId,
            Year = year,
            Act = $"{act}",
            Unit = unit,
            Text = text,
            Frozen = frozen,
            Position = rests?.Position,
            BatchId = rests?.Batch.Id,
            Edition = rests?.Framework.Edition,
            Engine = rests is null ? null : Assessor.Engine,
            OpenUntil = openUntil,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        };
        db.AnnualSteps.Add(step);
        await AnnualNews.TellAsync(db, topics, who, step);
        topics.Add(LiveFeed.Year(who.CountyId, year));
    }

    private static async Task<AnnualAssessment> ReadAsync(AppDb db, int countyId, int year)
    {
        var steps = await db.AnnualSteps.AsNoTracking().Where(s => s.CountyId == countyId && s.Year == year).OrderBy(s => s.LedgerSeq).ToListAsync();
        var state = AnnualAssessmentFlow.After(steps.Select(s => Enum.Parse<AnnualAct>(s.Act)));
        var shown = state >= AnnualState.Public ? steps.Last(s => s.Frozen is not null) : null;
        var approved = steps.FindLastIndex(s => s.Act == nameof(AnnualAct.Approve));
        var standing = approved >= 0 && state < AnnualState.Approved ? steps.Take(approved).Last(s => s.Frozen is not null) : null;
        var reviews = new List<Review>();
        foreach (var step in steps)
            if (step.Act == nameof(AnnualAct.AskReview)) reviews.Add(new(step, null));
            else if (step.Act == nameof(AnnualAct.AnswerReview) && reviews.FindIndex(r => r.Request.Unit == step.Unit && r.IsOpen) is >= 0 and var open) reviews[open] = reviews[open] with { Answer = step };
            else if (step.Act is nameof(AnnualAct.TakeBack) or nameof(AnnualAct.Correct)) reviews = [.. reviews.Select(r => r with { IsOver = true })];
        return new(year, state, steps, shown is null ? null : AnnualResults.Read(shown.Frozen!), shown?.OpenUntil, reviews) { Standing = standing is null ? null : AnnualResults.Read(standing.Frozen!) };
    }

    private static string NameOf(AnnualAssessment annual, string unit) => annual.Shown?.Units.FirstOrDefault(u => u.Unit == unit)?.Name ?? unit;

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);
}
