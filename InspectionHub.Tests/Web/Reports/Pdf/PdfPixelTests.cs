using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;
using InspectionHub.Web.Reports.Pdf.Output;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>Perfect text can hide wrong glyphs: here the drawn page is compared with outlines taken from the whole fonts.</summary>
public sealed class PdfPixelTests
{
    private static readonly ReportBlock[] Faces =
    [
        new Title("生人方食一面高的报告"),
        new Heading(1, "一、昇玥喆祎垚堃𬭎"),
        new Heading(2, "（一）指标与标准"),
        new Paragraph("根据《教育督导条例》，", new TextRun("2026年得分88.5分", TextFace.Bold), "；Liberation Serif 0123456789。"),
        new Table([new("指标"), new("数值")], [new("生均面积", "4.52㎡"), new("达标", "≥4.5")]),
    ];

    private const int Dpi = 216;

    [Fact]
    public void Each_drawn_glyph_looks_more_like_its_own_character_than_like_any_other()
    {
        var report = SampleReport.Of(Faces);

        Assert.Equal("", Mistaken(Printed.Of(report).Render(Dpi)[0], PaperLayout.Lay(report, Printed.Fonts)));
    }

    [Fact]
    public void The_comparison_sees_glyphs_that_are_exchanged()
    {
        var exchanged = SampleReport.Of([new Title("人生食方一高面的报告"), .. Faces[1..]]);

        Assert.Equal("生人方食面高", Mistaken(Printed.Of(exchanged).Render(Dpi)[0], PaperLayout.Lay(SampleReport.Of(Faces), Printed.Fonts)));
    }

    [Fact]
    public void No_page_of_the_sample_is_blank_and_none_is_black() =>
        Assert.All(Printed.Of(SampleReport.Whole()).Render(60), page => Assert.InRange(page.Ink, 0.01, 0.2));

    [Theory]
    [InlineData(1, "red", "white", "blue", "blue")]
    [InlineData(2, "white", "red", "blue", "blue")]
    [InlineData(3, "blue", "blue", "white", "red")]
    [InlineData(4, "blue", "blue", "red", "white")]
    [InlineData(5, "red", "blue", "white", "blue")]
    [InlineData(6, "blue", "red", "blue", "white")]
    [InlineData(7, "blue", "white", "blue", "red")]
    [InlineData(8, "white", "blue", "red", "blue")]
    public void A_photo_stands_as_the_camera_was_held(byte orientation, string topLeft, string topRight, string bottomLeft, string bottomRight)
    {
        var report = SampleReport.Of([new Photos([new(SamplePhoto.Held(orientation), "操场")])]);
        var picture = PaperLayout.Lay(report, Printed.Fonts).Pages[0].Body.OfType<Picture>().Single();
        var page = Printed.Of(report).Render(60)[0];

        string Seen(double x, double y) =>
            page.At((picture.X + (x * picture.Width)) / Grid.PaperWidth, (picture.Y + (y * picture.Height)) / Grid.PaperHeight) switch
            {
                { Red: > 200, Green: > 200 } => "white",
                { Red: > 180 } => "red",
                { Blue: > 120, Red: < 80 } => "blue",
                var other => other.ToString(),
            };
        Assert.Equal([topLeft, topRight, bottomLeft, bottomRight], [Seen(0.2, 0.2), Seen(0.8, 0.2), Seen(0.2, 0.8), Seen(0.8, 0.8)]);
    }

    /// <summary>The same page with every glyph filled as a path from the whole font.</summary>
    private static Raster Outlines(DisplayList list)
    {
        var content = new PdfBytes();
        foreach (var run in list.Pages[0].Body.Concat(list.Pages[0].Over).OfType<GlyphRun>())
        {
            var x = run.X;
            for (var i = 0; i < run.Glyphs.Length; i++)
            {
                var glyph = run.Glyphs.Span[i];
                var scale = glyph.Size / glyph.Face.UnitsPerEm;
                content.Add("q\n").Operator("cm", scale, 0, 0, scale, x, Grid.PaperHeight - run.Y);
                // The matrix has three decimals only; a second one restores what they lose.
                var exact = scale / (Math.Round(scale * 1000, MidpointRounding.AwayFromZero) / 1000);
                content.Raw(GlyphOutline.Of(glyph.Face, glyph.Id, exact).Span).Add("f\nQ\n");
                x += glyph.Width + (run.Extra?[i] ?? 0);
            }
        }

        foreach (var stroke in list.Pages[0].Body.OfType<Stroke>())
            content.Operator("w", stroke.Width).Operator("m", stroke.Points[0].X, Grid.PaperHeight - stroke.Points[0].Y).Operator("l", stroke.Points[1].X, Grid.PaperHeight - stroke.Points[1].Y).Add("S\n");
        var file = new PdfFile();
        var tree = file.Reserve();
        var page = file.Add($"<</Type/Page/Parent {PdfFile.Ref(tree)}/MediaBox[0 0 595.276 841.89]/Resources<<>>/Contents {PdfFile.Ref(file.AddStream(content.Span))}>>");
        file.Fill(tree, $"<</Type/Pages/Count 1/Kids[{PdfFile.Ref(page)}]>>");
        return Printed.OfBytes(file.Write(file.Add($"<</Type/Catalog/Pages {PdfFile.Ref(tree)}>>"), file.Add("<<>>"))).Render(Dpi)[0];
    }

    /// <summary>The characters of the first page whose drawn shape is nearer to another character's outline in the same face and size.</summary>
    private static string Mistaken(Raster drawn, DisplayList list)
    {
        var outlines = Outlines(list);
        Assert.Equal((outlines.Width, outlines.Height), (drawn.Width, drawn.Height));
        var boxes = new List<(Glyph Glyph, int X, int Y, int Size)>();
        foreach (var run in list.Pages[0].Body.OfType<GlyphRun>())
        {
            var x = run.X;
            for (var i = 0; i < run.Glyphs.Length; i++)
            {
                var glyph = run.Glyphs.Span[i];
                boxes.Add((glyph, Pixel(x), Pixel(run.Y - (0.85 * glyph.Size)), Pixel(glyph.Size)));
                x += glyph.Width + (run.Extra?[i] ?? 0);
            }
        }

        var mistaken = boxes.Where(box => boxes
            .Where(other => (other.Glyph.Face, other.Glyph.Size) == (box.Glyph.Face, box.Glyph.Size))
            .MinBy(other => Difference(drawn, box, outlines, other)).Glyph.CodePoint != box.Glyph.CodePoint);
        return string.Concat(mistaken.Select(box => char.ConvertFromUtf32(box.Glyph.CodePoint)));

        static int Pixel(double points) => (int)Math.Round(points * Dpi / 72);
    }

    private static long Difference(Raster drawn, (Glyph, int X, int Y, int Size) at, Raster outlines, (Glyph, int X, int Y, int Size) other)
    {
        var difference = 0L;
        for (var y = 0; y < at.Size; y++)
            for (var x = 0; x < at.Size; x++)
                difference += Math.Abs(drawn.Rgb[3 * (((at.Y + y) * drawn.Width) + at.X + x)] - outlines.Rgb[3 * (((other.Y + y) * outlines.Width) + other.X + x)]);
        return difference;
    }
}
