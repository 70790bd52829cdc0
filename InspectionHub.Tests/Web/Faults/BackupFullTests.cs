using System.Net;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Backups;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>A real server whose nightly backup finds no room: it is told, nothing half is left, and the next one is whole.</summary>
public sealed class BackupFullTests
{
    [Theory]
    // The copy of the database does not fit; it fits, and the archive with the photos does not, as on a disk whose files end at a size.
    [InlineData(3_000_000)]
    [InlineData(20_000_000)]
    public async Task A_backup_that_finds_no_room_is_told_leaves_nothing_and_the_next_one_is_whole(long room)
    {
        using var hub = new HubProcess();
        Directory.CreateDirectory(Path.Combine(hub.Folder, "photos"));
        var noise = new byte[25_000_000];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(hub.Folder, "photos", "large.bin"), noise);
        using var admin = await FieldDoor.OfAnybodyAsync(hub, "admin");
        hub.LimitFiles(room);
        await BackUpAsync();
        await UntilAsync(() => hub.Output.Contains("The scheduled backup failed", StringComparison.Ordinal));
        await UntilAsync(() => Equals(1L, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM Notices WHERE Text LIKE '%自动备份失败%' AND PersonId = (SELECT Id FROM AspNetUsers WHERE UserName = 'admin')")));
        var told = $"{DatabaseOf.Value(hub.Folder, "SELECT Text FROM Notices WHERE Text LIKE '%自动备份失败%'")}";
        Assert.Contains("磁盘", told);
        Assert.DoesNotContain("。。", told);
        Assert.Empty(Left());
        hub.LimitFiles(null);
        await BackUpAsync();
        await UntilAsync(() => Left().Any(f => f.EndsWith(".zip", StringComparison.Ordinal)));
        var target = Path.Combine(Path.GetTempPath(), $"restored-{Guid.NewGuid():n}");
        await BackupReader.RestoreAsync(Assert.Single(Left()), target);
        Assert.Equal(noise, await File.ReadAllBytesAsync(Path.Combine(target, "photos", "large.bin")));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(target, recursive: true);

        // As an administrator does it by hand on the jobs page.
        async Task BackUpAsync() =>
            Assert.Equal(HttpStatusCode.NoContent, (await admin.SayAsync("/jobs/recurring/trigger", new FormUrlEncodedContent([new("jobs[]", "backup")]))).Status);

        IReadOnlyList<string> Left() => [.. Directory.GetFiles(hub.Folder, "backup-*.db*"), .. Directory.Exists(Path.Combine(hub.Folder, "backups")) ? Directory.GetFiles(Path.Combine(hub.Folder, "backups")) : []];
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 300 && !isSo(); i++) await Task.Delay(200);
        Assert.True(isSo());
    }
}
