using InspectionHub.Core.Reports;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;

namespace InspectionHub.Tests.Web.Reports;

public sealed class ApprovedPagesTests
{
    /// <summary>Each paper from plain facts, framed as it goes out.</summary>
    private static readonly Dictionary<string, Func<Report>> Papers = new()
    {
        ["sample"] = SampleReport.Whole,
        ["notice"] = () => Issued("notice", NoticePaper.Compose(PaperComposerTests.Facts, PaperComposerTests.Head)),
        ["preliminary"] = () => Issued("preliminary", PreliminaryPaper.Compose(PaperComposerTests.Facts, PaperComposerTests.Head)),
        ["opinion"] = () => Issued("opinion", OpinionPaper.Compose(PaperComposerTests.Facts, PaperComposerTests.Head)),
        ["rectify"] = () => Issued("rectify", RectifyNotice.Compose("毛坝镇中心学校", "2026 年秋季综合督导", [new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", new(2026, 11, 30), "立行立改"), new("毛坝镇第二小学", "护栏松动", "", "", "", null, "")], PaperComposerTests.Head)),
        ["recheck"] = () => Issued("recheck", RecheckPaper.Compose("毛坝镇中心学校", [new(new("毛坝镇第一小学", "灭火器过期 3 具", "GB 50140", "更换", "王某", new(2026, 11, 20), "立行立改"), "已整改", "全部更换", "", "乙", new(2026, 11, 23), new(2026, 11, 24))], PaperComposerTests.Head)),
        ["visit"] = () => Issued("visit", VisitPaper.Compose(new() { Site = "毛坝镇第一小学", Inspector = "甲", Day = new(2026, 11, 3), Began = new(2026, 11, 3, 1, 5, 0, TimeSpan.Zero), Checklist = "食堂（canteen.v1）", PlanNo = "紫教督〔2026〕1号", IsSubmitted = true, Points = [new("1", "食材索证齐全", "是", ""), new("2", "留样 48 小时", null, "")], Matters = "食堂", Classes = 1, Talked = [("家长", 4)], Problems = [new("留样不足", "补齐", "立行立改", new(2026, 11, 5))] }, PaperComposerTests.Head)),
        ["circular"] = () => Issued("circular", CircularPaper.Compose([new("镇中心学校", "甲校", "91.00", 91, "优秀", null), new("镇中心学校", "乙校", "70.00—88.00", 70, null, "有数据未填"), new("幼儿园", "丙园", "58.00", 58, "不合格", null)], new(true, new(2026, 12, 5), new(2026, 12, 1), 2, "《方案》"), PaperComposerTests.Head)),
    };

    public static TheoryData<string> Names => [.. Papers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_paper_looks_and_reads_as_it_was_approved(string name) => Assert.Empty(ApprovedPages.Differences(name, Papers[name]()));

    [Fact]
    public void The_comparison_sees_a_changed_word_and_a_missing_rule()
    {
        var report = SampleReport.Whole();
        var worded = report with { Blocks = [.. report.Blocks.Select(block => block is Title ? new Title("关于蒿坪镇中心小学2025—2026学年度\n考核情况的通报") : block)] };
        var bare = report with { Blocks = [.. report.Blocks.Where(block => block is not Verification)] };

        Assert.Contains(ApprovedPages.Compared("sample", worded), difference => difference.Contains("text", StringComparison.Ordinal));
        Assert.Contains(ApprovedPages.Compared("sample", worded), difference => difference.Contains("page 1 looks different", StringComparison.Ordinal));
        Assert.Contains(ApprovedPages.Compared("sample", bare), difference => difference.Contains("looks different", StringComparison.Ordinal));
    }

    private static Report Issued(string word, Report composed)
    {
        var draft = PaperDress.Draft(composed, PaperKinds.Find(word)!, new("毛坝镇中心学校", "县纪委监委", ""));
        var issued = PaperDress.Issue(draft, new("紫教督〔2026〕7号", new(2026, 11, 24), PaperComposerTests.Head.Printed, 1, null));
        return PaperDress.Verifiable(issued, new("https://example.org/verify/2026-7", "本文书已登记，文号 紫教督〔2026〕7号。\n扫码核验登记状态。"));
    }
}
