namespace InspectionHub.Web.Inspections.Demo;

/// <summary>The clock of one demo inspection: it stands on the day and at the hour of the step that is taken, and goes on a little with every look, so that no two things happen at one moment.</summary>
internal sealed class DemoClock : TimeProvider
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8), Look = TimeSpan.FromSeconds(12);
    private long ticks;

    public static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new(hour, 0)), China);

    public void Set(DateOnly day, int hour) => Interlocked.Exchange(ref ticks, At(day, hour).UtcTicks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref ticks, Look.Ticks), TimeSpan.Zero);
}
