using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;
using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web.Reports.Pdf;

public sealed class PdfLayoutTests
{
    private static readonly string Sentence = "督导组实地查看了教学楼、食堂、宿舍和运动场，查阅资料并访谈师生。";

    [Fact]
    public void A_page_of_text_is_22_lines_of_28_characters()
    {
        var text = string.Concat(Enumerable.Repeat("县域义务教育优质均衡发展督导评估认定工作规程", 60));
        var pages = Printed.Of(new Paragraph(text)).Pages();

        Assert.Equal((22 * 28) - 2, pages[0].Length);
        Assert.Equal(22 * 28, pages[1].Length);
    }

    [Fact]
    public void Page_numbers_stand_outside_odd_pages_right_even_pages_left()
    {
        using var file = PdfDocument.Open(Printed.Of(new Paragraph("一"), new PageBreak(), new Paragraph("二")).Bytes);
        var digits = file.GetPages().Select(page => page.Letters.Single(letter => char.IsAsciiDigit(letter.Value[0]))).ToList();

        Assert.Equal(["1", "2"], digits.Select(digit => digit.Value));
        Assert.True(digits[0].Location.X > 450 && digits[1].Location.X < 150);
        Assert.All(digits, digit => Assert.True(digit.Location.Y < 35 * Grid.Mm));
    }

    [Fact]
    public void A_tables_head_stands_on_every_page_and_no_row_is_lost()
    {
        var pages = Printed.Of(SampleReport.Rows(5000)).Pages();

        Assert.True(pages.Count > 100);
        Assert.All(pages, page => Assert.Contains("代码指标状态得分依据测算数值标准", page, StringComparison.Ordinal));
        Assert.Equal(5000, pages.Sum(page => System.Text.RegularExpressions.Regex.Count(page, "≥4.20")));
    }

    [Fact]
    public void A_row_higher_than_a_page_goes_on_over_the_page()
    {
        var note = string.Concat(Enumerable.Range(0, 20_000 / 20).Select(i => $"第{i:0000}条意见：请尽快整改并报送材料。"));
        var pages = Printed.Of(new Table([new("学校"), new("意见", 3)], [new("蒿坪镇中心小学", note), new("末行", "完")]) { Caption = "意见汇总" }).Pages();

        Assert.True(pages.Count > 3);
        Assert.All(pages, page => Assert.Contains("学校意见", page, StringComparison.Ordinal));
        Assert.Equal(note + "末行完", string.Concat(pages.Select(page => page.Split("学校意见")[1])).Replace("蒿坪镇中心小学", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_heading_is_never_the_last_line_of_a_page()
    {
        for (var before = 15; before < 26; before++)
        {
            List<ReportBlock> blocks = [.. Enumerable.Range(0, before).Select(i => new Paragraph($"第{i}行")), new Heading(1, "一、标题甲"), new Heading(2, "（一）标题乙"), new Paragraph(Sentence)];
            var pages = Printed.Of(blocks).Pages();
            Assert.DoesNotContain(pages, page => page.EndsWith("标题甲", StringComparison.Ordinal) || page.EndsWith("标题乙", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_heading_goes_to_the_next_page_with_the_block_it_announces()
    {
        ReportBlock[] announced =
        [
            new TrendChart("图1　得分", ["2024", "2025"], [new("本校", [80, 85])]), new BarChart("图2　得分", [new("本校", 80, "80"), new("全县", 85, "85")]),
            new KeyFigures([new("得分", "88")]), SampleReport.Rows(3), new Photos([new(SamplePhoto.Upright, "操场")]),
        ];
        foreach (var block in announced)
        {
            for (var before = 16; before < 22; before++)
            {
                List<ReportBlock> blocks = [.. Enumerable.Range(0, before).Select(i => new Paragraph($"第{i}行")), new Heading(1, "一、标题甲"), block];
                Assert.DoesNotContain(Printed.Of(blocks).Pages(), page => page.EndsWith("标题甲", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void A_seal_never_stands_on_a_page_without_text_or_a_line_to_sign()
    {
        for (var before = 12; before < 24; before++)
        {
            List<ReportBlock> blocks = [.. Enumerable.Range(0, before).Select(i => new Paragraph($"第{i}行")), new Signatures { Lines = ["签收人（签名）"], Organ = "督导室", Date = new(2026, 1, 1) }];
            Assert.DoesNotContain(Printed.Of(blocks).Pages(), page => page.StartsWith("督导室", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_label_that_ends_with_a_colon_or_names_somebody_gets_no_second_colon() =>
        Assert.Equal(["督学：", "督学：", "审签：张某　"], new[] { "督学", "督学：", "审签：张某" }.Select(ClosingLayout.SigningLabel));

    [Fact]
    public void Notes_below_a_wide_table_lie_on_its_turned_page()
    {
        using var file = PdfDocument.Open(Printed.Of(new Table([new("指标")], [new("值")]) { IsLandscape = true }, Paragraph.Note("注"), new Paragraph("后")).Bytes);

        Assert.Equal([90, 0], file.GetPages().Select(page => page.Rotation.Value));
        Assert.Contains("注", string.Concat(file.GetPage(1).Letters.Select(letter => letter.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_that_fill_more_than_a_page_still_fill_it()
    {
        var pages = Printed.Of([.. Enumerable.Range(0, 44).Select(i => new Heading(1, $"第{i}条标题"))]).Pages();

        Assert.Equal(2, pages.Count);
    }

    [Fact]
    public void Demonstration_data_and_drafts_say_so_on_every_page_upright_or_turned()
    {
        var wide = new Table([new("指标")], [new("值")]) { IsLandscape = true };
        using var file = PdfDocument.Open(Printed.Of(SampleReport.Of([new Paragraph("一"), wide, new Paragraph("二")], isDemo: true, isDraft: true)).Bytes);

        Assert.Equal(3, file.NumberOfPages);
        Assert.All(file.GetPages(), page => Assert.EndsWith("演示数据　草稿", string.Concat(page.Letters.Select(letter => letter.Value)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_chart_that_does_not_fit_leaves_less_than_a_third_of_the_page_empty()
    {
        var chart = new TrendChart("图1　得分", ["2024", "2025"], [new("本校", [80, 85])]);
        for (var before = 1; before < 22; before++)
        {
            List<ReportBlock> blocks = [.. Enumerable.Range(0, before).Select(i => new Paragraph($"第{i}行")), chart, .. Enumerable.Range(0, 12).Select(_ => new Paragraph(Sentence))];
            var first = PaperLayout.Lay(SampleReport.Of(blocks), Printed.Fonts).Pages[0];
            Assert.True(Lowest(first) > Grid.Top + (Grid.Height * 0.8), $"after {before} lines the page ends at {Lowest(first):0}");
        }
    }

    [Fact]
    public void Many_bars_go_on_over_the_page_on_one_scale()
    {
        var bars = Enumerable.Range(1, 111).Select(i => new Bar($"第{i}所学校", i / 200.0, $"{i / 200.0:0.000}")).ToList();
        var pages = Printed.Of(new BarChart("图1　全部学校", bars) { Limit = new("标准", 0.5) }).Pages();

        Assert.Equal(4, pages.Count);
        Assert.All(bars, bar => Assert.Single(pages, page => page.Contains(bar.Label + bar.Shown, StringComparison.Ordinal)));
        Assert.All(pages, page => Assert.EndsWith("图1　全部学校", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_at_the_end_of_lines_do_not_cover_each_other()
    {
        var placed = Labels.Spread([50, 51, 52, 10, 200], 12, 0, 210).Order().ToList();

        Assert.All(placed.Zip(placed.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 12 - 1e-9));
        Assert.All(placed, label => Assert.InRange(label, 6, 204));
        Assert.Equal([10.0, 39, 51, 63, 200], placed);
    }

    [Fact]
    public void The_imprint_stands_at_the_foot_of_the_last_page()
    {
        var page = PaperLayout.Lay(SampleReport.Of([new Paragraph("正文"), new Imprint(null, "督导办", new(2026, 7, 1))]), Printed.Fonts).Pages.Single();

        Assert.Equal(Grid.Top + Grid.Height, Lowest(page), 0.1);
    }

    [Fact]
    public void A_wide_table_lies_on_turned_pages_and_the_text_goes_on_upright()
    {
        List<TableColumn> columns = [.. Enumerable.Range(1, 14).Select(i => new TableColumn($"指标{i}"))];
        var wide = new Table(columns, [.. Enumerable.Range(1, 60).Select(_ => new TableRow([.. columns.Select(column => new TableCell(column.Title))]))]) { IsLandscape = true, Caption = "附表" };
        using var file = PdfDocument.Open(Printed.Of(new Paragraph("前"), wide, new Paragraph("后")).Bytes);

        Assert.Equal([0, 90, 90, 90, 0], file.GetPages().Select(page => page.Rotation.Value));
    }

    [Fact]
    public void A_name_of_60_characters_stays_inside_its_cell_and_the_page()
    {
        var name = string.Concat(Enumerable.Repeat("紫阳县蒿坪镇中心小学", 6));
        var list = PaperLayout.Lay(SampleReport.Of([new RedHeader(name, "紫教督〔2026〕7号", "王某"), new Title(name), new Table([new("学校"), new("分", 8)], [new(name, new string('9', 80))]), new Signatures { Organ = name, Date = new(2026, 1, 1), Lines = [name] }, new Imprint(name, name, null)]), Printed.Fonts);

        Assert.All(list.Pages.SelectMany(page => page.Body).OfType<GlyphRun>(), run =>
            Assert.InRange(run.X + Typesetter.WidthOf(run.Glyphs.Span) + (run.Extra?.Sum() ?? 0), Grid.Left(1) - 10, Grid.PaperWidth - 20));
    }

    [Fact]
    public void Photos_that_cannot_be_used_fail_with_their_caption_and_the_reason()
    {
        Assert.Contains("“食堂”不是 JPEG", Refused([1, 2, 3, 4]), StringComparison.Ordinal);
        Assert.Contains("“食堂”不完整", Refused(SamplePhoto.Upright[..^20]), StringComparison.Ordinal);
        Assert.Contains("“食堂”已损坏", Refused([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xD9]), StringComparison.Ordinal);
        Assert.Contains("CMYK", Refused(SamplePhoto.Cmyk), StringComparison.Ordinal);

        static string Refused(byte[] bytes) =>
            Assert.Throws<UnreadablePhotoException>(() => Printed.Of(new Photos([new(bytes, "食堂")]))).Message;
    }

    [Fact]
    public void A_photos_bytes_pass_through_unchanged() =>
        Assert.True(Printed.Of(new Photos([new(SamplePhoto.Upright, "操场")])).Bytes.AsSpan().IndexOf(SamplePhoto.Upright) > 0);

    private static double Lowest(PageDrawing page) => page.Body.Max(op => op switch
    {
        GlyphRun run => run.Y,
        Stroke stroke => stroke.Points.Max(point => point.Y),
        Boxes boxes => boxes.Areas.Max(area => area.Y + area.Height),
        Shape shape => shape.Points.Max(point => point.Y),
        Picture picture => picture.Y + picture.Height,
        _ => 0,
    });
}
