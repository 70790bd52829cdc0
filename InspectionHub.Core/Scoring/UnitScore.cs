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
        var scored = units.Select(u => Points(u, [.. cards.Values.Where(c => c.Site.Unit == u.Code)], pupilsOf, settings)).ToList();
        return [.. scored.Select(s => Graded(s, [.. scored.Where(o => o.Unit.Group == s.Unit.Group)], [.. cards.Values.Where(c => c.Site.Unit == s.Unit.Code).Select(c => c.Site.Code)], settings, vetoed))];
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

    private static UnitScore Graded(UnitScore score, IReadOnlyList<UnitScore> group, IReadOnlyList<string> sites, ScoringSettings settings, IReadOnlySet<string> vetoed)
    {
        if (vetoed.Contains(score.Unit.Main)) return score with { Grade = Scoring.Grade.Fail, Reason = "主校点有已认定的否决项，不合格，不参加排名" };
        if (score.Low is not { } low || score.High is not { } high) return score;
        var (best, worst) = Places(score, group, vetoed);
        bool IsTop(int place) => Unranked.Contains(score.Unit.Group) || (Fraction)place * 100 <= (Fraction)settings.ExcellentTopPercent * group.Count;
        var ends = new[] { GradeNames.Of(low, settings, IsTop(worst)), GradeNames.Of(high, settings, IsTop(best)) };
        var capped = sites.Any(vetoed.Contains) ? ends.Select(g => g > Scoring.Grade.Pass ? Scoring.Grade.Pass : g).ToArray() : ends;
        return capped[0] == capped[1]
            ? score with { Grade = capped[0], Reason = capped[0] != ends[0] ? "下属校点有已认定的否决项，最高为合格" : null }
            : score with { Reason = "得分区间或组内名次未定，等级未定" };
    }

    /// <summary>The best and the worst place in the group that the intervals still allow.</summary>
    private static (int Best, int Worst) Places(UnitScore score, IReadOnlyList<UnitScore> group, IReadOnlySet<string> vetoed)
    {
        var others = group.Where(o => o != score && !vetoed.Contains(o.Unit.Main)).ToList();
        return (1 + others.Count(o => o.Low > score.High), 1 + others.Count(o => o.High is null || o.High > score.Low));
    }
}
