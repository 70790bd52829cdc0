using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>What must hold between the parts of an edition. A mistake that follows from another one is not named again.</summary>
internal static class FrameworkCheck
{
    private static readonly string[] Expected =
        [.. Enumerable.Range(1, 9).Select(n => $"四(一){n}"), .. Enumerable.Range(10, 9).Select(n => $"四(二){n}"), "五(一)", "五(二)", "五(三)"];

    public static void Check(IndicatorFramework edition, PlacedJson root, bool hasOtherProblems)
    {
        Twice(root.List("domains"), edition.Domains.Select(d => d.Code), "code", "领域代码");
        Twice(root.List("clauses"), edition.Clauses.Select(c => c.Code), "code", "条款代码");
        Twice(root.List("items"), edition.Items.Select(i => i.Key), "key", "数据项");
        Twice(root.List("indicators"), edition.Indicators.Select(r => r.Code), "code", "指标代码");
        Twice(root.List("tests"), edition.Tests.Select(t => t.Code), "code", "县级测试代码");
        Settings(edition.Settings, root);
        Clauses(edition, root);
        Items(edition, root);
        IndicatorCheck.Check(edition, root.List("indicators"), Expected);
        Nationals(edition, root);
        TestCheck.Check(edition, root.List("tests"), Expected);
        // A sum that is off because of another mistake would only repeat it.
        if (hasOtherProblems || edition.Indicators.DistinctBy(r => r.Code).Count() != edition.Indicators.Count) return;
        foreach (var kind in Enum.GetValues<SchoolKind>())
        {
            var sum = edition.Indicators.Sum(r => r.PointsFor(kind));
            if (sum != 100) root.Members["indicators"].Problem($"“{kind.Short()}”类各项分值之和应为 100，实为 {sum}，请调整分值。");
        }
    }

    private static void Nationals(IndicatorFramework edition, PlacedJson root)
    {
        var keys = edition.Items.Select(i => i.Key).ToHashSet();
        foreach (var item in edition.Relaxations.OfType<MigrantSize>().Select(r => r.Item).Where(i => !keys.Contains(i)))
            root.Members["relaxations"].Problem($"放宽情形中的数据项“{item}”不在 items 中。");
        if (edition.BasicBalance is not { } basic || !root.Members["basicBalance"].IsClean) return;
        if (basic.Indicators.Count != 8) root.Members["basicBalance"].Problem($"2012 年基本均衡标准有 8 项指标，实有 {basic.Indicators.Count} 项。");
        foreach (var item in basic.Indicators.SelectMany(i => i.PrimaryTerms.Concat(i.JuniorTerms)).Select(t => t.Item).Distinct().Where(i => !keys.Contains(i)))
            root.Members["basicBalance"].Problem($"基本均衡指标中的数据项“{item}”不在 items 中。");
    }

    private static void Clauses(IndicatorFramework edition, PlacedJson root)
    {
        var places = root.List("clauses");
        if (places.Count is not 0 and not 21)
            root.Members["clauses"].Problem($"应有 21 个条款（四(一) 9 条、四(二) 9 条、五 3 条），实有 {places.Count} 条。{(places.Count < 21 ? $"请补上：{string.Join('、', Expected.Except(edition.Clauses.Select(c => c.Code)))}。" : "请删去多余的。")}");
        foreach (var (clause, at) in edition.Clauses.Zip(places))
        {
            if (!at.IsClean) continue;
            if (!Expected.Contains(clause.Code)) at.Members["code"].Problem($"方案中没有条款“{clause.Code}”，应写成 四(一)1 至 四(一)9、四(二)10 至 四(二)18、五(一) 至 五(三)。");
            if (edition.Domains.All(d => d.Code != clause.Domain)) at.Members["domain"].Problem($"条款 {clause.Code} 所属领域“{clause.Domain}”不在 domains 中。");
            if (edition.Indicators.Count > 0 && edition.Indicators.All(r => r.Clause != clause.Code)) at.Problem($"条款 {clause.Code} 没有任何指标，请补上指标，或核对各指标的 clause。");
        }
    }

    private static void Items(IndicatorFramework edition, PlacedJson root)
    {
        var keys = edition.Items.Select(i => i.Key).ToHashSet();
        foreach (var (item, at) in edition.Items.Zip(root.List("items")))
        {
            if (!at.IsClean) continue;
            if (item.Minimum > item.Maximum) at.Members["min"].Problem($"数据项 {item.Key} 的最小值 {item.Minimum} 大于最大值 {item.Maximum}，请核对。");
            if (item.PartOf is { } whole && (!keys.Contains(whole) || whole == item.Key)) at.Members["partOf"].Problem($"数据项 {item.Key} 的整体“{whole}”不在 items 中。");
        }
    }

    private static void Settings(ScoringSettings settings, PlacedJson root)
    {
        if (root.Members.GetValueOrDefault("settings") is not { IsClean: true } at) return;
        if (!settings.RubricPercent.SequenceEqual(settings.RubricPercent.Order()) || settings.RubricPercent[0] < 0 || settings.RubricPercent[^1] > 100)
            at.Members["rubricPercent"].Problem("五个百分数应在 0—100 之间，从 0 级到 4 级依次不减。");
        if (settings.MetFromLevel is < 1 or > 4) at.Members["metFromLevel"].Problem("达标等级应为 1—4。");
        if (!(settings.Pass <= settings.Good && settings.Good <= settings.Excellent)) at.Problem("等次分数线应为 合格 ≤ 良好 ≤ 优秀。");
    }

    private static void Twice(IReadOnlyList<PlacedJson> places, IEnumerable<string> codes, string field, string word)
    {
        var seen = new HashSet<string>();
        foreach (var (code, at) in codes.Zip(places))
            if (code.Length > 0 && !seen.Add(code)) at.Members[field].Problem($"{word}“{code}”重复，请改用新的代码或删去一处。");
    }
}
