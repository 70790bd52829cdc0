using System.Text.Json;
using InspectionHub.Core.Ledger;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>What a verification found.</summary>
public sealed record LedgerReport(bool Holds, IReadOnlyList<string> Lines);

/// <summary>Checks every county's chain, and that every stored mark stands in it with the same content.</summary>
public sealed class LedgerVerifier(IDbContextFactory<AppDb> factory)
{
    public async Task<LedgerReport> VerifyAsync()
    {
        await using var db = await factory.CreateDbContextAsync();
        var lines = new List<string>();
        var holds = true;
        foreach (var county in await db.Counties.AsNoTracking().ToListAsync())
        {
            var links = await db.LedgerLinks.AsNoTracking().Where(l => l.CountyId == county.Id).OrderBy(l => l.Seq).ToListAsync();
            var broken = LedgerChain.FirstBreak(links.Select(l => new ChainLink(l.Seq, l.PreviousHash, l.Content, l.Hash)))?.Say ?? await StrangeMarkAsync(db, county.Id, links);
            holds &= broken is null;
            lines.Add(broken is null ? $"{county.Name}：台账共 {links.Count} 环，前后相接，内容与校验值相符。" : $"{county.Name}：台账核验不通过。{broken}");
        }
        return new(holds, lines);
    }

    private static async Task<string?> StrangeMarkAsync(AppDb db, int countyId, List<LedgerLink> links)
    {
        var bySeq = links.ToDictionary(l => l.Seq);
        var marks = await db.ScoreEntries.AsNoTracking().Where(e => e.CountyId == countyId).ToListAsync();
        foreach (var mark in marks)
        {
            if (!bySeq.TryGetValue(mark.LedgerSeq, out var link) || link.Subject != $"{mark.Id}") return $"评分 {mark.Id} 不在第 {mark.LedgerSeq} 环。";
            using var content = JsonDocument.Parse(link.Content);
            var proved = content.RootElement.GetProperty("content");
            if (proved.GetProperty("value").GetString() != mark.Value || proved.GetProperty("Code").GetString() != mark.Indicator || proved.GetProperty("content").GetString() != mark.ContentHash)
                return $"第 {mark.LedgerSeq} 环所记评分与数据表中的评分不同，数据表被改动过。";
        }
        var proven = links.Count(l => l.Kind == "mark");
        return proven == marks.Count ? null : $"台账中有 {proven} 条评分，数据表中有 {marks.Count} 条。";
    }
}
