using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Judges the county tests of targets.md. A missing input makes a test unknown; one known failure of an "all" or "= 0" test makes it not met.</summary>
public static class TargetJudge
{
    /// <summary>How a test stands.</summary>
    public static TestResult Judge(TargetTest test, CountyView county) => test.Rule switch
    {
        SumRule rule => Sum(test, rule, county),
        EverySiteRule rule => Every(test, rule, county),
        CountyValueRule rule => Entries(test, rule, county),
        CountyRatioRule rule => RatioJudge.Judge(test, rule, county),
        YesRule rule => Yes(test, rule, county),
        ClassesRule rule => SiteJudge.Classes(test, rule, county),
        PremisesRule rule => SiteJudge.Premises(test, rule, county),
        ResourceRule rule => SiteJudge.Resource(test, rule, county),
        RoomsRule rule => SiteJudge.Rooms(test, rule, county),
        SiteSizeRule rule => SiteJudge.Size(test, rule, county),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => "≥",
        Comparison.AtMost => "≤",
        Comparison.MoreThan => ">",
        Comparison.LessThan => "<",
        _ => "=",
    };

    /// <summary>Missing inputs as one sentence; long lists are cut after five with the count.</summary>
    internal static string Missing(IReadOnlyCollection<string> names) =>
        $"未填：{string.Join('、', names.Distinct().Take(5))}{(names.Distinct().Count() > 5 ? $" 等 {names.Distinct().Count()} 项" : "")}";

    private static TestResult Sum(TargetTest test, SumRule rule, CountyView county)
    {
        var missing = new List<string>();
        var gaps = new List<SiteGap>();
        var asked = county.AskedOf(rule.Item);
        var sum = county.Sum([new(rule.Item, 1, [])], null, asked, missing, gaps);
        var known = asked.Select(s => (s.Site.Code, Value: county.Measurements.Reported(s.Site.Code, null, rule.Item)?.Value ?? 0)).Where(s => s.Value > 0).ToList();
        var limit = $"{Sign(rule.Comparison)} {((Fraction)rule.Limit).ToText(2)} {test.Unit}".TrimEnd();
        var total = (Fraction)known.Sum(k => k.Value);
        var measure = new TestMeasure(test.Name, test.Unit, rule.Comparison, (double)rule.Limit, sum?.ToDouble());
        if (rule.Comparison == Comparison.Equal && rule.Limit == 0 && known.Count > 0)
            return new(test, IndicatorState.NotMet, total, $"{(sum is null ? "≥ " : "")}{total.ToText(2)} {test.Unit}", limit, null, [.. known.Select(k => k.Code)], [measure]);
        if (sum is not { } value) return new(test, IndicatorState.Unknown, null, "未填", limit, Missing(missing), [.. gaps.Select(g => g.Site).Distinct()], [measure]);
        return new(test, Curve.Holds(value, rule.Comparison, rule.Limit) ? IndicatorState.Met : IndicatorState.NotMet, value, $"{value.ToText(2)} {test.Unit}", limit, null, [], [measure]);
    }

    private static TestResult Every(TargetTest test, EverySiteRule rule, CountyView county)
    {
        var asked = county.AskedOf(rule.Item).Select(s => (s.Site, Value: county.Measurements.Reported(s.Site.Code, null, rule.Item)?.Value)).ToList();
        var no = asked.Where(s => s.Value == 0).Select(s => s.Site.Code).ToList();
        var open = asked.Where(s => s.Value is null).ToList();
        var text = $"{asked.Count(s => s.Value == 1)} / {asked.Count} 所";
        var measure = TestMeasure.None("未达标学校", "所", no.Count, open.Count + (asked.Count == 0 ? 1 : 0));
        if (no.Count > 0) return new(test, IndicatorState.NotMet, null, text, "全部", null, no, [measure]);
        return open.Count > 0 || asked.Count == 0
            ? new(test, IndicatorState.Unknown, null, text, "全部", Missing([.. open.Select(s => $"{s.Site.Name}“{county.NameOf(rule.Item)}”")]), [.. open.Select(s => s.Site.Code)], [measure])
            : new(test, IndicatorState.Met, null, text, "全部", null, [], [measure]);
    }

    private static TestResult Entries(TargetTest test, CountyValueRule rule, CountyView county)
    {
        var read = rule.Limits.Select(l => (Limit: l, Value: county.Entry(l.Item))).ToList();
        var state = read.Any(r => r.Value is { } v && !Curve.Holds(v, r.Limit.Comparison, r.Limit.Limit)) ? IndicatorState.NotMet
            : read.Any(r => r.Value is null) ? IndicatorState.Unknown : IndicatorState.Met;
        return new(
            test, state, read.Count == 1 ? read[0].Value : null,
            string.Join("；", read.Select(r => r.Value is { } v ? $"{(read.Count > 1 ? county.NameOf(r.Limit.Item) + " " : "")}{v.ToText(4)} {test.Unit}".TrimEnd() : "未填")),
            string.Join("；", read.Select(r => $"{Sign(r.Limit.Comparison)} {((Fraction)r.Limit.Limit).ToText(4)} {test.Unit}".TrimEnd())),
            state == IndicatorState.Unknown ? Missing([.. read.Where(r => r.Value is null).Select(r => $"县级填报“{county.NameOf(r.Limit.Item)}”")]) : null, [],
            [.. read.Select(r => new TestMeasure(read.Count > 1 ? county.NameOf(r.Limit.Item) : test.Name, test.Unit, r.Limit.Comparison, (double)r.Limit.Limit, r.Value?.ToDouble()))]);
    }

    private static TestResult Yes(TargetTest test, YesRule rule, CountyView county)
    {
        var values = rule.Items.Select(county.Entry).ToList();
        var state = values.Any(v => v is { Sign: 0 }) ? IndicatorState.NotMet : values.Any(v => v is null) ? IndicatorState.Unknown : IndicatorState.Met;
        return new(test, state, null, state switch { IndicatorState.Met => "是", IndicatorState.NotMet => "否", _ => "未填" }, "是",
            state == IndicatorState.Unknown ? Missing([.. rule.Items.Where(i => county.Entry(i) is null).Select(i => $"县级填报“{county.NameOf(i)}”")]) : null, [],
            [.. rule.Items.Select((item, i) => TestMeasure.Yes(county.NameOf(item), values[i]))]);
    }
}
