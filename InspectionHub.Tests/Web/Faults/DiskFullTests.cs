using System.Net;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>A real server whose files cannot grow any more: each write is refused in words, nothing is half there, and with room again it goes on by itself.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_disk_that_takes_no_more_is_said_and_forgotten_when_there_is_room()
    {
        using var faulty = await FaultyHub.StartAsync(new HubProcess());
        // One page of a mark still goes onto the disk, the next is cut off.
        faulty.Hub.LimitFiles(new FileInfo(faulty.Log).Length + 6000);
        await faulty.RefusesAsync("磁盘");
        faulty.Holds();
        // A small file beside the database could still be written, not one page of its log: the hub must have tried the database itself.
        faulty.Hub.LimitFiles(4100);
        await faulty.RefusesAsync("磁盘");
        await faulty.UntilReadyAsync("disk");
        Assert.Contains("磁盘", await faulty.SignInInVainAsync());
        faulty.Hub.LimitFiles(1);
        var (status, result, reasons) = await faulty.PhotoAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "again"), (status, result));
        Assert.Contains("磁盘", reasons);
        await faulty.UntilReadyAsync("disk");
        faulty.Holds();
        faulty.Hub.LimitFiles(null);
        await faulty.RecoversAsync();
        // By the small file alone; and what could not be written whole does not take the room that is left.
        faulty.Hub.LimitFiles(1);
        await faulty.UntilReadyAsync("disk");
        Assert.Empty(Directory.GetFiles(faulty.Hub.Folder, "*.tmp", SearchOption.AllDirectories));
    }
}
