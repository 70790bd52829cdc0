using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Reports;

namespace InspectionHub.Tests.Core.Reports;

/// <summary>学校年度考核报告 (standards.md D4, 督导报告), and the result as the papers of an inspection give it.</summary>
public sealed class AssessmentReportTests
{
    private static readonly Scorecard Card = EveryPaper.Card(SchoolKind.NineYear);

    private static readonly AssessmentPaper Bare = new("紫阳县（演示）", "焕古镇中心学校", 2026, false, "", null, 88, PaperComposerTests.Head.Printed, true);

    private static Report Composed(Scorecard card, AssessmentPaper paper) => AssessmentReport.Compose(TestFrameworks.Ziyang, card, paper);

    /// <summary>The same school with nothing unknown: what was open is met.</summary>
    private static Scorecard Whole(Scorecard card) => new(card.Site, [.. card.Rows.Select(r => r.State == IndicatorState.Unknown ? r with { State = IndicatorState.Met, Share = 1 } : r)], card.Compliance);

    [Fact]
    public void It_holds_every_part_that_a_report_of_an_inspection_must_hold()
    {
        var report = EveryPaper.Assessed;
        Assert.Equal(["一、依据与过程", "二、对象与样本", "三、总体评价与等级", "四、分项得分", "五、达标测算", "六、主要问题", "七、建议", "八、附表：各项依据"], report.Blocks.OfType<Heading>().Select(h => h.Text));
        var course = PaperText.Part(report, "依据与过程");
        foreach (var part in (string[])["结果已审签，所据台账位置为第 88 环", "学校于2026年10月28日提交自评。", "督导组 3 人于2026年11月2日至4日进行综合督导（2026 年秋季综合督导），现场座谈 2 次（24 人）、问卷 1 次（发放 60 份，有效 58 份，满意 55 份）。", "考核单位于2026年11月1日确认统计数据。", "结果于2026年11月20日由县领导审签。"]) Assert.Contains(part, course);
        var sample = PaperText.Part(report, "对象与样本");
        Assert.Contains($"小学在校学生 {PupilsOf(Stage.Primary)} 人", sample);
        Assert.Contains($"初中在校学生 {PupilsOf(Stage.Junior)} 人", sample);
        Assert.Contains($"适用的指标 {Card.Rows.Count(r => r.State != IndicatorState.NotApplicable)} 项", sample);
        Assert.Contains($"计分的 {Card.Scored} 项中已有结果 {Card.Done} 项。", sample);
        Assert.Contains("食堂从业人员 12 人中 1 人健康证过期。依据：《食品安全法》第四十五条。", PaperText.Part(report, "主要问题"));
        Assert.Contains($"有 {Card.Rows.Count(r => r.State == IndicatorState.NotMet)} 项指标未达标", PaperText.Part(report, "主要问题"));
        Assert.Equal("建立健康证到期提醒。", PaperText.Part(report, "建议"));
    }

    [Fact]
    public void Points_rows_and_what_falls_short_are_those_of_the_scorecard()
    {
        var report = EveryPaper.Assessed;
        var figures = report.Blocks.OfType<KeyFigures>().Single().Items;
        Assert.Equal([$"{Card.Low.ToText(2, true)}—{Card.High.ToText(2, true)}", "未定", $"{Card.Done}", $"{Card.Rows.Count(r => r.State == IndicatorState.NotMet)}"], figures.Select(f => f.Value));
        var rows = report.Blocks.OfType<Table>().Single(t => t.Caption == "分项结果表").Rows.Where(r => !r.IsGroup).ToList();
        Assert.Equal(Card.Rows.Select(r => (r.Row.Code, r.ValueText, r.LimitText, r.State.Name(), r.Of.Sign > 0 ? $"{AssessmentReport.Points(r.Low, r.High)} / {r.Of.ToText(2)}" : "监测")).Order(),
            rows.Select(r => (r.Cells[0].Text, r.Cells[2].Text, r.Cells[3].Text, r.Cells[4].Text, r.Cells[5].Text)).Order());
        var fallen = report.Blocks.OfType<Table>().Single(t => t.Caption == "未达标指标").Rows;
        Assert.Equal(Card.Rows.Where(r => r.State == IndicatorState.NotMet).Select(r => (r.Row.Code, $"{r.ValueText} ×", r.LimitText)), fallen.Select(r => (r.Cells[0].Text, r.Cells[2].Text, r.Cells[3].Text)));
        foreach (var one in Card.Compliance) Assert.Contains($"（{one.Stage.Name()}）：{one.State.Name()}，{one.Met} 项达到标准", PaperText.Part(report, "达标测算"));
    }

    [Fact]
    public void What_a_school_lacks_to_a_resource_standard_stands_beside_it_in_the_resources_own_unit()
    {
        var (now, _, facts) = EveryPaper.County;
        var card = now.Scorecards.Values.First(c => c.Rows.Any(r => r is { State: IndicatorState.NotMet, Row.Resource: not null }));
        var people = Enum.GetValues<Stage>().Select(stage => new StagePeople(stage, facts.Measurements.Best(card.Site.Code, stage, "pupils") is { } fact ? (Fraction)fact.Value : null, null)).ToList();
        var rows = Composed(card, Bare with { People = people }).Blocks.OfType<Table>().Single(t => t.Caption == "未达标指标").Rows;
        Assert.Equal(card.Rows.Where(r => r.State == IndicatorState.NotMet).Select(r => r.Stage is { } stage && Shortfall.Text(r, people.Single(p => p.Stage == stage).Pupils!.Value) is { } text ? text : ""), rows.Select(r => r.Cells[4].Text));
        Assert.Contains(rows, r => r.Cells[4].Text.StartsWith("还差 ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_known_is_said_and_no_part_is_left_empty()
    {
        var report = Composed(Card, Bare);
        var text = PaperText.Of(report);
        foreach (var part in (string[])["结果尚未审签，为暂评", "学校没有提交自评。本学年没有督导组进校。考核单位尚未确认统计数据。", "在校学生和专任教师人数未填。", "没有登记现场样本。", "督导组没有登记问题。", "督导组没有登记建议。", "（尚未审签）"]) Assert.Contains(part, text);
        Assert.DoesNotContain("否决", text);
    }

    [Fact]
    public void A_veto_decides_the_grade_whatever_the_points_and_the_reason_is_told()
    {
        var vetoed = Whole(Card) with { IsVetoed = true };
        var report = Composed(vetoed, Bare with { Vetoes = ["3.6 危房仍在使用。食堂旁一栋 D 级危房（2026年11月12日集体认定）"] });
        var text = PaperText.Part(report, "总体评价与等级");
        Assert.Contains("等级 不合格  有已认定的否决事项", text);
        Assert.Contains("不论得分，评定为“不合格”：3.6 危房仍在使用。食堂旁一栋 D 级危房（2026年11月12日集体认定）。", text);
        Assert.Contains($"年度得分 {vetoed.Low.ToText(2, true)} 分", text);
        Assert.Contains("评定为“不合格”（有已认定的否决事项，不论得分）。", PaperText.Of(OpinionPaper.Compose(PaperComposerTests.Facts with { Card = vetoed, SignedBy = "县领导" }, PaperComposerTests.Head)));
    }

    [Fact]
    public void Excellent_stands_only_where_the_year_was_approved_so()
    {
        var best = new Scorecard(Card.Site, [.. Card.Rows.Select(r => r with { State = IndicatorState.Met, Share = 1 })], Card.Compliance);
        var main = Bare with { IsSigned = true, SignedBy = "县领导", SignedOn = new(2026, 11, 20), IsMain = true };
        Assert.Equal("良好", Grade(Composed(best, main)));
        var approved = main with { Approved = new("优秀", new(2026, 12, 5), "") };
        Assert.Equal("优秀", Grade(Composed(best, approved)));
        var text = PaperText.Part(Composed(best, approved), "总体评价与等级");
        Assert.Contains("按本县标准为“优秀”。", text);
        Assert.Contains("经2026年12月5日审定，考核单位焕古镇中心学校的年度考核等级为“优秀”。", text);
        // A subordinate site keeps the grade of its own points.
        Assert.Contains("按本县标准为“良好”。", PaperText.Of(Composed(best, approved with { IsMain = false })));
        Assert.Contains("等级为“合格”（下属校点有已认定的否决项，最高为合格）。", PaperText.Of(Composed(best, main with { Approved = new("合格", new(2026, 12, 5), "下属校点有已认定的否决项，最高为合格") })));

        static string Grade(Report report) => report.Blocks.OfType<KeyFigures>().Single().Items[1].Value;
    }

    [Fact]
    public void The_papers_of_an_inspection_count_each_matter_list_what_falls_short_and_name_the_grade()
    {
        var facts = PaperComposerTests.Facts with { Card = Card };
        var opinion = OpinionPaper.Compose(facts, PaperComposerTests.Head);
        var matters = opinion.Blocks.OfType<Table>().Single(t => t.Caption == "各事项评价（项数）").Rows;
        var expected = TestFrameworks.Ziyang.Clauses.Select(c => (c, Own: Card.Rows.Where(r => r.Row.Clause == c.Code && r.State != IndicatorState.NotApplicable).ToList())).Where(c => c.Own.Count > 0).ToList();
        Assert.Equal(expected.Select(c => ($"{c.c.Code} {c.c.Name}", $"{c.Own.Count(r => r.State == IndicatorState.Met)}", $"{c.Own.Count(r => r.State == IndicatorState.NotMet)}", $"{c.Own.Count(r => r.State == IndicatorState.Unknown)}")), matters.Select(r => (r.Cells[0].Text, r.Cells[1].Text, r.Cells[2].Text, r.Cells[3].Text)));
        foreach (var (row, clause) in matters.Zip(expected).Where(m => m.Second.Own.Any(r => r.Of.Sign > 0)))
            Assert.StartsWith(clause.Own.Aggregate(Fraction.Zero, (sum, r) => sum + r.Low).ToText(2, true), row.Cells[4].Text);
        var preliminary = PreliminaryPaper.Compose(facts, PaperComposerTests.Head);
        foreach (var paper in (Report[])[opinion, preliminary])
            Assert.Equal(Card.Rows.Where(r => r.State == IndicatorState.NotMet).Select(r => (r.Row.Code, $"{r.ValueText} ×", r.LimitText)), paper.Blocks.OfType<Table>().Single(t => t.Caption == "未达标指标").Rows.Select(r => (r.Cells[0].Text, r.Cells[2].Text, r.Cells[3].Text)));
        Assert.Contains($"得分 {AssessmentReport.Points(Card.Low, Card.High)} 分（满分 100 分），其中 {Card.Rows.Count(r => r.Of.Sign > 0 && r.State == IndicatorState.Unknown)} 项数据未填，计为得分区间，等级未定。", PaperText.Of(preliminary));
        var whole = Whole(Card);
        var grade = whole.GradeOf(TestFrameworks.Ziyang.Settings, isTop: false)!.Value.Name();
        Assert.Contains($"得分 {whole.Low.ToText(2, true)} 分（满分 100 分），初步评定为“{grade}”。分值和等级标准为县级自定。以上为初步结果", PaperText.Of(PreliminaryPaper.Compose(facts with { Card = whole }, PaperComposerTests.Head)));
        Assert.Contains($"评定为“{grade}”。", PaperText.Of(OpinionPaper.Compose(facts with { Card = whole, SignedBy = "县领导" }, PaperComposerTests.Head)));
    }

    private static Fraction PupilsOf(Stage stage) => (Fraction)EveryPaper.County.Facts.Measurements.Best(Card.Site.Code, stage, "pupils")!.Value;
}
