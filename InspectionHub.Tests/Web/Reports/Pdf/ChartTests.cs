using CsCheck;
using InspectionHub.Core.Reports;
using InspectionHub.Web.Reports.Pdf.Drawing;
using InspectionHub.Web.Reports.Pdf.Layout;

namespace InspectionHub.Tests.Web.Reports.Pdf;

/// <summary>Charts as they are drawn: what is written covers nothing else that is written, and lines stand where their values are.</summary>
public sealed class ChartTests
{
    private static readonly Gen<string> Unit = OneOf("", "分", "人/师", "每百名学生拥有县级以上骨干教师数");

    private static readonly Gen<double?> Value = Gen.Select(Gen.Int[0, 9], Gen.Double[-1, 1], OneOf(1.0, 30.0, 1_000_000.0)).Select((missing, part, scale) => missing == 0 ? (double?)null : part * scale);

    private static readonly Gen<ChartLimit> Limit = Gen.Select(OneOf("标准 0.50", "2030 年目标值（小学每百名学生）"), Gen.Double[0, 30]).Select((label, value) => new ChartLimit(label, value));

    public static TheoryData<string> Papers => ["target", "sample"];

    [Theory]
    [MemberData(nameof(Papers))]
    public void No_label_of_a_papers_charts_covers_another(string name) => Assert.All(EveryPaper.Issued[name]().Blocks.Where(block => block is TrendChart or BarChart), AssertLegible);

    // The second begins with a chart whose unit and first value met by a third of a point.
    [Theory]
    [InlineData(null)]
    [InlineData("1rNvu4syTK72")]
    public void No_label_of_lines_of_any_kind_covers_another_or_leaves_the_page(string? seed) =>
        Gen.Select(Gen.Int[1, 12], OneOf("年", "—2031学年"), Gen.Select(OneOf("实际", "全县小学（不含教学点）平均"), Value.Array[12], Gen.Bool).Array[0, 5], Limit.Array[0, 2], Unit).Sample((years, word, lines, limits, unit) =>
            AssertLegible(new TrendChart("图1　走势", [.. Enumerable.Range(2020, years).Select(year => $"{year}{word}")], [.. lines.Select(line => new TrendSeries(line.Item1, [.. line.Item2.Take(years)], line.Item3))]) { Unit = unit, Limits = limits }), seed: seed, iter: 200);

    // The second has a first tick that is wider than twice its short labels.
    [Theory]
    [InlineData(null)]
    [InlineData("7IeJ_53ZKtq1")]
    public void No_label_of_bars_of_any_kind_covers_another_or_leaves_the_page(string? seed) =>
        Gen.Select(Gen.Select(OneOf("甲", "高于规定学历教师数", "每百名学生拥有体育、艺术（美术、音乐）专任教师数（人）"), Value, OneOf("0.521", "（0.412）", "1,234,567.89 元")).Array[1, 12], Gen.Bool, Limit, Unit).Sample((bars, hasLimit, limit, unit) =>
            AssertLegible(new BarChart("图2　差异系数", [.. bars.Select(bar => new Bar(bar.Item1, bar.Item2, bar.Item3))]) { Unit = unit, Limit = hasLimit ? limit : null }), seed: seed, iter: 200);

    [Fact]
    public void The_unit_does_not_run_into_the_first_value()
    {
        // As it stood on the progress report: the first value is the highest of the chart.
        var chart = new TrendChart("P15 专任教师与幼儿之比", ["2020", "2021", "2022"], [new("实际", [23.526, 22.061, 20.714])]) { Unit = "人/师", Limits = [new("标准 15", 15)] };

        AssertLegible(chart);
        Assert.Contains("（人/师）", Drawn(chart).SelectMany(marks => marks).OfType<GlyphRun>().Select(Text));
    }

    [Fact]
    public void The_limits_of_lines_stand_at_their_values()
    {
        var chart = new TrendChart("图1", ["2024", "2025", "2026"], [new("本校", [12, 47, 31])]) { Limits = [new("标准 22.5", 22.5), new("目标 40", 40)] };
        foreach (var marks in Drawn(chart))
        {
            var scale = Scale(marks, run => run.Y - 3);
            var limits = marks.OfType<Stroke>().Where(stroke => stroke.Colour == Ink.Alarm && stroke.Dash > 0).ToList();
            Assert.Equal([22.5, 40], limits.Select(limit => Math.Round(scale(limit.Points[0].Y), 1)));
            Assert.All(limits, limit => Assert.Equal(limit.Points[0].Y, limit.Points[1].Y));
            // The points lie on the same scale.
            Assert.Equal([12, 47, 31], marks.OfType<Stroke>().Single(stroke => stroke.Width == 1.3).Points.Select(point => Math.Round(scale(point.Y), 1)));
        }
    }

    [Fact]
    public void The_limit_of_bars_stands_at_its_value_and_the_bars_end_at_theirs()
    {
        var chart = new BarChart("图2", [new("甲", 0.31, "0.310"), new("乙", 0.62, "0.620", PrintState.NotMet)]) { Limit = new("标准 0.45", 0.45) };
        foreach (var marks in Drawn(chart))
        {
            var scale = Scale(marks, run => run.X + (Typesetter.WidthOf(run.Glyphs.Span) / 2));
            Assert.Equal(0.45, scale(Assert.Single(marks.OfType<Stroke>(), stroke => stroke.Colour == Ink.Alarm).Points[0].X), 0.001);
            Assert.Equal([0.31, 0.62], marks.OfType<Boxes>().Select(box => Math.Round(scale(box.Areas[0].X + box.Areas[0].Width), 2)));
        }
    }

    public static TheoryData<string> Followers => ["bars", "lines", "table", "photo", "seal", "text"];

    /// <summary>A page whose last chart does not fit is filled as far as a chart can be lowered.</summary>
    [Theory]
    [MemberData(nameof(Followers))]
    public void A_chart_that_does_not_fit_leaves_less_than_a_third_of_the_page_empty_whatever_follows(string follower)
    {
        var bars = new BarChart("图2　七项差异系数", [.. Enumerable.Range(1, 7).Select(i => new Bar($"每百名学生拥有高于规定学历教师数和骨干教师数{i}", i / 10.0, $"{i / 10.0:0.0}"))]) { Limit = new("标准", 0.5) };
        var lines = new TrendChart("图1　得分", ["2024", "2025"], [new("本校", [80, 85])]);
        ReportBlock[] after = follower switch
        {
            "bars" => [bars],
            "lines" => [lines],
            "table" => [SampleReport.Rows(40)],
            "photo" => [new Photos([new(SamplePhoto.Upright, "操场")])],
            "seal" => [new Paragraph("以上。"), new Signatures { Organ = "督导室", Date = new(2026, 1, 1) }],
            _ => [.. Enumerable.Range(0, 12).Select(_ => new Paragraph("督导组实地查看了教学楼、食堂、宿舍和运动场，查阅资料并访谈师生。"))],
        };
        foreach (var chart in (ReportBlock[])[bars, lines])
            for (var before = 1; before < 22; before++)
            {
                var pages = PaperLayout.Lay(SampleReport.Of([.. Enumerable.Range(0, before).Select(i => new Paragraph($"第{i}行")), chart, .. after, new Paragraph("完。")]), Printed.Fonts).Pages;
                Assert.True(pages.Count == 1 || Lowest(pages[0]) > Grid.Top + (Grid.Height * 2 / 3), $"after {before} lines the page ends at {Lowest(pages[0]):0}");
            }
    }

    [Fact]
    public void Charts_that_wait_keep_their_order_and_a_heading_keeps_its_chart()
    {
        var bars = new BarChart("图2　差异系数", [new("甲", 0.3, "0.3"), new("乙", 0.4, "0.4")]);
        for (var before = 8; before < 22; before++)
        {
            var printed = Printed.Of([.. Enumerable.Range(0, before).Select(i => new Paragraph($"第{i}行")), new TrendChart("图1　得分", ["2024", "2025"], [new("本校", [80, 85])]), bars, new Paragraph("文字。"), new Heading(1, "一、差距"), bars with { Caption = "图3　县城" }, new Paragraph("完。")]);
            var text = printed.Text();
            Assert.True(text.IndexOf("图1", StringComparison.Ordinal) < text.IndexOf("图2", StringComparison.Ordinal) && text.IndexOf("图2", StringComparison.Ordinal) < text.IndexOf("图3", StringComparison.Ordinal), text);
            Assert.Contains(printed.Pages(), page => page.Contains("一、差距", StringComparison.Ordinal) && page.Contains("图3", StringComparison.Ordinal));
        }
    }

    /// <summary>The chart as it would like to be and as low as it can become, each with its caption.</summary>
    private static IEnumerable<List<DrawOp>> Drawn(ReportBlock chart)
    {
        var typesetter = new Typesetter(Printed.Fonts);
        var layout = new ChartLayout(typesetter);
        foreach (var item in (chart is TrendChart lines ? layout.Lay(lines) : layout.Lay((BarChart)chart)).Where(item => !item.IsBlank))
            foreach (var height in (double[])[item.Height, item.MayWait ? item.Least : item.Height])
            {
                var marks = new List<DrawOp>();
                item.Draw(new Canvas(marks, 0, 0), 0, height);
                yield return marks;
            }
    }

    private static void AssertLegible(ReportBlock chart)
    {
        foreach (var marks in Drawn(chart))
        {
            var labels = marks.OfType<GlyphRun>().Where(run => Text(run).Trim().Length > 0).Select(run => (Text: Text(run), Area: Area.Of(run.Glyphs.Span, run.X, run.Y, run.Glyphs.Span[0].Size - 0.1))).ToList();
            Assert.All(labels, label => Assert.True(label.Area.X > -0.1 && label.Area.Right < Grid.Width + 0.1, $"“{label.Text}” leaves the page"));
            for (var i = 0; i < labels.Count; i++)
                for (var k = i + 1; k < labels.Count; k++)
                    Assert.False(labels[i].Area.Meets(labels[k].Area), $"“{labels[i].Text}” covers “{labels[k].Text}” in {chart}");
        }
    }

    /// <summary>From points on the page back to values, by the first two ticks of the axis, which are written before everything else.</summary>
    private static Func<double, double> Scale(List<DrawOp> marks, Func<GlyphRun, double> place)
    {
        var at = marks.OfType<GlyphRun>().Take(2).Select(run => (Value: double.Parse(Text(run), System.Globalization.CultureInfo.InvariantCulture), Place: place(run))).ToArray();
        return where => at[0].Value + ((where - at[0].Place) * (at[1].Value - at[0].Value) / (at[1].Place - at[0].Place));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Text(GlyphRun run) => string.Concat(run.Glyphs.ToArray().Select(glyph => char.ConvertFromUtf32(glyph.CodePoint)));

    private static double Lowest(PageDrawing page) => page.Body.Max(op => op switch
    {
        GlyphRun run => run.Y,
        Stroke stroke => stroke.Points.Max(point => point.Y),
        Picture picture => picture.Y + picture.Height,
        _ => 0,
    });
}
