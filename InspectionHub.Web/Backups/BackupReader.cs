using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Backups;

/// <summary>Restores a backup into an empty data folder: everything is unpacked and checked beside it first, and only a whole backup is moved into place.</summary>
public static class BackupReader
{
    private const long Largest = 200L << 30;

    /// <summary>Throws a <see cref="Refusal"/> with every reason before anything of the folder is touched.</summary>
    /// <returns>What the backup says of itself, the photos that were already missing or damaged when it was made, and the protections that were not as its ledger says: neither is a reason to lose all the rest.</returns>
    public static async Task<(BackupManifest Manifest, IReadOnlyList<string> Photos, IReadOnlyList<string> Changed)> RestoreAsync(string file, string folder)
    {
        if (!File.Exists(file)) throw new Refusal(404, $"没有这个文件：{file}");
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new Refusal(409, $"{folder} 不是空文件夹。恢复只能写入空文件夹，请用 --data 另选一个。");
        var aside = folder.TrimEnd(Path.DirectorySeparatorChar) + $".restoring-{Guid.NewGuid():n}";
        try
        {
            var manifest = Unpack(file, aside);
            var (photos, changed) = await ProveAsync(aside, manifest);
            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(aside, folder);
            return (manifest, photos, changed);
        }
        finally
        {
            if (Directory.Exists(aside)) Directory.Delete(aside, recursive: true);
        }
    }

    private static BackupManifest Unpack(string file, string aside)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            using var text = (zip.GetEntry(BackupManifest.Name) ?? throw new Refusal(422, "这不是本系统的备份文件：缺少 backup.json。")).Open();
            if (JsonSerializer.Deserialize<BackupManifest>(text) is not { Schema: BackupManifest.Version } manifest) throw new Refusal(422, "备份文件的版本不认识，请用写出它的那个版本的程序恢复。");
            var problems = manifest.Files.Select(f => Take(zip, f, aside)).OfType<string>().ToList();
            if (manifest.Files.All(f => f.Path != "hub.db")) problems.Add("备份中没有数据库。");
            return problems.Count == 0 ? manifest : throw new Refusal(422, problems);
        }
        catch (Exception problem) when (problem is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new Refusal(422, "备份文件已损坏，读不出来，没有恢复任何内容。");
        }
    }

    /// <summary>Writes one file out and says what is wrong with it, or null.</summary>
    private static string? Take(ZipArchive zip, BackupFile file, string aside)
    {
        var target = Path.GetFullPath(Path.Combine(aside, file.Path));
        if (!target.StartsWith(Path.GetFullPath(aside) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return $"备份中的路径“{file.Path}”指向数据文件夹之外。";
        if (zip.GetEntry(file.Path) is not { } entry) return $"备份中缺少 {file.Path}。";
        if (entry.Length != file.Length || file.Length > Largest) return $"{file.Path} 的长度与清单不符。";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using (var from = entry.Open())
        using (var to = File.Create(target)) from.CopyTo(to);
        using var written = File.OpenRead(target);
        return Convert.ToHexStringLower(SHA256.HashData(written)) == file.Sha256 ? null : $"{file.Path} 的内容与清单的校验值不符，文件已损坏。";
    }

    /// <summary>Opens the copy with the hub's own parts: the database must be sound, every ledger whole and where the backup says; then a 恢复 link is added to each.</summary>
    private static async Task<(IReadOnlyList<string> Photos, IReadOnlyList<string> Changed)> ProveAsync(string aside, BackupManifest manifest)
    {
        IReadOnlyList<string> photos, changed;
        await using (var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(aside, false, "")).AddDataProtection().Services.BuildServiceProvider())
        {
            var factory = parts.GetRequiredService<IDbContextFactory<AppDb>>();
            bool isUnsealed;
            await using (var db = await factory.CreateDbContextAsync())
            {
                if (!await db.IsSoundAsync()) throw new Refusal(422, "备份中的数据库不完整（integrity_check 不通过）。");
                changed = await LedgerGuards.ChangedAsync(db) ?? [];
                await db.Database.MigrateAsync();
                AppendOnly.Protect(db);
                isUnsealed = !AppendOnly.Names.IsSubsetOf(await LedgerGuards.TablesAsync(db));
                foreach (var ledger in manifest.Ledgers)
                    if (!await db.LedgerLinks.AnyAsync(l => l.Seq == ledger.Position && l.Hash == ledger.Hash && db.Counties.Any(c => c.Id == l.CountyId && c.Code == ledger.County)))
                        throw new Refusal(422, $"备份清单所记 {ledger.County} 的台账位置 {ledger.Position} 与数据库不符。");
            }
            if (isUnsealed) await parts.GetRequiredService<LedgerSeal>().SealAsync();
            var report = await parts.GetRequiredService<LedgerVerifier>().VerifyAsync();
            if (!report.IsChainWhole) throw new Refusal(422, [.. report.Lines]);
            photos = report.Photos;
            await parts.GetRequiredService<Writer>().WriteAsync(async (db, _) =>
            {
                foreach (var county in await db.Counties.AsNoTracking().ToListAsync())
                    await parts.GetRequiredService<LedgerBook>().AppendAsync(db, county.Id, "restore", county.Code, new { from = manifest.At.ToUnixTimeMilliseconds(), position = manifest.Ledgers.FirstOrDefault(l => l.County == county.Code)?.Position, changed });
                return true;
            });
            await using var restored = await factory.CreateDbContextAsync();
            if (await restored.Counties.OrderBy(c => c.Id).Select(c => (int?)c.Id).FirstOrDefaultAsync() is { } home) await parts.GetRequiredService<LedgerGuards>().KeepAsync(home);
        }
        SqliteConnection.ClearAllPools();
        return (photos, changed);
    }
}
