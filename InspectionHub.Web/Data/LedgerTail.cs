using System.Text.Json;
using System.Text.Encodings.Web;
using InspectionHub.Core.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Data;

/// <summary>The open end of the chains inside one write transaction: the heads, and the links that are still being drafted. A link is closed when its
/// entry is finished, because only then is it known which rows it stands for.</summary>
public sealed class LedgerTail
{
    private static readonly Func<AppDb, int, IAsyncEnumerable<LedgerHead>> Newest = EF.CompileAsyncQuery((AppDb db, int county) =>
        db.LedgerLinks.Where(l => l.CountyId == county).OrderByDescending(l => l.Seq).Select(l => new LedgerHead(l.Seq, l.Hash)).Take(1));

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<int, LedgerHead> heads = [];
    private readonly List<LedgerDraft> drafts = [];
    private readonly HashSet<object> rows = new(ReferenceEqualityComparer.Instance);
    private static long epochs;

    /// <summary>Changes whenever something other than a mark was written, here or by another process: what was derived from it must be read again.</summary>
    public long Epoch { get; private set; } = Interlocked.Increment(ref epochs);

    /// <summary>Another process has written: nothing remembered holds.</summary>
    public void Forget()
    {
        heads.Clear();
        Epoch = Interlocked.Increment(ref epochs);
    }

    /// <summary>An entry was rolled back, and perhaps links of its own with it.</summary>
    public void Undo()
    {
        heads.Clear();
        drafts.Clear();
        rows.Clear();
    }

    /// <summary>Promises a place in the chain.</summary>
    public async Task<long> DraftAsync(AppDb db, int countyId, string kind, string subject, DateTimeOffset at, object content)
    {
        if (!heads.TryGetValue(countyId, out var head))
        {
            head = new(0, LedgerChain.Start);
            await foreach (var found in Newest(db, countyId)) head = found;
            heads[countyId] = head;
        }
        var seq = head.Seq + drafts.Count(d => d.CountyId == countyId) + 1;
        drafts.Add(new(countyId, seq, kind, subject, at, content));
        return seq;
    }

    /// <summary>A row that one of the links must stand for.</summary>
    public void Note(object row) => rows.Add(row);

    /// <summary>Closes the drafted links over the rows of this entry. A row that nobody drafted a link for gets one of its own, so no fact stays outside.</summary>
    public async Task<IReadOnlyList<LedgerLink>> CloseAsync(AppDb db, TimeProvider clock, bool onlyMarks)
    {
        foreach (var row in rows) (await DraftOfAsync(db, row, clock)).Rows.Add(LedgerRow.Of(db, row));
        if (!onlyMarks) Epoch = Interlocked.Increment(ref epochs);
        var links = drafts.OrderBy(d => d.Seq).Select(Close).ToList();
        drafts.Clear();
        rows.Clear();
        return links;
    }

    private LedgerLink Close(LedgerDraft draft)
    {
        var head = heads[draft.CountyId];
        // Without rows the member is left out: such a link says only what its content says.
        var bytes = draft.Rows.Count == 0
            ? JsonSerializer.SerializeToUtf8Bytes(new { seq = draft.Seq, kind = draft.Kind, subject = draft.Subject, at = draft.At.ToUnixTimeMilliseconds(), content = draft.Content }, Plain)
            : JsonSerializer.SerializeToUtf8Bytes(new { seq = draft.Seq, kind = draft.Kind, subject = draft.Subject, at = draft.At.ToUnixTimeMilliseconds(), content = draft.Content, rows = draft.Rows }, Plain);
        var hash = LedgerChain.Hash(draft.Seq, head.Hash, bytes);
        heads[draft.CountyId] = new(draft.Seq, hash);
        return new() { CountyId = draft.CountyId, Seq = draft.Seq, Kind = draft.Kind, Subject = draft.Subject, Content = bytes, PreviousHash = head.Hash, Hash = hash, At = draft.At };
    }

    private async Task<LedgerDraft> DraftOfAsync(AppDb db, object row, TimeProvider clock)
    {
        var shape = RowShape.Of(db, row.GetType());
        var (county, seq) = (shape.CountyOf(row), shape.SeqOf(row));
        var draft = drafts.LastOrDefault(d => (county is null || d.CountyId == county) && d.Seq == seq) ?? drafts.LastOrDefault(d => county is null || d.CountyId == county);
        if (draft is not null) return draft;
        var home = county ?? await db.Counties.OrderBy(c => c.Id).Select(c => c.Id).FirstAsync();
        await DraftAsync(db, home, "record", shape.Table, clock.GetUtcNow(), new { });
        return drafts[^1];
    }
}

/// <summary>The newest link of a chain.</summary>
public sealed record LedgerHead(long Seq, string Hash);

/// <summary>A link before it is closed.</summary>
public sealed record LedgerDraft(int CountyId, long Seq, string Kind, string Subject, DateTimeOffset At, object Content)
{
    public List<LedgerRow> Rows { get; } = [];
}
