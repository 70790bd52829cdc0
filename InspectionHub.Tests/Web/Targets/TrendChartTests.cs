using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Targets;

namespace InspectionHub.Tests.Web.Targets;

/// <summary>What the drawing of a test's number shows of its limits and its years.</summary>
public sealed class TrendChartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_band_has_a_line_at_both_of_its_ends(bool isSmall)
    {
        using var context = new BunitContext();
        var chart = context.Render<TrendChart>(p => p.Add(x => x.Series, SeriesOf([(2022, 30), (2023, 33), (2024, 36)], 42)).Add(x => x.Due, 2025).Add(x => x.IsSmall, isSmall));
        var lines = chart.FindAll("line.trend-limit").Select(l => double.Parse(l.GetAttribute("y1")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(2, lines.Count);
        // The upper end stands higher; a chart's ordinate grows downwards.
        Assert.True(lines.Max() - lines.Min() > 2);
        Assert.Contains("限 38—42 %", chart.Find("svg").GetAttribute("aria-label"));
        if (!isSmall) Assert.Equal(["上限 42", "下限 38"], chart.FindAll("text").Select(t => t.TextContent).Where(t => t.Contains('限')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_line_of_a_limit_with_one_end_is_one()
    {
        using var context = new BunitContext();
        var chart = context.Render<TrendChart>(p => p.Add(x => x.Series, SeriesOf([(2022, 30), (2023, 33)], null)).Add(x => x.Due, 2025));
        Assert.Single(chart.FindAll("line.trend-limit"));
        Assert.Equal("限 38", Assert.Single(chart.FindAll("text"), t => t.TextContent.Contains('限')).TextContent);
    }

    [Fact]
    public void Across_a_year_whose_edition_lacks_the_test_no_line_is_drawn()
    {
        using var context = new BunitContext();
        var series = SeriesOf([(2021, 30), (2022, 31), (2024, 36), (2025, 37)], null) with { Lacking = [2023] };
        var chart = context.Render<TrendChart>(p => p.Add(x => x.Series, series).Add(x => x.Due, 2025));
        Assert.Equal([2, 2], chart.FindAll("polyline.trend-line").Select(l => l.GetAttribute("points")!.Split(' ').Length));
        Assert.Equal(4, chart.FindAll("circle.trend-dot").Count);
        Assert.Contains("2023 年该年度版本无此项", chart.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void A_wide_band_is_drawn_to_its_ends_and_not_cut_off_flat()
    {
        using var context = new BunitContext();
        var series = SeriesOf([(2018, 30), (2019, 36), (2020, 29), (2021, 37), (2022, 31)], null);
        var chart = context.Render<TrendChart>(p => p.Add(x => x.Series, series).Add(x => x.Due, 2025));
        var ends = chart.Find("polygon.trend-band").GetAttribute("points")!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => double.Parse(p.Split(',')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        // The interval widens from year to year: no two of its points stand at one height, and none at the edge of the drawing.
        Assert.Equal(1 + (2 * series.Band.Count), ends.Distinct().Count());
        Assert.True(ends.Min() > 10 && ends.Max() < 176, string.Join(' ', ends));
    }

    [Fact]
    public void Where_the_interval_has_no_ends_the_drawing_says_so_and_keeps_the_years_that_have_them()
    {
        using var context = new BunitContext();
        var series = NoEnds();
        Assert.Contains(series.Band, b => !b.HasBand);
        var chart = context.Render<TrendChart>(p => p.Add(x => x.Series, series).Add(x => x.Due, 2025));
        var first = series.Band.First(b => !b.HasBand).Year;
        Assert.Contains(chart.FindAll("text"), t => t.TextContent == $"预测：{first} 年起无法给出区间");
        Assert.EndsWith($"；预测 {first} 年起无法给出区间", chart.Find("svg").GetAttribute("aria-label"));
        Assert.DoesNotContain("NaN", chart.Markup);
        Assert.DoesNotContain("∞", chart.Markup);
    }

    /// <summary>A ratio whose denominator may come to nothing.</summary>
    internal static TestSeries NoEnds() => TestSeries.Of(
        [.. new[] { (30, 90), (20, 60), (28, 85), (10, 30), (9, 28) }.Select((v, i) => (2018 + i, new TestMeasure("招生占比", "%", Comparison.AtLeast, 38, 100.0 * v.Item1 / v.Item2) { Numerator = v.Item1, Denominator = v.Item2, Per = 100 }))], 2025);

    private static TestSeries SeriesOf(IReadOnlyList<(int Year, double Value)> years, double? upper) =>
        TestSeries.Of([.. years.Select(y => (y.Year, new TestMeasure("招生占比", "%", Comparison.AtLeast, 38, y.Value) { Upper = upper }))], 2025);
}
