using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>What must hold between the parts of an edition.</summary>
internal static class FrameworkCheck
{
    private static readonly int[] Targets = [2025, 2028, 2030];

    public static void Check(IndicatorFramework edition, PlacedJson root, bool hasOtherProblems)
    {
        Twice(root.List("clauses"), edition.Clauses.Select(c => c.Code), "条款代码");
        Twice(root.List("items"), edition.Items.Select(i => i.Key), "数据项");
        Twice(root.List("indicators"), edition.Indicators.Select(r => r.Code), "指标代码");
        Twice(root.List("tests"), edition.Tests.Select(t => t.Code), "县级测试代码");
        if (edition.Clauses.Count != 21) root.Members.GetValueOrDefault("clauses")?.Problem($"应有 21 个条款（四(一) 9 条、四(二) 9 条、五 3 条），实有 {edition.Clauses.Count} 条，请补上：{Gone(edition)}。");
        var clauses = edition.Clauses.Select(c => c.Code).Concat(Expected).ToHashSet();
        var items = edition.Items.Select(i => i.Key).ToHashSet();
        foreach (var (row, at) in edition.Indicators.Zip(root.List("indicators")))
        {
            if (!clauses.Contains(row.Clause)) at.Problem($"指标 {row.Code} 所属条款“{row.Clause}”不存在。");
            foreach (var item in RuleReader.ItemsOf(row.Rule).Append(row.AppliesWhen?.Item ?? "pupils").Where(i => !items.Contains(i))) at.Problem($"指标 {row.Code} 用到的数据项“{item}”不在 items 中。");
            foreach (var kind in row.Points.Keys.Where(k => !row.Kinds.Contains(k))) at.Problem($"指标 {row.Code} 给“{kind.Short()}”记分，但 kinds 中没有这一类。");
            if (row.Rule is RatioRule or CountRule or AskedRule or ClassSizeRule && row.Thresholds.Count == 0) at.Problem($"指标 {row.Code} 缺少标准值（thresholds）。");
            if (row.Responsibility == Responsibility.County && row.Points.Count > 0) at.Problem($"指标 {row.Code} 是县级责任，不能给学校记分。");
        }
        foreach (var (test, at) in edition.Tests.Zip(root.List("tests")))
        {
            if (!Targets.Contains(test.Target)) at.Problem($"测试 {test.Code} 的目标年应为 2025、2028 或 2030。");
            foreach (var item in RuleReader.ItemsOf(test.Rule).Where(i => !items.Contains(i))) at.Problem($"测试 {test.Code} 用到的数据项“{item}”不在 items 中。");
        }
        // A sum that is off because of another mistake would only repeat it.
        if (hasOtherProblems || edition.Indicators.DistinctBy(r => r.Code).Count() != edition.Indicators.Count) return;
        foreach (var kind in Enum.GetValues<SchoolKind>())
        {
            var sum = edition.Indicators.Sum(r => r.PointsFor(kind));
            if (sum != 100) root.Members["indicators"].Problem($"“{kind.Short()}”类各项分值之和应为 100，实为 {sum}。");
        }
    }

    private static IEnumerable<string> Expected => Enumerable.Range(1, 9).Select(n => $"四(一){n}").Concat(Enumerable.Range(10, 9).Select(n => $"四(二){n}")).Concat(["五(一)", "五(二)", "五(三)"]);

    private static string Gone(IndicatorFramework edition) => string.Join('、', Expected.Except(edition.Clauses.Select(c => c.Code)));

    private static void Twice(IReadOnlyList<PlacedJson> places, IEnumerable<string> codes, string word)
    {
        var seen = new HashSet<string>();
        foreach (var (code, at) in codes.Zip(places))
            if (!seen.Add(code)) at.Problem($"{word}“{code}”重复，请改用新的代码或删去一处。");
    }
}
