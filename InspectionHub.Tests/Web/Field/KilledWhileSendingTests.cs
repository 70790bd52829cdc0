using Microsoft.Playwright;

namespace InspectionHub.Tests.Web.Field;

/// <summary>kill -9 while a phone empties its queue: half of it has arrived, one answer is on its way, and nothing is lost or there twice.</summary>
[Collection(nameof(FieldOutageTests))]
public sealed class KilledWhileSendingTests(FieldHub field)
{
    private const int Marks = 30, KilledAt = 12;

    [Fact]
    public async Task A_server_killed_in_the_middle_of_a_queue_has_every_mark_once_after_its_return()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.OfflineAsync(true);
        for (var at = 0; at < Marks; at++) await phone.MarkAsync(at % 2 == 0 ? "8.7" : "8.4b", $"level-{at / 2 % 5}");
        Assert.Equal(Marks, (await phone.EntriesAsync()).Count(e => e.State == "waiting"));

        var killed = new TaskCompletionSource();
        var posts = 0;
        await phone.Page.RouteAsync(FieldPhone.Marks, async route =>
        {
            if (Interlocked.Increment(ref posts) == KilledAt)
                _ = Task.Run(() =>
                {
                    field.Hub.Kill();
                    killed.SetResult();
                });
            await route.ContinueAsync();
        });
        await phone.OfflineAsync(false);
        await phone.Status.ClickAsync();
        await killed.Task;
        await Assertions.Expect(phone.Status).ToHaveAttributeAsync("data-phase", "silent");
        var before = (long)field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'")!;
        Assert.InRange(before, KilledAt - 1, Marks - 1);
        // What the phone calls delivered is in the database.
        var sent = (await phone.EntriesAsync()).Where(e => e.State == "sent").ToList();
        Assert.InRange(sent.Count, KilledAt - 1, before);
        Assert.All(sent, entry => Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{entry.Id.ToUpperInvariant()}'")));

        field.Hub.Start();
        await phone.DrainAsync();
        var entries = await phone.EntriesAsync();
        Assert.Equal(Marks, entries.Count);
        Assert.All(entries, entry => Assert.Equal("sent", entry.State));
        Assert.All(entries, entry => Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{entry.Id.ToUpperInvariant()}'")));
        Assert.Equal((long)Marks, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        var order = string.Join(' ', Enumerable.Range(1, Marks));
        Assert.Equal(order, field.Value($"SELECT group_concat(DeviceSeq, ' ') FROM (SELECT DeviceSeq FROM ScoreEntries WHERE Sheet = '{sheet}' ORDER BY LedgerSeq)"));
        var (code, said) = field.Hub.Run("verify");
        Assert.True(code == 0, said);
    }
}
