using InspectionHub.Web;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>Disks and files that fail: nothing half-written, a sentence with a remedy, and writing goes on afterwards.</summary>
public sealed class DatabaseFaultTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_with_the_demo_county_is_not_served_as_a_real_one()
    {
        await using var demo = await LoneHub.StartAsync(withDemo: true);
        await using var real = new ServiceCollection().AddLogging().AddHubParts(demo.Options with { WithDemo = false }).AddDataProtection().Services.BuildServiceProvider();
        Assert.Contains("演示县", (await Assert.ThrowsAsync<Refusal>(real.GetRequiredService<HubStart>().RefuseDemoAsync)).Message);
        await demo.Get<HubStart>().RefuseDemoAsync();
    }

    [Fact]
    public async Task A_folder_that_is_refused_is_not_written_to()
    {
        var folder = Directory.CreateTempSubdirectory("hub-demo-").FullName;
        DemoFolder.CopyTo(folder);
        // As an older version left it: one that may be served would be upgraded at the start.
        DatabaseOf.Value(folder, "DELETE FROM __EFMigrationsHistory WHERE MigrationId = (SELECT MAX(MigrationId) FROM __EFMigrationsHistory)");
        DatabaseOf.Value(folder, "PRAGMA journal_mode = WAL");
        var before = await File.ReadAllBytesAsync(Path.Combine(folder, "hub.db"), Stop);
        var (code, text) = HubProcess.RunAlone("run", "--no-demo", "--urls", "http://127.0.0.1:0", "--data", folder);
        Assert.Equal(1, code);
        Assert.Contains("演示县", text);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(folder, "hub.db"), Stop));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_protection_that_somebody_took_away_is_made_again_and_stands_in_the_ledger()
    {
        var folder = Directory.CreateTempSubdirectory("hub-trigger-").FullName;
        async Task<List<string>> StartAsync()
        {
            await using var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, false, RepositoryRoot.PathOf("data/frameworks"))).AddDataProtection().Services.BuildServiceProvider();
            await parts.GetRequiredService<HubStart>().PrepareAsync();
            var said = new StringWriter();
            parts.GetRequiredService<HubStart>().Greet([], [], said);
            await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
            return [.. (await db.LedgerLinks.Where(l => l.Kind == "protection").Select(l => l.Content).ToListAsync(Stop)).Select(c => System.Text.Encoding.UTF8.GetString(c)), .. said.ToString().Split('\n').Where(l => l.Contains("只增保护"))];
        }
        Assert.Empty(await StartAsync());
        Assert.Empty(await StartAsync());
        DatabaseOf.Value(folder, "DROP TRIGGER ScoreEntries_no_update");
        var found = await StartAsync();
        Assert.Equal(2, found.Count);
        Assert.All(found, f => Assert.Contains("ScoreEntries_no_update", f));
        Assert.Single(await StartAsync());
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_log_is_settled_only_when_nobody_reads_an_earlier_state()
    {
        await using var hub = await LoneHub.StartAsync();
        await hub.WriteAsync("before");
        await using var writer = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        await using (var reader = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        await using (await reader.BeginSnapshotAsync())
        {
            Assert.Equal(1, await reader.DataConfirmations.CountAsync(Stop));
            await hub.WriteAsync("while somebody reads");
            Assert.False(await writer.SettleLogAsync());
        }
        Assert.True(await writer.SettleLogAsync());
        Assert.Equal(0, new FileInfo(hub.Options.Database + "-wal").Length);
    }

    [Fact]
    public async Task A_full_disk_is_said_nothing_is_half_written_and_after_room_is_made_writing_goes_on()
    {
        await using var hub = await LoneHub.StartAsync();
        // The database may not grow by one page: SQLite answers as it does when the disk is full.
        await hub.WriteAsync("first", db => db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1", Stop));
        var stored = 1;
        Refusal? full = null;
        for (var i = 0; i < 2000 && full is null; i++)
            try
            {
                await hub.WriteAsync($"{i} {new string('长', 500)}");
                stored++;
            }
            catch (Refusal refusal)
            {
                full = refusal;
            }
        Assert.Equal(507, full!.Status);
        Assert.Contains("磁盘已满", full.Message);
        Assert.Equal((true, stored), await hub.LookAsync());
        SqliteConnection.ClearAllPools();
        await hub.WriteAsync("after");
        Assert.Equal((true, stored + 1), await hub.LookAsync());
    }

    [Fact]
    public async Task A_database_locked_by_another_process_is_said_and_written_when_it_is_free()
    {
        await using var hub = await LoneHub.StartAsync();
        await using var other = new SqliteConnection($"Data Source={hub.Options.Database};Pooling=False");
        await other.OpenAsync(Stop);
        await using (var held = other.BeginTransaction(deferred: false))
        {
            var refusal = await Assert.ThrowsAsync<Refusal>(() => hub.WriteAsync("locked out"));
            Assert.Equal(503, refusal.Status);
            Assert.Contains("另一个程序占用", refusal.Message);
            await held.RollbackAsync(Stop);
        }
        await hub.WriteAsync("free again");
        Assert.Equal((true, 1), await hub.LookAsync());
    }

    [Fact]
    public async Task A_read_only_file_is_said_and_pages_still_read()
    {
        await using var hub = await LoneHub.StartAsync();
        var refusal = await Assert.ThrowsAsync<Refusal>(() => hub.WriteAsync("never", db => db.Database.ExecuteSqlRawAsync("PRAGMA query_only = ON", Stop)));
        Assert.Contains("不可写", refusal.Message);
        Assert.Equal((true, 0), await hub.LookAsync());
        SqliteConnection.ClearAllPools();
        await hub.WriteAsync("writable again");
        Assert.Equal((true, 1), await hub.LookAsync());
    }

    [Fact]
    public async Task A_connection_that_came_out_for_reading_only_is_not_kept_for_the_next_one_who_asks()
    {
        await using var hub = await LoneHub.StartAsync();
        // What SQLite makes of a file that may not be written at this moment.
        var protectedFile = new DbContextOptionsBuilder<SqliteAppDb>().UseSqlite($"Data Source=file:{hub.Options.Database}?immutable=1").AddInterceptors(hub.Get<SqliteSettings>()).Options;
        async Task<object> OpenedAsync(Func<AppDb> make)
        {
            await using var db = make();
            await db.Database.OpenConnectionAsync(Stop);
            return ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        }
        Assert.NotSame(await OpenedAsync(() => new SqliteAppDb(protectedFile)), await OpenedAsync(() => new SqliteAppDb(protectedFile)));
        // One that may write is.
        var factory = hub.Get<IDbContextFactory<AppDb>>();
        Assert.Same(await OpenedAsync(factory.CreateDbContext), await OpenedAsync(factory.CreateDbContext));
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_said_in_one_sentence()
    {
        var (code, said) = HubProcess.RunAlone("run", "--urls", "http://127.0.0.1:0", "--data", "/proc/hub");
        Assert.Equal(1, code);
        Assert.Contains("请检查权限", said);
    }

    [Fact]
    public async Task A_clock_that_jumps_back_and_forth_changes_neither_the_chain_nor_what_came_last()
    {
        var clock = new JumpingClock();
        await using var hub = await LoneHub.StartAsync(clock: clock);
        var places = new List<long>();
        foreach (var jump in new[] { 0, -400, 4000, -10, 0 })
        {
            clock.Days = jump;
            places.Add(await hub.WriteAsync($"day {jump}"));
        }
        Assert.Equal(Enumerable.Range(0, 5).Select(i => places[0] + i), places);
        Assert.Equal((true, 5), await hub.LookAsync());
    }

    [Fact]
    public async Task A_corrupt_framework_row_stops_the_start_and_names_the_edition()
    {
        string folder;
        await using (var hub = await LoneHub.StartAsync())
        {
            SqliteConnection.ClearAllPools();
            folder = hub.Wreck();
        }
        using (var outside = new Ledger.Outside($"Data Source={Path.Combine(folder, "hub.db")}")) outside.Run("UPDATE FrameworkEditions SET Content = replace(Content, '\"points\"', '\"pints\"')");
        var refusal = await Assert.ThrowsAsync<Refusal>(() => LoneHub.StartAsync(folder: folder));
        Assert.Contains("ziyang-71-2021.v1", refusal.Message);
        Assert.Contains("备份恢复", refusal.Message);
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("hub-fault-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "hub.db"), new string('x', 10_000), Stop);
        var (code, said) = HubProcess.RunAlone("verify", "--data", folder);
        Assert.Equal(1, code);
        Assert.Contains("数据库文件已损坏", said);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_photo_whose_file_was_spoiled_or_lost_is_found_by_the_verification()
    {
        await using var hub = await LoneHub.StartAsync();
        var stored = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("picture"u8.ToArray()));
        var path = Path.Combine(hub.Options.Photos, stored[..2], $"{stored}.jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "picture", Stop);
        await hub.WriteAsync("photo", db =>
        {
            db.Photos.Add(new Photo { Sheet = "s", Sha = "sha", CountyId = 1, Stored = stored, Bytes = 7, Width = 1, Height = 1, PersonId = "p", PersonName = "某", Received = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        });
        Assert.True((await hub.LookAsync()).Holds);
        await File.WriteAllTextAsync(path, "pictura", Stop);
        Assert.Contains("已损坏", (await hub.Get<LedgerVerifier>().VerifyAsync()).Lines[0]);
        File.Delete(path);
        Assert.Contains("不见了", (await hub.Get<LedgerVerifier>().VerifyAsync()).Lines[0]);
    }

    private sealed class JumpingClock : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
