using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Scoring;

/// <summary>The only writer of marks: desk page, field page and lead offices all come through here. Answers only after the commit.</summary>
public sealed class ScoreBook(Writer writer, LedgerBook ledger, FrameworkShelf shelf, TimeProvider clock)
{
    private readonly SheetShelf sheets = new();

    public Task<MarkAnswer> SaveAsync(Visitor who, MarkEnvelope mark)
    {
        // Made here, beside the writer: nobody else waits for it.
        var content = Fingerprint(who, mark);
        return Delivery.TakeAsync(writer, clock, mark.Id, (db, topics, now) => StoreAsync(db, topics, now, who, mark, content));
    }

    private async Task<MarkAnswer> StoreAsync(AppDb db, ICollection<string> topics, DateTimeOffset now, Visitor who, MarkEnvelope mark, string content)
    {
        if (db.Has<ScoreEntry>(mark.Id))
        {
            var earlier = await db.ScoreEntries.AsNoTracking().FirstAsync(e => e.Id == mark.Id);
            return Delivery.Again(mark.Id, Delivery.IsSame(earlier.ContentHash, content) && earlier.PersonId == who.Id, earlier.Received);
        }
        var sheet = await sheets.FindAsync(db, who, mark.Sheet, shelf.Current.Edition) ?? throw new Refusal(404, "没有这张评分表，或者它不属于您。");
        var (row, value) = Check(sheet, who, mark);
        var (late, canonical) = (sheet.IsClosedFor(who.Id) || sheet.IsBarred(YearSites.DayOf(now)), Canonical(value));
        var seq = await ledger.AppendAsync(db, who.CountyId, "mark", $"{mark.Id}", new { mark.Id, mark.Sheet, sheet.Site, sheet.Year, row.Code, value = value is null ? null : MarkJson.WriteBare(value), by = who.Id, late });
        db.Append(new ScoreEntry
        {
            Id = mark.Id,
            CountyId = who.CountyId,
            Year = sheet.Year,
            Site = sheet.Site,
            Sheet = mark.Sheet,
            Edition = mark.Edition,
            Indicator = row.Code,
            Value = canonical,
            Note = mark.Note ?? "",
            Replaces = mark.Replaces,
            Device = mark.Device,
            DeviceSeq = mark.Seq,
            ObservedAt = mark.ObservedAt,
            ElapsedMs = mark.ElapsedMs,
            Photos = string.Join(' ', mark.Photos ?? []),
            PersonId = who.Id,
            PersonName = who.Name,
            Received = now,
            IsLate = late,
            ContentHash = content,
            LedgerSeq = seq,
        });
        // What a mark leaves to do is seen by whoever gave it; the others' lists do not hang on single marks.
        topics.Add(LiveFeed.Mark(who.CountyId, sheet.Year, sheet.Site));
        topics.Add(LiveFeed.Person(who.Id));
        return late
            ? new MarkAnswer("mark/1", mark.Id, "late", [sheet.SayLate(who.Id)], now)
            : new MarkAnswer("mark/1", mark.Id, "stored", [], now);
    }

    private (Indicator Row, MarkValue? Value) Check(Sheet sheet, Visitor who, MarkEnvelope mark)
    {
        if (mark.Edition != sheet.Edition) throw new Refusal(422, $"评分所依据的指标版本 {mark.Edition} 与评分表的版本 {sheet.Edition} 不同，请重新打开评分表。");
        var framework = shelf.Find(sheet.Edition) ?? throw new Refusal(422, $"没有指标版本 {sheet.Edition}。");
        var row = framework.Find(mark.Indicator) ?? throw new Refusal(422, $"指标版本 {sheet.Edition} 中没有指标 {mark.Indicator}。");
        var problems = new List<string>();
        MarkValue? value = null;
        if (mark.Value is { ValueKind: not JsonValueKind.Null } json) value = MarkJson.Parse(json, problems);
        if (problems.Count == 0) problems.AddRange(MarkCheck.Problems(row, value));
        if (!row.Kinds.Contains(sheet.Kind)) problems.Add($"指标 {row.Code} 不适用于这类学校。");
        if (sheet.WhyNotRow(row, who) is { } reason) problems.Add(reason);
        if ((mark.Note?.Length ?? 0) > 2000) problems.Add("备注超过 2000 字，请删减。");
        if (mark.Photos?.Any(p => p.Length != 64 || !p.All(char.IsAsciiHexDigitLower)) == true) problems.Add("照片的校验值不正确，请重新拍照或选择照片。");
        if (problems.Count > 0) throw new Refusal(422, problems);
        return (row, value);
    }

    private static string? Canonical(MarkValue? value) => value is null ? null : MarkJson.Write(value);

    private static string Fingerprint(Visitor who, MarkEnvelope mark) =>
        Delivery.Hash(new { who.Id, mark.Device, mark.Seq, mark.Sheet, mark.Edition, mark.Indicator, value = mark.Value?.GetRawText(), mark.Note, mark.Replaces, observed = mark.ObservedAt.ToUnixTimeMilliseconds(), mark.Photos });
}
