using System.Diagnostics;

namespace InspectionHub.Bench;

/// <summary>The median over several rounds.</summary>
/// <param name="Milliseconds">Per call.</param>
/// <param name="Processor">Processor time per call of this process, in milliseconds: what remains the same when other programs are busy.</param>
/// <param name="Bytes">Allocated per call on the calling thread.</param>
internal sealed record Timing(double Milliseconds, double Processor, double Bytes)
{
    private const int Rounds = 9;
    private const double RoundMilliseconds = 200;
    private const int WarmUpMilliseconds = 4000;

    /// <summary>Times one thing.</summary>
    public static Timing Of(Action act, int rounds = Rounds) => Of([act], rounds)[0];

    /// <summary>Times several things in turns, one round of each after the other, so that a busy moment of the machine falls on all of them.</summary>
    public static IReadOnlyList<Timing> Of(IReadOnlyList<Action> acts, int rounds = Rounds)
    {
        var calls = acts.Select(Calls).ToList();
        var found = acts.Select(_ => new List<Timing>()).ToList();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < acts.Count; i++)
                found[i].Add(Round(acts[i], calls[i]));
        return [.. found.Select(f => new Timing(Median(f.Select(t => t.Milliseconds)), Median(f.Select(t => t.Processor)), Median(f.Select(t => t.Bytes))))];
    }

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The slope of log time over log size, by least squares: 1 = a thing twice as large takes twice as long.</summary>
    public static double Growth(IReadOnlyList<(double Size, double Time)> points)
    {
        var logs = points.Select(p => (X: Math.Log(p.Size), Y: Math.Log(p.Time))).ToList();
        double x = logs.Average(l => l.X), y = logs.Average(l => l.Y);
        return logs.Sum(l => (l.X - x) * (l.Y - y)) / logs.Sum(l => (l.X - x) * (l.X - x));
    }

    /// <summary>Warms up until the compiler has had its say (its last tier comes only after seconds of calls), then finds how many calls fill a round.</summary>
    private static int Calls(Action act)
    {
        var clock = Stopwatch.StartNew();
        var count = 0;
        while (count < 2 || clock.ElapsedMilliseconds < WarmUpMilliseconds)
        {
            act();
            count++;
        }
        return (int)Math.Clamp(RoundMilliseconds / Round(act, 1).Milliseconds, 1, 100_000);
    }

    private static Timing Round(Action act, int calls)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var (processor, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        for (var i = 0; i < calls; i++) act();
        var (time, used) = (clock.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds);
        return new(time / calls, used / calls, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / calls);
    }
}
