using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>One writer: groups, savepoints, answers after the commit, and other processes beside it.</summary>
public sealed class WriterTests(EmptyHubInside hub) : IClassFixture<EmptyHubInside>
{
    [Fact]
    public async Task Of_entries_that_wait_together_the_bad_ones_fail_alone_and_the_chain_has_no_gap()
    {
        var before = await LinksAsync();
        // The first holds the writer until all others wait, so that they form one group.
        var held = new TaskCompletionSource();
        var first = hub.Get<Writer>().WriteAsync(async (db, _) =>
        {
            await held.Task;
            return await AppendAsync(db, "first");
        });
        var many = Enumerable.Range(0, 40).Select(i => hub.Get<Writer>().WriteAsync(async (db, topics) =>
        {
            topics.Add("county/1/2026/");
            var seq = await AppendAsync(db, $"entry {i}");
            db.DataConfirmations.Add(new DataConfirmation { CountyId = 1, UnitCode = $"U{i}", Year = 2026, BatchId = i, PersonId = "p", PersonName = "某", At = DateTimeOffset.UnixEpoch });
            if (i % 4 == 1) throw new Refusal(422, $"bad {i}");
            // The same key twice: the database itself refuses this one.
            if (i % 4 == 2) db.LedgerLinks.Add(new LedgerLink { CountyId = 1, Seq = 1, Kind = "x", Subject = "x", Content = [], PreviousHash = "", Hash = "", At = DateTimeOffset.UnixEpoch });
            return seq;
        })).ToList();
        held.SetResult();
        await first;
        var places = new List<long>();
        for (var i = 0; i < many.Count; i++)
            if (i % 4 is 1 or 2) await Assert.ThrowsAnyAsync<Exception>(() => many[i]);
            else places.Add(await many[i]);

        Assert.Equal(20, places.Count);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => places[0] + i), places);
        Assert.Equal(before + 21, await LinksAsync());
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Nobody_is_answered_and_nothing_is_announced_before_the_commit()
    {
        var announced = new TaskCompletionSource<long>();
        using var listening = hub.Get<LiveFeed>().Subscribe("county/1/years/2031/", async () => announced.TrySetResult(await LinksAsync()));
        var before = await LinksAsync();
        var write = hub.Get<Writer>().WriteAsync(async (db, topics) =>
        {
            topics.Add("county/1/years/2031/");
            await AppendAsync(db, "announced");
            await Task.Delay(50);
            return await LinksAsync();
        });
        Assert.False(write.IsCompleted);
        Assert.Equal(before, await write);
        Assert.Equal(before + 1, await announced.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_writer_on_the_same_database_leaves_one_chain_without_gaps()
    {
        // A second writer with its own connection stands for a second process: it knows nothing of what the first remembers.
        using var other = new Writer(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<LiveFeed>(), TimeProvider.System);
        var before = await LinksAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? other : hub.Get<Writer>()).WriteAsync((db, _) => AppendAsync(db, $"{i}"))));
        Assert.Equal(before + 60, await LinksAsync());
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Every_connection_is_durable_and_waits_for_others()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").Single());
        Assert.Equal("wal", db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").Single());
        Assert.Equal(2, await hub.Get<Writer>().WriteAsync((inside, _) => Task.FromResult(inside.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").Single())));
    }

    private Task<long> AppendAsync(AppDb db, string subject) => hub.Get<LedgerBook>().AppendAsync(db, 1, "test", subject, new { });

    private async Task<long> LinksAsync()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return await LedgerBook.PositionAsync(db, 1);
    }
}
