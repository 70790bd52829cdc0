using System.Diagnostics;
using System.Security.Cryptography;
using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>One standing order, killed right after each of the five steps in turn by a real kill of the real process, and after the next start done exactly once.</summary>
public sealed class OrderKillTests
{
    [Fact]
    public async Task An_order_killed_after_every_step_in_turn_is_done_exactly_once()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hub-kill-").FullName;
        try
        {
            Assert.Equal(0, HubProcess.RunAlone("report", "brief", "--year", "2026", "--out", Path.Combine(folder, "first.pdf"), "--issue", "--data", folder).Code);
            Execute(folder, """
                INSERT INTO PaperSchedules (Id, CountyId, Kind, Scope, Every, RequestedBy, RequestedName, Since, OrderedUpTo, IsStopped)
                VALUES ('11111111-1111-1111-1111-111111111111', 1, 'brief', 'all', 'month', 'x', 'x', 0, date('now', '+8 hours', 'start of month', '-1 day'), 0)
                """);
            for (var step = KillPoint.Committed; step <= KillPoint.Done; step++)
            {
                using var hub = Start(folder, step);
                await hub.WaitForExitAsync(stop).WaitAsync(TimeSpan.FromSeconds(120), stop);
                Assert.Equal(137, hub.ExitCode);
            }
            Assert.Equal(1L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperOrders WHERE State = 2 AND OnceKey IS NOT NULL"));
            using (var last = Start(folder, 0))
            {
                await UntilAsync(last, "按 Ctrl+C 停止", stop);
                last.Kill();
                await last.WaitForExitAsync(stop);
            }
            // One due day, one order, one file, no leavings, and the file is the one the row tells of.
            Assert.Equal(1L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperOrders WHERE OnceKey IS NOT NULL"));
            var (id, hash) = ($"{DatabaseOf.Value(folder, "SELECT lower(Id) FROM PaperOrders WHERE OnceKey IS NOT NULL")}", $"{DatabaseOf.Value(folder, "SELECT FileHash FROM PaperOrders WHERE OnceKey IS NOT NULL")}");
            var files = Directory.GetFiles(Path.Combine(folder, "papers")).Select(Path.GetFileName).ToList();
            Assert.DoesNotContain(files, f => f!.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.Single(files, f => f == $"{id}.pdf");
            Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "papers", $"{id}.pdf"), stop))));
            Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string folder, int step)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in (string[])[HubProcess.Dll, "run", "--urls", "http://127.0.0.1:0", "--data", folder]) info.ArgumentList.Add(word);
        info.Environment["ASPNETCORE_CONTENTROOT"] = HubProcess.OwnContentRoot;
        if (step > 0) info.Environment[KillPoint.Variable] = $"{step}";
        return Process.Start(info)!;
    }

    private static async Task UntilAsync(Process hub, string line, CancellationToken stop)
    {
        while (await hub.StandardOutput.ReadLineAsync(stop) is { } read)
            if (read.Contains(line, StringComparison.Ordinal)) return;
        throw new InvalidOperationException("The hub stopped");
    }

    private static void Execute(string folder, string sql)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "hub.db")}");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
