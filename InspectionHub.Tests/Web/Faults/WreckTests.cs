using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Scoring;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using System.Text.Json;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>Killed at each step of a write: before it, after its statements but before the commit, and after the commit but before the answer. What the disk
/// holds at that moment is opened as a hub of its own.</summary>
public sealed class WreckTests
{
    [Fact]
    public async Task Saving_importing_and_confirming_are_all_or_nothing_wherever_the_kill_falls()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "小").OrderBy(s => s.Code).FirstAsync(TestContext.Current.CancellationToken);
            var head = hub.Who(DemoAccounts.HeadOf("M01"), Roles.Unit);
            var batch = (await hub.Get<Assessor>().FindAsync(1, 2026))!.Batch.Id;

            await StepsAsync(hub, "ScoreEntries", () => hub.Get<ScoreBook>().SaveAsync(hub.Who("jiaoyu", Roles.LeadOffice), new(Guid.CreateVersion7(), "test", 1, Sheet.Desk(2026, site.Code), "ziyang-71-2021.v1", "2.4", JsonDocument.Parse("""{"level":3}""").RootElement, "", null, DateTimeOffset.UtcNow, null, [])));
            await StepsAsync(hub, "DataConfirmations", () => hub.Get<Confirmations>().ConfirmAsync(head, 2026, batch));
            await StepsAsync(hub, "ImportBatches", () => hub.Get<Importer>().ImportDemoAsync(1));
        }
    }

    [Fact]
    public async Task A_backup_that_was_killed_leaves_no_half_file_under_its_name_and_the_next_one_is_whole()
    {
        await using var hub = await LoneHub.StartAsync();
        var file = Path.Combine(hub.Options.DataFolder, "backup.zip");
        // What a killed backup leaves behind.
        await File.WriteAllTextAsync(file + ".part", "half a zip", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(hub.Options.DataFolder, "backup-0.db"), "half a copy", TestContext.Current.CancellationToken);
        Assert.False(File.Exists(file));
        await hub.Get<BackupWriter>().WriteAsync(file);
        var target = Path.Combine(Path.GetTempPath(), $"restored-{Guid.NewGuid():n}");
        await BackupReader.RestoreAsync(file, target);
        Assert.Equal("restore", DatabaseOf.Value(target, "SELECT Kind FROM LedgerLinks ORDER BY Seq DESC LIMIT 1"));
        SqliteConnection.ClearAllPools();
        Directory.Delete(target, recursive: true);
    }

    /// <summary>A watcher stands in the same group behind the write: when it looks, the statements of the write are done and nothing is committed.</summary>
    private static async Task StepsAsync(LoneHub hub, string table, Func<Task> write)
    {
        var (begun, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = hub.Get<Writer>().WriteAsync(async (_, _) =>
        {
            begun.SetResult();
            await held.Task;
            return hub.Wreck();
        });
        // Only once its group is closed: else the write could join it and be committed before the watcher looks.
        await begun.Task;
        var writing = write();
        // The work before the transaction (reading a workbook) takes a while; the watcher must stand behind the write.
        var behind = Task.Run(async () =>
        {
            if (table == "ImportBatches") await Task.Delay(TimeSpan.FromSeconds(6));
            return hub.Get<Writer>().WriteAsync((_, _) => Task.FromResult(hub.Wreck()));
        });
        var watcher = await behind;
        held.SetResult();
        var (before, during) = (await first, await watcher);
        await writing;
        var after = hub.Wreck();
        var counts = new List<long>();
        foreach (var wreck in new[] { before, during, after })
        {
            counts.Add((long)DatabaseOf.Value(wreck, $"SELECT COUNT(*) FROM {table}")!);
            await using var opened = await LoneHub.StartAsync(withDemo: true, folder: wreck);
            var report = await opened.Get<LedgerVerifier>().VerifyAsync();
            Assert.True(report.Holds, $"{table}: {report.Lines[0]}");
        }
        Assert.Equal([counts[0], counts[0], counts[0] + 1], counts);
    }
}
