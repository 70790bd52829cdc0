using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Reports.Pdf;

namespace InspectionHub.Tests.Core.Reports;

/// <summary>A county without schools, an inspection nobody has filled in, a list of nothing: each paper is whole and says that there is nothing.</summary>
public sealed class EmptyFactsTests
{
    private static readonly CountyPaper Head = PaperComposerTests.Head with { IsDemo = false };

    private static readonly AssessmentFacts Nothing = new() { Year = 2026, Day = Head.Day, Units = [], Sites = [], Measurements = new([]) };

    private static readonly Assessment None = Assessment.Of(TestFrameworks.Ziyang, Nothing);

    private static readonly IReadOnlyList<TargetProgress> Targets = TargetProgress.Of([(2026, None.Tests)], Head.Day, new HashSet<int>());

    private static readonly InspectionFacts Blank = new() { Title = "专项督导", Site = "毛坝镇第一小学", Unit = "毛坝镇中心学校", Framework = TestFrameworks.Ziyang };

    private static readonly Dictionary<string, (Func<Report> Compose, string[] Says)> Papers = new()
    {
        ["notice"] = (() => NoticePaper.Compose(Blank, Head), ["进校时间：另行通知。", "未定。督学与", "专项督导所列各项。"]),
        ["preliminary"] = (() => PreliminaryPaper.Compose(Blank, Head), ["本次督导不评分。", "在规定期限内书面申辩"]),
        ["opinion"] = (() => OpinionPaper.Compose(Blank, Head), ["现场记录未登记。初步意见尚未反馈。", "没有登记需要限期整改的问题。"]),
        ["rectify"] = (() => RectifyNotice.Compose("毛坝镇中心学校", "督导", [], Head), ["没有登记需要整改的问题。"]),
        ["recheck"] = (() => RecheckPaper.Compose("毛坝镇中心学校", [], Head), ["没有需要复查的问题。"]),
        ["visit"] = (() => VisitPaper.Compose(new() { Site = "毛坝镇第一小学", Inspector = "甲", Day = new(2026, 11, 3), Checklist = "日常" }, Head), ["未填。", "无数据", "没有发现问题。", "记录不完整"]),
        ["assessment"] = (() => AssessmentReport.Compose(TestFrameworks.Ziyang, new Scorecard(new("X1", "U1", "新建小学", "城关镇", SchoolKind.Primary, null, null, null, null), [], []), new("紫阳县", "城关镇中心学校", 2026, false, "", null, 0, Head.Printed, false)), ["没有未达标的指标。", "适用的指标 0 项", "无数据"]),
        ["circular"] = (() => CircularPaper.Compose([], new(false, null, null, 0, "《方案》"), Head), ["本学年没有考核单位的结果。"]),
        ["target"] = (() => TargetReport.Compose(None, Targets, Head), ["达到 0 项，判断：无法判断", "未填"]),
        ["monitor"] = (() => MonitorForm.Compose(None, Nothing.Measurements, Head), ["没有义务教育学校的数据。"]),
        ["preschool"] = (() => PreschoolForm.Compose(None, Nothing, Head), ["达标 0 项", "（0 所）", "无数据"]),
        ["brief"] = (() => Brief.Compose(None, Targets, 0, Head), ["没有学校的数据。"]),
    };

    public static TheoryData<string> Kinds => [.. Papers.Keys];

    [Fact]
    public void Every_kind_of_paper_is_here() => Assert.Equal(PaperKinds.All.Select(kind => kind.Word).Order(), Papers.Keys.Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_paper_of_nothing_is_whole_and_says_so(string kind)
    {
        var report = PaperDress.Draft(Papers[kind].Compose(), PaperKinds.Find(kind)!, new());
        var printed = Printed.Of(report);
        var text = printed.Text();
        Assert.All(Papers[kind].Says, words => Assert.Contains(words.Replace(" ", ""), text.Replace(" ", ""), StringComparison.Ordinal));
        foreach (var broken in (string[])["NaN", "∞", " 0 个问题", "没有超过标准的差异系数", "没有七项未达标的学校", "全部整改并销号"]) Assert.DoesNotContain(broken, text, StringComparison.Ordinal);
        Assert.All(report.Blocks.OfType<Table>().Where(table => table.Rows.Count == 0), table => Assert.Contains($"{table.Columns[^1].Title}无数据", text, StringComparison.Ordinal));
    }
}
