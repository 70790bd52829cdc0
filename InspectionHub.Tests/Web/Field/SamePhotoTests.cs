using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Field;

/// <summary>One photo goes round in a group chat: several people add the very same file at the same moment.</summary>
public sealed class SamePhotoTests
{
    [Fact]
    public async Task People_who_keep_the_same_photo_at_once_all_have_it_and_it_lies_there_once()
    {
        await using var hub = await LoneHub.StartAsync();
        var (store, photo, stop) = (hub.Get<PhotoStore>(), Pictures.Jpeg(1200, 900), TestContext.Current.CancellationToken);
        Guid[] sheets = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        var people = Enumerable.Range(0, 12).Select(i => (Who: new Visitor($"p{i}", $"督学{i}", 1, Roles.Inspector, null, null), Sheet: sheets[i % 2])).ToList();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var keeping = people.Select(async p =>
        {
            await gate.Task;
            return await store.KeepAsync(p.Who, p.Sheet, photo);
        }).ToList();
        gate.SetResult();
        Assert.All(await Task.WhenAll(keeping), sha => Assert.Equal(Pictures.Sha(photo), sha));

        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        Assert.Equal(sheets.Select(s => $"{s}").Order(), (await db.Photos.Select(p => p.Sheet).ToListAsync(stop)).Order());
        var stored = await db.Photos.Select(p => p.Stored).Distinct().SingleAsync(stop);
        var file = Assert.Single(Directory.GetFiles(hub.Options.Photos, "*", SearchOption.AllDirectories));
        Assert.Equal(stored, Pictures.Sha(await File.ReadAllBytesAsync(file, stop)));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    /// <summary>Each is in the middle of its writing when the others begin.</summary>
    [Fact]
    public async Task Writers_of_the_same_file_at_once_do_not_stand_in_each_others_way()
    {
        var folder = Directory.CreateTempSubdirectory("hub-same-");
        var (path, bytes, stop) = (Path.Combine(folder.FullName, "ab", "photo.jpg"), new byte[16_000_000], TestContext.Current.CancellationToken);
        new Random(5).NextBytes(bytes);
        using var barrier = new Barrier(8);
        await Task.WhenAll(Enumerable.Range(0, barrier.ParticipantCount).Select(_ => Task.Factory.StartNew(() =>
        {
            barrier.SignalAndWait(stop);
            DataFile.KeepAsync(path, bytes).GetAwaiter().GetResult();
        }, stop, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Equal(["photo.jpg"], Directory.GetFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
        Assert.Equal(Pictures.Sha(bytes), Pictures.Sha(await File.ReadAllBytesAsync(path, stop)));
        folder.Delete(recursive: true);
    }
}
