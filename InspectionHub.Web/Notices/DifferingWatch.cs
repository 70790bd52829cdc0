using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Notices;

/// <summary>Tells the lead of differing ballots as soon as the mark that differs is in. What is missed while the hub is down, <see cref="NoticeClock"/>'s job finds.</summary>
public sealed class DifferingWatch(LiveFeed live, NoticeJob job, LedgerPositions positions, IDbContextFactory<AppDb> factory) : IHostedService
{
    private readonly List<IDisposable> subscriptions = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        foreach (var county in await db.Counties.Select(c => c.Id).ToListAsync(cancellationToken))
        {
            var seen = await positions.OfAsync(county);
            subscriptions.Add(live.Subscribe(LiveFeed.County(county), async () =>
            {
                var now = await positions.OfAsync(county);
                await job.DifferingSinceAsync(county, seen);
                seen = now;
            }));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var one in subscriptions) one.Dispose();
        return Task.CompletedTask;
    }
}
