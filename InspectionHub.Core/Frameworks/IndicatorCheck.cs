using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>What must hold between a row and the rest of its edition.</summary>
internal static class IndicatorCheck
{
    private static readonly Stage[] Compulsory = [Stage.Primary, Stage.Junior];

    /// <param name="edition">The edition as read.</param>
    /// <param name="places">Its rows in the file, in the same order.</param>
    /// <param name="clauses">Codes of all clauses of the plan: a row of a clause that was lost is not a second mistake.</param>
    public static void Check(IndicatorFramework edition, IReadOnlyList<PlacedJson> places, IReadOnlyList<string> clauses)
    {
        var items = edition.Items.Select(i => i.Key).ToHashSet();
        foreach (var (row, at) in edition.Indicators.Zip(places))
        {
            if (!at.IsClean) continue;
            if (!clauses.Contains(row.Clause)) at.Members["clause"].Problem($"指标 {row.Code} 所属条款“{row.Clause}”不存在。");
            else if (edition.Clauses.FirstOrDefault(c => c.Code == row.Clause) is { Leads.Count: > 0 } clause && !clause.Leads.Contains(row.Lead))
                at.Members["lead"].Problem($"指标 {row.Code} 的牵头股室“{row.Lead}”不是条款 {clause.Code} 的牵头股室（{string.Join('、', clause.Leads)}）。");
            foreach (var item in RuleReader.ItemsOf(row.Rule).Distinct().Where(i => !items.Contains(i))) at.Members["rule"].Problem($"指标 {row.Code} 用到的数据项“{item}”不在 items 中。");
            if (row.AppliesWhen is { } when && !items.Contains(when.Item)) at.Members["appliesWhen"].Problem($"指标 {row.Code} 适用条件用到的数据项“{when.Item}”不在 items 中。");
            Points(row, at);
            Source(row, at);
            Thresholds(row, at, edition.Settings);
        }
    }

    private static void Points(Indicator row, PlacedJson at)
    {
        foreach (var (kind, points) in row.Points)
        {
            var place = at.Object("points")!.Members[kind.Short()];
            if (!row.Kinds.Contains(kind)) place.Problem($"指标 {row.Code} 给“{kind.Short()}”记分，但 kinds 中没有这一类。");
            if (points <= 0) place.Problem($"指标 {row.Code} 给“{kind.Short()}”的分值应大于 0；不计分的类别请删去。");
        }
        if (row.Responsibility == Responsibility.County && row.Points.Count > 0) at.Members["points"].Problem($"指标 {row.Code} 是县级责任，不能给学校记分，请删去 points。");
    }

    private static void Source(Indicator row, PlacedJson at)
    {
        var isComputed = row.Rule is ClassSizeRule or AreasRule or ComplianceRule || RuleReader.ItemsOf(row.Rule).Any();
        if ((row.Method == Method.Data) != isComputed && row.Rule is not RubricRule)
            at.Members["method"].Problem(isComputed ? $"指标 {row.Code} 由数据项计算，method 应为 D。" : $"指标 {row.Code} 的 method 为 D，但计算方式中没有数据项。");
        if (row.Method == Method.Data && row.Rule is RubricRule) at.Members["method"].Problem($"指标 {row.Code} 按等级评分，method 应为 M 或 X。");
        if ((row.Method == Method.Questionnaire) != row.Rule is AskedRule) at.Members["method"].Problem($"指标 {row.Code}：问卷指标（Q）与询问计数（asked）应同时使用。");
    }

    private static void Thresholds(Indicator row, PlacedJson at, ScoringSettings settings)
    {
        if (row.Thresholds.Count == 0) at.Problem($"指标 {row.Code} 缺少标准值（thresholds），请补上标准和依据。");
        else if (row.Points.Count > 0 && row.Thresholds.All(t => t.Purpose != Purpose.Annual)) at.Members["thresholds"].Problem($"指标 {row.Code} 计分，应有年度（annual）标准值。");
        foreach (var stage in row.Rule is RatioRule { ByStage: true } && row.Thresholds.Count > 0 ? Compulsory : [])
            if (row.Thresholds.All(t => t.Stage is { } other && other != stage)) at.Members["thresholds"].Problem($"指标 {row.Code} 按学段判断，缺少{stage.Name()}的标准值。");
        foreach (var (limit, place) in row.Thresholds.Zip(at.List("thresholds", optional: true)))
        {
            if (row.Thresholds.Count(t => (t.Purpose, t.Stage, t.From) == (limit.Purpose, limit.Stage, limit.From)) > 1)
                place.Problem($"指标 {row.Code} 在同一用途、学段和日期有两个标准值，请删去一个。");
            if (row.Rule is RubricRule && settings.MetFromLevel > 0 && limit.Limit != settings.MetFromLevel) place.Members["limit"].Problem($"指标 {row.Code} 按等级评分，标准值应与 settings.metFromLevel（{settings.MetFromLevel}）相同。");
        }
    }
}
