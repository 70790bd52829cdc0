namespace InspectionHub.Tests.Web.Pages;

/// <summary>A clock that began to run on another day at this time, China's.</summary>
public sealed class RunningClock(DateOnly day, TimeOnly time) : TimeProvider
{
    private readonly DateTimeOffset began = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(day.ToDateTime(time), TimeSpan.FromHours(8)).ToUniversalTime() + (DateTimeOffset.UtcNow - began);
}
