using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Pdf.Fonts;
using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web.Reports.Pdf;

public sealed class PdfTextTests
{
    [Fact]
    public void The_text_read_back_is_the_text_written_and_not_its_radicals()
    {
        const string text = "生人方食一面高，昇玥喆祎垚堃𬭎；⽤与用、⽣与生各是各；“引号”——破折号……《书名》〔2026〕7号，4.52㎡≥4.5㎡，H2O naïve café 100%。";

        Assert.Equal(text, Printed.Of(new Paragraph(text)).Text());
    }

    [Fact]
    public void Every_text_of_the_sample_stands_in_the_file_and_in_order()
    {
        var report = SampleReport.Whole();
        var text = Printed.Of(report).Text();

        var at = 0;
        foreach (var expected in report.Blocks.SelectMany(ReportWords.Of))
        {
            var found = text.IndexOf(expected, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"“{expected}” is not where it should be, after “{text[Math.Max(0, at - 20)..at]}”.");
            at = found + expected.Length;
        }
    }

    [Fact]
    public void Every_block_of_the_family_is_sealed_and_can_be_printed()
    {
        var family = typeof(ReportBlock).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ReportBlock))).ToList();
        var report = SampleReport.Of([.. SampleReport.Whole().Blocks, new PageBreak()]);

        Assert.All(family, type => Assert.True(type.IsSealed, type.Name));
        Assert.Equal(family.Select(type => type.Name).Order(), report.Blocks.Select(block => block.GetType().Name).Distinct().Order());
        Assert.InRange(Printed.Of(report).Pages().Count, 7, 8);
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes_whether_the_fonts_are_prepared_or_not()
    {
        var fonts = FontSet.OfMachine();
        var first = new PdfWriter(fonts).Write(SampleReport.Whole());
        foreach (var role in Enum.GetValues<FontRole>())
            fonts.Find(role, '仿')?.Face.Prepare();

        Assert.Equal(first, new PdfWriter(fonts).Write(SampleReport.Whole()));
        Assert.Equal(first, new PdfWriter(FontSet.OfMachine()).Write(SampleReport.Whole()));
    }

    [Fact]
    public void Papers_written_at_the_same_time_do_not_disturb_each_other()
    {
        var writer = new PdfWriter(Printed.Fonts);
        var expected = writer.Write(SampleReport.Whole());

        Assert.All(Enumerable.Range(0, 12).AsParallel().WithDegreeOfParallelism(4).Select(_ => writer.Write(SampleReport.Whole())).ToList(), bytes => Assert.Equal(expected, bytes));
    }

    [Fact]
    public void A_character_no_font_has_fails_by_name_code_and_place_and_all_at_once()
    {
        var table = new Table([new("姓名"), new("备注")], [new("王老师", "好😀"), new("\u0001", "")]) { Caption = "教师名册" };

        var failure = Assert.Throws<MissingGlyphException>(() => Printed.Of(new Paragraph("很好👍。"), table));

        Assert.Equal([0x1F44D, 0x1F600, 1], failure.Missing.Select(missing => missing.CodePoint));
        Assert.Contains("第 1 段：“👍”（U+1F44D）", failure.Message, StringComparison.Ordinal);
        Assert.Contains("表“教师名册”第 1 行“备注”列：“😀”（U+1F600）", failure.Message, StringComparison.Ordinal);
        Assert.Contains("第 2 行“姓名”列：“控制字符”（U+0001）", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_of_a_surrogate_pair_is_named_and_not_printed()
    {
        var failure = Assert.Throws<MissingGlyphException>(() => Printed.Of(new Paragraph("坏\uD83D字")));

        Assert.Equal([0xD83D], failure.Missing.Select(missing => missing.CodePoint));
    }

    [Fact]
    public void Noto_and_Liberation_alone_are_enough_and_the_set_says_what_it_misses()
    {
        var fonts = FontSet.From("/usr/share/fonts/opentype/noto", "/usr/share/fonts/truetype/liberation");

        var bytes = new PdfWriter(fonts).Write(SampleReport.Of([new Heading(1, "一、总体评价"), new Heading(2, "（一）办学"), new Paragraph("生人方食2026年。")]));

        Assert.Equal("一、总体评价（一）办学生人方食2026年。", Printed.OfBytes(bytes).Text());
        Assert.Equal(["仿宋", "楷体", "黑体"], fonts.Problems().Select(problem => problem[4..6]));
    }

    [Fact]
    public void Without_any_font_the_paper_fails_and_the_set_says_what_to_install()
    {
        var fonts = FontSet.From();

        Assert.Throws<MissingGlyphException>(() => new PdfWriter(fonts).Write(SampleReport.Of([new Paragraph("中")])));
        Assert.Contains("fonts-noto-cjk", fonts.Problems()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Title_language_outline_and_archive_marks_are_in_the_file()
    {
        var printed = Printed.Of(SampleReport.Whole());
        using var file = PdfDocument.Open(printed.Bytes);

        Assert.Equal("学校年度考核报告", file.Information.Title);
        Assert.Equal("紫阳县人民政府教育督导委员会办公室", file.Information.Author);
        Assert.True(file.TryGetBookmarks(out var outline));
        var root = Assert.Single(outline.Roots);
        Assert.Equal("关于蒿坪镇中心小学2025—2026学年度考核情况的报告", root.Title);
        Assert.Equal(["一、总体评价", "二、指标得分", "三、主要问题", "四、整改要求"], root.Children.Select(node => node.Title));
        Assert.Equal(["（一）办学条件", "（二）队伍建设"], root.Children[0].Children.Select(node => node.Title));
        var raw = System.Text.Encoding.UTF8.GetString(printed.Bytes);
        Assert.Contains("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", raw, StringComparison.Ordinal);
        Assert.Contains("<rdf:li xml:lang=\"x-default\">学校年度考核报告</rdf:li>", raw, StringComparison.Ordinal);
        Assert.Contains("/Lang(zh-CN)", raw, StringComparison.Ordinal);
        Assert.Contains("/GTS_PDFA1", raw, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_report_is_one_page_and_a_whole_file() =>
        Assert.Equal([""], Printed.Of().Pages());

    [Fact]
    public void The_structure_of_the_file_holds() => Assert.Equal("", Printed.Of(SampleReport.Whole()).Complaints());
}
