using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>From a value to a state and a share of the points (scoring.md, "How points are earned").</summary>
public static class Curve
{
    /// <summary>Whether a value holds against a limit; compared exactly.</summary>
    public static bool Holds(Fraction value, Comparison comparison, Fraction limit) => comparison switch
    {
        Comparison.AtLeast => value >= limit,
        Comparison.AtMost => value <= limit,
        Comparison.MoreThan => value > limit,
        Comparison.LessThan => value < limit,
        _ => value == limit,
    };

    /// <summary>"At least" rows earn half from 95 % of the threshold (20·v ≥ 19·t); all others, and red lines, earn all or nothing.
    /// A rate that must be 100 % is an "at least" row.</summary>
    public static (bool Met, Fraction Share) Of(Indicator row, Fraction value, Threshold limit, ScoringSettings settings)
    {
        var bound = (Fraction)limit.Limit;
        var atLeast = limit.Comparison is Comparison.AtLeast or Comparison.MoreThan || (limit.Comparison == Comparison.Equal && limit.Limit > 0);
        var met = limit.Comparison == Comparison.Equal && limit.Limit > 0 ? value >= bound : Holds(value, limit.Comparison, bound);
        if (met) return (true, Fraction.One);
        return atLeast && !row.IsRedLine && value >= bound * (Fraction)settings.HalfFrom ? (false, new Fraction(1, 2)) : (false, Fraction.Zero);
    }

    /// <summary>A rubric level's state and share; a red line earns all from the level that meets it, else nothing.</summary>
    public static (bool Met, Fraction Share) OfLevel(Indicator row, int level, ScoringSettings settings)
    {
        var met = level >= settings.MetFromLevel;
        return (met, row.IsRedLine ? (met ? Fraction.One : Fraction.Zero) : (Fraction)settings.RubricPercent[level] / 100);
    }
}
