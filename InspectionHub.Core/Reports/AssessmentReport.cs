using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>What the paper needs to know beside the scorecard.</summary>
/// <param name="CountyName">County, as in the heading.</param>
/// <param name="UnitName">The unit that answers for the site.</param>
/// <param name="Year">School year.</param>
/// <param name="IsSigned">Whether the result was signed off; otherwise the paper is a draft of provisional results.</param>
/// <param name="SignedBy">Who signed off, empty if nobody.</param>
/// <param name="SignedOn">When, null if not.</param>
/// <param name="Position">Ledger position the result was computed at.</param>
/// <param name="Printed">When the paper is made.</param>
/// <param name="IsDemo">Demonstration data.</param>
public sealed record AssessmentPaper(
    string CountyName, string UnitName, int Year, bool IsSigned, string SignedBy, DateOnly? SignedOn, long Position, DateTimeOffset Printed, bool IsDemo);

/// <summary>学校年度考核报告: composes the paper from a scorecard (standards.md D4). Pure.</summary>
public static class AssessmentReport
{
    /// <summary>The blocks of the paper.</summary>
    public static Report Compose(IndicatorFramework framework, Scorecard card, AssessmentPaper paper)
    {
        var name = card.Site.Name;
        var title = $"{name}{paper.Year}—{paper.Year + 1}学年年度考核报告";
        // An organ that stands on the paper is the real one; that the data are for demonstration says every page.
        var organ = $"{paper.CountyName.Replace("（演示）", "")}人民政府教育督导室";
        var blocks = new List<ReportBlock>
        {
            new Title(title),
            new Paragraph(Opening(framework, card, paper)),
            Figures(framework, card),
            new Heading(1, "一、总体结果"),
            new Paragraph(Result(framework, card)),
        };
        foreach (var one in card.Compliance) blocks.Add(new Paragraph(ComplianceText(one)));
        blocks.Add(new Heading(1, "二、分项结果"));
        blocks.Add(RowTable(framework, card));
        blocks.Add(Paragraph.Note("状态：● 达标　× 未达标　○ 未填　– 不适用。“未填”不等于零分，其分值计入得分区间的上限。分值与计分方法为县级自定；各项标准的依据见第三部分。"));
        blocks.Add(new Heading(1, "三、各项依据"));
        foreach (var result in card.Rows) blocks.AddRange(Basis(framework, result));
        blocks.Add(new Signatures
        {
            Organ = organ,
            Date = paper.SignedOn,
            Lines = paper.IsSigned ? [$"审签：{paper.SignedBy}"] : ["审签：（尚未审签）"],
        });
        return new() { Kind = ReportKind.Assessment, Title = title, Organ = organ, Created = paper.Printed, IsDemo = paper.IsDemo, IsDraft = !paper.IsSigned, Blocks = blocks };
    }

    private static string Opening(IndicatorFramework framework, Scorecard card, AssessmentPaper paper) =>
        $"依据《{framework.Name}》（{framework.Source}，版本 {framework.Edition}），对{card.Site.Name}（校点代码 {card.Site.Code}，{card.Site.Kind.Name()}，{card.Site.Town}，考核单位：{paper.UnitName}）{paper.Year}—{paper.Year + 1}学年工作进行考核。"
        + (paper.IsSigned ? $"结果已审签，所据台账位置为第 {paper.Position} 环。" : $"结果尚未审签，为暂评，所据台账位置为第 {paper.Position} 环。");

    private static KeyFigures Figures(IndicatorFramework framework, Scorecard card) => new([
        new("年度得分", Points(card.Low, card.High), "分", $"满分 {card.Of.ToText(2)}"),
        new("等级", card.GradeOf(framework.Settings, isTop: false)?.Name() ?? "未定", "", "优秀须在同组排名中确定"),
        new("已有结果", $"{card.Done}", "项", $"计分 {card.Scored} 项"),
        new("未达标", $"{card.Rows.Count(r => r.State == IndicatorState.NotMet)}", "项", "含监测项", card.Rows.Any(r => r.State == IndicatorState.NotMet) ? PrintState.NotMet : PrintState.Met),
    ]);

    private static string Result(IndicatorFramework framework, Scorecard card)
    {
        var grade = card.GradeOf(framework.Settings, isTop: false);
        var open = card.Rows.Count(r => r.Of.Sign > 0 && r.State == IndicatorState.Unknown);
        return $"年度考核得分 {Points(card.Low, card.High)} 分。" + (grade is { } given ? $"按本县标准为“{given.Name()}”。" : $"尚有 {open} 项未填，得分区间两端等级不同，等级未定。");
    }

    private static string ComplianceText(Compliance one) => $"义务教育优质均衡七项资源配置指标（{one.Stage.Name()}）：{one.State.Name()}，{one.Met} 项达到标准"
        + (one.Short.Count > 0 ? $"，未达标 {string.Join('、', one.Short)}" : "") + (one.Missing.Count > 0 ? $"，未填 {string.Join('、', one.Missing)}" : "") + "。";

    private static Table RowTable(IndicatorFramework framework, Scorecard card)
    {
        var rows = new List<TableRow>();
        foreach (var clause in framework.Clauses)
        {
            var own = card.Rows.Where(r => r.Row.Clause == clause.Code).ToList();
            if (own.Count == 0) continue;
            rows.Add(new TableRow(new TableCell($"{clause.Code} {clause.Name}", PrintState.None, 6)) { IsGroup = true });
            rows.AddRange(own.Select(r => new TableRow(
                r.Row.Code, $"{r.Row.Name}{(r.Stage is { } stage ? $"（{stage.Name()}）" : "")}", r.ValueText, r.LimitText, new TableCell(r.State.Name(), r.State.Print()),
                r.Of.Sign > 0 ? $"{Points(r.Low, r.High)} / {r.Of.ToText(2)}" : "监测")));
        }
        return new(
            [new("代码", 0.8), new("指标", 2.9), new("数值", 1.5, TextAlign.Right), new("标准", 1.5, TextAlign.Right), new("状态", 1, TextAlign.Centre), new("得分", 1.9, TextAlign.Right)], rows)
        { Caption = "分项结果表" };
    }

    private static IEnumerable<ReportBlock> Basis(IndicatorFramework framework, RowResult result)
    {
        var why = Explanation.Of(framework, result, [], []);
        yield return new Paragraph(new TextRun(why.Title, TextFace.Bold), new TextRun($"　{why.Summary.Replace(IndicatorState.NotMet.Shape(), IndicatorState.NotMet.Sign())}")) { Indent = false };
        yield return Paragraph.Note(string.Join("；", why.Lines.Where(l => !l.Head.EndsWith('级')).Select(l => $"{l.Head}：{l.Text.TrimEnd('。')}")) + "。");
    }

    /// <summary>Points as people read them: one number, or the interval while something is unknown.</summary>
    public static string Points(Fraction low, Fraction high) => low == high ? low.ToText(2, true) : $"{low.ToText(2, true)}—{high.ToText(2, true)}";
}
