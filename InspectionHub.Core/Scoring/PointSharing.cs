using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>不适用: a row's points go to the clause's other applicable rows in proportion to base points, else the domain's, else all (scoring.md).
/// Unknown rows receive too. Exact fractions throughout.</summary>
internal static class PointSharing
{
    public static IReadOnlyList<RowResult> Share(IndicatorFramework framework, SchoolKind kind, IReadOnlyList<RowResult> rows)
    {
        var domains = framework.Clauses.ToDictionary(c => c.Code, c => c.Domain);
        var bases = rows.Select(r => (Fraction)r.Row.PointsFor(kind)).ToArray();
        var points = bases.Select((b, i) => rows[i].State == IndicatorState.NotApplicable ? Fraction.Zero : b).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].State != IndicatorState.NotApplicable || bases[i].Sign == 0) continue;
            var clause = rows[i].Row.Clause;
            var heirs = Heirs(j => rows[j].Row.Clause == clause) ?? Heirs(j => domains[rows[j].Row.Clause] == domains[clause]) ?? Heirs(_ => true);
            if (heirs is null) continue;
            var total = heirs.Aggregate(Fraction.Zero, (sum, j) => sum + bases[j]);
            foreach (var j in heirs) points[j] += bases[i] * bases[j] / total;
        }
        return [.. rows.Select((r, i) => r with { Of = points[i] })];

        List<int>? Heirs(Func<int, bool> belongs)
        {
            var found = Enumerable.Range(0, rows.Count).Where(j => rows[j].State != IndicatorState.NotApplicable && bases[j].Sign > 0 && belongs(j)).ToList();
            return found.Count > 0 ? found : null;
        }
    }
}
