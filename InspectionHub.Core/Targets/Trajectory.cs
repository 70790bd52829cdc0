using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>How one test has gone over the years and where it is heading (targets.md, "How a target is judged").</summary>
/// <param name="Test">The test.</param>
/// <param name="Now">How it stands in the year judged: past due, the year it was due.</param>
/// <param name="Status">Status in view of the due date.</param>
/// <param name="Series">Its numbers over the years; the test needs all of them.</param>
public sealed record Trajectory(TargetTest Test, TestResult Now, TargetStatus Status, IReadOnlyList<TestSeries> Series)
{
    /// <summary>First year in which every number's point passes; null = 无法判断.</summary>
    public int? Attained => Last(s => s.Attained);

    /// <summary>First year in which every favourable end passes.</summary>
    public int? Earliest => Last(s => s.Earliest);

    /// <summary>First year in which every unfavourable end passes.</summary>
    public int? Latest => Last(s => s.Latest);

    /// <summary>How far the nearest of its numbers is from its limit, as a part of the limit: below 0 it fails, a small number above 0 is near to failing.
    /// For ordering only; null where there is no number.</summary>
    public double? Margin => Series.Where(s => !s.Measure.IsYesNo).Select(s => s.Measure.Margin).OfType<double>().Cast<double?>().Min();

    /// <summary>Met with less than a twentieth to spare.</summary>
    public bool IsNear => Now.State == IndicatorState.Met && Margin is >= 0 and < 0.05 && Series.Any(s => s.Measure is { Limit: not 0, IsYesNo: false } && s.Measure.Margin == Margin && !s.Measure.IsAtItsEnd);

    /// <summary>Follows a test through the years whose edition asks it; the others are gaps.</summary>
    /// <param name="code">The test; the last year asks it.</param>
    /// <param name="years">Results by year, oldest first; the last is the year judged.</param>
    /// <param name="isPastDue">Whether 31 December of the target year is past.</param>
    public static Trajectory Of(string code, IReadOnlyList<(int Year, IReadOnlyList<TestResult> Results)> years, bool isPastDue)
    {
        var (results, lacking) = (new List<(int Year, TestResult Result)>(), new List<int>());
        foreach (var (year, all) in years)
            if (all.FirstOrDefault(r => r.Test.Code == code) is { } found) results.Add((year, found));
            else lacking.Add(year);
        var now = results[^1].Result;
        var series = now.Measures.Select((m, i) => TestSeries.Of([.. results.Where(r => i < r.Result.Measures.Count).Select(r => (r.Year, r.Result.Measures[i]))], now.Test.Target) with { Lacking = lacking }).ToList();
        var status = (now.State, isPastDue) switch
        {
            (IndicatorState.Met, _) => TargetStatus.Met,
            (IndicatorState.NotMet, true) => TargetStatus.Missed,
            (IndicatorState.NotMet, false) => series.Where(IsOpen).Select(s => s.Status).DefaultIfEmpty(TargetStatus.Behind).Min(),
            _ => TargetStatus.CannotTell,
        };
        return new(now.Test, now, status, series);
    }

    /// <summary>A number that was never known tells nothing; one that is blank this year keeps the whole from being told.</summary>
    private static bool IsOpen(TestSeries one) => one.Status is TargetStatus.Behind or TargetStatus.AtRisk or TargetStatus.OnTrack || (one.Status == TargetStatus.CannotTell && one.Years.Count > 0);

    private int? Last(Func<TestSeries, int?> of) => Series.Count == 0 || Series.Any(s => of(s) is null) ? null : Series.Max(of);
}
