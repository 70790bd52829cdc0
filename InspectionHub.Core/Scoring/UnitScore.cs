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

    /// <summary>Its sites, the main one first: what they bring adds up to the points.</summary>
    public IReadOnlyList<UnitTerm> Terms { get; init; } = [];

    /// <summary>What its points wait for; null once it has some.</summary>
    public string? Lacking { get; init; }

    /// <summary>Where it stands in its group; null where groups are not ranked, and for a unit that has no points or has left the ranking.</summary>
    public UnitPlace? Place { get; init; }

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
        bool IsMain(Scorecard card) => card.Site.Code == unit.Main;
        Fraction? PupilsOf(Scorecard card) => pupilsOf.GetValueOrDefault(card.Site.Code);
        var others = cards.Where(c => !IsMain(c) && IsAssessed(c)).ToList();
        var reason = !cards.Any(c => IsMain(c) && IsAssessed(c)) ? "主校点尚未考核" : others.FirstOrDefault(c => PupilsOf(c) is null) is { } open ? $"未填：{open.Site.Name}学生数" : null;
        var total = reason is null ? others.Aggregate(Fraction.Zero, (sum, c) => sum + PupilsOf(c)!.Value) : Fraction.Zero;
        // Without pupils elsewhere there is nothing to weigh: the main site is all.
        var rest = total.Sign == 0 ? Fraction.Zero : (Fraction)(100 - settings.MainSitePercent) / 100;
        UnitTerm[] terms = [.. cards.OrderByDescending(IsMain).Select(c => new UnitTerm(c, IsMain(c), IsAssessed(c), PupilsOf(c), WeightOf(c)))];
        return reason is not null ? new(unit, null, null, null, reason) { Terms = terms, Lacking = reason }
            : new(unit, Sum(t => t.Low), Sum(t => t.High), null, null) { Terms = terms };

        Fraction WeightOf(Scorecard card) => reason is not null || !IsAssessed(card) ? Fraction.Zero : IsMain(card) ? 1 - rest : rest.Sign == 0 ? Fraction.Zero : rest * PupilsOf(card)!.Value / total;

        Fraction Sum(Func<UnitTerm, Fraction> part) => terms.Where(t => t.Weight.Sign > 0).Aggregate(Fraction.Zero, (sum, t) => sum + part(t));
    }

    private static UnitScore Graded(UnitScore score, Ranking group, IReadOnlyList<string> sites, ScoringSettings settings, IReadOnlySet<string> vetoed)
    {
        if (vetoed.Contains(score.Unit.Main)) return score with { Grade = Scoring.Grade.Fail, Reason = "主校点有已认定的否决项，不合格，不参加排名" };
        if (score.Low is not { } low || score.High is not { } high) return score;
        var (best, worst) = group.PlacesOf(low, high);
        var place = Unranked.Contains(score.Unit.Group) ? null : new UnitPlace(best, worst, group.Count, (int)Math.Floor(settings.ExcellentTopPercent * group.Count / 100));
        score = score with { Place = place };
        var ends = new[] { GradeNames.Of(low, settings, place?.IsTop(worst) ?? true), GradeNames.Of(high, settings, place?.IsTop(best) ?? true) };
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

/// <summary>What one site brings to its unit's points.</summary>
/// <param name="Card">Its own points.</param>
/// <param name="IsMain">Whether it is the unit's main site.</param>
/// <param name="IsAssessed">Whether any of its scored rows has a result.</param>
/// <param name="Pupils">Pupils of all stages; null = unknown.</param>
/// <param name="Weight">Its part of the whole, from 0 to 1; 0 where it does not enter.</param>
public sealed record UnitTerm(Scorecard Card, bool IsMain, bool IsAssessed, Fraction? Pupils, Fraction Weight)
{
    /// <summary>Points it brings for certain.</summary>
    public Fraction Low => Card.Low * Weight;

    /// <summary>Points it brings at best.</summary>
    public Fraction High => Card.High * Weight;
}

/// <summary>A unit's place in its group, as far as the intervals of the others decide it.</summary>
/// <param name="Best">The best place still possible.</param>
/// <param name="Worst">The worst.</param>
/// <param name="Of">Units of the group.</param>
/// <param name="Top">So many places from the top may be 优秀.</param>
public sealed record UnitPlace(int Best, int Worst, int Of, int Top)
{
    /// <summary>Whether a place is high enough for 优秀.</summary>
    public bool IsTop(int place) => place <= Top;
}
