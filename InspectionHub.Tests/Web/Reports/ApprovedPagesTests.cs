using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;

namespace InspectionHub.Tests.Web.Reports;

public sealed class ApprovedPagesTests
{
    private const int White = 255;

    public static TheoryData<string> Names => [.. EveryPaper.Issued.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_paper_looks_and_reads_as_it_was_approved(string name) => Assert.Empty(ApprovedPages.Differences(name, EveryPaper.Issued[name]()));

    [Fact]
    public void The_comparison_sees_a_changed_word()
    {
        var report = SampleReport.Whole();
        var worded = Printed.Of(report with { Blocks = [.. report.Blocks.Select(block => block is Title ? new Title("关于蒿坪镇中心小学2025—2026学年度\n考核情况的通报") : block)] });
        var differences = ApprovedPages.Compared("sample", ApprovedPages.Text(worded), ApprovedPages.Pages(worded));

        Assert.Contains(differences, difference => difference.Contains("text", StringComparison.Ordinal));
        Assert.Contains(differences, difference => difference.Contains("page 1 looks different", StringComparison.Ordinal));
    }

    /// <summary>The red rule below the number, the first rule of a table and the same page printed without colour.</summary>
    [Fact]
    public void The_comparison_sees_a_missing_rule_and_a_missing_colour()
    {
        var printed = Printed.Of(SampleReport.Whole());
        var (text, pages) = (ApprovedPages.Text(printed), ApprovedPages.Pages(printed));
        var table = pages.Select((page, i) => (Page: i, Rows: Rules(page, (red, blue) => red < 150 && blue < 150))).First(found => found.Page > 0 && found.Rows.Count > 2);

        Assert.Empty(ApprovedPages.Compared("sample", text, pages));
        Assert.Contains("page 1 looks different", Seen(0, page => Without(page, Rules(page, (red, blue) => red > 150 && blue < 150))));
        Assert.Contains($"page {table.Page + 1} looks different", Seen(table.Page, page => Without(page, [table.Rows[0]])));
        Assert.Contains("page 1 looks different", Seen(0, Grey));

        string Seen(int number, Func<Raster, Raster> change) => Assert.Single(ApprovedPages.Compared("sample", text, [.. pages.Select((page, i) => i == number ? change(page) : page)]));
    }

    /// <summary>Rows of the page that are inked over more than half of its width.</summary>
    private static List<int> Rules(Raster page, Func<byte, byte, bool> isInk) =>
        [.. Enumerable.Range(0, page.Height).Where(y => Enumerable.Range(0, page.Width).Count(x => isInk(page.Rgb[3 * ((y * page.Width) + x)], page.Rgb[(3 * ((y * page.Width) + x)) + 2])) > page.Width / 2)];

    private static Raster Without(Raster page, List<int> rows)
    {
        Assert.NotEmpty(rows);
        return page with { Rgb = [.. page.Rgb.Select((value, i) => rows.Contains(i / 3 / page.Width) ? (byte)White : value)] };
    }

    private static Raster Grey(Raster page) =>
        page with { Rgb = [.. page.Rgb.Select((_, i) => (byte)(((page.Rgb[i / 3 * 3] * 299) + (page.Rgb[(i / 3 * 3) + 1] * 587) + (page.Rgb[(i / 3 * 3) + 2] * 114)) / 1000))] };
}
