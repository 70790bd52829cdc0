using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>优质均衡监测表: the seven resources of every school, with the county's means, difference coefficients and verdicts by stage (standards.md A1–A4). Pure.</summary>
public static class MonitorForm
{
    /// <summary>The blocks of the form. A school counts in a stage when a coefficient of the stage has it, so that form and coefficient never name different schools.</summary>
    /// <param name="assessment">What the rules say of the year.</param>
    /// <param name="measurements">Pupils by site and stage.</param>
    /// <param name="paper">The head.</param>
    public static Report Compose(Assessment assessment, MeasurementSet measurements, CountyPaper paper)
    {
        var title = $"{paper.CountyName}义务教育优质均衡发展资源配置监测表";
        var blocks = new List<ReportBlock>
        {
            new Title($"{paper.CountyName}义务教育\n优质均衡发展资源配置监测表"),
            new Paragraph($"{paper.YearText}。各项数值按学校上报的统计数据计算，差异系数以学生数加权；资料所据台账位置为第 {paper.Position} 环。本表为监测，不是认定结论。"),
        };
        var stages = assessment.Coefficients.Select(c => c.Stage).Distinct().ToList();
        // What is for the whole county comes first, so that no page of the form holds a note alone.
        blocks.Add(stages.Count > 0 ? Summary(assessment) : new Paragraph("本学年没有义务教育学校的数据。"));
        blocks.Add(Paragraph.Note("七项：每校至少六项达标、余项不低于标准的 85 % 为“达标”。○ 为未填：未填不作零计，也不算达标；有学校未填时，括号内的均值和差异系数只按已填的学校试算，不作结论。差异系数标准：小学不超过 0.50，初中不超过 0.45。不足 50 人的教学点、特殊教育学校不计入差异系数。"));
        blocks.AddRange(stages.Select((stage, i) => TableOf(assessment, measurements, stage, i + 2)));
        return paper.Draft(ReportKind.Monitor, title, blocks);
    }

    private static Table Summary(Assessment assessment) => new(
        [new("学段", 0.7), new("指标", 5), new("全县均值", 1.4, TextAlign.Right), new("差异系数", 1.3, TextAlign.Right), new("标准", 0.9, TextAlign.Right), new("结论", 1.3, TextAlign.Centre), new("未填", 0.9, TextAlign.Right)],
        [.. assessment.Coefficients.OrderBy(c => c.Stage).ThenBy(c => c.Resource, StringComparer.Ordinal).Select(c => new TableRow(c.Stage.Name(), $"{c.Row.Name}（{c.Row.Unit}）", Tried(c, c.Mean?.ToText(2, true)), PaperWords.Text(c), c.Limit.ToText(2, true), c.State.Cell(), c.Difference.Missing.Count > 0 ? $"{c.Difference.Missing.Count} 校" : ""))])
    { Caption = "表1　全县均值和差异系数" };

    private static Table TableOf(Assessment assessment, MeasurementSet measurements, Stage stage, int number)
    {
        var columns = assessment.Coefficients.Where(c => c.Stage == stage).OrderBy(c => c.Resource, StringComparer.Ordinal).ToList();
        var sites = columns.SelectMany(c => c.Difference.Rows.Select(r => r.Site).Concat(c.Difference.Missing)).Distinct().Order(StringComparer.Ordinal).ToList();
        var rows = sites.Where(assessment.Scorecards.ContainsKey).Select(s => RowOf(assessment.Scorecards[s], measurements, stage, columns)).ToList();
        rows.Add(Sum("全县均值", columns, c => Tried(c, c.Mean?.ToText(2, true))));
        rows.Add(Sum("差异系数", columns, c => PaperWords.Text(c)));
        rows.Add(Sum("标准（不超过）", columns, c => c.Limit.ToText(2, true)));
        rows.Add(new TableRow([new TableCell("结论", PrintState.None, 2), .. columns.Select(c => c.State.Cell()), ""]) { IsGroup = true });
        return new([new("学校", 3.4), new("学生数", 1, TextAlign.Right), .. columns.Select(c => new TableColumn($"{c.Row.Name}（{c.Row.Unit}）", 1.35, TextAlign.Right)), new("七项", 1.5, TextAlign.Centre)], rows)
        { Caption = $"表{number}　{stage.Name()}（{rows.Count - 4} 所）", IsLandscape = true };
    }

    private static TableRow RowOf(Scorecard card, MeasurementSet measurements, Stage stage, IReadOnlyList<Coefficient> columns)
    {
        var rule = card.Compliance.FirstOrDefault(c => c.Stage == stage);
        return new([
            card.Site.Name, measurements.Best(card.Site.Code, stage, "pupils") is { } pupils ? pupils.Value.ToString("0", System.Globalization.CultureInfo.InvariantCulture) : "未填",
            .. columns.Select(c => card.Find(c.Row.Code, stage) is { } row ? new TableCell($"{row.Value?.ToText(2, true) ?? row.State.Name()}{(row.State == IndicatorState.NotMet ? " ×" : "")}", row.State.Print()) : new TableCell("")),
            rule is null ? "不计" : rule.State.Cell(),
        ]);
    }

    private static string Tried(Coefficient one, string? text) => text is null ? "未填" : one.State == IndicatorState.Unknown ? $"（{text}）" : text;

    private static TableRow Sum(string head, IReadOnlyList<Coefficient> columns, Func<Coefficient, string> text) =>
        new([new TableCell(head, PrintState.None, 2), .. columns.Select(c => new TableCell(text(c))), ""]) { IsGroup = true };
}
