using System.Globalization;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Frameworks;

/// <summary>Reads the two closed families of rules from an edition file.</summary>
internal static class RuleReader
{
    public static ScoringRule Scoring(PlacedJson rule)
    {
        ScoringRule read = rule.Text("type") switch
        {
            "ratio" => new RatioRule(FrameworkWords.Terms(rule, "numerator"), FrameworkWords.Terms(rule, "denominator"), rule.Number("per"), rule.Text("numeratorName"), rule.Text("denominatorName"), rule.Flag("part"), rule.Flag("byStage"), rule.Flag("split")),
            "count" => new CountRule(Optional(rule, "item"), rule.Number("max")),
            "yesno" => new YesNoRule(Optional(rule, "item")),
            "rubric" => new RubricRule(Levels(rule)),
            "asked" => new AskedRule([.. rule.List("respondents").Select(r => r.AsText())]),
            "classes" => new ClassSizeRule(Limits(rule), rule.Flag("share")),
            "areas" => new AreasRule(Numbers(rule, "parts"), FrameworkWords.StageOf(rule, "stage") ?? Stage.Preschool),
            "compliance" => new ComplianceRule(),
            var other => Unknown(rule, other, new YesNoRule(null)),
        };
        rule.RefuseUnknown();
        return read;
    }

    public static TargetRule Target(PlacedJson rule)
    {
        TargetRule read = rule.Text("type") switch
        {
            "sum" => new SumRule(rule.Text("item"), FrameworkWords.ComparisonOf(rule, "op"), rule.Number("limit")),
            "every" => new EverySiteRule(rule.Text("item")),
            "county" => new CountyValueRule([.. rule.List("limits").Select(CountyLimitOf)]),
            "ratio" => new CountyRatioRule([.. rule.List("ratios").Select(Ratio)], [.. rule.List("alsoYes", optional: true).Select(i => i.AsText())]),
            "yes" => new YesRule([.. rule.List("items").Select(i => i.AsText())]),
            "classes" => new ClassesRule(Limits(rule), rule.Has("shareAtLeast") ? rule.Number("shareAtLeast") : null),
            "premises" => new PremisesRule(rule.Text("indicator"), rule.Whole("designedFrom"), rule.Number("earlierShare")),
            "resource" => new ResourceRule(rule.Text("resource"), rule.Number("primary"), rule.Number("junior")),
            "rooms" => new RoomsRule(rule.Whole("classesPerRoom"), rule.Number("music"), rule.Number("art")),
            "size" => new SiteSizeRule(rule.Whole("limit"), rule.Whole("nineYear")),
            var other => Unknown(rule, other, new YesRule([])),
        };
        rule.RefuseUnknown();
        return read;
    }

    /// <summary>Every item a rule names, to be checked against the items of the edition.</summary>
    public static IEnumerable<string> ItemsOf(ScoringRule rule) => rule switch
    {
        RatioRule ratio => ratio.Numerator.Concat(ratio.Denominator).Select(t => t.Item),
        CountRule { Item: { } item } => [item],
        YesNoRule { Item: { } item } => [item],
        AreasRule areas => areas.Parts.Keys,
        _ => [],
    };

    /// <summary>The same for a target's rule.</summary>
    public static IEnumerable<string> ItemsOf(TargetRule rule) => rule switch
    {
        SumRule sum => [sum.Item],
        EverySiteRule every => [every.Item],
        CountyValueRule county => county.Limits.Select(l => l.Item),
        CountyRatioRule ratios => ratios.Ratios.SelectMany(r => r.Numerator.Concat(r.Denominator)).Select(t => t.Item).Concat(ratios.AlsoYes),
        YesRule yes => yes.Items,
        _ => [],
    };

    private static CountyLimit CountyLimitOf(PlacedJson at)
    {
        var limit = new CountyLimit(at.Text("item"), FrameworkWords.ComparisonOf(at, "op"), at.Number("limit"));
        at.RefuseUnknown();
        return limit;
    }

    private static CountyRatio Ratio(PlacedJson ratio)
    {
        var read = new CountyRatio(
            ratio.Text("name"), FrameworkWords.Terms(ratio, "numerator"), FrameworkWords.Terms(ratio, "denominator"), ratio.Number("per"), FrameworkWords.ComparisonOf(ratio, "op"),
            ratio.Number("limit"), ratio.Has("upper") ? ratio.Number("upper") : null, WhereOf(ratio, "numeratorWhere"), WhereOf(ratio, "denominatorWhere"));
        ratio.RefuseUnknown();
        return read;
    }

    private static string? WhereOf(PlacedJson ratio, string name)
    {
        var word = Optional(ratio, name);
        if (word is not null and not "public" and not "public_or_inclusive") ratio.Members[name].Problem($"“{word}”不在可用的词（public、public_or_inclusive）之内。");
        return word;
    }

    private static RubricLevel[] Levels(PlacedJson rule)
    {
        var levels = rule.Object("levels");
        if (levels is null) return [];
        if (!levels.Members.Keys.Order(StringComparer.Ordinal).SequenceEqual(["0", "1", "2", "3", "4"])) levels.Problem("等级描述应有 4、3、2、1、0 五级，请补齐。");
        return [.. levels.Members.Where(m => int.TryParse(m.Key, out _)).Select(m => new RubricLevel(int.Parse(m.Key, CultureInfo.InvariantCulture), m.Value.AsText())).OrderByDescending(l => l.Number)];
    }

    private static Dictionary<string, int> Limits(PlacedJson rule) => rule.Object("limits")?.Members.ToDictionary(m => m.Key, m => m.Value.AsWhole()) ?? [];

    private static Dictionary<string, decimal> Numbers(PlacedJson rule, string name) => rule.Object(name)?.Members.ToDictionary(m => m.Key, m => m.Value.AsNumber()) ?? [];

    private static string? Optional(PlacedJson rule, string name) => rule.Text(name, optional: true) is { Length: > 0 } text ? text : null;

    private static T Unknown<T>(PlacedJson rule, string word, T instead)
    {
        if (word.Length > 0) rule.Members["type"].Problem($"不认识的计算方式“{word}”。");
        foreach (var name in rule.Members.Keys) rule.Know(name);
        return instead;
    }
}
