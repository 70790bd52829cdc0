using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>A unit's result: 60 % its main site and 40 % the pupil-weighted mean of its other assessed sites (weights are data; scoring.md).</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Low">Points for certain; null while the main site is not assessed (未定).</param>
/// <param name="High">Points at best; null likewise.</param>
/// <param name="Grade">Grade if both ends and the possible places in the group give the same, else null (未定).</param>
/// <param name="Reason">Why it is 未定, or what a veto did.</param>
public sealed record UnitScore(Unit Unit, Fraction? Low, Fraction? High, Grade? Grade, string? Reason)
{
    private static readonly string[] Unranked = ["职", "特"];

    /// <summary>Scores and grades all units of a county.</summary>
    /// <param name="units">The units.</param>
    /// <param name="cards">Scorecards by site.</param>
    /// <param name="pupilsOf">Pupils of all stages by site; null = unknown.</param>
    /// <param name="settings">Weights and cut-offs.</param>
    /// <param name="vetoed">Sites with an established veto.</param>
    public static IReadOnlyList<UnitScore> Of(
        IReadOnlyList<Unit> units, IReadOnlyDictionary<string, Scorecard> cards, IReadOnlyDictionary<string, Fraction?> pupilsOf, ScoringSettings settings, IReadOnlySet<string> vetoed)
    {
        var own = cards.Values.ToLookup(c => c.Site.Unit);
        var scored = units.Select(u => Points(u, [.. own[u.Code]], pupilsOf, settings)).ToList();
        var groups = scored.GroupBy(s => s.Unit.Group).ToDictionary(g => g.Key, g => new Ranking(g, vetoed));
        return [.. scored.Select(s => Graded(s, groups[s.Unit.Group], [.. own[s.Unit.Code].Select(c => c.Site.Code)], settings, vetoed))];
    }

    /// <summary>A site counts as assessed when any of its scored rows has a result.</summary>
    private static bool IsAssessed(Scorecard card) => card.Done > 0;

    private static UnitScore Points(Unit unit, IReadOnlyList<Scorecard> cards, IReadOnlyDictionary<string, Fraction?> pupilsOf, ScoringSettings settings)
    {
        if (cards.FirstOrDefault(c => c.Site.Code == unit.Main) is not { } main || !IsAssessed(main)) return new(unit, null, null, null, "主校点尚未考核");
        var others = cards.Where(c => c.Site.Code != unit.Main && IsAssessed(c)).ToList();
        if (others.Count == 0) return new(unit, main.Low, main.High, null, null);
        if (others.FirstOrDefault(c => pupilsOf[c.Site.Code] is null) is { } open) return new(unit, null, null, null, $"未填：{open.Site.Name}学生数");
        var pupils = others.Select(c => pupilsOf[c.Site.Code]!.Value).ToList();
        var total = pupils.Aggregate(Fraction.Zero, (sum, p) => sum + p);
        if (total.Sign == 0) return new(unit, main.Low, main.High, null, null);
        var weight = (Fraction)settings.MainSitePercent / 100;
        return new(unit, (main.Low * weight) + (Mean(c => c.Low) * (1 - weight)), (main.High * weight) + (Mean(c => c.High) * (1 - weight)), null, null);

        Fraction Mean(Func<Scorecard, Fraction> end) => others.Select((c, i) => end(c) * pupils[i]).Aggregate(Fraction.Zero, (sum, part) => sum + part) / total;
    }

    private static UnitScore Graded(UnitScore score, Ranking group, IReadOnlyList<string> sites, ScoringSettings settings, IReadOnlySet<string> vetoed)
    {
        if (vetoed.Contains(score.Unit.Main)) return score with { Grade = Scoring.Grade.Fail, Reason = "主校点有已认定的否决项，不合格，不参加排名" };
        if (score.Low is not { } low || score.High is not { } high) return score;
        var (best, worst) = group.PlacesOf(low, high);
        bool IsTop(int place) => Unranked.Contains(score.Unit.Group) || (Fraction)place * 100 <= (Fraction)settings.ExcellentTopPercent * group.Count;
        var ends = new[] { GradeNames.Of(low, settings, IsTop(worst)), GradeNames.Of(high, settings, IsTop(best)) };
        var capped = sites.Any(vetoed.Contains) ? ends.Select(g => g > Scoring.Grade.Pass ? Scoring.Grade.Pass : g).ToArray() : ends;
        return capped[0] == capped[1]
            ? score with { Grade = capped[0], Reason = capped[0] != ends[0] ? "下属校点有已认定的否决项，最高为合格" : null }
            : score with { Reason = "得分区间或组内名次未定，等级未定" };
    }

    /// <summary>The units of one group in order, so that a place is looked up and not counted.</summary>
    private sealed class Ranking
    {
        private readonly List<Fraction> lows;
        private readonly List<Fraction> highs;
        private readonly int open;

        public Ranking(IEnumerable<UnitScore> group, IReadOnlySet<string> vetoed)
        {
            var all = group.ToList();
            var ranked = all.Where(o => !vetoed.Contains(o.Unit.Main)).ToList();
            lows = [.. ranked.Select(o => o.Low).OfType<Fraction>().Order()];
            highs = [.. ranked.Select(o => o.High).OfType<Fraction>().Order()];
            open = ranked.Count(o => o.High is null);
            Count = all.Count;
        }

        /// <summary>Units of the group, vetoed ones too.</summary>
        public int Count { get; }

        /// <summary>The best and the worst place that the intervals of the others still allow.</summary>
        public (int Best, int Worst) PlacesOf(Fraction low, Fraction high) => (1 + Above(lows, high), 1 + open + Above(highs, low) - (high > low ? 1 : 0));

        private static int Above(List<Fraction> sorted, Fraction bound)
        {
            var (from, to) = (0, sorted.Count);
            while (from < to)
            {
                var middle = (from + to) / 2;
                if (sorted[middle] > bound) to = middle;
                else from = middle + 1;
            }
            return sorted.Count - from;
        }
    }
}
