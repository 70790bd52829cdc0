using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using System.Text;

namespace InspectionHub.Tests.Web.Backups;

/// <summary>A restore makes all triggers anew: it may not hide that they were not as the ledger says when the backup was made.</summary>
public sealed class RestoredGuardsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("guards-").FullName;

    private string Backup => Path.Combine(folder, "backup.zip");

    private string Target => Path.Combine(folder, "restored");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_was_altered_added_or_taken_away_is_said_by_the_restore_and_stands_in_the_ledger_and_everything_is_protected_again()
    {
        await using var hub = await LoneHub.StartAsync();
        await hub.WriteAsync("A");
        DatabaseOf.Value(hub.Options.DataFolder, """
            DROP TRIGGER DataConfirmations_no_delete;
            DROP TRIGGER Photos_no_update; CREATE TRIGGER Photos_no_update BEFORE UPDATE ON Photos WHEN 0 BEGIN SELECT 1; END;
            CREATE TRIGGER helpful AFTER INSERT ON ScoreEntries BEGIN SELECT 1; END
            """);
        await hub.Get<BackupWriter>().WriteAsync(Backup);

        var (code, said) = HubProcess.RunAlone("restore", Backup, "--data", Target);
        Assert.True(code == 0, said);
        string[] changed = ["DataConfirmations_no_delete", "Photos_no_update", "helpful"];
        Assert.Contains($"注意：备份以前，数据库的 3 个只增保护被去掉或改动过（{string.Join('、', changed)}）", said);
        var link = Encoding.UTF8.GetString((byte[])DatabaseOf.Value(Target, "SELECT Content FROM LedgerLinks WHERE Kind = 'restore'")!);
        Assert.Contains($"\"changed\":[{string.Join(',', changed.Select(c => $"\"{c}\""))}]", link);
        Assert.Equal(0L, DatabaseOf.Value(Target, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'helpful'"));
        Assert.Contains("append-only", Assert.ThrowsAny<Exception>(() => DatabaseOf.Value(Target, "DELETE FROM DataConfirmations")).Message);

        // It was said once: the start after it has nothing more to say.
        SqliteConnection.ClearAllPools();
        await using var restored = await LoneHub.StartAsync(folder: Target);
        await using var db = await restored.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await db.LedgerLinks.CountAsync(l => l.Kind == "protection", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_a_backup_with_all_its_triggers_nothing_is_said()
    {
        await using var hub = await LoneHub.StartAsync();
        await hub.WriteAsync("A");
        await hub.Get<BackupWriter>().WriteAsync(Backup);
        var (code, said) = HubProcess.RunAlone("restore", Backup, "--data", Target);
        Assert.True(code == 0, said);
        Assert.DoesNotContain("只增保护", said);
        Assert.Contains("\"changed\":[]", Encoding.UTF8.GetString((byte[])DatabaseOf.Value(Target, "SELECT Content FROM LedgerLinks WHERE Kind = 'restore'")!));
    }
}
