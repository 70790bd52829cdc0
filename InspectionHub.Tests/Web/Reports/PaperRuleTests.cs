using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;
using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>What every kind of paper keeps to, as draft and as issued, read back from the file.</summary>
public sealed class PaperRuleTests
{
    private const string NeverFirst = "，。；：！？、）》”";
    private const string NeverLast = "（《“";

    public static TheoryData<string, bool> Papers => new([.. EveryPaper.Issued.Keys.SelectMany(name => new[] { (name, true), (name, false) })]);

    [Fact]
    public void Every_kind_of_paper_is_here() => Assert.Equal(PaperKinds.All.Select(kind => kind.Word).Append("sample").Order(), EveryPaper.Issued.Keys.Order());

    [Theory]
    [MemberData(nameof(Papers))]
    public void The_text_read_back_is_the_text_written(string name, bool isIssued)
    {
        var report = Of(name, isIssued);
        var printed = Printed.Of(report);
        var pages = printed.Pages();
        // Nothing else stands in the file than what the layout drew ...
        Assert.Equal(Lay(report).Pages.Select(page => string.Concat(page.Body.OfType<GlyphRun>().Select(Text))), pages);
        // ... and what it drew is every text of the blocks, in order; a chart may have waited for the next page.
        var text = printed.Text();
        var at = 0;
        foreach (var block in report.Blocks)
            foreach (var words in ReportWords.Of(block).SelectMany(words => words.Split('\n')))
            {
                var isChart = block is TrendChart or BarChart;
                var found = text.IndexOf(words, isChart ? 0 : at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"“{words}” of a {block.GetType().Name} is not where it should be, after “{text[Math.Max(0, at - 20)..at]}”.");
                if (!isChart) at = found + words.Length;
            }
        Assert.All(report.Blocks.OfType<Table>().SelectMany(table => table.Columns), column => Assert.Contains(column.Title, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void No_line_begins_or_ends_with_a_mark_that_may_not_stand_there(string name, bool isIssued)
    {
        var lines = Lay(Of(name, isIssued)).Pages.SelectMany(page => page.Body).OfType<GlyphRun>().Select(Text).Where(line => line.Length > 0).ToList();
        Assert.DoesNotContain(lines, line => NeverFirst.Contains(line[0]) || NeverLast.Contains(line.TrimEnd(' ')[^1]));
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void No_cell_ends_with_a_line_of_one_character(string name, bool isIssued) =>
        Assert.Empty(Lay(Of(name, isIssued)).Pages.SelectMany(Cells).Where(lines => lines.Count > 1 && lines[^1].Count(c => !NeverFirst.Contains(c)) < 2).Select(lines => string.Join('|', lines)));

    [Theory]
    [MemberData(nameof(Papers))]
    public void No_heading_stands_alone_at_the_foot_of_a_page_and_the_imprint_is_never_alone(string name, bool isIssued)
    {
        var report = Of(name, isIssued);
        var list = Lay(report);
        foreach (var mark in list.Bookmarks)
        {
            var page = list.Pages[mark.Page - 1];
            var below = string.Concat(page.Body.OfType<GlyphRun>().Where(run => run.Y > mark.Top + Grid.Top).Select(Text));
            // Headings below it do not keep it company.
            var rest = list.Bookmarks.Where(other => other.Page == mark.Page).Aggregate(below, (left, other) => left.Replace(other.Text, "", StringComparison.Ordinal));
            Assert.True(rest.Length > 0 || page.Body.Any(op => op is Picture or Shape), $"“{mark.Text}” is alone at the foot of page {mark.Page}");
        }
        // Nor does a row's title in bold, which is a paragraph.
        var titles = report.Blocks.OfType<Paragraph>().Where(p => p.IsHead()).Select(p => string.Concat(p.Runs.Select(r => r.Text))).ToList();
        foreach (var runs in list.Pages.SkipLast(1).Select(p => p.Body.OfType<GlyphRun>().ToList()).Where(r => r.Count > 0))
        {
            var foot = string.Concat(runs.Where(r => r.Y > runs.Max(other => other.Y) - 1).Select(Text)).Trim();
            Assert.True(!titles.Any(title => title.StartsWith(foot, StringComparison.Ordinal) || title.EndsWith(foot, StringComparison.Ordinal)), $"“{foot}” heads nothing on its page");
        }
        AssertCompany(report, Printed.Of(report).Pages()[^1]);
    }

    [Theory]
    [MemberData(nameof(Papers))]
    public void Fonts_are_embedded_and_subset_and_language_and_title_are_set(string name, bool isIssued)
    {
        var report = Of(name, isIssued);
        var printed = Printed.Of(report);
        var fonts = printed.FontLines();
        Assert.NotEmpty(fonts);
        // The outlines of CFF fonts go into the file as CFF.
        Assert.All(fonts, font => Assert.Matches($@"^[A-Z]{{6}}\+\S+ +{(font.Contains("Liberation", StringComparison.Ordinal) ? "CID TrueType" : "CID Type 0C")} +Identity-H +yes yes yes +\d+ +\d+$", font));
        Assert.Contains(fonts, font => font.Contains("CID Type 0C", StringComparison.Ordinal));
        using var file = PdfDocument.Open(printed.Bytes);
        Assert.Equal(report.Title, file.Information.Title);
        Assert.Contains("/Lang(zh-CN)", System.Text.Encoding.Latin1.GetString(printed.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_brief_is_one_page_also_when_it_is_issued_and_no_organ_is_called_a_demonstration()
    {
        Assert.Single(Lay(EveryPaper.Issued["brief"]()).Pages);
        Assert.All(EveryPaper.Issued.Values, paper => Assert.DoesNotContain("演示", paper().Organ, StringComparison.Ordinal));
    }

    /// <summary>Bodies of every length around a page's end: with seal, with and without the code, with lines to sign on.</summary>
    [Theory]
    [InlineData("seal")]
    [InlineData("seal, code")]
    [InlineData("signing, code")]
    [InlineData("imprint")]
    public void The_closing_blocks_keep_company_whatever_the_length_of_the_text(string closing)
    {
        for (var lines = 1; lines <= 50; lines++)
        {
            List<ReportBlock> blocks = [new Title("关于督导工作的通知"), .. Enumerable.Range(1, lines).Select(i => new Paragraph($"第{i}行。"))];
            if (closing.Contains("seal", StringComparison.Ordinal)) blocks.Add(new Signatures { Organ = "紫阳县人民政府教育督导室", Date = new(2026, 11, 24) });
            if (closing.Contains("signing", StringComparison.Ordinal)) blocks.Add(new Signatures { Lines = ["责任督学（签名）：", "学校负责人（签名）："] });
            if (closing.Contains("code", StringComparison.Ordinal)) blocks.Add(new Verification("https://example.org/verify/2026-7", "本文书已登记。"));
            if (!closing.Contains("signing", StringComparison.Ordinal)) blocks.Add(new Imprint("县纪委监委", "紫阳县人民政府教育督导室", new(2026, 11, 24)));
            var report = SampleReport.Of(blocks);
            var pages = Lay(report).Pages.Select(page => string.Concat(page.Body.OfType<GlyphRun>().Select(Text))).ToList();
            AssertCompany(report, pages[^1]);
            Assert.All(pages.Where(page => page.Contains("紫阳县人民政府教育督导室2026年11月24日", StringComparison.Ordinal) && !page.Contains("抄送", StringComparison.Ordinal)), page => Assert.Contains("行。", page, StringComparison.Ordinal));
            if (!closing.Contains("signing", StringComparison.Ordinal)) continue;
            Assert.Contains("行。", pages[^1], StringComparison.Ordinal);
            Assert.Contains("责任督学（签名）：", pages[^1], StringComparison.Ordinal);
        }
    }

    /// <summary>The last page holds more than the 版记.</summary>
    private static void AssertCompany(Report report, string last)
    {
        if (report.Blocks.OfType<Imprint>().LastOrDefault() is not { } imprint) return;
        var own = ReportWords.Of(imprint).Append("抄送：").Aggregate(last, (left, words) => words.Length > 0 && left.LastIndexOf(words, StringComparison.Ordinal) is >= 0 and var at ? left.Remove(at, words.Length) : left);
        Assert.True(own.Length > 0, "the 版记 is alone on the last page");
    }

    private static Report Of(string name, bool isIssued) => isIssued ? EveryPaper.Issued[name]() : EveryPaper.Draft(name);

    private static DisplayList Lay(Report report) => PaperLayout.Lay(report, Printed.Fonts);

    private static string Text(GlyphRun run) => string.Concat(run.Glyphs.ToArray().Select(glyph => char.ConvertFromUtf32(glyph.CodePoint)));

    /// <summary>The lines of each cell: what is drawn between the rules of its sides.</summary>
    private static IEnumerable<List<string>> Cells(PageDrawing page)
    {
        var lines = new List<string>();
        var baseline = 0.0;
        foreach (var op in page.Body)
        {
            if (op is GlyphRun run)
            {
                // A large figure and its unit stand on one line.
                if (lines.Count > 0 && Math.Abs(run.Y - baseline) < 0.01) lines[^1] += Text(run);
                else lines.Add(Text(run));
                baseline = run.Y;
                continue;
            }
            if (op is Stroke { Points: [var from, var to] } && Math.Abs(from.X - to.X) < 0.01 && lines.Count > 0) yield return [.. lines];
            lines.Clear();
        }
    }
}
