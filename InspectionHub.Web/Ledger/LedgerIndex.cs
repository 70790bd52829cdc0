using System.Text.Json;
using InspectionHub.Core.Ledger;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>What the chains say: the rows each link stands for, and the first break of each chain.</summary>
public sealed class LedgerIndex
{
    private readonly Dictionary<(string Table, string Key), ProvedRow> rows = [];
    private readonly HashSet<string> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ChainBreak> breaks = [];
    private readonly Dictionary<int, long> lengths = [];

    /// <summary>Rows no stored row has claimed yet.</summary>
    public IEnumerable<(string Table, ProvedRow Row)> Unclaimed => rows.Where(r => !r.Value.IsClaimed).Select(r => (r.Key.Table, r.Value));

    public ChainBreak? BreakOf(int countyId) => breaks.GetValueOrDefault(countyId);

    public long LengthOf(int countyId) => lengths.GetValueOrDefault(countyId);

    /// <summary>Whether the chain stands for any row of a table.</summary>
    public bool Knows(string table) => tables.Contains(table);

    public ProvedRow? Find(string table, string key) => rows.GetValueOrDefault((table, key));

    public static async Task<LedgerIndex> ReadAsync(AppDb db)
    {
        var index = new LedgerIndex();
        foreach (var county in await db.Counties.AsNoTracking().Select(c => c.Id).ToListAsync())
        {
            var walk = new ChainWalk();
            // As stored, link after link: a chain of years is not held in memory.
            await foreach (var link in db.LedgerLinks.AsNoTracking().Where(l => l.CountyId == county).OrderBy(l => l.Seq).AsAsyncEnumerable())
            {
                var broken = walk.Next(new(link.Seq, link.PreviousHash, link.Content, link.Hash)) ?? index.Take(link);
                if (broken is not null) index.breaks.TryAdd(county, broken);
                index.lengths[county] = link.Seq;
            }
        }
        return index;
    }

    /// <summary>Kind, subject and time stand beside the bytes for reading; they must say the same. The rows are entered.</summary>
    private ChainBreak? Take(LedgerLink link)
    {
        try
        {
            using var json = JsonDocument.Parse(link.Content);
            var said = json.RootElement;
            if (said.GetProperty("seq").GetInt64() != link.Seq || said.GetProperty("kind").GetString() != link.Kind || said.GetProperty("subject").GetString() != link.Subject || said.GetProperty("at").GetInt64() != link.At.ToUnixTimeMilliseconds())
                return new(link.Seq, $"第 {link.Seq} 环的种类、对象或时间与其内容不符，被改动过。");
            if (said.TryGetProperty("rows", out var list))
                foreach (var row in list.Deserialize<LedgerRow[]>()!)
                {
                    rows.TryAdd((row.Table, row.Key), new(link.CountyId, link.Seq, row));
                    tables.Add(row.Table);
                }
            return null;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new(link.Seq, $"第 {link.Seq} 环的内容读不出来，被改动过。");
        }
    }
}

/// <summary>A row as the chain knows it.</summary>
public sealed record ProvedRow(int CountyId, long Seq, LedgerRow Said)
{
    public bool IsClaimed { get; set; }
}
