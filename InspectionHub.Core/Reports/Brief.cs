using System.Globalization;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Reports;

/// <summary>One page in plain words for the county's leader: where the three targets stand, what is in the way, who must act. Pure.</summary>
public static class Brief
{
    /// <summary>The blocks of the page.</summary>
    /// <param name="assessment">What the rules say of the year.</param>
    /// <param name="targets">The targets as they stand.</param>
    /// <param name="signed">Sites whose result has been signed off.</param>
    /// <param name="paper">The head.</param>
    public static Report Compose(Assessment assessment, IReadOnlyList<TargetProgress> targets, int signed, CountyPaper paper)
    {
        var title = $"{paper.CountyName}教育督导情况简报";
        var cards = assessment.Scorecards.Values.ToList();
        return paper.Draft(ReportKind.Brief, title,
        [
            new Title(title),
            Paragraph.Note($"{paper.YearText}　{paper.Printed.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} 的情况　台账第 {paper.Position} 环"),
            new KeyFigures([
                new("学校（校点）", $"{cards.Count}", "所"),
                new("已审签", $"{signed}", "所"),
                new("义务教育七项未达标", $"{Failing(cards).Count}", "所", null, Failing(cards).Count > 0 ? PrintState.NotMet : PrintState.Met),
                new("差异系数超标", $"{assessment.Coefficients.Count(c => c.State == IndicatorState.NotMet)}", $"/ {assessment.Coefficients.Count} 个", null, assessment.Coefficients.Any(c => c.State == IndicatorState.NotMet) ? PrintState.NotMet : PrintState.Met),
            ]),
            .. targets.Select(t => new Paragraph(new TextRun($"{t.Year} 年{TargetWords.Title(t.Year)}：{t.Status.Name()}。", TextFace.Bold), new TextRun(TargetText(t)))),
            new Paragraph(new TextRun("校际差距：", TextFace.Bold), new TextRun(Gap(assessment))),
            new Paragraph(new TextRun("最需要投入的学校：", TextFace.Bold), new TextRun(Neediest(cards))),
            new Paragraph(new TextRun("缺数据：", TextFace.Bold), new TextRun(Missing(assessment, targets))),
        ]);
    }

    private static List<Scorecard> Failing(IEnumerable<Scorecard> cards) => [.. cards.Where(c => c.Compliance.Any(one => one.State == IndicatorState.NotMet))];

    private static string TargetText(TargetProgress target)
    {
        var failed = target.Tests.Where(t => t.Now.State == IndicatorState.NotMet).Select(t => t.Test.Name).ToList();
        var open = target.Tests.Count(t => t.Now.State == IndicatorState.Unknown);
        return $"{target.Tests.Count} 项中达到 {target.Met} 项，未达到 {failed.Count} 项，缺数据 {open} 项。{(failed.Count > 0 ? $"未达到的有{failed[0]}{(failed.Count > 1 ? "等" : "")}。" : "")}";
    }

    private static string Gap(Assessment assessment)
    {
        var over = assessment.Coefficients.Where(c => c.State == IndicatorState.NotMet).OrderByDescending(c => c.Value / c.Limit.ToDouble()).ToList();
        return assessment.Coefficients.Count == 0 ? "没有学校的数据。"
            : over.Count == 0 ? "没有超过标准的差异系数。"
            : string.Join("；", over.Take(2).Select(c => $"{c.Stage.Name()}{c.Row.Name}的差异系数为 {c.Value!.Value.ToString("0.000", CultureInfo.InvariantCulture)}，标准是不超过 {c.Limit.ToText(2, true)}")) + "。";
    }

    private static string Neediest(List<Scorecard> cards)
    {
        var worst = Failing(cards).Select(c => (Card: c, Short: c.Compliance.Sum(one => one.Short.Count))).OrderByDescending(c => c.Short).ThenBy(c => c.Card.Site.Code, StringComparer.Ordinal).Take(2).ToList();
        return cards.Count == 0 ? "没有学校的数据。" : worst.Count == 0 ? "没有七项未达标的学校。" : string.Join('、', worst.Select(w => $"{w.Card.Site.Name}（{w.Short} 项次未达标）")) + "。";
    }

    private static string Missing(Assessment assessment, IReadOnlyList<TargetProgress> targets)
    {
        var tests = targets.SelectMany(t => t.Tests).Where(t => t.Now.State == IndicatorState.Unknown).Select(t => t.Test.Code).Distinct().ToList();
        var coefficients = assessment.Coefficients.Count(c => c.State == IndicatorState.Unknown);
        return tests.Count + coefficients == 0 ? "没有。" : $"{tests.Count} 项测试和 {coefficients} 个差异系数因数据未填不能下结论。";
    }
}
