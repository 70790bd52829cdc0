using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>The result of an inspection as its papers show it: clause by clause, and the rows that fall short.</summary>
internal static class InspectionResult
{
    /// <summary>Points, grade and whether they are signed off, in one paragraph.</summary>
    public static string Summary(InspectionFacts facts, bool isPreliminary)
    {
        if (facts.Card is not { } card) return "本次督导不评分。";
        var grade = card.GradeOf(facts.Framework.Settings, isTop: false);
        var open = card.Rows.Count(r => r.Of.Sign > 0 && r.State == IndicatorState.Unknown);
        return $"按《{facts.Framework.Name}》（版本 {facts.Framework.Edition}）计分，得分 {AssessmentReport.Points(card.Low, card.High)} 分（满分 {card.Of.ToText(2)} 分）"
            + (open > 0 ? $"，其中 {open} 项数据未填，计为得分区间" : "")
            + (grade is { } given ? $"，{(isPreliminary ? "初步评定" : "评定")}为“{given.Name()}”{(card.IsVetoed ? "（有已认定的否决事项，不论得分）" : "")}。" : "，等级未定。")
            + "分值和等级标准为县级自定。"
            + (isPreliminary ? "以上为初步结果，以督导意见书为准。" : facts.SignedBy is null ? "结果尚未审签。" : "");
    }

    /// <summary>One row for each clause: met, not met, unknown, points.</summary>
    public static Table Clauses(InspectionFacts facts)
    {
        var rows = facts.Framework.Clauses.Select(clause => (clause, Own: facts.Card!.Rows.Where(r => r.Row.Clause == clause.Code && r.State != IndicatorState.NotApplicable).ToList())).Where(c => c.Own.Count > 0)
            .Select(c => new TableRow($"{c.clause.Code} {c.clause.Name}", Count(c.Own, IndicatorState.Met), Count(c.Own, IndicatorState.NotMet), Count(c.Own, IndicatorState.Unknown), c.Own.Any(r => r.Of.Sign > 0) ? $"{Points(c.Own)} / {Sum(c.Own, r => r.Of).ToText(2)}" : "不计分"));
        return new([new("督导事项", 5), new("达标", 1, TextAlign.Right), new("未达标", 1, TextAlign.Right), new("未填", 1, TextAlign.Right), new("得分", 2.4, TextAlign.Right)], [.. rows]) { Caption = "各事项评价（项数）" };
    }

    /// <summary>Rows that fall short, with value, limit and source; with the pupils of a stage also what is lacking.</summary>
    public static Table? Short(Scorecard? card, Func<Measurements.Stage, Measurements.Fraction?>? pupils = null)
    {
        var rows = card?.Rows.Where(r => r.State == IndicatorState.NotMet).ToList() ?? [];
        if (rows.Count == 0) return null;
        if (pupils is not null && rows.All(r => Lacking(r, pupils).Length == 0)) pupils = null;
        List<TableColumn> columns = [new("代码", 0.8), new("指标", 3.6), new("现状", 1.8, TextAlign.Right), new("标准", 1.8, TextAlign.Right), new("依据", 3.2)];
        if (pupils is not null) columns.Insert(4, new("差额", 1.7, TextAlign.Right));
        return new Table(columns, [.. rows.Select(r => new TableRow([.. Cells(r, pupils)]))]) { Caption = "未达标指标" };
    }

    private static IEnumerable<TableCell> Cells(RowResult row, Func<Measurements.Stage, Measurements.Fraction?>? pupils)
    {
        yield return row.Row.Code;
        yield return $"{row.Row.Name}{(row.Stage is { } stage ? $"（{Measurements.StageNames.Name(stage)}）" : "")}";
        yield return new TableCell($"{row.ValueText} ×", PrintState.NotMet);
        yield return row.LimitText;
        if (pupils is not null) yield return Lacking(row, pupils);
        yield return row.Limit is { } limit ? $"{limit.Basis}（{Source(limit.Source)}）" : row.Row.Clause;
    }

    private static string Lacking(RowResult row, Func<Measurements.Stage, Measurements.Fraction?> pupils) =>
        row.Stage is { } own && pupils(own) is { } number && Shortfall.Text(row, number) is { } lacking ? lacking : "";

    /// <summary>A finding as a sentence with its basis.</summary>
    public static string Text(PaperFinding finding) =>
        $"{finding.Text.Trim().TrimEnd('。', '；')}。{(finding.Basis.Length > 0 ? $"依据：{finding.Basis.Trim().TrimEnd('。')}。" : "")}";

    private static string Source(string source) => source switch { "founding" => "方案原文", "national" => "国家标准", "provincial" => "省标准", _ => "县级自定" };

    private static string Count(List<RowResult> rows, IndicatorState state) => $"{rows.Count(r => r.State == state)}";

    private static Measurements.Fraction Sum(List<RowResult> rows, Func<RowResult, Measurements.Fraction> of) => rows.Aggregate(Measurements.Fraction.Zero, (sum, r) => sum + of(r));

    private static string Points(List<RowResult> rows) => AssessmentReport.Points(Sum(rows, r => r.Low), Sum(rows, r => r.High));
}
