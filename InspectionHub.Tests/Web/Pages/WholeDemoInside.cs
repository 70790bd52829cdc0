namespace InspectionHub.Tests.Web.Pages;

/// <summary>A hub whose demo county was made, with its inspections, on a Saturday late in November: one month of its plan is over and the next runs.</summary>
public sealed class WholeDemoInside() : HubInside(true, clock: Clock)
{
    public static readonly StillClock Clock = new(new(2026, 11, 28));

    public static DateOnly Today => Clock.Day;
}

/// <summary>A clock that stands still at ten in the morning, China's time.</summary>
public sealed class StillClock(DateOnly day) : TimeProvider
{
    public DateOnly Day => day;

    public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new(2, 0)), TimeSpan.Zero);
}
