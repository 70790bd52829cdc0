using Hangfire;
using InspectionHub.Web.Data;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Jobs;

/// <summary>Takes up orders that a stopped process left behind: at the start at once, then every half minute. Hangfire's own queue is in memory only.</summary>
public sealed class OrderSweep(IDbContextFactory<AppDb> factory, IBackgroundJobClient jobs, IRecurringJobManager recurring, ScheduleBook schedules, HubOptions options, TimeProvider clock, ILogger<OrderSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Hangfire's memory is empty after every start, so the daily look is entered anew; 17:00 UTC is one o'clock at night in the county.
        recurring.AddOrUpdate<ScheduleBook>("schedules", book => book.RunAsync(), "0 17 * * *");
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), clock);
        var atStart = true;
        do
        {
            try
            {
                if (atStart && Directory.Exists(options.Papers))
                    foreach (var left in Directory.GetFiles(options.Papers, "*.tmp")) File.Delete(left);
                await SweepAsync(atStart, stoppingToken);
                if (atStart) await schedules.RunAsync();
                atStart = false;
            }
            catch (Exception wrong) when (wrong is not OperationCanceledException)
            {
                // A database that somebody else holds, or a full disk, passes; the server goes on and this is tried again.
                log.LogWarning(wrong, "Orders could not be looked at");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Takes up what nobody works on, and gives up what was begun too often.</summary>
    internal async Task SweepAsync(bool atStart, CancellationToken stop)
    {
        await using var db = await factory.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        // One node owns a data folder, so at its start nobody else can hold a lease.
        if (atStart)
            await db.PaperOrders.Where(o => o.State == OrderState.Running).ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Queued).SetProperty(o => o.LeaseUntil, DateTimeOffset.UnixEpoch), stop);
        await db.PaperOrders.Where(o => o.Attempts >= PaperJob.MostAttempts && (o.State == OrderState.Queued || o.State == OrderState.Running) && o.LeaseUntil < now)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OrderState.Failed).SetProperty(o => o.Problem, "多次中断，已停止重试。请重新下单。"), stop);
        var waiting = await db.PaperOrders.Where(o => o.State == OrderState.Queued || (o.State == OrderState.Running && o.LeaseUntil < now)).Select(o => o.Id).ToListAsync(stop);
        // A batch comes after its papers; until then its job finds nothing to do.
        foreach (var id in waiting) jobs.Enqueue<PaperJob>(job => job.RunAsync(id, CancellationToken.None));
    }
}
