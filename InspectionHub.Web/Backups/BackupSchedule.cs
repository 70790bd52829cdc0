using Hangfire;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Backups;

/// <summary>How the last scheduled backup went.</summary>
public sealed record BackupState(IReadOnlyList<string> Files, DateTimeOffset? Newest, string? Problem);

/// <summary>Every night a backup into the folder of --backup-dir; the newest --backup-keep of them stay, and as many whose verification failed. One that was missed is caught up at the start.</summary>
public sealed partial class BackupSchedule(BackupWriter backups, LedgerVerifier ledger, Writer writer, HubOptions options, TimeProvider clock, ILogger<BackupSchedule> log)
{
    private const string Job = "backup", Unverified = "-unverified.zip";
    private string? problem;

    private string Folder => options.BackupFolder;

    /// <summary>What lies there now, newest first. Files that somebody else put into the folder are not ours.</summary>
    public BackupState State()
    {
        var files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "hub-????????-??????*.zip").OrderDescending(StringComparer.Ordinal).ToList() : [];
        return new(files, files.Count == 0 ? null : new DateTimeOffset(File.GetLastWriteTimeUtc(files[0]), TimeSpan.Zero), problem);
    }

    /// <summary>Tells Hangfire, whose memory does not outlive the process. China's hour is eight before that of UTC, and a machine need not have a list of time zones.</summary>
    public void Start(IRecurringJobManager jobs, IBackgroundJobClient now)
    {
        jobs.AddOrUpdate<BackupSchedule>(Job, schedule => schedule.RunAsync(), Cron.Daily((options.BackupHour + 16) % 24));
        // Where none was ever made the folder's own age counts: a machine that is off every night would never make its first.
        var last = State().Newest ?? new DateTimeOffset(File.GetCreationTimeUtc(options.Database), TimeSpan.Zero);
        if (clock.GetUtcNow() - last > TimeSpan.FromHours(25)) now.Enqueue<BackupSchedule>(schedule => schedule.RunAsync());
    }

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            var file = Path.Combine(Folder, $"hub-{clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyyMMdd-HHmmss}.zip");
            var manifest = await backups.WriteAsync(file);
            var report = await ledger.VerifyAsync();
            // A backup of something damaged is a backup, but it must not push out the older one that may still help: each sort is counted by itself.
            if (!report.Holds) File.Move(file, file = file.Replace(".zip", Unverified, StringComparison.Ordinal));
            // Only after the new one is whole.
            foreach (var old in State().Files.Where(f => f.EndsWith(Unverified, StringComparison.Ordinal) != report.Holds).Skip(options.BackupsKept)) File.Delete(old);
            problem = report.Holds ? null : $"{At()} 的备份已做好，但备份时的核验没有通过：{string.Join(' ', report.Lines)}";
            Done(log, file, manifest.Files.Count);
        }
        catch (Exception reason) when (DataFile.IsOfDisk(reason) || reason is Refusal or Microsoft.Data.Sqlite.SqliteException)
        {
            var said = DataFile.IsOfDisk(reason) ? DatabaseTrouble.SayOfFile(reason) : DatabaseTrouble.Say(reason);
            problem = $"{At()} 自动备份失败：{said.Message.TrimEnd('。')}。备份文件夹的空间和权限也请一并检查。";
            Failed(log, reason);
        }
        if (problem is { } told) await TellAsync(told);
    }

    /// <summary>Those who can do something about it read it in their notices, not only if they happen to look at the page.</summary>
    private async Task TellAsync(string text)
    {
        try
        {
            await writer.WriteAsync(async (db, topics) =>
            {
                foreach (var county in await db.Counties.Select(c => c.Id).ToListAsync())
                    await NoticeBook.TellAsync(db, topics, null, county, [.. await Recipients.AdministratorsAsync(db, county), .. await Recipients.OfficeAsync(db, county)], new(NoticeKind.Data, text.Length > 300 ? text[..300] + "……" : text, "/ledger"), clock.GetUtcNow());
                return true;
            });
        }
        catch (Exception reason) when (reason is Refusal or Microsoft.Data.Sqlite.SqliteException)
        {
            // A full disk takes no notice either; the page and the log have it.
            Failed(log, reason);
        }
    }

    private string At() => $"{clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm}";

    [LoggerMessage(Level = LogLevel.Information, Message = "Backup {File} with {Files} files")]
    private static partial void Done(ILogger logger, string file, int files);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled backup failed")]
    private static partial void Failed(ILogger logger, Exception reason);
}
