namespace InspectionHub.Core.Reports;

/// <summary>督导检查通知书: what is looked at, when, by whom, what to have ready (教育督导条例 §17, §18; standards.md D4). Pure.</summary>
public static class NoticePaper
{
    /// <summary>The blocks of the notice.</summary>
    public static Report Compose(InspectionFacts facts, CountyPaper paper)
    {
        var title = $"关于对{facts.Site}\n进行{facts.Sort}的通知";
        var outline = new Outline().Add(new Title(title))
            .Text($"根据{(facts.Basis.Length > 0 ? facts.Basis.TrimEnd('。') : "《教育督导条例》")}{(facts.PlanNo.Length > 0 ? $"和年度督导计划（{facts.PlanNo}）" : "")}，决定对{facts.Site}进行{facts.Sort}（{facts.Title}）。现将有关事项通知如下。")
            .Part("督导事项").Text(facts.Matters.Length > 0 ? Sentence(facts.Matters) : $"{facts.Title}所列各项。")
            .Part("时间").Text($"进校时间：{facts.Dates}。")
            .Part("督导组").Text($"{facts.TeamText}。督学与被督导单位负责人有近亲属关系或者其他可能影响客观公正的关系的，应当回避；贵单位认为需要回避的，请在进校前提出。");
        if (facts.Team.Any(m => m.Clauses.Length > 0))
            outline.Add(new Table([new("督学", 1.5), new("分工")], [.. facts.Team.Select(m => new TableRow(m.Name + (m.IsLead ? "（组长）" : ""), m.Clauses.Length > 0 ? m.Clauses : "全部事项"))]));
        if (facts.SelfAssessmentDue is { } due)
            outline.Part("自评要求").Text($"请按《{facts.Framework.Name}》逐项自评，如实填写各项数值、佐证材料、存在问题和改进打算，于{Numerals.Day(due)}前提交。督导组将在现场核查自评情况。");
        outline.Part("需准备的材料").Text(facts.Materials.Length > 0 ? Sentence(facts.Materials) : "与督导事项有关的原始资料，现场查阅，不需另行制作汇报材料。")
            .Part("工作要求").Text("请安排校领导、教师、学生和家长代表参加座谈和问卷，提供必要的工作条件，不隐瞒、不弄虚作假，不停课迎检，不安排迎送。");
        return paper.Draft(ReportKind.Notice, title.Replace("\n", ""), [.. outline.Blocks, new Signatures { Organ = paper.Organ }]);
    }

    private static string Sentence(string text) => text.Trim().TrimEnd('。') + "。";
}

/// <summary>初步督导意见: main results, problems, preliminary grade, right and time to reply (教育督导条例 §20; standards.md D4). Pure.</summary>
public static class PreliminaryPaper
{
    /// <summary>The blocks of the paper.</summary>
    public static Report Compose(InspectionFacts facts, CountyPaper paper)
    {
        var title = $"关于{facts.Site}\n{facts.Sort}的初步督导意见";
        var outline = new Outline().Add(new Title(title))
            .Text($"{(facts.From is null ? "" : $"{facts.Dates}，")}督导组（{facts.TeamText}）对贵单位{facts.Site}进行了{facts.Sort}（{facts.Title}）{(facts.WorkText.Length > 0 ? $"，现场{facts.WorkText}" : "")}。现将初步意见反馈如下。")
            .List("主要成绩", [.. facts.Of(FindingSort.Merit).Select(InspectionResult.Text)])
            .List("存在问题", [.. facts.Of(FindingSort.Problem).Select(InspectionResult.Text)])
            .Part("初步评定").Own(facts.Preliminary).Text(InspectionResult.Summary(facts, isPreliminary: true));
        if (InspectionResult.Short(facts.Card) is { } table) outline.Add(table);
        outline.List("建议", [.. facts.Of(FindingSort.Advice).Select(InspectionResult.Text)])
            .Part("申辩").Text($"贵单位对初步意见有异议的，可以{(facts.ReplyDue is { } due ? $"在{Numerals.Day(due)}前" : "在规定期限内")}书面申辩，写明对哪一项有异议、事实和理由，并附佐证。申辩意见由认定该项以外的人员研究答复；逾期没有申辩的，按程序形成督导意见书。");
        return paper.Draft(ReportKind.Preliminary, title.Replace("\n", ""), [.. outline.Blocks, new Signatures { Organ = paper.Organ }]);
    }
}

/// <summary>督导意见书: evaluation per matter, facts, reasons and basis, dated corrections, advice (教育督导条例 §21; standards.md D4). Pure.</summary>
public static class OpinionPaper
{
    /// <summary>The blocks of the paper.</summary>
    public static Report Compose(InspectionFacts facts, CountyPaper paper)
    {
        var title = $"关于{facts.Site}\n{facts.Sort}的督导意见书";
        var problems = facts.Of(FindingSort.Problem).ToList();
        var outline = new Outline().Add(new Title(title))
            .Text($"根据{(facts.Basis.Length > 0 ? facts.Basis.TrimEnd('。') : "《教育督导条例》")}，督导组（{facts.TeamText}）{(facts.From is null ? "" : $"于{facts.Dates}")}对贵单位{facts.Site}进行了{facts.Sort}（{facts.Title}）。现提出督导意见如下。")
            .Part("督导过程").Text($"{(facts.WorkText.Length > 0 ? $"现场{facts.WorkText}。" : "现场记录未登记。")}{(facts.Replies.Count > 0 ? $"贵单位提出申辩 {facts.Replies.Count} 条，答复见第{Numerals.Chinese(3 + (facts.Of(FindingSort.Merit).Any() ? 1 : 0) + (problems.Count > 0 ? 1 : 0))}部分。" : facts.ReplyDue is null ? "初步意见尚未反馈。" : "初步意见反馈后，贵单位没有提出申辩。")}")
            .Part("评价").Own(facts.Opinion).Text(InspectionResult.Summary(facts, isPreliminary: false));
        if (facts.Card is not null) outline.Add(InspectionResult.Clauses(facts));
        if (InspectionResult.Short(facts.Card) is { } table) outline.Add(table);
        outline.List("主要成绩", [.. facts.Of(FindingSort.Merit).Select(InspectionResult.Text)])
            .List("存在问题", [.. problems.Select(InspectionResult.Text)])
            .Add(Evidence.Blocks([.. problems.SelectMany((p, i) => p.Photos.Select(photo => ($"{(problems.Count > 1 ? $"问题 {i + 1} " : "")}现场情况", photo)))]));
        if (facts.Replies.Count > 0)
            outline.Part("申辩及答复").Add(facts.Replies.Select((r, i) => new Paragraph($"{i + 1}. 申辩：{r.Text.TrimEnd('。')}。答复：{(r.Outcome is null ? "尚未答复" : $"{r.Outcome}{(r.Reason.Length > 0 ? $"，{r.Reason.TrimEnd('。')}" : "")}")}。")));
        outline.Part("限期整改要求");
        if (problems.Count == 0) outline.Text("督导组没有登记需要限期整改的问题。");
        else
            outline.Add(new Table([new("序号", 0.7, TextAlign.Centre), new("问题", 5), new("整改类别", 1.5), new("完成期限", 2)],
                [.. problems.Select((p, i) => new TableRow($"{i + 1}", p.Text, p.Class, p.Due is { } due ? Numerals.Day(due) : "未定"))]))
                .Text("请贵单位制订整改方案，逐项明确责任人和措施，按期完成并书面报告整改情况，附整改前后的佐证。本室将组织核查；没有按期整改的，依照《教育督导问责办法》处理。");
        outline.List("建议", [.. facts.Of(FindingSort.Advice).Select(InspectionResult.Text)]);
        return paper.Draft(ReportKind.Opinion, title.Replace("\n", ""), [.. outline.Blocks, new Signatures { Organ = paper.Organ }]);
    }
}
