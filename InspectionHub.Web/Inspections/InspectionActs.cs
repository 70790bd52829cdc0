using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>Moves an inspection along the table of <see cref="InspectionFlow"/>.</summary>
public sealed class InspectionActs(Writer writer, LedgerBook ledger, InspectionBook book, InspectionFollowUp after, TimeProvider clock)
{
    /// <summary>Every act that needs no more than a text: closing a ballot, submitting, sending back, sending the preliminary view and taking it back, agreeing, the opinion, publishing, closing, withdrawing.</summary>
    /// <exception cref="Refusal">The table does not allow it, or something is missing: all of it at once.</exception>
    public Task<bool> DoAsync(Visitor who, Guid id, Act act, string text) => DoAsync(who, id, act, text, new Dictionary<Guid, DateOnly?>());

    /// <summary>发出督导意见书. The terms count from it, so that it may set the last day of each problem anew.</summary>
    /// <param name="who">Who issues it.</param>
    /// <param name="id">The inspection.</param>
    /// <param name="text">The opinion.</param>
    /// <param name="days">Last days by problem; one that is not in it keeps the team's.</param>
    public Task<bool> IssueAsync(Visitor who, Guid id, string text, IReadOnlyDictionary<Guid, DateOnly?> days) => DoAsync(who, id, Act.Issue, text, days);

    private Task<bool> DoAsync(Visitor who, Guid id, Act act, string text, IReadOnlyDictionary<Guid, DateOnly?> days) => writer.WriteAsync(async (db, topics) =>
    {
        if (act is Act.SignOff or Act.SignAgain or Act.Reply or Act.Answer or Act.Replace or Act.ChangeNotice or Act.Open) throw new Refusal(409, $"“{act.Name()}”有自己的步骤。");
        var inspection = await book.LoadForAsync(db, who, id, act);
        if (await ProblemsAsync(db, who, inspection, act, text, days) is { Count: > 0 } problems) throw new Refusal(422, problems);
        var due = act == Act.SendPreliminary ? await after.ReplyDueAsync(db, inspection.CountyId) : default(DateOnly?);
        await book.RecordAsync(db, who, inspection, act, text.Trim(), due);
        await InspectionNews.TellAsync(db, topics, who, inspection, act, clock.GetUtcNow(), due);
        if (act == Act.Issue) await after.OpenRectificationsAsync(db, topics, who, inspection, days);
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return true;
    });

    /// <summary>更换督学: the one who leaves keeps what was marked; what still arrives from them is 迟到.</summary>
    public Task<bool> ReplaceAsync(Visitor who, Guid id, string leaving, Person coming, string reason) => writer.WriteAsync(async (db, topics) =>
    {
        var inspection = await book.LoadForAsync(db, who, id, Act.Replace);
        var problems = new List<string>();
        var old = inspection.Team.FirstOrDefault(m => m.PersonId == leaving);
        if (old is null) problems.Add("要换下的人不在督导组中。");
        if (inspection.Members.Any(m => m.PersonId == coming.Id)) problems.Add("换上的人已在或曾在这个督导组中，请另选一人。");
        if (coming.CountyId != who.CountyId) problems.Add("换上的人不是本县督学。");
        if (string.IsNullOrWhiteSpace(reason)) problems.Add("请写明更换的原因。");
        problems.AddRange(await InspectorRegister.WhyNotAsync(db, who.CountyId, coming.Id, coming.Name, inspection.Site, InspectionBook.DayOn(inspection, book.Today())));
        if (problems.Count > 0) throw new Refusal(422, problems);
        db.InspectionMembers.Add(new InspectionMember { InspectionId = id, PersonId = coming.Id, PersonName = coming.Name, IsLead = old!.IsLead, Clauses = old.Clauses });
        db.InspectionDepartures.Add(new InspectionDeparture { InspectionId = id, PersonId = leaving, At = clock.GetUtcNow() });
        await InspectionNews.ReplacedAsync(db, topics, who, inspection, leaving, coming.Id, clock.GetUtcNow());
        await book.RecordAsync(db, who, inspection, Act.Replace, $"{old.PersonName} → {coming.Name}：{reason.Trim()}", null, new { leaving, coming = coming.Id });
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return true;
    });

    /// <summary>审签: freezes the result the signer saw. Refused with 409 if anything about the site arrived after <paramref name="position"/>.</summary>
    /// <remarks>A result that is signed already gets its next version: it needs a reason and something that changed.</remarks>
    public Task<SignOff> SignOffAsync(Visitor who, Guid id, long position, string frozen, int batchId, string reason = "") => writer.WriteAsync(async (db, topics) =>
    {
        var before = await db.SignOffs.AsNoTracking().Where(s => s.InspectionId == id).OrderByDescending(s => s.Version).FirstOrDefaultAsync();
        var act = before is null ? Act.SignOff : Act.SignAgain;
        var inspection = await book.LoadForAsync(db, who, id, act);
        var since = await db.ScoreEntries.CountAsync(e => e.CountyId == who.CountyId && e.Year == inspection.Year && e.Site == inspection.Site && e.LedgerSeq > position)
            + await db.SettlementEntries.CountAsync(e => e.CountyId == who.CountyId && e.Year == inspection.Year && e.Site == inspection.Site && e.LedgerSeq > position);
        if (await db.ImportBatches.AnyAsync(b => b.CountyId == who.CountyId && b.Id > batchId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == inspection.Year)))
            throw new Refusal(409, "您查看之后又导入了新的统计数据，请刷新页面，按新数据重新核对后再审签。");
        if (since > 0) throw new Refusal(409, $"您查看之后又有 {since} 条评分到达，请重新核对后再审签。");
        // Before the year has statistics there is nothing to confirm and no figure in the result: what the team found is signed; with the data it is signed again.
        if (await db.SchoolYears.AsNoTracking().FirstOrDefaultAsync(s => s.BatchId == batchId && s.Year == inspection.Year && s.Code == inspection.Site) is { } site && !await db.DataConfirmations.AnyAsync(c => c.CountyId == who.CountyId && c.UnitCode == site.Unit && c.Year == inspection.Year && c.BatchId == batchId))
            throw new Refusal(409, "该考核单位尚未确认本学年数据，不能作为正式结果审签。请通知学校先做“数据确认”。");
        if (await SignatureProblemsAsync(db, inspection, before, frozen, batchId, reason) is { Count: > 0 } problems) throw new Refusal(422, problems);
        await book.RecordAsync(db, who, inspection, act, before is null ? "" : reason.Trim());
        var signOff = new SignOff
        {
            Id = Guid.CreateVersion7(),
            InspectionId = id,
            CountyId = who.CountyId,
            Year = inspection.Year,
            Site = inspection.Site,
            Version = 1 + (before?.Version ?? 0),
            Edition = inspection.Edition,
            Engine = Assessor.Engine,
            Position = position,
            BatchId = batchId,
            Frozen = frozen,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
        };
        db.SignOffs.Add(signOff);
        await InspectionNews.TellAsync(db, topics, who, inspection, act, clock.GetUtcNow());
        await ledger.AppendAsync(db, who.CountyId, "signoff", $"{signOff.Id}", new { id, signOff.Version, position, batchId, signOff.Edition, signOff.Engine });
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return signOff;
    });

    /// <summary>What keeps a result from being signed: an adopted 申辩 whose problem still stands would go into the opinion unchanged.</summary>
    private static async Task<List<string>> SignatureProblemsAsync(AppDb db, Inspection inspection, SignOff? before, string frozen, int batchId, string reason)
    {
        var problems = new List<string>();
        if (before is null)
        {
            var adopted = (await InspectionFile.ReadAsync(db, inspection.Id)).Points
                .Where(p => p.About?.Kind == nameof(FindingKind.Problem) && p.Answer?.Outcome == nameof(ReplyOutcome.Adopted)).Select(p => p.About!.Text).Distinct();
            problems.AddRange(adopted.Select(text => $"已采纳对这个问题的申辩，问题却还在：“{text}”。请退回重评，由督导组撤回或改正。"));
            return problems;
        }
        if (string.IsNullOrWhiteSpace(reason)) problems.Add("请写明重新审签的原因。");
        if (before.BatchId == batchId && before.Frozen == frozen) problems.Add("数据和结果与上一版完全相同，不需要重新审签。");
        // The latest signature of a site counts: an older inspection must not push a later one aside.
        if (await db.SignOffs.AnyAsync(s => s.CountyId == inspection.CountyId && s.Year == inspection.Year && s.Site == inspection.Site && s.InspectionId != inspection.Id && s.Position > before.Position))
            problems.Add("这所学校本学年后来的一次督导已经审签，请在那次督导中重新审签。");
        return problems;
    }

    private async Task<List<string>> ProblemsAsync(AppDb db, Visitor who, Inspection inspection, Act act, string text, IReadOnlyDictionary<Guid, DateOnly?> days)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(text) && Wanted(act) is { } wanted) problems.Add(wanted);
        if (text.Length > 20_000) problems.Add("文字超过 20000 字，请删减。");
        switch (act)
        {
            case Act.CloseBallot or Act.Submit:
                // A recusal or the end of a term reaches a running inspection: whoever may not be there hands nothing in.
                foreach (var one in inspection.Team.Where(m => act == Act.Submit || m.PersonId == who.Id))
                    if ((await InspectorRegister.StandingAsync(db, inspection.CountyId, one.PersonId, inspection.Site)).WhyReplaced(book.Today()) is { } why)
                        problems.Add($"{one.PersonName}不能继续参加这次督导（{why}），请督导室先更换督学。");
                if (act == Act.Submit) problems.AddRange(InspectionRecords.Lacking((await InspectionFile.RecordsAsync(db, inspection.Id)).Select(r => Enum.Parse<RecordKind>(r.Kind)).ToHashSet()));
                break;
            case Act.Lapse when inspection.Acts.Where(a => a.Act == nameof(Act.SendPreliminary)).MaxBy(a => a.Id)?.DueOn is { } due && due >= book.Today():
                problems.Add($"申辩期限到 {due:yyyy-MM-dd} 为止，还不能记为逾期。");
                break;
            case Act.Issue:
                problems.AddRange(await after.TermProblemsAsync(db, inspection.Id, days));
                break;
            case Act.Close:
                if (inspection.Acts.All(a => a.Act != nameof(Act.Publish))) problems.Add("督导报告还没有公布，不能办结。");
                if (await after.OpenCasesAsync(db, inspection.Id) is > 0 and var open) problems.Add($"还有 {open} 个问题没有销号，不能办结。");
                break;
        }
        return problems;
    }

    private static string? Wanted(Act act) => act switch
    {
        Act.SendBack => "请写明退回的原因。",
        Act.Withdraw => "请写明撤销的原因。",
        Act.TakeBack => "请写明收回的原因，学校会看到。",
        Act.SendPreliminary => "请写明初步意见：总体评价和主要结果。",
        Act.Lapse => "请记明送达的时间和方式。",
        Act.Issue => "请写明督导意见：总体评价。",
        Act.Publish => "请写明在何处、何时公布。",
        _ => null,
    };
}
