using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Ledger;

/// <summary>Keeps in the chain how each trigger of the append-only tables reads. One that was altered, added or taken away is found by it, also where the
/// next start is an upgrade that makes all of them anew.</summary>
public sealed class LedgerGuards(Writer writer, LedgerBook ledger)
{
    private const string Kind = "guards";

    /// <summary>Names of the triggers that are not as the chain last said; null where it has said nothing yet. To be asked before anything is migrated.</summary>
    public static async Task<IReadOnlyList<string>?> ChangedAsync(AppDb db)
    {
        if (await SaidAsync(db) is not { } said) return null;
        var (present, wanted) = (await PresentAsync(db), AppendOnly.Wanted(db).ToDictionary(t => t.Key, t => Hash(t.Value)));
        // As this version wants it is right too: the start that made it so was interrupted before it wrote it down.
        return [.. said.Keys.Union(present.Keys).Where(name => present.GetValueOrDefault(name) is var now && now != said.GetValueOrDefault(name) && (now is null || now != wanted.GetValueOrDefault(name))).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is said to the person at the terminal.</summary>
    public static string Say(IReadOnlyList<string> changed) => $"数据库的 {changed.Count} 个只增保护被去掉或改动过（{string.Join('、', changed.Take(3))}{(changed.Count > 3 ? "等" : "")}），已经恢复并记入台账。有人绕过系统动过数据库，请用 ./hub verify 核验。";

    /// <summary>Tables that were protected when the chain last said so: since then each of their rows has been proved when it was written.</summary>
    public static async Task<IReadOnlySet<string>> TablesAsync(AppDb db) => (await SaidAsync(db) ?? []).Keys.Where(name => name.EndsWith("_no_update", StringComparison.Ordinal)).Select(name => name[..^"_no_update".Length]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes down how they read now, if that is not what the chain says.</summary>
    public Task<bool> KeepAsync(int countyId) => writer.WriteAsync(async (db, _) =>
    {
        var present = await PresentAsync(db);
        if (await SaidAsync(db) is { } said && said.Count == present.Count && present.All(t => said.GetValueOrDefault(t.Key) == t.Value)) return false;
        await ledger.AppendAsync(db, countyId, Kind, "triggers", new { triggers = present });
        return true;
    });

    private static async Task<Dictionary<string, string>?> SaidAsync(AppDb db)
    {
        if (await db.LedgerLinks.Where(l => l.Kind == Kind).OrderByDescending(l => l.At).ThenByDescending(l => l.Seq).Select(l => l.Content).FirstOrDefaultAsync() is not { } bytes) return null;
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.GetProperty("content").GetProperty("triggers").Deserialize<Dictionary<string, string>>()!;
    }

    /// <summary>Every trigger there is, of whatever name: a strange one could undo what is written.</summary>
    private static async Task<SortedDictionary<string, string>> PresentAsync(AppDb db) =>
        new((await db.Database.SqlQueryRaw<string>("SELECT name || char(10) || sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync())
            .Select(t => t.Split('\n', 2)).ToDictionary(t => t[0], t => Hash(t[1])), StringComparer.Ordinal);

    private static string Hash(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..16];
}
