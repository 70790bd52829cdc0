using System.Collections.Concurrent;
using System.Net;
using InspectionHub.Web.Measurements.Demo;

namespace InspectionHub.Tests.Web;

/// <summary>A second process writes into the same folder while the server saves marks: one chain, no gap, both results there.</summary>
public sealed class ImportBesideTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task An_import_from_the_command_line_beside_a_server_that_saves_marks_keeps_one_chain()
    {
        var book = Path.Combine(hub.Folder, "book.xlsx");
        await using (var file = File.Create(book)) DemoCounty.Write(file, TestFrameworks.Ziyang.Items, size: new(1, DemoCounty.LastYear));
        var batches = (long)DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM ImportBatches")!;
        var sheets = Enumerable.Range(0, 3).Select(i => $"desk-2026-{DatabaseOf.Value(hub.Folder, $"SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1 OFFSET {i}")}").ToArray();
        var acknowledged = new ConcurrentBag<string>();
        using var done = new CancellationTokenSource();
        var savers = sheets.Select(sheet => Task.Run(async () =>
        {
            using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                var mark = MarkDoorTests.Mark(sheet, "2.4", $$"""{"level":{{i % 5}}}""");
                Assert.Equal((HttpStatusCode.OK, "stored"), await door.SendAsync(mark));
                acknowledged.Add(mark["id"]!.GetValue<string>());
                // A person taps; it need not be a flood for the two processes to meet.
                await Task.Delay(30);
            }
        }, TestContext.Current.CancellationToken)).ToArray();
        while (acknowledged.Count < 20) await Task.WhenAny(Task.Delay(20, TestContext.Current.CancellationToken), Task.WhenAll(savers));
        for (var i = 0; i < 2; i++)
        {
            var (code, said) = await Task.Run(() => hub.Run("import", book), TestContext.Current.CancellationToken);
            Assert.True(code == 0, said);
        }
        var during = acknowledged.Count;
        while (acknowledged.Count < during + 20) await Task.WhenAny(Task.Delay(20, TestContext.Current.CancellationToken), Task.WhenAll(savers));
        await done.CancelAsync();
        await Task.WhenAll(savers);

        Assert.Equal(batches + 2, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM ImportBatches"));
        foreach (var id in acknowledged) Assert.Equal(1L, DatabaseOf.Value(hub.Folder, $"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{id.ToUpperInvariant()}'"));
        Assert.Equal(0L, DatabaseOf.Value(hub.Folder, "SELECT MAX(Seq) - COUNT(*) FROM LedgerLinks WHERE CountyId = 1"));
        // The imports stand between marks, not before or after all of them.
        Assert.Equal(2L, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM LedgerLinks i WHERE i.Kind = 'import' AND i.Seq > (SELECT MIN(LedgerSeq) FROM ScoreEntries) AND i.Seq < (SELECT MAX(LedgerSeq) FROM ScoreEntries)"));
        var (verified, report) = hub.Run("verify");
        Assert.True(verified == 0, report);
        Assert.Contains("前后相接", report);
    }
}
