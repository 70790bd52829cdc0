using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>Judges a row that is computed from statistics.</summary>
internal static class DataJudge
{
    public static Verdict Judge(Indicator row, SiteData site, Stage? stage, Threshold? limit, IndicatorFramework framework, DateOnly day, List<RowInput> inputs) => row.Rule switch
    {
        RatioRule ratio => Ratio(row, ratio, site, stage, limit, framework.Settings, framework.Relaxed<VisitingTeachers>(day), inputs),
        CountRule { Item: { } item } => site.Read(item, null, inputs) is { } value ? MarkJudge.Against(row, value, limit, framework.Settings, null) : Missing([site.NameOf(item, null)]),
        YesNoRule { Item: { } item } => site.Read(item, null, inputs) is { } value ? Verdict.Of(value.Sign > 0, value, value.Sign > 0 ? 1 : 0, null) : Missing([site.NameOf(item, null)]),
        ClassSizeRule classes => Classes(row, classes, site, limit, framework.Settings, inputs),
        AreasRule areas => Areas(row, areas, site, inputs),
        _ => Verdict.Unknown("没有可用的数据项"),
    };

    private static Verdict Ratio(Indicator row, RatioRule rule, SiteData site, Stage? stage, Threshold? limit, ScoringSettings settings, VisitingTeachers? visiting, List<RowInput> inputs)
    {
        var missing = new List<string>();
        var numerator = site.Sum(rule.Numerator, stage, inputs, missing);
        if (row.Resource == "R3" && stage is { } at && Compliance.IsRelaxed(site, at, visiting) && site.Read("shared_pe_arts", at, inputs) is { } shared) numerator += shared;
        var denominator = site.Sum(rule.Denominator, stage, inputs, missing);
        if (missing.Count > 0) return Missing(missing);
        if (numerator is not { Sign: >= 0 }) return Verdict.Unknown($"{rule.NumeratorName}为负数，请核对数据");
        if (rule.IsPart && numerator > denominator) return Verdict.Unknown($"{rule.NumeratorName}（{numerator}）多于{rule.DenominatorName}（{denominator}），请核对数据");
        if (rule.IsSplit && stage is { } split)
        {
            if (site.PupilsByStage is not { } pupils) return Missing([.. site.Stages.Where(s => site.Pupils(s) is null).Select(s => site.NameOf("pupils", s))]);
            if (StageSplit.Share(pupils, split) is not { } share) return Verdict.Unknown($"{split.Name()}学生数为 0，无法折算");
            if (share != 1) return MarkJudge.Ratio(row, numerator.Value * share, denominator!.Value, rule.Per, limit, settings, rule.DenominatorName) is var verdict && verdict.Calculation is { } text
                ? verdict with { Part = share, Calculation = $"按学段折算：{numerator.Value.ToText(2)} × {share.ToText(4)} = {(numerator.Value * share).ToText(2)}；{text}" } : verdict;
        }
        return MarkJudge.Ratio(row, numerator.Value, denominator!.Value, rule.Per, limit, settings, rule.DenominatorName);
    }

    private static Verdict Classes(Indicator row, ClassSizeRule rule, SiteData site, Threshold? limit, ScoringSettings settings, List<RowInput> inputs)
    {
        var judged = site.Classes.Select(c => (Class: c, Limit: rule.Limits.TryGetValue(c.Grade, out var own) ? own : rule.Limits.TryGetValue(c.Stage.Name(), out var general) ? general : (int?)null))
            .Where(c => c.Limit is not null).ToList();
        if (judged.Count == 0) return Missing(["班级学生数"]);
        foreach (var (one, most) in judged.Where(c => c.Class.Pupils > c.Limit))
            inputs.Add(new("class", $"{one.Grade}{one.Name}（上限 {most} 人）", $"{one.Pupils} 人", one.Origin));
        if (judged.Any(c => c.Class.Pupils is null)) return Missing([.. judged.Where(c => c.Class.Pupils is null).Select(c => $"{c.Class.Grade}{c.Class.Name}学生数")]);
        var over = judged.Count(c => c.Class.Pupils > c.Limit);
        return rule.IsShare
            ? MarkJudge.Ratio(row, judged.Count - over, judged.Count, 100, limit, settings, "班级数")
            : MarkJudge.Against(row, over, limit, settings, $"共 {judged.Count} 个班，超过上限的 {over} 个");
    }

    private static Verdict Areas(Indicator row, AreasRule rule, SiteData site, List<RowInput> inputs)
    {
        var missing = new List<string>();
        if (site.Read("pupils", rule.Stage, inputs) is not { Sign: > 0 } pupils) return Missing([site.NameOf("pupils", rule.Stage)]);
        var (lines, values) = (new List<string>(), new List<string>());
        var failed = false;
        foreach (var (item, least) in rule.Parts)
        {
            if (site.Read(item, null, inputs) is not { } area)
            {
                missing.Add(site.NameOf(item, null));
                values.Add("未填");
                continue;
            }
            var per = area / pupils;
            failed |= per < (Fraction)least;
            values.Add(per.ToText(2));
            lines.Add($"{site.NameOf(item, null)} {area.ToText(2)} ÷ {pupils} = {per.ToText(2)}（标准 {((Fraction)least).ToText(2)}）");
        }
        // One known failure decides an "all" row whatever is missing (targets.md).
        if (!failed && missing.Count > 0) return Missing(missing);
        return new(failed ? IndicatorState.NotMet : IndicatorState.Met, null, failed ? 0 : 1, null, string.Join("；", lines)) { Text = $"{string.Join('、', values)} {row.Unit}" };
    }

    private static Verdict Missing(IReadOnlyList<string> names) => Verdict.Unknown($"未填：{string.Join('、', names.Distinct())}");
}
