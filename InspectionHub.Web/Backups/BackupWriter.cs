using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Backups;

/// <summary>Writes a consistent copy of database and files while the hub goes on writing.</summary>
public sealed class BackupWriter(IDbContextFactory<AppDb> factory, HubOptions options, TimeProvider clock)
{
    /// <summary>Folders of the data folder that a backup holds beside the database. Signing keys stay out: after a restore everybody signs in again.</summary>
    private static readonly string[] Folders = ["papers", "photos", "evidence"];

    /// <summary>Writes to a neighbour first and moves it into place only when it is whole. An existing file is refused.</summary>
    public async Task<BackupManifest> WriteAsync(string file)
    {
        if (File.Exists(file)) throw new Refusal(409, $"{file} 已经存在，请换一个文件名。");
        var (part, copy) = (file + ".part", Path.Combine(options.DataFolder, $"backup-{Guid.NewGuid():n}.db"));
        Sweep(Path.GetDirectoryName(Path.GetFullPath(file))!);
        try
        {
            await using (var db = await factory.CreateDbContextAsync()) await db.CopyToAsync(copy);
            KillPoint.Passed(KillPoint.Copied);
            var manifest = await ZipAsync(part, copy);
            KillPoint.Passed(KillPoint.Packed);
            File.Move(part, file);
            KillPoint.Passed(KillPoint.Kept);
            return manifest;
        }
        finally
        {
            File.Delete(part);
            // And what the engine keeps beside a copy that it could not finish.
            foreach (var left in Directory.GetFiles(options.DataFolder, Path.GetFileName(copy) + "*")) File.Delete(left);
        }
    }

    /// <summary>What a backup that was killed left behind would fill the disk in time. One that is still at work is younger than a day.</summary>
    private void Sweep(string folder)
    {
        var left = Directory.GetFiles(options.DataFolder, "backup-????????????????????????????????.db*").Concat(Directory.Exists(folder) ? Directory.GetFiles(folder, "hub-????????-??????.zip.part") : []);
        foreach (var old in left.Where(f => clock.GetUtcNow() - File.GetLastWriteTimeUtc(f) > TimeSpan.FromDays(1))) File.Delete(old);
    }

    private async Task<BackupManifest> ZipAsync(string part, string copy)
    {
        // The database first: a file that a copied row names was on the disk before the row, so it is still found now.
        var files = new List<(string Path, string Source)> { ("hub.db", copy) };
        foreach (var folder in Folders.Select(f => Path.Combine(options.DataFolder, f)).Where(Directory.Exists))
            files.AddRange(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(f => (Path.GetRelativePath(options.DataFolder, f).Replace('\\', '/'), f)));
        await using var zip = new ZipArchive(File.Create(part), ZipArchiveMode.Create);
        var listed = new List<BackupFile>();
        foreach (var (path, source) in files) listed.Add(await AddAsync(zip, path, source));
        var manifest = await ManifestAsync(copy, listed);
        await using var entry = zip.CreateEntry(BackupManifest.Name).Open();
        await JsonSerializer.SerializeAsync(entry, manifest);
        return manifest;
    }

    private static async Task<BackupFile> AddAsync(ZipArchive zip, string path, string source)
    {
        await using var from = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var to = zip.CreateEntry(path, CompressionLevel.Fastest).Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long length = 0;
        for (var read = await from.ReadAsync(buffer); read > 0; read = await from.ReadAsync(buffer))
        {
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read));
            length += read;
        }
        return new(path, length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task<BackupManifest> ManifestAsync(string copy, IReadOnlyList<BackupFile> files)
    {
        await using var connection = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT c.Code, l.Seq, l.Hash FROM Counties c JOIN LedgerLinks l ON l.CountyId = c.Id WHERE l.Seq = (SELECT MAX(Seq) FROM LedgerLinks x WHERE x.CountyId = c.Id) ORDER BY c.Code";
        var ledgers = new List<BackupLedger>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) ledgers.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        command.CommandText = "SELECT MAX(MigrationId) FROM __EFMigrationsHistory";
        return new(BackupManifest.Version, clock.GetUtcNow(), $"{await command.ExecuteScalarAsync()}", files, ledgers);
    }
}
