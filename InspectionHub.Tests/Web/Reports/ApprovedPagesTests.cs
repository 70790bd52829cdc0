using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;

namespace InspectionHub.Tests.Web.Reports;

public sealed class ApprovedPagesTests
{
    public static TheoryData<string> Names => [.. EveryPaper.Issued.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_paper_looks_and_reads_as_it_was_approved(string name) => Assert.Empty(ApprovedPages.Differences(name, EveryPaper.Issued[name]()));

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
}
