using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Visits;

/// <summary>Something put down on a visit as device or desk sends it; shaped like a mark, with a key in the place of the row.</summary>
/// <param name="Indicator">The key: point/CODE, work, problem/ID or complaint/ID.</param>
/// <param name="Value">Null takes it back.</param>
public sealed record VisitNoteEnvelope(Guid Id, string Device, long Seq, string Sheet, string Indicator, JsonElement? Value, string? Note, DateTimeOffset ObservedAt, IReadOnlyList<string>? Photos) : IFromDevice;

/// <summary>The only writer of what is found on visits: the same entry twice counts once, and what comes after submitting is kept as 迟到.</summary>
public sealed class VisitRecords(Writer writer, LedgerBook ledger, ChecklistShelf checklists, TimeProvider clock)
{
    private const int LongestNote = 2000;

    public Task<MarkAnswer> SaveAsync(Visitor who, VisitNoteEnvelope given) => Delivery.TakeAsync(writer, clock, given.Id, async (db, topics, now) =>
    {
        var value = given.Value is { ValueKind: not JsonValueKind.Null } json ? json.GetRawText() : null;
        var content = Delivery.Hash(new { who.Id, given.Device, given.Seq, given.Sheet, given.Indicator, value, given.Note, observed = given.ObservedAt.ToUnixTimeMilliseconds(), given.Photos });
        if (await db.VisitEntries.AsNoTracking().FirstOrDefaultAsync(e => e.Id == given.Id) is { } earlier)
            return Delivery.Again(given.Id, Delivery.IsSame(earlier.ContentHash, content) && earlier.PersonId == who.Id, earlier.Received);
        var visit = await VisitBook.OwnAsync(db, who, given.Sheet) ?? throw new Refusal(404, "没有这次督导，或者它不属于您。");
        var state = VisitBook.StateOf(visit);
        if (Problems(given, visit, state) is { Count: > 0 } problems) throw new Refusal(422, problems);
        var late = state != VisitState.OnSite;
        var seq = await ledger.AppendAsync(db, who.CountyId, "visit-note", $"{given.Id}", new { given.Id, given.Sheet, visit.Site, key = given.Indicator, by = who.Id, late });
        db.VisitEntries.Add(new VisitEntry
        {
            Id = given.Id,
            CountyId = who.CountyId,
            VisitId = visit.Id,
            Key = given.Indicator,
            Value = value,
            Note = given.Note?.Trim() ?? "",
            Photos = string.Join(' ', given.Photos ?? []),
            PersonId = who.Id,
            PersonName = who.Name,
            Device = given.Device,
            DeviceSeq = given.Seq,
            ObservedAt = given.ObservedAt,
            Received = now,
            IsLate = late,
            ContentHash = content,
            LedgerSeq = seq,
        });
        topics.Add(LiveFeed.VisitNote(who.CountyId));
        return late ? new("mark/1", given.Id, "late", [$"这次督导{state.Name()}：内容已作为迟到记录保存，需要计入的请督导室退回后补充。"], now) : new("mark/1", given.Id, "stored", [], now);
    });

    /// <summary>What counts now: the latest of each key that came in time and was not taken back, in the order of the list.</summary>
    public static IReadOnlyList<(VisitEntry Entry, VisitNote Note)> Counted(IEnumerable<VisitEntry> entries, Checklist list) =>
    [
        .. from entry in entries.Where(e => !e.IsLate).GroupBy(e => e.Key).Select(g => g.MaxBy(e => e.LedgerSeq)!)
           where entry.Value is not null
           let note = NoteOf(entry, list)
           where note is not null
           orderby list.Points.Select((p, i) => (p.Code, i)).FirstOrDefault(p => entry.Key == $"point/{p.Code}").i, entry.LedgerSeq
           select (entry, note),
    ];

    private static VisitNote? NoteOf(VisitEntry entry, Checklist list)
    {
        if (entry.Value == RedactableAttribute.Tombstone) return null;
        using var json = JsonDocument.Parse(entry.Value!);
        return VisitNotes.Parse(entry.Key, json.RootElement, list, []);
    }

    private List<string> Problems(VisitNoteEnvelope given, RoutineVisit visit, VisitState state)
    {
        var problems = new List<string>();
        if (state == VisitState.Planned) problems.Add("这次督导还没有开始，请先点“到校开始”。");
        if (given.Value is { ValueKind: not JsonValueKind.Null } json) VisitNotes.Parse(given.Indicator, json, checklists.Find(visit.Checklist)!, problems);
        if ((given.Note?.Length ?? 0) > LongestNote) problems.Add($"备注超过 {LongestNote} 字，请删减。");
        if (given.Photos?.Any(p => p.Length != 64 || !p.All(char.IsAsciiHexDigitLower)) == true) problems.Add("照片的校验值不正确，请重新拍照或选择照片。");
        return problems;
    }
}
