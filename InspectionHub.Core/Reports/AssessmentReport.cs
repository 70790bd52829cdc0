using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

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
        Fraction? PupilsOf(Stage stage) => paper.People.FirstOrDefault(p => p.Stage == stage)?.Pupils;
        var findings = paper.Inspections.SelectMany(i => i.Findings).ToList();
        var outline = new Outline().Add(new Title(title))
            .Part("依据与过程").Text(Basis(framework, card, paper)).Text(AssessmentCourse.Text(paper))
            .Part("对象与样本").Text(AssessmentCourse.Sample(card, paper))
            .Part("总体评价与等级").Add(Figures(framework, card, paper)).Add(Result(framework, card, paper).Select(text => new Paragraph(text)))
            .Part("分项得分").Add(RowTable(framework, card), Paragraph.Note("状态：● 达标　× 未达标　○ 未填　– 不适用。“未填”不等于零分，其分值计入得分区间的上限。分值与计分方法为县级自定；各项标准的依据见附表。"))
            .Part("达标测算").Add(card.Compliance.Select(one => new Paragraph(ComplianceText(one))));
        if (InspectionResult.Short(card, PupilsOf) is { } table) outline.Add(table);
        else outline.Text("没有未达标的指标。");
        var notMet = card.Rows.Count(r => r.State == IndicatorState.NotMet);
        outline.Part("主要问题").Add(Listed([.. findings.Where(f => f.Sort == FindingSort.Problem).Select(InspectionResult.Text)], "督导组没有登记问题。"));
        if (notMet > 0) outline.Text($"按数据和评分测算，有 {notMet} 项指标未达标，见第五部分。");
        outline.Part("建议").Add(Listed([.. findings.Where(f => f.Sort == FindingSort.Advice).Select(InspectionResult.Text)], "督导组没有登记建议。"))
            .Part("附表：各项依据").Add(card.Rows.SelectMany(result => Why(framework, result)))
            .Add(new Signatures { Organ = organ, Date = paper.SignedOn, Lines = paper.IsSigned ? [$"审签：{paper.SignedBy}"] : ["审签：（尚未审签）"] });
        return new() { Kind = ReportKind.Assessment, Title = title, Organ = organ, Created = paper.Printed, IsDemo = paper.IsDemo, IsDraft = !paper.IsSigned, Blocks = outline.Blocks };
    }

    private static string Basis(IndicatorFramework framework, Scorecard card, AssessmentPaper paper) =>
        $"依据《{framework.Name}》（{framework.Source}，版本 {framework.Edition}），对{card.Site.Name}{paper.Year}—{paper.Year + 1}学年工作进行考核。"
        + (paper.Approved is not null ? $"结果已经审定，所据台账位置为第 {paper.Position} 环。" : paper.IsSigned ? $"结果已审签，所据台账位置为第 {paper.Position} 环。" : $"结果尚未审签，为暂评，所据台账位置为第 {paper.Position} 环。");

    private static KeyFigures Figures(IndicatorFramework framework, Scorecard card, AssessmentPaper paper) => new([
        new("年度得分", Points(card.Low, card.High), "分", $"满分 {card.Of.ToText(2)}"),
        new("等级", paper.Approved?.Grade ?? card.GradeOf(framework.Settings, isTop: false)?.Name() ?? "未定", "", card.IsVetoed ? "有已认定的否决事项" : paper.Approved is null ? "优秀须在同组排名中确定" : "考核单位等级，已审定"),
        new("已有结果", $"{card.Done}", "项", $"计分 {card.Scored} 项"),
        new("未达标", $"{card.Rows.Count(r => r.State == IndicatorState.NotMet)}", "项", "含监测项", card.Rows.Any(r => r.State == IndicatorState.NotMet) ? PrintState.NotMet : PrintState.Met),
    ]);

    /// <summary>The site's own points, the veto that decides whatever the points, and what was approved for its unit.</summary>
    private static IEnumerable<string> Result(IndicatorFramework framework, Scorecard card, AssessmentPaper paper)
    {
        var grade = card.GradeOf(framework.Settings, isTop: paper.Approved?.Grade == Grade.Excellent.Name() && paper.IsMain);
        var open = card.Rows.Count(r => r.Of.Sign > 0 && r.State == IndicatorState.Unknown);
        yield return $"年度考核得分 {Points(card.Low, card.High)} 分。" + (grade is { } given ? $"按本县标准为“{given.Name()}”。" : $"尚有 {open} 项未填，得分区间两端等级不同，等级未定。");
        if (card.IsVetoed)
            yield return $"本校有已认定的否决事项，不论得分，评定为“不合格”：{(paper.Vetoes.Count > 0 ? string.Join("；", paper.Vetoes.Select(v => v.TrimEnd('。'))) : "事项见否决事项登记")}。得分照实列出。";
        if (paper.Approved is { } approved)
            yield return $"经{Numerals.Day(approved.On)}审定，考核单位{paper.UnitName}的年度考核等级为“{approved.Grade}”{(approved.Reason.Length > 0 ? $"（{approved.Reason.TrimEnd('。')}）" : "")}。{approved.How}";
    }

    private static IEnumerable<ReportBlock> Listed(List<string> texts, string none) =>
        texts.Count switch { 0 => [new Paragraph(none)], 1 => [new Paragraph(texts[0])], _ => texts.Select((t, i) => new Paragraph($"{i + 1}. {t}")) };

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

    private static IEnumerable<ReportBlock> Why(IndicatorFramework framework, RowResult result)
    {
        var why = Explanation.Of(framework, result, [], []);
        yield return new Paragraph(new TextRun(why.Title, TextFace.Bold), new TextRun($"　{why.Summary.Replace(IndicatorState.NotMet.Shape(), IndicatorState.NotMet.Sign())}")) { Indent = false };
        yield return Paragraph.Note(string.Join("；", why.Lines.Where(l => !l.Head.EndsWith('级')).Select(l => $"{l.Head}：{l.Text.TrimEnd('。')}")) + "。");
    }

    /// <summary>Points as people read them: one number, or the interval while something is unknown.</summary>
    public static string Points(Fraction low, Fraction high) => low == high ? low.ToText(2, true) : $"{low.ToText(2, true)}—{high.ToText(2, true)}";
}
