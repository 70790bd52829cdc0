using System.Collections.Concurrent;
using System.Net;

namespace InspectionHub.Tests.Web;

/// <summary>kill -9 in the middle of saving: what was acknowledged is there, the chain holds, and the hub starts again.</summary>
public sealed class KillTests(HubProcess hub) : IClassFixture<HubProcess>
{
    /// <summary>Once in every run, again and again in the long one, each time after another number of marks.</summary>
    private static int Rounds => Environment.GetEnvironmentVariable("HUB_LONG") == "1" ? 25 : 1;

    [Fact]
    public async Task Every_acknowledged_mark_survives_a_kill_and_the_ledger_holds()
    {
        var acknowledged = new ConcurrentBag<string>();
        var random = new Random(1);
        var sites = Enumerable.Range(0, 4).Select(i => $"desk-2026-{DatabaseOf.Value(hub.Folder, $"SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1 OFFSET {i}")}").ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            await KillWhileSavingAsync(sites, acknowledged, acknowledged.Count + (round == 0 ? 60 : random.Next(1, 200)));
            foreach (var id in acknowledged)
                Assert.Equal(1L, DatabaseOf.Value(hub.Folder, $"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{id.ToUpperInvariant()}'"));
            var (code, text) = hub.Run("verify");
            Assert.True(code == 0, text);
            Assert.Contains("前后相接", text);
            hub.Start();
            using var again = await MarkDoor.OpenAsync(hub, "jiaoyu");
            Assert.Equal((HttpStatusCode.OK, "stored"), await again.SendAsync(MarkDoorTests.Mark(sites[0], "2.4", """{"level":3}""")));
        }
    }

    private async Task KillWhileSavingAsync(string[] sites, ConcurrentBag<string> acknowledged, int count)
    {
        var enough = new TaskCompletionSource();
        var writers = sites.Select(async sheet =>
        {
            using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
            try
            {
                for (var i = 0; i < 10_000; i++)
                {
                    var mark = MarkDoorTests.Mark(sheet, "2.4", $$"""{"level":{{i % 5}}}""");
                    if (await door.SendAsync(mark) == (HttpStatusCode.OK, "stored")) acknowledged.Add(mark["id"]!.GetValue<string>());
                    if (acknowledged.Count >= count) enough.TrySetResult();
                }
            }
            catch (HttpRequestException)
            {
                // The server was killed under this request: it was never acknowledged.
            }
        }).ToArray();
        await enough.Task;
        hub.Kill();
        await Task.WhenAll(writers);
    }

    [Fact]
    public void Facts_cannot_be_changed_removed_or_written_over()
    {
        Assert.Contains("append-only", Assert.ThrowsAny<Exception>(() => DatabaseOf.Value(hub.Folder, "UPDATE LedgerLinks SET Hash = 'x' WHERE Seq = 1")).Message);
        Assert.Contains("append-only", Assert.ThrowsAny<Exception>(() => DatabaseOf.Value(hub.Folder, "DELETE FROM ImportBatches")).Message);
        Assert.Contains("append-only", Assert.ThrowsAny<Exception>(() => DatabaseOf.Value(hub.Folder, "INSERT OR REPLACE INTO LedgerLinks SELECT * FROM LedgerLinks WHERE Seq = 1")).Message);
    }
}
