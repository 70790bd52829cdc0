using AngleSharp.Html.Parser;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Html;
using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Tests.Web.Reports.Html;

public sealed class HtmlPreviewTests
{
    private static readonly HtmlWriter Writer = new(Printed.Fonts);

    [Fact]
    public void The_preview_holds_every_word_of_the_paper_in_order()
    {
        var text = string.Concat(new HtmlParser().ParseDocument(Writer.Page(SampleReport.Whole())).QuerySelectorAll("article").Select(article => article.TextContent));
        var at = 0;
        foreach (var expected in SampleReport.Whole().Blocks.Where(block => block is not KeyFigures).SelectMany(ReportWords.Of).SelectMany(words => words.Split('\n')))
        {
            var found = text.IndexOf(expected, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{expected}” is not after “{text[Math.Max(0, at - 20)..at]}”");
            at = found + expected.Length;
        }
    }

    [Fact]
    public void A_script_stored_in_any_text_stays_text()
    {
        const string evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
        ReportBlock[] blocks =
        [
            new RedHeader(evil, evil, evil), new Title(evil), new Heading(1, evil), new Paragraph(evil, new TextRun(evil, TextFace.Kai)), new KeyFigures([new(evil, evil, evil, evil)]),
            new Table([new(evil, Group: evil), new(evil)], [new(evil, evil)]) { Caption = evil }, new TrendChart(evil, [evil, "2"], [new(evil, [1, 2])]) { Unit = evil, Limits = [new(evil, 1)] },
            new BarChart(evil, [new(evil, 1, evil)]) { Unit = evil, Limit = new(evil, 1) }, new Photos([new(SamplePhoto.Upright, evil)]), new Signatures { Organ = evil, Lines = [evil] }, new Verification(evil, evil), new Imprint(evil, evil, null),
        ];
        var page = new HtmlParser().ParseDocument(Writer.Page(SampleReport.Of(blocks) with { Title = evil }));

        Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, [style]"));
        Assert.Single(page.QuerySelectorAll("img"));
        Assert.DoesNotContain(page.All.SelectMany(element => element.Attributes), attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["预览：" + evil], [page.Title!]);
    }

    [Fact]
    public void Charts_are_drawings_with_a_name_and_their_limit_and_wide_tables_lie_on_a_wide_sheet()
    {
        var page = new HtmlParser().ParseDocument(Writer.Page(SampleReport.Of([.. SampleReport.Whole().Blocks, new Table([new("指标")], [new("值")]) { IsLandscape = true }, Paragraph.Note("注"), new Paragraph("后")], isDemo: true, isDraft: true)));
        var drawings = page.QuerySelectorAll("figure svg").ToList();

        Assert.Equal(["图1　近五个学年年度得分与县域平均", "图2　七项资源配置指标校际差异系数"], drawings.Select(svg => svg.GetAttribute("aria-label")));
        Assert.Contains("标准 0.50", drawings[1].TextContent, StringComparison.Ordinal);
        Assert.Equal([false, true, false], page.QuerySelectorAll("article").Select(sheet => sheet.ClassList.Contains("paper-turned")));
        Assert.All(page.QuerySelectorAll("article"), sheet => Assert.Equal("演示数据　草稿", sheet.QuerySelector(".paper-mark")!.TextContent));
        Assert.Equal("注", page.QuerySelectorAll("article")[1].LastElementChild!.TextContent);
    }

    [Fact]
    public void Nothing_at_all_is_an_empty_sheet_and_a_broken_photo_is_named()
    {
        Assert.Contains("没有内容", Writer.Page(SampleReport.Of([])), StringComparison.Ordinal);
        Assert.Contains("“食堂”", Assert.Throws<UnreadablePhotoException>(() => Writer.Page(SampleReport.Of([new Photos([new(new byte[] { 1, 2, 3, 4 }, "食堂")])]))).Message, StringComparison.Ordinal);
    }
}
