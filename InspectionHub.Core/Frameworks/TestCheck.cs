using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Frameworks;

/// <summary>What must hold between a county test and the rest of its edition.</summary>
internal static class TestCheck
{
    private static readonly int[] Targets = [2025, 2028, 2030];

    /// <param name="edition">The edition as read.</param>
    /// <param name="places">Its tests in the file, in the same order.</param>
    /// <param name="clauses">Codes of all clauses of the plan.</param>
    public static void Check(IndicatorFramework edition, IReadOnlyList<PlacedJson> places, IReadOnlyList<string> clauses)
    {
        var items = edition.Items.Select(i => i.Key).ToHashSet();
        foreach (var (test, at) in edition.Tests.Zip(places))
        {
            if (!at.IsClean) continue;
            if (!Targets.Contains(test.Target)) at.Members["target"].Problem($"测试 {test.Code} 的目标年应为 2025、2028 或 2030。");
            if (!clauses.Contains(test.Clause)) at.Members["clause"].Problem($"测试 {test.Code} 所属条款“{test.Clause}”不存在。");
            foreach (var item in RuleReader.ItemsOf(test.Rule).Distinct().Where(i => !items.Contains(i))) at.Members["rule"].Problem($"测试 {test.Code} 用到的数据项“{item}”不在 items 中。");
            if (Row(test.Rule) is { } row && !edition.Indicators.Any(r => r.Code == row || r.Resource == row)) at.Members["rule"].Problem($"测试 {test.Code} 用到的指标“{row}”不存在。");
        }
    }

    private static string? Row(TargetRule rule) => rule switch
    {
        ResourceRule resource => resource.Resource,
        PremisesRule premises => premises.Indicator,
        _ => null,
    };
}
