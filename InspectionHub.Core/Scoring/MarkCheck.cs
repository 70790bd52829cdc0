using InspectionHub.Core.Frameworks;

namespace InspectionHub.Core.Scoring;

/// <summary>Whether a mark fits its row: everything that is wrong, in Chinese.</summary>
public static class MarkCheck
{
    /// <summary>All reasons to refuse; empty when the mark fits. A withdrawal (null) always fits.</summary>
    public static IReadOnlyList<string> Problems(Indicator row, MarkValue? value) => value switch
    {
        null => [],
        NotApplicableMark none => string.IsNullOrWhiteSpace(none.Reason) ? ["请写明不适用的原因。"] : [],
        VerifiedMark found => found.Value < 0 ? ["核实值不能是负数。"] : [],
        _ when row.Method == Method.Data => [$"指标 {row.Code} 由统计数据计算，不能直接评分；如与实际不符，请记录核实值。"],
        _ => Shape(row, value),
    };

    private static List<string> Shape(Indicator row, MarkValue value)
    {
        var problems = new List<string>();
        switch (row.Rule, value)
        {
            case (RubricRule rubric, LevelMark level):
                if (rubric.Levels.All(l => l.Number != level.Level)) problems.Add($"指标 {row.Code} 的等级只能是 0—4，收到 {level.Level}。");
                break;
            case (YesNoRule, YesMark):
                break;
            case (CountRule rule, CountMark count):
                if (count.N < 0) problems.Add("数量不能是负数。");
                else if (count.N > rule.Maximum) problems.Add($"数量 {count.N} 超过了可信范围（最多 {rule.Maximum}），请核对。");
                break;
            case (RatioRule rule, RatioMark ratio):
                if (ratio.Num < 0 || ratio.Den < 0) problems.Add("数量不能是负数。");
                else if (rule.IsPart && ratio.Num > ratio.Den) problems.Add($"“{rule.NumeratorName}” {ratio.Num} 不能大于“{rule.DenominatorName}” {ratio.Den}。");
                break;
            case (AskedRule rule, AskedMark asked):
                problems.AddRange(asked.Asked.Keys.Union(asked.Knew.Keys).Where(who => !rule.Respondents.Contains(who)).Select(who => $"调查对象“{who}”不在本指标的对象（{string.Join('、', rule.Respondents)}）之内。"));
                problems.AddRange(asked.Asked.Values.Concat(asked.Knew.Values).Any(n => n < 0) ? ["人数不能是负数。"] : []);
                problems.AddRange(asked.Knew.Where(k => k.Value > asked.Asked.GetValueOrDefault(k.Key)).Select(k => $"{k.Key}知晓人数 {k.Value} 不能大于询问人数 {asked.Asked.GetValueOrDefault(k.Key)}。"));
                break;
            default:
                problems.Add($"指标 {row.Code} 不是这样评分的：请按页面上的{Wanted(row.Rule)}填写。");
                break;
        }
        return problems;
    }

    private static string Wanted(ScoringRule rule) => rule switch
    {
        RubricRule => "等级",
        YesNoRule => "“是/否”",
        CountRule => "数量",
        RatioRule => "两个数",
        AskedRule => "询问和知晓人数",
        _ => "方式",
    };
}
