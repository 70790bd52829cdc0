using Hangfire;

namespace InspectionHub.Web.Notices;

/// <summary>Enters the recurring jobs of this room. Hangfire's storage is in memory, so they are entered at every start.</summary>
public sealed class NoticeClock(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<NoticeJob>("notices-due", job => job.RemindAsync(), "*/10 * * * *");
        jobs.AddOrUpdate<NoticeJob>("notices-differing", job => job.DifferingAsync(), "* * * * *");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
