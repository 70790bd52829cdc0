using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Differences;

/// <summary>折算: what part of a whole site's resource belongs to one stage (standards.md A3; 小 1 : 初 1.1 : 高 1.32; an 附设幼儿班 counts as 1).</summary>
public static class StageSplit
{
    private static readonly (Stage Stage, Fraction Weight)[] Weights =
        [(Stage.Preschool, 1), (Stage.Primary, 1), (Stage.Junior, new Fraction(11, 10)), (Stage.Senior, new Fraction(132, 100))];

    /// <summary>The share 0–1 of <paramref name="stage"/>, or null if it has no pupils. A site with one of these stages is not split.
    /// 完全中学: 1.1 : 1.32 is the standard's 1 : 1.2.</summary>
    /// <param name="pupils">Pupils by stage.</param>
    /// <param name="stage">小学 or 初中.</param>
    public static Fraction? Share(IReadOnlyDictionary<Stage, Fraction> pupils, Stage stage)
    {
        var weighted = Weights.Where(w => pupils.ContainsKey(w.Stage)).ToDictionary(w => w.Stage, w => pupils[w.Stage] * w.Weight);
        var total = weighted.Values.Aggregate(Fraction.Zero, (sum, part) => sum + part);
        return total.Sign > 0 && weighted.TryGetValue(stage, out var own) && own.Sign > 0 ? own / total : null;
    }
}
