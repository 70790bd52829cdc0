using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Scoring;

/// <summary>The lead's decision as phone or desk sends it: a value that holds for a row, or whether a late mark is admitted.</summary>
/// <param name="Saw">Ids of the ballots the lead saw when deciding. A decision about ballots nobody has read would be worthless.</param>
/// <param name="Declines">The late mark that is not admitted, with a reason.</param>
public sealed record SettlementEnvelope(Guid Id, string Device, long Seq, string Sheet, string Indicator, JsonElement? Value, Guid? Admits, string? Reason, IReadOnlyList<Guid>? Saw, Guid? Declines = null) : IFromDevice;

/// <summary>The lead's own entries: settling differing ballots, and admitting late marks or not, each with a reason.</summary>
public sealed class Settlements(Writer writer, LedgerBook ledger, FrameworkShelf shelf, TimeProvider clock)
{
    public Task<MarkAnswer> SaveAsync(Visitor who, SettlementEnvelope given) => Delivery.TakeAsync(writer, clock, given.Id, async (db, topics, now) =>
    {
        if (await db.SettlementEntries.AsNoTracking().FirstOrDefaultAsync(s => s.Id == given.Id) is { } earlier)
            return Delivery.Again(given.Id, earlier.PersonId == who.Id && earlier.Indicator == given.Indicator && earlier.Admits == (given.Admits ?? given.Declines) && (earlier.Value == SettlementEntry.Declined) == given.Declines is not null && (earlier.Admits is not null || (Delivery.IsSame(earlier.Value, Canonical(given)) && Delivery.IsSame(earlier.Reason, given.Reason?.Trim()))), earlier.At);
        var inspection = await LedAsync(db, who, given.Sheet);
        var marks = await db.ScoreEntries.AsNoTracking().Where(e => e.Sheet == given.Sheet && e.Indicator == given.Indicator).ToListAsync();
        var decisions = await db.SettlementEntries.AsNoTracking().Where(s => s.Sheet == given.Sheet && s.Indicator == given.Indicator).ToListAsync();
        if ((given.Admits ?? given.Declines) is { } mark)
        {
            if (SheetMarks.Late(marks, decisions).FirstOrDefault(e => e.Id == mark) is not { } late) throw new Refusal(404, "没有这条迟到评分，或者已经采纳过、不采纳过。");
            if (given.Declines is not null)
            {
                if (string.IsNullOrWhiteSpace(given.Reason)) throw new Refusal(422, "请写明不采纳的理由。");
                await NoticeBook.TellAsync(db, topics, who, who.CountyId, [late.PersonId], new(NoticeKind.Step, $"指标 {late.Indicator} 的一条迟到评分没有被采纳，理由写在督导页面上。", $"/inspections/{inspection.Id}"), now);
            }
        }
        else Check(inspection, given, SheetMarks.Counted(marks, decisions));
        var (value, reason) = given.Declines is not null ? (SettlementEntry.Declined, given.Reason!.Trim()) : given.Admits is null ? (Canonical(given)!, given.Reason!.Trim()) : ("", "采纳迟到评分");
        var seq = await ledger.AppendAsync(db, who.CountyId, "settlement", $"{given.Id}", new { inspection.Id, inspection.Site, inspection.Year, indicator = given.Indicator, value = value.Length == 0 || given.Declines is not null ? value : MarkJson.WriteBare(MarkJson.Read(value)!), admits = given.Admits ?? given.Declines, by = who.Id });
        db.SettlementEntries.Add(new SettlementEntry
        {
            Id = given.Id,
            CountyId = who.CountyId,
            Year = inspection.Year,
            Site = inspection.Site,
            Sheet = given.Sheet,
            Indicator = given.Indicator,
            Value = value,
            Admits = given.Admits ?? given.Declines,
            Reason = reason,
            PersonId = who.Id,
            PersonName = who.Name,
            At = now,
            LedgerSeq = seq,
        });
        topics.Add(LiveFeed.Site(who.CountyId, inspection.Year, inspection.Site));
        return new("mark/1", given.Id, "stored", [], now);
    });

    private void Check(Inspection inspection, SettlementEnvelope given, IReadOnlyList<ScoreEntry> ballots)
    {
        var row = shelf.Find(inspection.Edition)?.Find(given.Indicator) ?? throw new Refusal(422, $"没有指标 {given.Indicator}。");
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(given.Reason)) problems.Add("请写明裁定的理由。");
        if (given.Value is { ValueKind: JsonValueKind.Object } json && MarkJson.Parse(json, problems) is { } value) problems.AddRange(MarkCheck.Problems(row, value));
        else if (problems.Count == 0) problems.Add("请选择裁定的结果。");
        var now = ballots.Where(e => e.Value is not null).ToList();
        var unread = now.Where(e => given.Saw?.Contains(e.Id) != true).Select(e => e.PersonName).ToList();
        if (now.Count == 0) problems.Add("这一条还没有人评分，不需要裁定。");
        else if (unread.Count > 0) problems.Add($"裁定之后{string.Join('、', unread)}的评分又有变化，请看过再裁定。");
        if (problems.Count > 0) throw new Refusal(422, problems);
    }

    private static string? Canonical(SettlementEnvelope given) =>
        given.Value is { ValueKind: JsonValueKind.Object } json && MarkJson.Parse(json, []) is { } value ? MarkJson.Write(value) : null;

    private static async Task<Inspection> LedAsync(AppDb db, Visitor who, string sheet)
    {
        if (await Sheet.OfInspectionAsync(db, who, sheet) is not { Inspection: { } inspection }) throw new Refusal(404, "没有这张评分表，或者它不属于您。");
        if (!inspection.Team.Any(m => m.PersonId == who.Id && m.IsLead)) throw new Refusal(403, "只有组长可以裁定和采纳。");
        var state = InspectionBook.StateOf(inspection);
        if (state == InspectionState.Withdrawn) throw new Refusal(409, "这次督导已撤销，不能再裁定或采纳。");
        return state.IsFrozen() ? throw new Refusal(409, "结果已经审签，不能再裁定或采纳。") : inspection;
    }
}
