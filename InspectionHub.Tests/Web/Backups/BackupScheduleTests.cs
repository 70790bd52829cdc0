using Hangfire;
using Hangfire.InMemory;
using Hangfire.Storage;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Backups;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web.Backups;

/// <summary>The nightly backup: it is made, old ones go, and a failure is shown.</summary>
public sealed class BackupScheduleTests
{
    [Fact]
    public async Task The_newest_stay_foreign_files_are_left_alone_and_each_restores()
    {
        var clock = new Days();
        await using var hub = await LoneHub.StartAsync(clock: clock);
        Directory.CreateDirectory(hub.Options.BackupFolder);
        var foreign = Path.Combine(hub.Options.BackupFolder, "holiday.zip");
        await File.WriteAllTextAsync(foreign, "mine", TestContext.Current.CancellationToken);
        var schedule = hub.Get<BackupSchedule>();
        for (var day = 0; day < 4; day++)
        {
            clock.Passed = day;
            await hub.WriteAsync($"day {day}");
            await schedule.RunAsync();
        }
        var state = schedule.State();
        Assert.Null(state.Problem);
        Assert.Equal(2, state.Files.Count);
        Assert.True(File.Exists(foreign));
        var target = Path.Combine(Path.GetTempPath(), $"restored-{Guid.NewGuid():n}");
        await BackupReader.RestoreAsync(state.Files[0], target);
        Assert.Equal(4L, DatabaseOf.Value(target, "SELECT COUNT(*) FROM DataConfirmations"));
        SqliteConnection.ClearAllPools();
        Directory.Delete(target, recursive: true);
    }

    [Fact]
    public async Task A_backup_that_cannot_be_written_is_a_sentence_on_the_page_and_removes_nothing()
    {
        await using var hub = await LoneHub.StartAsync();
        var schedule = hub.Get<BackupSchedule>();
        await schedule.RunAsync();
        var before = schedule.State().Files;
        Directory.Move(hub.Options.BackupFolder, hub.Options.BackupFolder + "-away");
        await File.WriteAllTextAsync(hub.Options.BackupFolder, "a file where the folder should be", TestContext.Current.CancellationToken);
        await schedule.RunAsync();
        Assert.Contains("自动备份失败", schedule.State().Problem);
        File.Delete(hub.Options.BackupFolder);
        Directory.Move(hub.Options.BackupFolder + "-away", hub.Options.BackupFolder);
        Assert.Equal(before, schedule.State().Files);
    }

    [Fact]
    public async Task A_photo_that_was_lost_is_named_each_night_and_does_not_keep_the_rest_from_being_restored()
    {
        await using var hub = await LoneHub.StartAsync();
        var sha = new string('a', 64);
        await hub.WriteAsync("photo", db =>
        {
            db.Photos.Add(new Photo { Sheet = $"{Guid.Empty}", Sha = sha, CountyId = 1, Stored = sha, Bytes = 1, Width = 1, Height = 1, PersonId = "p", PersonName = "某", Received = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        });
        var schedule = hub.Get<BackupSchedule>();
        await schedule.RunAsync();
        Assert.Contains(sha, schedule.State().Problem);
        var target = Path.Combine(Path.GetTempPath(), $"restored-{Guid.NewGuid():n}");
        var (_, photos, _) = await BackupReader.RestoreAsync(schedule.State().Files[0], target);
        Assert.Contains(sha, Assert.Single(photos));
        Assert.Equal(1L, DatabaseOf.Value(target, "SELECT COUNT(*) FROM DataConfirmations"));
        SqliteConnection.ClearAllPools();
        Directory.Delete(target, recursive: true);
    }

    [Fact]
    public async Task Backups_whose_verification_failed_never_push_out_the_last_good_ones()
    {
        var clock = new Days();
        await using var hub = await LoneHub.StartAsync(clock: clock);
        var schedule = hub.Get<BackupSchedule>();
        await hub.WriteAsync("good");
        await schedule.RunAsync();
        var good = Assert.Single(schedule.State().Files);
        await hub.WriteAsync("photo", db =>
        {
            db.Photos.Add(new Photo { Sheet = $"{Guid.Empty}", Sha = new string('b', 64), CountyId = 1, Stored = new string('b', 64), Bytes = 1, Width = 1, Height = 1, PersonId = "p", PersonName = "某", Received = DateTimeOffset.UnixEpoch });
            return Task.CompletedTask;
        });
        for (clock.Passed = 1; clock.Passed < 5; clock.Passed++) await schedule.RunAsync();
        Assert.Equal([true, true, false], schedule.State().Files.Select(f => f.EndsWith("-unverified.zip", StringComparison.Ordinal)));
        Assert.Equal(good, schedule.State().Files[^1]);
    }

    [Fact]
    public async Task Links_cut_off_at_the_end_together_with_their_rows_are_found_by_the_backup_that_has_them()
    {
        await using var hub = await LoneHub.StartAsync();
        await hub.WriteAsync("kept");
        var cut = await hub.WriteAsync("cut off");
        Assert.Contains("还没有可以比对末环的备份", (await hub.Get<LedgerVerifier>().VerifyAsync()).Lines[0]);
        await hub.Get<BackupSchedule>().RunAsync();
        Assert.Contains("所记的末环相符", (await hub.Get<LedgerVerifier>().VerifyAsync()).Lines[0]);
        SqliteConnection.ClearAllPools();
        using (var outside = new Ledger.Outside($"Data Source={hub.Options.Database}"))
        {
            outside.Run($"DELETE FROM DataConfirmations WHERE UnitCode = 'cut off'");
            outside.Run($"DELETE FROM LedgerLinks WHERE Seq >= {cut}");
        }
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.False(report.Holds);
        Assert.Contains("台账末尾连同记录被删除", report.Lines[0]);
        // Grown again over the cut: the link has another hash now.
        await hub.WriteAsync("written over");
        Assert.Contains("台账被重写过", (await hub.Get<LedgerVerifier>().VerifyAsync()).Lines[0]);
    }

    [Fact]
    public async Task After_a_restore_newer_backups_of_the_lost_state_are_no_finding()
    {
        // Two nights ago, last night, and now the restore.
        var clock = new Days { Passed = -2 };
        await using var hub = await LoneHub.StartAsync(clock: clock);
        await hub.WriteAsync("one");
        await hub.Get<BackupSchedule>().RunAsync();
        var first = hub.Get<BackupSchedule>().State().Files[0];
        clock.Passed = -1;
        await hub.WriteAsync("two");
        await hub.Get<BackupSchedule>().RunAsync();
        var target = Path.Combine(Path.GetTempPath(), $"restored-{Guid.NewGuid():n}");
        await BackupReader.RestoreAsync(first, target);
        Directory.CreateDirectory(Path.Combine(target, "backups"));
        foreach (var file in hub.Get<BackupSchedule>().State().Files) File.Copy(file, Path.Combine(target, "backups", Path.GetFileName(file)));
        await using var restored = await LoneHub.StartAsync(folder: target);
        var report = await restored.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, report.Lines[0]);
    }

    [Fact]
    public async Task A_night_that_went_wrong_is_a_notice_of_the_administrator()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        Directory.CreateDirectory(Path.GetDirectoryName(hub.Options.BackupFolder)!);
        await File.WriteAllTextAsync(hub.Options.BackupFolder, "a file where the folder should be", TestContext.Current.CancellationToken);
        await hub.Get<BackupSchedule>().RunAsync();
        foreach (var (user, role) in new[] { ("admin", Roles.Administrator), ("dudao", Roles.Office) })
            Assert.Contains((await hub.Get<NoticeBook>().ListAsync(hub.Who(user, role))).Select(n => n.Notice), n => n.Text.Contains("自动备份失败") && n.Link == "/ledger");
        Assert.DoesNotContain(await hub.Get<NoticeBook>().ListAsync(hub.Who("duxue1", Roles.Inspector)), n => n.Notice.Link == "/ledger");
    }

    [Fact]
    public async Task A_machine_that_is_off_every_night_makes_its_first_backup_and_the_ones_it_missed_at_its_start()
    {
        var clock = new Days();
        await using var hub = await LoneHub.StartAsync(clock: clock);
        var schedule = hub.Get<BackupSchedule>();
        // Made today: the first night is still to come.
        Assert.Null(Started());
        clock.Passed = 2;
        Assert.Equal(nameof(BackupSchedule.RunAsync), Started());
        await schedule.RunAsync();
        var first = Assert.Single(schedule.State().Files);
        File.SetLastWriteTimeUtc(first, clock.GetUtcNow().UtcDateTime);
        Assert.Null(Started());
        clock.Passed = 3;
        Assert.Null(Started());
        clock.Passed = 4;
        Assert.Equal(nameof(BackupSchedule.RunAsync), Started());

        // What a start puts to work at once, and that the night's run is entered.
        string? Started()
        {
            using var storage = new InMemoryStorage();
            schedule.Start(new RecurringJobManager(storage), new BackgroundJobClient(storage));
            var nightly = Assert.Single(storage.GetConnection().GetRecurringJobs());
            Assert.Equal(("0 18 * * *", nameof(BackupSchedule.RunAsync)), (nightly.Cron, nightly.Job.Method.Name));
            return storage.GetMonitoringApi().EnqueuedJobs("default", 0, 9).Select(j => j.Value.Job.Method.Name).SingleOrDefault();
        }
    }

    private sealed class Days : TimeProvider
    {
        public int Passed { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Passed);
    }
}
