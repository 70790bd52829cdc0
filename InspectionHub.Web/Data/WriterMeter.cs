using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace InspectionHub.Web.Data;

/// <summary>What the writer tells about itself: how many entries, how long a group took, how many it held, how many were refused.</summary>
internal static class WriterMeter
{
    public const string Name = "InspectionHub";
    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly Counter<long> Stored = Meter.CreateCounter<long>("hub.writer.entries", description: "Entries committed");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("hub.writer.refused", description: "Entries rolled back alone");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("hub.writer.lost", description: "Entries of groups the database could not commit");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("hub.writer.duration", "s", "From the lock to the commit of a group");
    private static readonly Histogram<int> Size = Meter.CreateHistogram<int>("hub.writer.group", description: "Entries committed together");

    public static Activity? Begin() => Source.StartActivity("write");

    public static void Committed(Activity? span, long started, int entries, int refused)
    {
        span?.SetTag("entries", entries);
        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        Size.Record(entries);
        Stored.Add(entries - refused);
        if (refused > 0) Refused.Add(refused);
    }

    public static void GaveUp(Activity? span, int entries)
    {
        span?.SetStatus(ActivityStatusCode.Error);
        Lost.Add(entries);
    }
}
