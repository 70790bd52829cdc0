using Hangfire;
using Hangfire.InMemory;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Data;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Reports;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace InspectionHub.Tests.Web.Jobs;

/// <summary>A service of the server that fails would stop the server.</summary>
public sealed class OrderSweepTests
{
    [Fact]
    public async Task A_database_that_somebody_else_holds_at_the_start_does_not_stop_the_server_and_is_looked_at_again()
    {
        await using var hub = await LoneHub.StartAsync();
        var storage = new InMemoryStorage();
        var clock = new Ticks();
        using var sweep = new OrderSweep(hub.Get<IDbContextFactory<AppDb>>(), new BackgroundJobClient(storage), new RecurringJobManager(storage), hub.Get<ScheduleBook>(), hub.Options, clock, NullLogger<OrderSweep>.Instance);
        await using (var other = new SqliteConnection($"Data Source={hub.Options.Database}"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var held = other.BeginTransaction(deferred: false);
            await sweep.StartAsync(TestContext.Current.CancellationToken);
            await Task.WhenAny(sweep.ExecuteTask!, clock.Asked.Task);
            // One look, as long as the patience with a lock, has failed by then.
            await Task.Delay(TimeSpan.FromSeconds(hub.Options.LockPatience + 2), TestContext.Current.CancellationToken);
            Assert.False(sweep.ExecuteTask!.IsCompleted, $"{sweep.ExecuteTask.Exception}");
        }
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            db.PaperOrders.Add(new PaperOrder { Id = Guid.CreateVersion7(), CountyId = 1, Kind = "brief", Year = 2026, State = OrderState.Running, LeaseUntil = DateTimeOffset.UtcNow.AddHours(1), Site = "", RequestedBy = "p", RequestedAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        clock.Tick!(null);
        for (var i = 0; i < 100 && storage.GetMonitoringApi().EnqueuedCount("default") == 0; i++) await Task.Delay(100, TestContext.Current.CancellationToken);
        // Left running by the process before: taken up by the first look that succeeds.
        Assert.Equal(1, storage.GetMonitoringApi().EnqueuedCount("default"));
        await sweep.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ticks when the test says so.</summary>
    private sealed class Ticks : TimeProvider
    {
        public TaskCompletionSource Asked { get; } = new();

        public TimerCallback? Tick { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Tick = _ => callback(state);
            Asked.TrySetResult();
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
