using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>An issued paper, then a standing order and a standing batch, killed right after each step by a real kill of the real process, and after the next start done exactly once.</summary>
public sealed class OrderKillTests
{
    [Fact]
    public async Task Orders_killed_after_every_step_in_turn_are_done_exactly_once()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hub-kill-").FullName;
        try
        {
            // Issued, and gone before anybody heard of the order to print it.
            await KilledAsync(folder, $"{KillPoint.Committed}", "report", "brief", "--year", "2026", "--out", Path.Combine(folder, "first.pdf"), "--issue");
            for (var step = KillPoint.Claimed; step <= KillPoint.Done; step++) await KilledAsync(folder, $"{step}@issued");
            Assert.Equal(1L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperOrders WHERE State = 2 AND PaperId IS NOT NULL"));

            foreach (var (id, kind, scope) in ((string, string, string)[])[("11111111-1111-1111-1111-111111111111", "brief", "all"), ("22222222-2222-2222-2222-222222222222", "assessment", $"site:{DatabaseOf.Value(folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 ORDER BY Code LIMIT 1")}")])
                Execute(folder, $"""
                    INSERT INTO PaperSchedules (Id, CountyId, Kind, Scope, Every, RequestedBy, RequestedName, Since, OrderedUpTo, IsStopped)
                    VALUES ('{id}', 1, '{kind}', '{scope}', 'month', 'x', 'x', 0, date('now', '+8 hours', 'start of month', '-1 day'), 0)
                    """);
            await KilledAsync(folder, $"{KillPoint.Committed}");
            for (var step = KillPoint.Claimed; step <= KillPoint.Done; step++) await KilledAsync(folder, $"{step}@zip");
            using (var last = Start(folder, null, "run", "--urls", "http://127.0.0.1:0"))
            {
                await UntilAsync(last, "按 Ctrl+C 停止", stop);
                for (var i = 0; i < 200 && !Equals(0L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperOrders WHERE State <> 2")); i++) await Task.Delay(100, stop);
                last.Kill();
                await last.WaitForExitAsync(stop);
            }
            // Each due day one order, each order one file, no leavings, and every file is the one its row tells of: the brief, the batch with its paper, the issued one.
            Assert.Equal(2L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperOrders WHERE OnceKey IS NOT NULL"));
            Assert.Equal(4L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperOrders WHERE State = 2"));
            var told = $"{DatabaseOf.Value(folder, "SELECT group_concat(lower(Id) || '.' || Format || ' ' || FileHash, '\n') FROM PaperOrders")}".Split('\n').Order(StringComparer.Ordinal);
            var files = Directory.GetFiles(Path.Combine(folder, "papers")).Select(f => $"{Path.GetFileName(f)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}").Order(StringComparer.Ordinal);
            Assert.Equal(told, files);
            // The issued paper stands once in the register, with one link for its file.
            Assert.Equal(1L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM PaperIssues"));
            Assert.Equal($"{DatabaseOf.Value(folder, "SELECT FileHash FROM PaperOrders WHERE PaperId IS NOT NULL")}", $"{DatabaseOf.Value(folder, "SELECT group_concat(Hash) FROM PaperFiles")}");
            Assert.Equal(1L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'paper-file'"));
            using (var zip = ZipFile.OpenRead(Path.Combine(folder, "papers", $"{DatabaseOf.Value(folder, "SELECT lower(Id) FROM PaperOrders WHERE Format = 'zip'")}.zip"))) Assert.Equal(3, zip.Entries.Count);
            Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs the program, by itself the server, until it is killed at a step.</summary>
    private static async Task KilledAsync(string folder, string step, params string[] command)
    {
        using var hub = Start(folder, step, command.Length > 0 ? command : ["run", "--urls", "http://127.0.0.1:0"]);
        var output = hub.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await hub.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        Assert.True(hub.ExitCode == 137, $"{step}: {hub.ExitCode}\n{await output}");
    }

    private static Process Start(string folder, string? step, params string[] command)
    {
        var info = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in (string[])[HubProcess.Dll, .. command, "--data", folder]) info.ArgumentList.Add(word);
        info.Environment["ASPNETCORE_CONTENTROOT"] = HubProcess.OwnContentRoot;
        info.Environment["DOTNET_TieredPGO"] = "0";
        if (step is not null) info.Environment[KillPoint.Variable] = step;
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
