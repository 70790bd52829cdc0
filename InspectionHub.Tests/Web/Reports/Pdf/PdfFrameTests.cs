using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;
using UglyToad.PdfPig;
using ZXing;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>版头, faces, seal and code as a reader or a ruler finds them on the page.</summary>
public sealed class PdfFrameTests
{
    private const int Dpi = 144;
    private const double Pixel = 25.4 / Dpi;

    [Fact]
    public void The_head_is_red_its_upper_edge_35_mm_down_and_the_rule_156_mm_wide_4_mm_below_the_number()
    {
        var page = Printed.Of(EveryPaper.Issued["notice"]()).Render(Dpi)[0];
        // Below the mark 演示数据, which stands above the 版心.
        var rows = Enumerable.Range((int)(45 / Pixel), (int)(100 / Pixel)).Select(y => (Y: y, Red: Columns(page, y, IsRed), Black: Columns(page, y, IsBlack))).ToList();
        var organ = rows.First(row => row.Red.Count > 0).Y;
        // A character's ink begins a little below its edge.
        Assert.InRange((organ * Pixel) - 37, 35, 36.5);
        var rule = rows.Where(row => row.Red.Count > 150 / Pixel).ToList();
        Assert.InRange(rule.Count * Pixel, 0.3, 1);
        Assert.Equal(28, rule[0].Red[0] * Pixel, 0.3);
        Assert.Equal(156, (rule[0].Red[^1] - rule[0].Red[0] + 1) * Pixel, 0.4);
        Assert.Equal(rule[0].Red.Count, rule[0].Red[^1] - rule[0].Red[0] + 1);
        var number = rows.Last(row => row.Y < rule[0].Y && row.Black.Count > 0).Y;
        Assert.InRange((rule[0].Y - number - 1) * Pixel, 3.8, 4.9);
        // The number is black and stands between organ and rule.
        Assert.True(rows.Where(row => row.Y > organ && row.Black.Count > 0).Min(row => row.Y) > organ);
    }

    [Fact]
    public void Title_levels_and_text_are_set_in_their_faces()
    {
        (ReportBlock Block, string Face)[] faces =
        [
            (new Title("督导情况通报"), "XiaoBiaoSong|XBSJW|NotoSerifCJK.*Bold"), (new Heading(1, "一、总体评价"), "SimHei|FandolHei|NotoSansCJK"), (new Heading(2, "（一）办学条件"), "KaiTi|FandolKai|WenKai"),
            (new Heading(3, "场馆面积不足"), "FangSong|FandolFang"), (new Heading(4, "（甲）小学"), "FangSong|FandolFang"), (new Paragraph("学校规范办学。"), "FangSong|FandolFang"),
        ];
        using var file = PdfDocument.Open(Printed.Of([.. faces.Select(face => face.Block)]).Bytes);
        var letters = file.GetPage(1).Letters;
        var text = string.Concat(letters.Select(letter => letter.Value));
        foreach (var (block, face) in faces)
        {
            var words = ReportWords.Of(block).Single();
            var own = letters.Skip(text.IndexOf(words, StringComparison.Ordinal)).Take(words.Length).ToList();
            Assert.Equal(words, string.Concat(own.Select(letter => letter.Value)));
            Assert.All(own, letter => Assert.Matches(face, letter.FontName));
        }
    }

    [Theory]
    [InlineData("notice")]
    [InlineData("monitor")]
    public void The_code_on_the_page_is_read_as_the_address_it_was_made_from(string name)
    {
        var read = Printed.Of(EveryPaper.Issued[name]()).Render(Dpi).Select(page => new BarcodeReaderGeneric { Options = { TryHarder = true, PossibleFormats = [BarcodeFormat.QR_CODE] } }.Decode(new RGBLuminanceSource(page.Rgb, page.Width, page.Height))?.Text).OfType<string>();

        Assert.Equal("https://example.org/verify/2026-7", Assert.Single(read));
    }

    [Theory]
    [InlineData("督导室", false)]
    [InlineData("紫阳县教育督导室", false)]
    [InlineData("紫阳县人民政府教育督导委员会办公室", true)]
    public void The_seal_covers_organ_and_date(string organ, bool isLong)
    {
        var runs = PaperLayout.Lay(SampleReport.Of([new Paragraph("正文。"), new Signatures { Organ = organ, Date = new(2026, 11, 24) }]), Printed.Fonts).Pages[0].Body.OfType<GlyphRun>().ToList();
        var (name, date) = (runs[^2], runs[^1]);
        double Left(GlyphRun run) => run.X - Grid.Left(1);
        double Right(GlyphRun run) => Left(run) + Typesetter.WidthOf(run.Glyphs.Span);
        // 7.3.5.1: the date ends four characters from the right and the organ stands above its middle; a long name ends two from the right and takes the date along.
        Assert.Equal(Grid.Width - ((isLong ? 2 : 4) * Grid.Body), Right(isLong ? name : date), 0.1);
        Assert.Equal((Left(name) + Right(name)) / 2, (Left(date) + Right(date)) / 2, 0.1);
        Assert.Equal(Grid.LinePitch, date.Y - name.Y, 0.1);
        Assert.True(Right(name) <= Grid.Width - Grid.Body + 0.1 && Left(name) >= 0);
    }

    private static List<int> Columns(Raster page, int y, Func<byte, byte, byte, bool> holds) =>
        [.. Enumerable.Range(0, page.Width).Where(x => holds(page.Rgb[3 * ((y * page.Width) + x)], page.Rgb[(3 * ((y * page.Width) + x)) + 1], page.Rgb[(3 * ((y * page.Width) + x)) + 2]))];

    private static bool IsRed(byte red, byte green, byte blue) => red > 180 && green < 110 && blue < 110;

    private static bool IsBlack(byte red, byte green, byte blue) => red < 110 && green < 110 && blue < 110;
}
