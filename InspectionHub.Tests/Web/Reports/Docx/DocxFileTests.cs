using DocumentFormat.OpenXml.Packaging;
using InspectionHub.Core.Reports;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Reports.Docx;
using InspectionHub.Web.Reports.Pdf.Fonts;
using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Tests.Web.Reports.Docx;

public sealed class DocxFileTests
{
    private static readonly Table Wide = new([.. Enumerable.Range(1, 14).Select(i => new TableColumn($"指标{i}", Group: i < 4 ? "前" : null))], [new TableRow([.. Enumerable.Range(1, 14).Select(i => new TableCell($"{i}"))])]) { IsLandscape = true, Caption = "附表" };

    [Fact]
    public void Every_block_of_the_family_keeps_to_the_standard()
    {
        var report = SampleReport.Of([.. SampleReport.Whole().Blocks, new PageBreak(), new RedHeader("督导办", "紫教督〔2026〕8号", "王某"), Wide, Paragraph.Note("注"), new Paragraph("完") { Align = TextAlign.Right }], isDemo: true, isDraft: true);

        Assert.Empty(WordFile.Complaints(WordFile.Of(report)));
        Assert.Empty(WordFile.Complaints(WordFile.Of()));
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes()
    {
        var first = WordFile.Of(SampleReport.Whole());

        Assert.Equal(first, WordFile.Of(SampleReport.Whole()));
        Assert.Equal(first, new DocxWriter(FontSet.OfMachine()).Write(SampleReport.Whole()));
    }

    [Fact]
    public void Styles_carry_the_offices_faces_by_name_and_the_body_is_22_lines_of_28_characters()
    {
        using var document = WordFile.Open(WordFile.Of(SampleReport.Whole()));
        var styles = document.MainDocumentPart!.StyleDefinitionsPart!.Styles!.Elements<W.Style>().ToDictionary(style => style.StyleName!.Val!.Value!);

        Assert.Equal("方正小标宋简体", styles["公文标题"].StyleRunProperties!.RunFonts!.EastAsia!.Value);
        Assert.Equal("44", styles["公文标题"].StyleRunProperties!.FontSize!.Val!.Value);
        Assert.Equal("黑体", styles["一级标题"].StyleRunProperties!.RunFonts!.EastAsia!.Value);
        Assert.Equal("楷体_GB2312", styles["二级标题"].StyleRunProperties!.RunFonts!.EastAsia!.Value);
        var defaults = document.MainDocumentPart.StyleDefinitionsPart.Styles.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!;
        Assert.Equal(("仿宋_GB2312", "Times New Roman", "32"), (defaults.RunFonts!.EastAsia!.Value, defaults.RunFonts.Ascii!.Value, defaults.FontSize!.Val!.Value));
        // 16 pt less a quarter of a point, 28 times, is not wider than 156 mm; 22 lines are not higher than 225 mm.
        Assert.InRange((16 + (defaults.Spacing!.Val!.Value / 20.0)) * 28, Grid.Width - 16, Grid.Width);
        var line = int.Parse(styles["公文正文"].StyleParagraphProperties!.SpacingBetweenLines!.Line!.Value!);
        Assert.InRange(line * 22 / 20.0, Grid.Height - line / 20.0, Grid.Height + 0.5);
        Assert.Equal(["一、总体评价", "二、指标得分", "三、主要问题", "四、整改要求"], document.MainDocumentPart.Document!.Body!.Elements<W.Paragraph>().Where(p => p.ParagraphProperties?.ParagraphStyleId?.Val == "Level1").Select(p => p.InnerText));
    }

    [Fact]
    public void The_page_is_that_of_the_standard_and_wide_tables_with_their_notes_lie_in_a_section_of_their_own()
    {
        using var document = WordFile.Open(WordFile.Of(new Paragraph("前"), Wide, Paragraph.Note("注"), new Paragraph("后")));
        var sections = document.MainDocumentPart!.Document!.Descendants<W.SectionProperties>().ToList();

        Assert.Equal([(11906, 16838), (16838, 11906), (11906, 16838)], sections.Select(s => ((int)s.GetFirstChild<W.PageSize>()!.Width!.Value, (int)s.GetFirstChild<W.PageSize>()!.Height!.Value)));
        var margin = sections[0].GetFirstChild<W.PageMargin>()!;
        Assert.Equal((2098, 1984, 1587u, 1474u), (margin.Top!.Value, margin.Bottom!.Value, margin.Left!.Value, margin.Right!.Value));
        Assert.Equal(W.DocGridValues.Lines, sections[0].GetFirstChild<W.DocGrid>()!.Type!.Value);
        Assert.Equal("附表", document.MainDocumentPart.Document.Descendants<W.TableCaption>().Single().Val!.Value);
        Assert.Equal(2, document.MainDocumentPart.Document.Descendants<W.TableHeader>().Count());
        Assert.All(document.MainDocumentPart.FooterParts, footer => Assert.Contains("PAGE", footer.Footer!.InnerText));
        Assert.Equal(["left", "right"], document.MainDocumentPart.FooterParts.Select(footer => footer.Footer!.Descendants<W.Justification>().Single().Val!.InnerText).Order());
        Assert.NotNull(document.MainDocumentPart.DocumentSettingsPart!.Settings!.GetFirstChild<W.EvenAndOddHeaders>());
    }

    [Fact]
    public void Photos_pass_through_charts_are_lines_with_a_bitmap_beside_and_a_turned_photo_stands_upright()
    {
        using var document = WordFile.Open(WordFile.Of([.. SampleReport.Whole().Blocks, new Photos([new(SamplePhoto.Held(6), "侧放")])]));
        var images = document.MainDocumentPart!.ImageParts.Select(part => (part.ContentType, Bytes: Read(part))).ToList();

        Assert.Equal(2, images.Count(image => image.ContentType == "image/svg+xml"));
        Assert.Equal(3, images.Count(image => image.ContentType == "image/png"));
        Assert.Contains(images, image => image.Bytes.AsSpan().SequenceEqual(SamplePhoto.Upright));
        using var turned = SkiaSharp.SKBitmap.Decode(images.Where(image => image.ContentType == "image/jpeg").Select(image => image.Bytes).Single(bytes => bytes.Length != SamplePhoto.Upright.Length));
        // Stored 48 × 32 with red at the top left; turned by a quarter the red stands at the top right.
        Assert.Equal((32, 48), (turned.Width, turned.Height));
        Assert.True(turned.GetPixel(28, 5) is { Red: > 180, Blue: < 80 });
        Assert.All(document.MainDocumentPart.Document!.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>(), shown => Assert.NotEmpty(shown.Description!.Value!));

        static byte[] Read(ImagePart part)
        {
            using var copy = new MemoryStream();
            using var stream = part.GetStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }

    [Fact]
    public void Drafts_and_demonstration_data_say_so_in_the_head_of_every_page_and_issued_papers_say_nothing()
    {
        using var draft = WordFile.Open(WordFile.Of(SampleReport.Of([new Paragraph("一"), Wide], isDemo: true, isDraft: true)));
        using var issued = WordFile.Open(WordFile.Of(new Paragraph("一")));

        Assert.Equal("演示数据　草稿", draft.MainDocumentPart!.HeaderParts.Single().Header!.InnerText);
        Assert.All(draft.MainDocumentPart.Document!.Descendants<W.SectionProperties>(), section => Assert.Equal(2, section.Elements<W.HeaderReference>().Count()));
        Assert.Empty(issued.MainDocumentPart!.HeaderParts);
    }

    [Fact]
    public void A_character_no_document_can_hold_fails_by_name_and_place_and_rare_ones_are_left_to_the_offices_fonts()
    {
        var failure = Assert.Throws<MissingGlyphException>(() => WordFile.Of(new Paragraph("坏\u0001"), new Table([new("姓名")], [new("王\uD83D")]) { Caption = "名册" }));

        Assert.Equal([1, 0xD83D], failure.Missing.Select(missing => missing.CodePoint));
        Assert.Contains("表“名册”第 1 行“姓名”列", failure.Message, StringComparison.Ordinal);
        Assert.Contains("昇玥喆祎垚堃𬭎😀", WordFile.Text(WordFile.Of(new Title("昇玥喆祎垚堃𬭎😀"))), StringComparison.Ordinal);
        Assert.Throws<MissingGlyphException>(() => WordFile.Of(new BarChart("图", [new("😀", 1, "1")])));
    }

    [Fact]
    public void A_table_of_5000_rows_is_whole_under_a_head_that_is_repeated()
    {
        var file = WordFile.Of(SampleReport.Rows(5000));
        using var document = WordFile.Open(file);
        var rows = document.MainDocumentPart!.Document!.Descendants<W.TableRow>().ToList();

        Assert.Equal(2, rows.Count(row => row.Descendants<W.TableHeader>().Any()));
        Assert.Equal(5000, rows.Count(row => row.InnerText.Contains("≥4.20", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.True(row.Descendants<W.CantSplit>().Any()));
    }

    [Fact]
    public void A_photo_that_cannot_be_used_fails_with_its_caption() =>
        Assert.Contains("“食堂”", Assert.Throws<InspectionHub.Web.Reports.Pdf.Drawing.UnreadablePhotoException>(() => WordFile.Of(new Photos([new(SamplePhoto.Upright[..^20], "食堂")]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Markup_in_a_name_stays_text() =>
        Assert.Contains("<script>alert(1)</script>&amp;", WordFile.Text(WordFile.Of(new Paragraph("<script>alert(1)</script>&amp;"), new BarChart("<b>\"图\"", [new("<i>", 1, "1")]))), StringComparison.Ordinal);
}
