using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>A target: all its tests, and the worst of them. Recognition is all-or-nothing; "n of m met" is never a percentage that looks like a pass.</summary>
/// <param name="Year">2025, 2028 or 2030.</param>
/// <param name="Status">The worst of the tests; without a register of vetoes at best cannot tell.</param>
/// <param name="Held">For a target past its due date: whether it still holds in the latest year; null while pending or unknown.</param>
/// <param name="Tests">Every test in order.</param>
/// <param name="VetoesChecked">Whether the county's vetoes were looked at.</param>
/// <param name="IsVetoed">Whether an established county veto keeps it from being met.</param>
public sealed record TargetProgress(int Year, TargetStatus Status, bool? Held, IReadOnlyList<Trajectory> Tests, bool VetoesChecked, bool IsVetoed = false)
{
    /// <summary>The year in which "still held" was read; null while pending.</summary>
    public HeldReading? HeldIn { get; init; }

    /// <summary>Established vetoes by which it does not hold any more.</summary>
    public IEnumerable<string> HeldBy => HeldIn?.Vetoes.Where(v => v.Target == Year).Select(v => v.Name) ?? [];

    /// <summary>Tests met now (or at the due date).</summary>
    public int Met => Tests.Count(t => t.Now.State == IndicatorState.Met);

    /// <summary>Judges the three targets.</summary>
    /// <param name="results">Results of every year up to the one judged, oldest first.</param>
    /// <param name="day">The day asked about: a target is due on 31 December of its year.</param>
    /// <param name="vetoes">County vetoes by target that are established; null where nobody has looked.</param>
    /// <param name="held">The year that tells whether a target past its due date still holds; without one the last of <paramref name="results"/>.</param>
    public static IReadOnlyList<TargetProgress> Of(IReadOnlyList<(int Year, IReadOnlyList<TestResult> Results)> results, DateOnly day, IReadOnlySet<int>? vetoes, HeldReading? held = null)
    {
        var year = results[^1].Year;
        var latest = held ?? new(year, false, results[^1].Results);
        var targets = results[^1].Results.Select(r => r.Test.Target).Distinct().Order();
        return [.. targets.Select(target =>
        {
            // Asked about an earlier year, a target that was still ahead then is pending.
            var isPast = day > new DateOnly(target, 12, 31) && year >= target;
            var known = results.Where(r => r.Year <= (isPast ? target : year)).ToList();
            var isUntold = isPast && known.All(k => k.Year != target);
            // What a target past its day was judged by is the edition of its own year, whatever later ones ask.
            var asked = (isUntold ? results[^1] : known[^1]).Results.Where(r => r.Test.Target == target).ToList();
            var tests = asked.Select(r => isUntold ? Untold(r.Test, target) : Trajectory.Of(r.Test.Code, known, isPast)).ToList();
            var worst = tests.OrderBy(t => Order(t.Status)).First().Status;
            var status = vetoes?.Contains(target) == true ? (isPast ? TargetStatus.Missed : TargetStatus.Behind)
                : vetoes is null && Order(worst) > Order(TargetStatus.CannotTell) ? TargetStatus.CannotTell : worst;
            return new TargetProgress(target, status, isPast ? StillHeld(latest, tests, target) : null, tests, vetoes is not null, vetoes?.Contains(target) == true) { HeldIn = isPast ? latest : null };
        })];
    }

    /// <summary>Past due without data of the year it was due.</summary>
    private static Trajectory Untold(TargetTest test, int due) =>
        new(test, new(test, IndicatorState.Unknown, null, "未填", "", $"没有 {due} 学年的数据", [], []), TargetStatus.CannotTell, []);

    /// <summary>An established veto undoes it whatever the tests say. A test that is not asked any more says nothing, and one that was not asked then is not what was reached.</summary>
    private static bool? StillHeld(HeldReading latest, List<Trajectory> tests, int target)
    {
        if (latest.Vetoes.Any(v => v.Target == target)) return false;
        var asked = tests.Select(t => t.Test.Code).ToHashSet(StringComparer.Ordinal);
        var states = latest.Tests.Where(r => asked.Contains(r.Test.Code)).Select(r => r.State).ToList();
        return states.Contains(IndicatorState.NotMet) ? false : states.Count == 0 || states.Contains(IndicatorState.Unknown) ? null : true;
    }

    /// <summary>behind/missed, at risk, cannot tell, on track, met.</summary>
    private static int Order(TargetStatus status) => status == TargetStatus.Missed ? (int)TargetStatus.Behind : (int)status;
}

/// <summary>The results in which "still held" is read.</summary>
/// <param name="Year">School year.</param>
/// <param name="IsOfficial">Whether they were released; else provisional.</param>
/// <param name="Tests">Results of that year.</param>
public sealed record HeldReading(int Year, bool IsOfficial, IReadOnlyList<TestResult> Tests)
{
    /// <summary>County vetoes established in that year or since, with the target each is about.</summary>
    public IReadOnlyList<TargetVeto> Vetoes { get; init; } = [];
}

/// <summary>An established county veto as it concerns one target.</summary>
/// <param name="Target">2025, 2028 or 2030.</param>
/// <param name="Name">What happened, as the edition names it.</param>
/// <param name="Year">The school year in whose register it stands.</param>
public sealed record TargetVeto(int Target, string Name, int Year);
