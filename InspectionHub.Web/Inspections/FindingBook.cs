using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Inspections;

/// <summary>A finding as its page gives it.</summary>
/// <param name="Replaces">The standing finding this one corrects.</param>
/// <param name="Photos">Names of photos that were kept before, of a problem: also one without a row has what it looked like from the day it was found.</param>
public sealed record FindingDraft(FindingKind Kind, string Indicator, string Text, string Basis, string Class, DateOnly? DueOn, Guid? Replaces = null, IReadOnlyList<string>? Photos = null);

/// <summary>现场记录 as its page gives it.</summary>
public sealed record RecordDraft(RecordKind Kind, DateOnly? HeldOn, string Subject, string Text, int? Asked, int? Valid, int? Satisfied, Guid? Replaces = null);

/// <summary>Keeps findings and 现场记录 of an inspection. The team writes them while it is on site; the office corrects findings until the preliminary view is out.</summary>
public sealed class FindingBook(Writer writer, LedgerBook ledger, FrameworkShelf shelf, InspectionBook book, TimeProvider clock)
{
    public Task<Guid> AddAsync(Visitor who, Guid inspection, FindingDraft draft) => writer.WriteAsync(async (db, topics) =>
    {
        var place = await OpenForAsync(db, who, inspection);
        var problems = InspectionFindings.Problems(draft.Kind, draft.Text, draft.Basis, draft.DueOn, book.Today()).ToList();
        if (draft.Indicator.Length > 0 && shelf.Find(place.Edition)?.Find(draft.Indicator) is null) problems.Add($"指标版本 {place.Edition} 中没有指标 {draft.Indicator}。");
        // A name that nothing was kept under is no evidence.
        if (draft.Photos is { Count: > 0 } names && await db.Photos.CountAsync(p => p.CountyId == who.CountyId && p.Sheet == $"{inspection}" && names.Contains(p.Sha)) < names.Distinct().Count()) problems.Add("有照片没有上传成功，请重新选择照片。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        return await KeepAsync(db, topics, who, place, draft);
    });

    /// <summary>Takes a finding back; it stays in the book.</summary>
    public Task<Guid> WithdrawAsync(Visitor who, Guid inspection, Guid finding) => writer.WriteAsync(async (db, topics) =>
    {
        var place = await OpenForAsync(db, who, inspection);
        var old = (await InspectionFile.FindingsAsync(db, inspection)).FirstOrDefault(f => f.Id == finding) ?? throw new Refusal(409, "这一条已被改过或撤回，请刷新。");
        return await KeepAsync(db, topics, who, place, new(Enum.Parse<FindingKind>(old.Kind), old.Indicator, "", old.Basis, old.Class, null, finding));
    });

    /// <summary>Sets the last day of a problem anew inside the caller's write; everything else stays as it was found, and whose finding it is.</summary>
    internal Task<Guid> SetDayAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection place, InspectionFinding one, DateOnly day) =>
        KeepAsync(db, topics, who, place, new FindingDraft(Enum.Parse<FindingKind>(one.Kind), one.Indicator, one.Text, one.Basis, one.Class, day, one.Id, one.PhotoNames()), one);

    public Task<Guid> AddAsync(Visitor who, Guid inspection, RecordDraft draft) => writer.WriteAsync(async (db, topics) =>
    {
        var place = await OpenForAsync(db, who, inspection);
        var problems = InspectionRecords.Problems(draft.Kind, draft.Subject, draft.Text, draft.Asked, draft.Valid, draft.Satisfied).ToList();
        if (draft.HeldOn is null) problems.Add("请填写日期。");
        else if (draft.HeldOn > book.Today()) problems.Add("日期晚于今天，请改正。");
        if (draft.Text.Length > 4000) problems.Add("内容超过 4000 字，请删减。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        return await KeepAsync(db, topics, who, place, draft, isWithdrawn: false);
    });

    /// <summary>Takes a record back; it stays in the book.</summary>
    public Task<Guid> WithdrawRecordAsync(Visitor who, Guid inspection, Guid record) => writer.WriteAsync(async (db, topics) =>
    {
        var place = await OpenForAsync(db, who, inspection);
        var old = (await InspectionFile.RecordsAsync(db, inspection)).FirstOrDefault(r => r.Id == record) ?? throw new Refusal(409, "这条记录已被改过或撤回，请刷新。");
        return await KeepAsync(db, topics, who, place, new(Enum.Parse<RecordKind>(old.Kind), old.HeldOn, old.Subject, "", null, null, null, record), isWithdrawn: true);
    });

    /// <summary>Whether this person may write findings and records now: the team on site, the office too until the preliminary view is out.</summary>
    public static bool MayWrite(Inspection inspection, Visitor who) => InspectionBook.StateOf(inspection) switch
    {
        InspectionState.Open => inspection.Team.Any(m => m.PersonId == who.Id) || who.Role == Roles.Office,
        InspectionState.Submitted => who.Role == Roles.Office,
        _ => false,
    };

    private async Task<Inspection> OpenForAsync(AppDb db, Visitor who, Guid id)
    {
        var inspection = await WholeInspections.FindAsync(db, who.CountyId, id);
        if (inspection is null || await book.FindAsync(who, id) is null) throw new Refusal(404, "没有这次督导。");
        return MayWrite(inspection, who) ? inspection : throw new Refusal(409, "现在不能增改记录和问题：初步意见已经发出，或督导已经结束。");
    }

    private async Task<Guid> KeepAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection place, FindingDraft draft, InspectionFinding? found = null)
    {
        var id = Guid.CreateVersion7();
        var isProblem = draft.Kind == FindingKind.Problem;
        var text = draft.Text.Trim();
        var seq = await ledger.AppendAsync(db, who.CountyId, "finding", $"{id}", new { id, inspection = place.Id, kind = $"{draft.Kind}", draft.Indicator, draft.Class, draft.DueOn, draft.Replaces, by = who.Id });
        db.InspectionFindings.Add(new InspectionFinding
        {
            Id = id,
            CountyId = who.CountyId,
            InspectionId = place.Id,
            Kind = $"{draft.Kind}",
            Indicator = draft.Indicator,
            Text = text,
            Basis = draft.Basis.Trim(),
            Class = isProblem ? draft.Class : "",
            DueOn = isProblem ? draft.DueOn : null,
            Photos = isProblem && draft.Photos is { Count: > 0 } photos ? string.Join(' ', photos.Distinct()) : null,
            Replaces = draft.Replaces,
            PersonId = found?.PersonId ?? who.Id,
            PersonName = found?.PersonName ?? who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        });
        topics.Add(LiveFeed.Mark(who.CountyId, place.Year, place.Site));
        return id;
    }

    private async Task<Guid> KeepAsync(AppDb db, ICollection<string> topics, Visitor who, Inspection place, RecordDraft draft, bool isWithdrawn)
    {
        var id = Guid.CreateVersion7();
        var (subject, text) = (draft.Subject.Trim(), draft.Text.Trim());
        var isAsked = draft.Kind is RecordKind.Meeting or RecordKind.Questionnaire;
        var isCounted = draft.Kind == RecordKind.Questionnaire;
        var seq = await ledger.AppendAsync(db, who.CountyId, "record", $"{id}", new { id, inspection = place.Id, kind = $"{draft.Kind}", draft.HeldOn, draft.Asked, draft.Valid, draft.Satisfied, draft.Replaces, isWithdrawn, by = who.Id });
        db.InspectionRecords.Add(new InspectionRecord
        {
            Id = id,
            CountyId = who.CountyId,
            InspectionId = place.Id,
            Kind = $"{draft.Kind}",
            HeldOn = draft.HeldOn!.Value,
            Subject = subject,
            Text = text,
            Asked = isAsked ? draft.Asked : null,
            Valid = isCounted ? draft.Valid : null,
            Satisfied = isCounted ? draft.Satisfied : null,
            IsWithdrawn = isWithdrawn,
            Replaces = draft.Replaces,
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = seq,
        });
        topics.Add(LiveFeed.Mark(who.CountyId, place.Year, place.Site));
        return id;
    }
}
