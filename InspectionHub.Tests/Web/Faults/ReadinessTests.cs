using InspectionHub.Web;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>How the hub finds out whether it can write: really, but not as often as anybody asks, and without taking its own long work for a fault.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Whoever_asks_again_and_again_makes_the_hub_write_no_more_often()
    {
        await using var hub = await LoneHub.StartAsync();
        var clock = new FakeTimeProvider();
        var readiness = Of(hub, clock);
        var before = Log();
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => readiness.LookAsync())), word => Assert.Equal("ok", word));
        var once = Log() - before;
        Assert.True(once > 0, "nothing reached the disk");
        for (var i = 0; i < 500; i++) Assert.Equal("ok", await readiness.LookAsync());
        Assert.Equal(before + once, Log());
        clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("ok", await readiness.LookAsync());
        Assert.Equal(before + (2 * once), Log());
        Assert.False(File.Exists(Path.Combine(hub.Options.DataFolder, "ready.tmp")));
        Assert.True((await hub.LookAsync()).Holds);

        long Log() => new FileInfo(hub.Options.Database + "-wal").Length;
    }

    [Fact]
    public async Task A_writer_that_is_long_at_work_is_no_fault_and_one_that_waits_for_somebody_else_is()
    {
        await using var hub = await LoneHub.StartAsync();
        var clock = new FakeTimeProvider();
        var readiness = Of(hub, clock);
        var (begun, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        var import = hub.Get<Writer>().WriteAsync(async (_, _) =>
        {
            begun.SetResult();
            await held.Task;
            return true;
        });
        await begun.Task;
        Assert.Equal("ok", await LookedAsync());
        held.SetResult();
        await import;
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={hub.Options.Database};Pooling=False");
        await other.OpenAsync();
        await using (other.BeginTransaction(deferred: false)) Assert.Equal("locked", await LookedAsync());
        // Behind what still waited for the lock.
        await hub.WriteAsync("free");
        Assert.Equal("ok", await LookedAsync());

        // Looks, and lets the time pass that a look may take.
        async Task<string> LookedAsync()
        {
            clock.Advance(TimeSpan.FromSeconds(6));
            var look = readiness.LookAsync();
            while (await Task.WhenAny(look, Task.Delay(50)) != look) clock.Advance(TimeSpan.FromSeconds(1));
            return await look;
        }
    }

    private static Readiness Of(LoneHub hub, TimeProvider clock) => new(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Options, clock);
}
