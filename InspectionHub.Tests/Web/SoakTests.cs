using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace InspectionHub.Tests.Web;

/// <summary>Offices that save without a pause while others read the county: five seconds in every run, ten minutes in the long one.</summary>
public sealed class SoakTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private const int Writers = 10;
    private const int MarksASecond = 50;

    private static TimeSpan Length => Environment.GetEnvironmentVariable("HUB_LONG") == "1" ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Every_acknowledged_mark_is_stored_once_nobody_sees_an_error_and_memory_stays_bounded()
    {
        var sheets = Enumerable.Range(0, Writers).Select(i => $"desk-2026-{DatabaseOf.Value(hub.Folder, $"SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1 OFFSET {i}")}").ToArray();
        var stored = new ConcurrentBag<string>();
        using var reader = await hub.SignInAsync("dudao");
        (await reader.GetAsync("/")).EnsureSuccessStatusCode();
        var before = hub.Memory;
        var clock = Stopwatch.StartNew();
        var writers = sheets.Select(sheet => WriteAsync(sheet, stored, clock)).ToList();
        var pages = 0;
        // The first answer that is no success ends the reading with its status.
        for (; clock.Elapsed < Length; pages++) (await reader.GetAsync(pages % 2 == 0 ? "/" : "/targets")).EnsureSuccessStatusCode();
        await Task.WhenAll(writers);

        Assert.NotEqual(0, pages);
        Assert.NotEmpty(stored);
        var found = $"{DatabaseOf.Value(hub.Folder, "SELECT group_concat(Id) FROM ScoreEntries WHERE Device = 'test'")}".ToLowerInvariant().Split(',');
        Assert.Equal(found.Length, found.Distinct().Count());
        Assert.Empty(stored.Except(found));
        var (code, text) = hub.Run("verify");
        Assert.True(code == 0, text);
        TestContext.Current.TestOutputHelper?.WriteLine($"{stored.Count} marks and {pages} pages in {clock.Elapsed.TotalSeconds:0} s; memory {before >> 20} -> {hub.Memory >> 20} MB");
        Assert.True(hub.Memory < before + (1L << 30), $"{before >> 20} -> {hub.Memory >> 20} MB");
    }

    private async Task WriteAsync(string sheet, ConcurrentBag<string> stored, Stopwatch clock)
    {
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)Writers / MarksASecond));
        for (var i = 0; clock.Elapsed < Length; i++)
        {
            var mark = MarkDoorTests.Mark(sheet, "2.4", $$"""{"level":{{i % 5}}}""");
            Assert.Equal((HttpStatusCode.OK, "stored"), await door.SendAsync(mark));
            stored.Add(mark["id"]!.GetValue<string>());
            await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
