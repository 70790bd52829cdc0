using System.Globalization;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Reports;

/// <summary>县域目标进展报告: 2025, 2028 and 2030 test by test with trajectory and forecast, the difference coefficients and the schools that make them (targets.md). Pure.</summary>
public static class TargetReport
{
    private const int Heaviest = 8;
    private const int Charts = 4;

    /// <summary>The blocks of the report.</summary>
    /// <param name="assessment">What the rules say of the year.</param>
    /// <param name="targets">The targets as they stand.</param>
    /// <param name="paper">The head.</param>
    public static Report Compose(Assessment assessment, IReadOnlyList<TargetProgress> targets, CountyPaper paper)
    {
        var title = $"{paper.CountyName}教育督导目标进展报告\n（{paper.YearText}）";
        var blocks = new List<ReportBlock>
        {
            new Title(title),
            new Paragraph($"依据紫教体科发〔2021〕71号文件确定的三个目标，按国家标准逐项计算到 {paper.YearText}，资料所据台账位置为第 {paper.Position} 环。目标须各项全部达到才算实现；未填的数据不作零计，也不算达到。"),
            new KeyFigures([.. targets.Select(t => new KeyFigure($"{t.Year} {TargetWords.Title(t.Year)}", $"{t.Met}", $"/ {t.Tests.Count} 项", t.Status.Name(), Print(t.Status)))]),
        };
        var number = 0;
        foreach (var target in targets) blocks.AddRange(Part(assessment, target, paper, ++number));
        if (assessment.Coefficients.Count > 0) blocks.AddRange(Coefficients(assessment, ++number));
        blocks.Add(new Signatures { Organ = paper.Organ });
        return paper.Draft(ReportKind.Target, title.Replace("\n", ""), blocks);
    }

    private static IEnumerable<ReportBlock> Part(Assessment assessment, TargetProgress target, CountyPaper paper, int number)
    {
        yield return new Heading(1, $"{"一二三四五"[number - 1]}、{target.Year} 年：{TargetWords.Title(target.Year)}");
        yield return new Paragraph($"{TargetWords.Due(target, paper.Year, paper.Day)}。共 {target.Tests.Count} 项测试，达到 {target.Met} 项，判断：{target.Status.Name()}。{(target.IsVetoed ? "有已认定的否决事项，目标不能认定为实现。" : "")}{(target.VetoesChecked ? "" : "否决事项尚未核对。")}");
        yield return new Table(
            [new("代码", 0.9), new("测试", 3), new("现状", 1.3, TextAlign.Centre), new("值", 2, TextAlign.Right), new("标准", 1.9, TextAlign.Right), new("判断", 1.2, TextAlign.Centre), new("预计达到", 1.9), new("拖后", 0.9, TextAlign.Right)],
            [.. target.Tests.Select(t => new TableRow(t.Test.Code, t.Test.Name, t.Now.State.Cell(), t.Now.ValueText, t.Now.LimitText, new TableCell(t.Status.Name(), Print(t.Status)), Expected(t), t.Now.InTheWay.Count > 0 ? $"{t.Now.InTheWay.Count} 校" : ""))])
        { Caption = $"{target.Year} 年目标逐项进展" };
        foreach (var test in target.Tests.Where(t => t.Now.State != IndicatorState.Met && t.Now.Reason is not null))
            yield return Paragraph.Note($"{test.Test.Code} {test.Test.Name}：{test.Now.Reason!.TrimEnd('。')}{(test.Now.InTheWay.Count > 0 ? $"；拖后的学校：{Names(assessment, test.Now.InTheWay)}" : "")}。");
        // What is met needs no picture.
        foreach (var chart in target.Tests.Where(t => t.Now.State == IndicatorState.NotMet).SelectMany(t => Worst(t) is { } worst ? new[] { Chart(t, worst) } : []).Take(Charts)) yield return chart;
    }

    /// <summary>The number of a test that is furthest behind and has a line to draw.</summary>
    private static TestSeries? Worst(Trajectory test) => test.Series.Where(s => !s.Measure.IsYesNo && s.Years.Count > 2 && s.Measure.Value is { } now && !s.Measure.Holds(now)).MinBy(s => s.Status);

    private static TrendChart Chart(Trajectory test, TestSeries series)
    {
        var last = Math.Max(series.Years[^1].Year, test.Test.Target);
        var years = Enumerable.Range(series.Years[0].Year, last - series.Years[0].Year + 1).ToList();
        double? Known(int year) => series.Years.Where(y => y.Year == year).Select(y => (double?)y.Value).FirstOrDefault();
        // A straight line runs below nothing; what is counted does not.
        double? Guess(int year) => year == series.Years[^1].Year ? series.Years[^1].Value : series.Band.Where(b => b.Year == year).Select(b => (double?)Math.Max(0, b.Point)).FirstOrDefault();
        var lines = new List<TrendSeries> { new("实际", [.. years.Select(Known)]) };
        if (series.Band.Count > 0) lines.Add(new("预测", [.. years.Select(Guess)], IsForecast: true));
        // What the plan asks of each year; the last of it is the limit itself.
        if (series.Milestones.Count > 0) lines.Add(new("规划", [.. years.Select(y => series.Milestones.Where(m => m.Year == y).Select(m => (double?)m.Value).FirstOrDefault())], IsForecast: true));
        return new TrendChart($"{test.Test.Code} {series.Measure.Name}", [.. years.Select(y => $"{y}")], lines) { Unit = series.Measure.Unit, Limits = [.. Ends(series.Measure)] };
    }

    private static IEnumerable<ChartLimit> Ends(TestMeasure one) => one.Upper is { } upper ? [Limit("标准下限", one.Limit), Limit("标准上限", upper)] : [Limit("标准", one.Limit)];

    private static ChartLimit Limit(string name, double value) => new($"{name} {value.ToString("0.###", CultureInfo.InvariantCulture)}", value);

    private static IEnumerable<ReportBlock> Coefficients(Assessment assessment, int number)
    {
        yield return new Heading(1, $"{"一二三四五"[number - 1]}、校际差异系数");
        foreach (var stage in assessment.Coefficients.GroupBy(c => c.Stage))
            yield return new BarChart($"{stage.Key.Name()}七项差异系数", [.. stage.Select(c => new Bar(c.Row.Name, c.Value, PaperWords.Text(c), c.State.Print()))])
            { Limit = new($"标准 {stage.First().Limit.ToText(2, true)}", stage.First().Limit.ToDouble()) };
        yield return Paragraph.Note("括号内的差异系数只按已填数据的学校试算，不作结论。");
        foreach (var one in assessment.Coefficients.Where(c => c.State == IndicatorState.NotMet))
        {
            var shares = one.Difference.Shares();
            var heavy = one.Difference.Rows.Select((r, i) => (r.Site, Share: shares[i])).OrderByDescending(r => r.Share).Take(Heaviest).ToList();
            yield return new Paragraph(new TextRun($"{one.Stage.Name()}{one.Row.Name}", TextFace.Bold), new TextRun($"差异系数 {one.Value:0.000}，超过标准 {one.Limit.ToText(2, true)}。占差异最多的 {heavy.Count} 所学校合计占 {heavy.Sum(h => h.Share) * 100:0.0} %：" + string.Join('、', heavy.Select(h => $"{assessment.Scorecards.GetValueOrDefault(h.Site)?.Site.Name ?? h.Site}（{h.Share * 100:0.0} %）")) + "。"));
        }
    }

    private static string Expected(Trajectory test) => test.Now.State == IndicatorState.Met ? "已达到"
        : test.Attained is { } sure && test.Earliest == sure && test.Latest == sure ? $"{sure}"
        : test.Attained is { } year ? $"{year}（{test.Earliest?.ToString(CultureInfo.InvariantCulture) ?? "—"}—{test.Latest?.ToString(CultureInfo.InvariantCulture) ?? "2040后"}）" : "无法判断";

    private static string Names(Assessment assessment, IReadOnlyList<string> sites) =>
        string.Join('、', sites.Take(12).Select(s => assessment.Scorecards.GetValueOrDefault(s)?.Site.Name ?? s)) + (sites.Count > 12 ? $" 等 {sites.Count} 所" : "");

    private static PrintState Print(TargetStatus status) => status switch
    {
        TargetStatus.Met or TargetStatus.OnTrack => PrintState.Met,
        TargetStatus.Behind or TargetStatus.Missed => PrintState.NotMet,
        _ => PrintState.Unknown,
    };
}
