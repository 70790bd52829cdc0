using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>Judges a mark that a person made against its row.</summary>
internal static class MarkJudge
{
    public static Verdict Judge(Indicator row, MarkValue value, Threshold? limit, ScoringSettings settings)
    {
        switch (row.Rule, value)
        {
            case (_, NotApplicableMark none):
                return Verdict.NotApplicable(none.Reason);
            case (RubricRule rubric, LevelMark level):
                var (met, share) = Curve.OfLevel(row, level.Level, settings);
                return Verdict.Of(met, level.Level, share, $"{level.Level} 级：{rubric.Levels.FirstOrDefault(l => l.Number == level.Level)?.Text}");
            case (YesNoRule, YesMark yes):
                return Verdict.Of(yes.Yes, yes.Yes ? 1 : 0, yes.Yes ? 1 : 0, null);
            case (CountRule, CountMark count):
                return Against(row, count.N, limit, settings, null);
            case (RatioRule rule, RatioMark ratio):
                return Ratio(row, ratio.Num, ratio.Den, rule.Per, limit, settings, rule.DenominatorName);
            case (AskedRule, AskedMark asked):
                return Ratio(row, asked.Knew.Values.Sum(), asked.Asked.Values.Sum(), 100, limit, settings, "询问人数");
            default:
                return Verdict.Unknown("评分与指标的评分方式不符，请重新评分");
        }
    }

    public static Verdict Ratio(Indicator row, Fraction numerator, Fraction denominator, Fraction per, Threshold? limit, ScoringSettings settings, string denominatorName)
    {
        if (denominator.Sign <= 0)
            return row.NotApplicableWhenZero && denominator.Sign == 0 ? Verdict.NotApplicable($"{denominatorName}为 0") : Verdict.Unknown($"{denominatorName}为 {denominator}，无法计算");
        var value = numerator / denominator * per;
        return Against(row, value, limit, settings, $"{numerator.ToText(2)} ÷ {denominator.ToText(2)}{(per == 1 ? "" : $" × {per}")} = {value.ToText(4)}");
    }

    public static Verdict Against(Indicator row, Fraction value, Threshold? limit, ScoringSettings settings, string? calculation)
    {
        if (limit is null) return Verdict.Unknown("本年度没有适用的标准值");
        var (met, share) = Curve.Of(row, value, limit, settings);
        return Verdict.Of(met, value, share, calculation);
    }
}
