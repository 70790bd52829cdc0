namespace InspectionHub.Core.Targets;

/// <summary>One number of a test over the years, and where it is heading.</summary>
/// <param name="Measure">The number and its limit, as of the last year.</param>
/// <param name="Years">Known values, oldest first.</param>
/// <param name="Milestones">What a straight line from the first year to the goal asks of each year up to the due one; empty for yes-no, and where the first year held already: no way leads down to a limit.</param>
/// <param name="Band">80 % forecast of the years after the one judged up to the due year; empty with fewer than five values.</param>
/// <param name="Status">Status of this number alone.</param>
/// <param name="Attained">First year whose point passes, before 2040; null = 无法判断, also where this year is unknown.</param>
/// <param name="Earliest">First year in which the favourable end passes: of a band, the end that reaches it first.</param>
/// <param name="Latest">First year in which the unfavourable end passes too.</param>
/// <param name="Pace">Change per year still needed to reach the limit by the due year; null once it holds, where this year is unknown, or when the year is past.</param>
public sealed record TestSeries(
    TestMeasure Measure, IReadOnlyList<(int Year, double Value)> Years, IReadOnlyList<(int Year, double Value)> Milestones, IReadOnlyList<ForecastPoint> Band, TargetStatus Status,
    int? Attained, int? Earliest, int? Latest, double? Pace)
{
    private const int Horizon = 2040;

    /// <summary>Years whose edition has no such test: the line is not drawn across them.</summary>
    public IReadOnlyList<int> Lacking { get; init; } = [];

    /// <summary>Every year for which there is something to say: a value, a milestone, a forecast or a gap, in order.</summary>
    public IReadOnlyList<int> AllYears => [.. Years.Select(y => y.Year).Concat(Lacking).Concat(Milestones.Select(m => m.Year)).Concat(Band.Select(b => b.Year)).Distinct().Order()];

    /// <summary>Follows one number.</summary>
    /// <param name="measures">The number in each year, oldest first; the last is the year judged.</param>
    /// <param name="due">Year by whose end it must hold.</param>
    public static TestSeries Of(IReadOnlyList<(int Year, TestMeasure Measure)> measures, int due)
    {
        var (year, goal) = measures[^1];
        var values = measures.Where(m => m.Measure.Value is not null).Select(m => (m.Year, Value: m.Measure.Value!.Value)).ToList();
        // Where this year is unknown nothing is said of the years ahead: the last known value is a past one.
        var line = goal.IsYesNo || goal.Value is null ? null : Line(measures, goal, values);
        var milestones = goal.IsYesNo || values.Count == 0 || due <= values[0].Year || goal.Holds(values[0].Value) ? []
            : Enumerable.Range(values[0].Year, due - values[0].Year + 1).Select(y => (y, values[0].Value + ((goal.Nearest(values[0].Value) - values[0].Value) * (y - values[0].Year) / (due - values[0].Year)))).ToList();
        var holds = goal.Value is { } now && goal.Holds(now);
        // Above a band the way is down, and the lower end is the favourable one.
        var isUp = goal.IsUpwards && !(goal.Value > goal.Upper);
        return new(
            goal, values, milestones, line is null ? [] : [.. Enumerable.Range(year + 1, Math.Max(0, due - year)).Select(line)], StatusOf(goal, holds, values, line, milestones, year, due),
            holds ? year : First(p => goal.Holds(p.Point)), holds ? year : First(p => goal.Holds(p.Point) || goal.IsReached(isUp ? p.High : p.Low, isUp)), holds ? year : First(p => goal.Holds(p.Point) && goal.Holds(isUp ? p.Low : p.High)),
            !holds && !goal.IsYesNo && goal.Value is { } at && due > year ? (goal.Nearest(at) - at) / (due - year) : null);

        int? First(Func<ForecastPoint, bool> passes) => line is null ? null : Enumerable.Range(year + 1, Horizon - year - 1).Where(y => passes(line(y))).Select(y => (int?)y).FirstOrDefault();
    }

    private static TargetStatus StatusOf(
        TestMeasure goal, bool holds, List<(int Year, double Value)> values, Func<int, ForecastPoint>? line, IReadOnlyList<(int Year, double Value)> milestones, int year, int due)
    {
        if (holds) return TargetStatus.Met;
        if (goal.Value is null) return TargetStatus.CannotTell;
        if (goal.IsYesNo) return TargetStatus.Behind;
        if (line is not null)
        {
            var at = line(due);
            // A band has to hold both ends; of one limit the far end holds anyway where the near one does.
            return !goal.Holds(at.Point) ? TargetStatus.Behind : goal.Holds(at.Low) && goal.Holds(at.High) ? TargetStatus.OnTrack : TargetStatus.AtRisk;
        }
        // With fewer than five years only the milestone of the year speaks; the first year is its own milestone and proves nothing.
        if (values.Count < 2 || milestones.All(m => m.Year != year)) return TargetStatus.Behind;
        var wanted = milestones.First(m => m.Year == year).Value;
        var (first, now) = (values[0].Value, values[^1].Value);
        // Above a band the way is down, though more is better below it; to have crossed the band to its other side is no progress.
        var fromAbove = first > goal.Upper;
        if (goal.Upper is not null && now > goal.Upper != fromAbove) return TargetStatus.Behind;
        var isInTime = goal.IsUpwards && !fromAbove ? now >= wanted - 1e-9 : now <= wanted + 1e-9;
        return isInTime ? TargetStatus.AtRisk : TargetStatus.Behind;
    }

    /// <summary>The forecast of a ratio is [N_low/D_high, N_high/D_low] of its two sums; of any other number its own line.</summary>
    private static Func<int, ForecastPoint>? Line(IReadOnlyList<(int Year, TestMeasure Measure)> measures, TestMeasure goal, List<(int Year, double Value)> values)
    {
        var sums = measures.Where(m => m.Measure is { Value: not null, Numerator: not null, Denominator: > 0 }).ToList();
        if (sums.Count < values.Count || sums.Count == 0) return Forecast.Of(values) is { } line ? line.At : null;
        if (Forecast.Of([.. sums.Select(m => (m.Year, m.Measure.Numerator!.Value))]) is not { } top || Forecast.Of([.. sums.Select(m => (m.Year, m.Measure.Denominator!.Value))]) is not { } bottom) return null;
        return y =>
        {
            var (n, d) = (top.At(y), bottom.At(y));
            // A denominator whose band reaches zero says nothing: the ratio may be anything.
            return d.Low <= 0 ? new(y, double.NegativeInfinity, d.Point > 0 ? n.Point / d.Point * goal.Per : values[^1].Value, double.PositiveInfinity)
                : new(y, (n.Low >= 0 ? n.Low / d.High : n.Low / d.Low) * goal.Per, n.Point / d.Point * goal.Per, (n.High >= 0 ? n.High / d.Low : n.High / d.High) * goal.Per);
        };
    }
}
