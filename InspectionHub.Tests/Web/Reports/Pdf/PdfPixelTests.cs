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

    // Rendered finely and compared coarsely: outlines and font programs are smoothed a little differently at their edges.
    private const int Dpi = 216;
    private const int Coarse = 4;

    [Fact]
    public void Each_drawn_glyph_has_the_outline_of_its_character()
    {
        var report = SampleReport.Of(Faces);
        var expected = Outlines(PaperLayout.Lay(report, Printed.Fonts));

        Assert.InRange(Difference(Printed.Of(report).Render(Dpi)[0], expected), 0, 0.12);
    }

    [Fact]
    public void The_comparison_sees_glyphs_that_are_exchanged()
    {
        var report = SampleReport.Of(Faces);
        var exchanged = SampleReport.Of([new Title("人生食方一高面的报告"), .. Faces[1..]]);

        var right = Difference(Printed.Of(report).Render(Dpi)[0], Outlines(PaperLayout.Lay(report, Printed.Fonts)));
        var wrong = Difference(Printed.Of(exchanged).Render(Dpi)[0], Outlines(PaperLayout.Lay(report, Printed.Fonts)));

        Assert.True(wrong > right + 0.1, $"right {right:0.000}, wrong {wrong:0.000}");
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
        var page = file.Add($"<</Type/Page/Parent {PdfFile.Ref(tree)}/MediaBox[0 0 595.276 841.89]/Contents {PdfFile.Ref(file.AddStream(content.Span))}>>");
        file.Fill(tree, $"<</Type/Pages/Count 1/Kids[{PdfFile.Ref(page)}]>>");
        return Printed.OfBytes(file.Write(file.Add($"<</Type/Catalog/Pages {PdfFile.Ref(tree)}>>"), file.Add("<<>>"))).Render(Dpi)[0];
    }

    /// <summary>Differing ink as a part of the expected ink.</summary>
    private static double Difference(Raster drawn, Raster expected)
    {
        Assert.Equal((expected.Width, expected.Height), (drawn.Width, drawn.Height));
        var (difference, ink) = (0L, 0L);
        for (var y = 0; y + Coarse <= drawn.Height; y += Coarse)
        {
            for (var x = 0; x + Coarse <= drawn.Width; x += Coarse)
            {
                var (there, wanted) = (Square(drawn, x, y), Square(expected, x, y));
                difference += Math.Abs(there - wanted);
                ink += wanted;
            }
        }

        return (double)difference / ink;
    }

    private static int Square(Raster page, int left, int top)
    {
        var ink = 0;
        for (var y = top; y < top + Coarse; y++)
            for (var x = left; x < left + Coarse; x++)
                ink += 255 - page.Rgb[3 * ((y * page.Width) + x)];
        return ink;
    }
}
