using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>One point of a 申辩 as the unit writes it.</summary>
/// <param name="Finding">The finding it is about, or null for the whole.</param>
public sealed record ReplyDraft(Guid? Finding, string Text);

/// <summary>The decision on one point as the office writes it.</summary>
public sealed record AnswerDraft(Guid Point, ReplyOutcome? Outcome, string Reason);

/// <summary>申辩 and its answer: the unit is heard point by point, and every point gets a decision with a reason from somebody who did not make the finding.</summary>
public sealed class HearingBook(Writer writer, LedgerBook ledger, InspectionBook book, TimeProvider clock)
{
    /// <summary>提出申辩: all points at once.</summary>
    public Task<bool> ReplyAsync(Visitor who, Guid id, IReadOnlyList<ReplyDraft> drafts) => writer.WriteAsync(async (db, topics) =>
    {
        var inspection = await book.LoadForAsync(db, who, id, Act.Reply);
        var said = drafts.Where(d => !string.IsNullOrWhiteSpace(d.Text)).ToList();
        var findings = await InspectionFile.FindingsAsync(db, id);
        var problems = new List<string>();
        if (said.Count == 0) problems.Add("请至少对一条意见写明申辩的理由；没有异议请选“无异议”。");
        if (said.Any(d => d.Text.Length > 4000)) problems.Add("一条申辩超过 4000 字，请删减。");
        if (said.Any(d => d.Finding is { } about && findings.All(f => f.Id != about))) problems.Add("申辩所针对的意见已经不在，请刷新。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        foreach (var draft in said)
        {
            var point = Guid.CreateVersion7();
            var text = draft.Text.Trim();
            var seq = await ledger.AppendAsync(db, who.CountyId, "reply", $"{point}", new { point, id, draft.Finding, by = who.Id });
            db.ReplyPoints.Add(new ReplyPoint { Id = point, CountyId = who.CountyId, InspectionId = id, FindingId = draft.Finding, Text = text, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        }
        await book.RecordAsync(db, who, inspection, Act.Reply, "");
        await InspectionNews.TellAsync(db, topics, who, inspection, Act.Reply, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return true;
    });

    /// <summary>答复申辩: every open point at once.</summary>
    public Task<bool> AnswerAsync(Visitor who, Guid id, IReadOnlyList<AnswerDraft> drafts) => writer.WriteAsync(async (db, topics) =>
    {
        var inspection = await book.LoadForAsync(db, who, id, Act.Answer);
        var open = (await InspectionFile.ReadAsync(db, id)).Points.Where(p => p.Answer is null && !p.IsTakenBack).ToList();
        var problems = new List<string>();
        foreach (var (one, index) in open.Select((p, i) => (p, i)))
        {
            var draft = drafts.FirstOrDefault(d => d.Point == one.Point.Id);
            problems.AddRange(InspectionFindings.AnswerProblems(draft?.Outcome, draft?.Reason ?? "", one.About?.PersonId, who.Id).Select(p => $"第 {index + 1} 条申辩：{p}"));
        }
        if (problems.Count > 0) throw new Refusal(422, problems);
        foreach (var one in open)
        {
            var draft = drafts.First(d => d.Point == one.Point.Id);
            var answer = Guid.CreateVersion7();
            var reason = draft.Reason.Trim();
            var seq = await ledger.AppendAsync(db, who.CountyId, "answer", $"{answer}", new { answer, id, draft.Point, outcome = $"{draft.Outcome}", by = who.Id });
            db.ReplyAnswers.Add(new ReplyAnswer { Id = answer, CountyId = who.CountyId, InspectionId = id, PointId = draft.Point, Outcome = $"{draft.Outcome}", Reason = reason, PersonId = who.Id, PersonName = who.Name, At = clock.GetUtcNow(), LedgerSeq = seq });
        }
        await book.RecordAsync(db, who, inspection, Act.Answer, "");
        await InspectionNews.TellAsync(db, topics, who, inspection, Act.Answer, clock.GetUtcNow());
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return true;
    });
}
