using System.Diagnostics;
using System.Net;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>A real server whose data folder may suddenly not be written, as after a restore by another account or on a disk the system has put aside.</summary>
public sealed class ReadOnlyTests
{
    [Fact]
    public async Task A_data_folder_that_may_not_be_written_is_said_by_the_server_and_at_its_start_and_forgotten_when_it_may()
    {
        using var faulty = await FaultyHub.StartAsync(HubProcess.BoundByPermissions());
        using var reader = await faulty.Hub.SignInAsync("lingdao");
        Protect(faulty.Hub.Folder, true);
        // Files that are open stay open: marks go on being stored, but photos have no place, and that is not a hub that is ready.
        await faulty.UntilReadyAsync("read-only");
        await faulty.MarkAsync();
        var (status, result, reasons) = await faulty.PhotoAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "again"), (status, result));
        Assert.Contains("权限", reasons);
        // A write that fails for another reason gives up its connection; the next one finds the file as it is now.
        faulty.Hub.LimitFiles(1);
        await faulty.RefusesAsync("磁盘");
        faulty.Hub.LimitFiles(null);
        await faulty.RefusesAsync("不可写");
        Assert.Contains("不可写", await faulty.SignInInVainAsync());
        await faulty.UntilReadyAsync("read-only");
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/inspections")).StatusCode);
        Protect(faulty.Hub.Folder, false);
        await faulty.RecoversAsync();

        faulty.Hub.Kill();
        Protect(faulty.Hub.Folder, true);
        Assert.Contains("不可写", faulty.Hub.StartInVain());
        Protect(faulty.Hub.Folder, false);
        faulty.Hub.Start();
        await faulty.RecoversAsync();
    }

    private static void Protect(string folder, bool isProtected)
    {
        using var change = Process.Start("chmod", ["-R", isProtected ? "u-w" : "u+w", folder]);
        change.WaitForExit();
        Assert.Equal(0, change.ExitCode);
    }
}
