using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;

namespace InspectionHub.Tests.Core.Reports;

/// <summary>Each paper holds what the regulation asks for (standards.md D4), from plain facts.</summary>
public sealed class PaperComposerTests
{
    internal static readonly CountyPaper Head = new("紫阳县（演示）", 2026, new(2026, 11, 24), 88, new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero), true);

    internal static readonly InspectionFacts Facts = new()
    {
        Title = "2026 年秋季综合督导",
        Site = "毛坝镇第一小学",
        Unit = "毛坝镇中心学校",
        IsComprehensive = true,
        Basis = "《教育督导条例》和 2026 年督导计划（紫教督〔2026〕1号）",
        Matters = "办学条件、营养改善、控辍保学",
        Materials = "近一年食堂台账",
        From = new(2026, 11, 2),
        To = new(2026, 11, 4),
        SelfAssessmentDue = new(2026, 10, 28),
        Team = [new("甲", true), new("乙", false, "四(一)6"), new("丙", false)],
        Work = [new("座谈", 2, 24), new("问卷", 1, 60, 58, 55)],
        Findings =
        [
            new(FindingSort.Merit, "控辍保学一生一表齐全"),
            new(FindingSort.Problem, "食堂从业人员 12 人中 1 人健康证过期", "《食品安全法》第四十五条", "6.4", "限期整改", new(2026, 12, 5)),
            new(FindingSort.Advice, "建立健康证到期提醒"),
        ],
        ReplyDue = new(2026, 11, 20),
        Replies = [new("该员工已调离食堂", "部分采纳", "调离属实，但检查当日在岗")],
        Framework = TestFrameworks.Ziyang,
    };

    private static string Text(Report report) => PaperText.Of(report);

    [Fact]
    public void The_notice_names_basis_matters_time_team_materials_and_the_self_assessment_with_its_day()
    {
        var text = Text(NoticePaper.Compose(Facts, Head));
        foreach (var part in (string[])["紫教督〔2026〕1号", "办学条件、营养改善、控辍保学。", "2026年11月2日至4日", "组长甲，成员乙、丙", "近一年食堂台账。", "2026年10月28日前提交", "回避", "四(一)6"]) Assert.Contains(part, text);
        Assert.Equal(["一、督导事项", "二、时间", "三、督导组", "四、自评要求", "五、需准备的材料", "六、工作要求"], NoticePaper.Compose(Facts, Head).Blocks.OfType<Heading>().Select(h => h.Text));
        var bare = Text(NoticePaper.Compose(Facts with { SelfAssessmentDue = null, From = null, To = null }, Head));
        Assert.DoesNotContain("自评要求", bare);
        Assert.Contains("进校时间：另行通知", bare);
    }

    [Fact]
    public void The_preliminary_view_tells_problems_with_their_basis_and_the_right_to_reply_with_its_day()
    {
        var text = Text(PreliminaryPaper.Compose(Facts, Head));
        foreach (var part in (string[])["座谈 2 次（24 人）、问卷 1 次（发放 60 份，有效 58 份，满意 55 份）", "控辍保学一生一表齐全。", "依据：《食品安全法》第四十五条。", "在2026年11月20日前书面申辩", "本次督导不评分", "建立健康证到期提醒。"]) Assert.Contains(part, text);
    }

    [Fact]
    public void The_opinion_holds_evaluation_problems_replies_with_answers_dated_corrections_and_advice()
    {
        var text = Text(OpinionPaper.Compose(Facts, Head));
        foreach (var part in (string[])["申辩：该员工已调离食堂。答复：部分采纳，调离属实，但检查当日在岗。", "限期整改 2026年12月5日", "建立健康证到期提醒。", "提出申辩 1 条，答复见第五部分", "五、申辩及答复"]) Assert.Contains(part, text);
        var without = Text(OpinionPaper.Compose(Facts with { Replies = [], Findings = [], ReplyDue = null, Work = [] }, Head));
        Assert.Contains("初步意见尚未反馈。", without);
        Assert.Contains("没有登记需要限期整改的问题。", without);
        Assert.Contains("现场记录未登记。", without);
    }

    [Fact]
    public void The_correction_notice_lists_standard_demand_person_and_day_for_each_problem()
    {
        var report = RectifyNotice.Compose("毛坝镇中心学校", "2026 年秋季综合督导", [new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", new(2026, 11, 30), "立行立改"), new("毛坝镇第二小学", "护栏松动", "", "", "", null, "")], Head);
        var text = Text(report);
        // Where a standard is named and nothing is demanded, the standard is the demand.
        Assert.Contains("整改要求 达到上述标准", Text(RectifyNotice.Compose("毛坝镇中心学校", "督导", [new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "", "", null, "")], Head)));
        foreach (var part in (string[])["以下 2 个问题", "（一）毛坝镇第一小学：灭火器过期 3 具。", "GB 50140", "王某", "2026年11月30日", "（二）毛坝镇第二小学", "由贵单位明确并报本室", "整改要求 更换", "完成期限 未定", "标准依据 未注明\n整改要求 消除上述问题，举一反三，防止再次发生", "签收人"]) Assert.Contains(part, text);
    }

    [Fact]
    public void The_recheck_says_for_each_problem_done_partly_or_not_by_whom_and_when_closed()
    {
        var item = new RectifyItem("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", new(2026, 11, 20), "立行立改");
        var text = Text(RecheckPaper.Compose("毛坝镇中心学校", [new(item, "已整改", "全部更换", "", "乙", new(2026, 11, 23), new(2026, 11, 24)), new(item with { Problem = "护栏松动" }, "部分整改", "一处未修", "", "乙", new(2026, 11, 23), null), new(item with { Problem = "无证上岗" }, null, "", "", "", null, null)], Head));
        foreach (var part in (string[])["3 个问题", "已整改 1 个，部分整改 1 个，尚未复查 1 个", "已销号 1 个", "全部更换", "2026-11-24", "护栏松动。期限：2026年11月20日，已逾期。"]) Assert.Contains(part, text);
        Assert.DoesNotContain("已全部整改", text);
    }

    [Fact]
    public void The_visit_record_holds_checklist_work_and_problems_no_complaint_and_says_what_is_not_filled_in()
    {
        var facts = new VisitFacts { Site = "毛坝镇第一小学", Inspector = "甲", Day = new(2026, 11, 3), Began = new(2026, 11, 3, 1, 5, 0, TimeSpan.Zero), Checklist = "食堂（canteen.v1）", PlanNo = "紫教督〔2026〕1号", IsSubmitted = true, Points = [new("1", "食材索证齐全", "是", ""), new("2", "留样 48 小时", null, "")], Matters = "食堂", Classes = 1, Talked = [("家长", 4)], Problems = [new("留样不足", "补齐", "立行立改", new(2026, 11, 5))] };
        var text = Text(VisitPaper.Compose(facts, Head));
        foreach (var part in (string[])["09:05—未记", "1 节", "家长 4 人", "2 留样 48 小时 未填", "留样不足 补齐 立行立改 2026-11-05", "责任督学（签名）"]) Assert.Contains(part, text);
        // The school reads and signs it: whoever complained must not be found out through it.
        Assert.DoesNotContain("投诉", text);
        Assert.Contains("记录不完整", Text(VisitPaper.Compose(facts with { IsSubmitted = false }, Head)));
    }

    [Fact]
    public void The_circular_counts_grades_by_group_and_says_when_nothing_is_approved()
    {
        CircularRow[] rows = [new("镇中心学校", "甲校", "91.00", 91, "优秀", null), new("镇中心学校", "乙校", "70.00—88.00", 70, null, "有数据未填"), new("幼儿园", "丙园", "58.00", 58, "不合格", null)];
        var text = Text(CircularPaper.Compose(rows, new(false, null, null, 0, "《方案》"), Head));
        foreach (var part in (string[])["结果尚未审定，为暂评。", "优秀 1 个，良好 0 个，合格 0 个，不合格 1 个，等级未定 1 个", "县级自定", "1 甲校 91.00 优秀", "2 乙校 70.00—88.00 未定 有数据未填"]) Assert.Contains(part, text);
        Assert.Contains("公示至2026年12月1日，收到复核申请 2 件。结果已于2026年12月5日审定，现予通报。", Text(CircularPaper.Compose(rows, new(true, new(2026, 12, 5), new(2026, 12, 1), 2, "《方案》"), Head)));
    }

    [Fact]
    public void Photos_of_problems_and_corrections_stand_with_captions_and_only_the_first_six()
    {
        var photo = new EvidencePhoto(new byte[] { 1 }, new(2026, 11, 3));
        var opinion = OpinionPaper.Compose(Facts with { Findings = [Facts.Findings[1] with { Photos = [photo, photo] }, Facts.Findings[1] with { Photos = [.. Enumerable.Repeat(photo, 6)] }] }, Head);
        Assert.Equal(["图1　问题 1 现场情况（2026年11月3日摄）", "图2　问题 1 现场情况（2026年11月3日摄）"], opinion.Blocks.OfType<Photos>().Single().Items.Take(2).Select(p => p.Caption));
        Assert.Equal("图6　问题 2 现场情况（2026年11月3日摄）", opinion.Blocks.OfType<Photos>().Single().Items[^1].Caption);
        Assert.Contains("另有照片 2 张，存督导档案。", Text(opinion));
        var item = new RecheckItem(new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", null, ""), "已整改", "全部更换", "", "乙", new(2026, 11, 23), null) { Before = [photo], After = [photo with { TakenOn = new(2026, 11, 23) }] };
        var recheck = RecheckPaper.Compose("毛坝镇中心学校", [item], Head);
        Assert.Equal(["图1　第 1 项整改前（2026年11月3日摄）", "图2　第 1 项整改后（2026年11月23日摄）"], recheck.Blocks.OfType<Photos>().Single().Items.Select(p => p.Caption));
        Assert.Empty(OpinionPaper.Compose(Facts, Head).Blocks.OfType<Photos>());
    }

    [Theory]
    [InlineData(1, "一")]
    [InlineData(10, "十")]
    [InlineData(12, "十二")]
    [InlineData(20, "二十")]
    [InlineData(35, "三十五")]
    public void Parts_are_numbered_in_Chinese(int number, string word) => Assert.Equal(word, Numerals.Chinese(number));

    [Fact]
    public void A_frame_has_head_addressee_remarks_and_foot_and_the_stamp_fills_in_number_and_date()
    {
        var kind = PaperKinds.Find("notice")!;
        var draft = PaperDress.Draft(NoticePaper.Compose(Facts, Head), kind, new("毛坝镇中心学校：", "县纪委监委。", "第一段\n\n第二段"));
        Assert.IsType<RedHeader>(draft.Blocks[0]);
        Assert.Equal("毛坝镇中心学校：", ((Paragraph)draft.Blocks[2]).Runs[0].Text);
        Assert.Equal(["第一段", "第二段"], draft.Blocks.OfType<Paragraph>().Select(p => p.Runs[0].Text).Where(t => t.EndsWith('段')));
        var issued = PaperDress.Issue(draft, new(new PaperNumber("紫教督", 2026, 7).ToString(), new(2026, 11, 24), Head.Printed, 1, null));
        Assert.Equal("紫教督〔2026〕7号", issued.Blocks.OfType<RedHeader>().Single().Number);
        Assert.Equal(new DateOnly(2026, 11, 24), issued.Blocks.OfType<Signatures>().Single().Date);
        Assert.Equal("县纪委监委", issued.Blocks.OfType<Imprint>().Single().CopyTo);
        Assert.False(issued.IsDraft);
        var form = PaperDress.Issue(PaperDress.Draft(VisitPaper.Compose(new() { Site = "甲", Inspector = "乙", Day = new(2026, 11, 3), Checklist = "日常" }, Head), PaperKinds.Find("visit")!, new()), new("紫教督〔2026〕8号", new(2026, 11, 24), Head.Printed, 2, "紫教督〔2026〕7号"));
        Assert.Contains(form.Blocks.OfType<Paragraph>(), p => p.Runs[0].Text.StartsWith("编号：紫教督〔2026〕8号", StringComparison.Ordinal));
        Assert.Contains(form.Blocks.OfType<Paragraph>(), p => p.Runs[0].Text.Contains("第 2 版，自签发之日起替代 紫教督〔2026〕7号", StringComparison.Ordinal));
        Assert.DoesNotContain(form.Blocks, b => b is RedHeader or Imprint);
    }
}
