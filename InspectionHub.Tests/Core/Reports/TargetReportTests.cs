using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Reports;

namespace InspectionHub.Tests.Core.Reports;

/// <summary>县域目标进展报告 against the rules' answers for the demo county: trajectories, forecasts, coefficients, shares, schools in the way.</summary>
public sealed class TargetReportTests
{
    private static Report Report => TargetReport.Compose(EveryPaper.County.Now, EveryPaper.County.Targets, PaperComposerTests.Head);

    private static IEnumerable<Trajectory> Tests => EveryPaper.County.Targets.SelectMany(t => t.Tests);

    [Fact]
    public void Each_trajectory_chart_draws_what_was_measured_what_was_planned_and_what_is_forecast()
    {
        var charts = Report.Blocks.OfType<TrendChart>().ToList();
        Assert.NotEmpty(charts);
        Assert.Contains(charts, chart => chart.Series.Count == 3);
        Assert.Contains(charts, chart => chart.Limits.Count == 2);
        foreach (var chart in charts)
        {
            var test = Tests.Single(t => t.Test.Code == chart.Caption.Split(' ')[0]);
            var series = test.Series.Single(s => chart.Caption == $"{test.Test.Code} {s.Measure.Name}");
            var years = chart.Labels.Select(int.Parse).ToList();
            Assert.Equal(Enumerable.Range(years[0], years.Count), years);
            Assert.Equal(Math.Max(series.Years[^1].Year, test.Test.Target), years[^1]);
            Assert.Equal(years.Select(y => series.Years.Where(p => p.Year == y).Select(p => (double?)p.Value).SingleOrDefault()), chart.Series.Single(s => s.Name == "实际").Values);
            // The plan is a straight line from the first year to the limit in the target year; what held from the start has no way to go.
            var (first, due) = (series.Years[0], test.Test.Target);
            Assert.Equal(due > first.Year && !series.Measure.Holds(first.Value), chart.Series.Any(s => s.Name == "规划"));
            if (due > first.Year && !series.Measure.Holds(first.Value))
                Assert.Equal(years.Select(y => y > due ? (double?)null : first.Value + ((series.Measure.Limit - first.Value) * (y - first.Year) / (due - first.Year))), chart.Series.Single(s => s.Name == "规划").Values, (a, b) => (a is null && b is null) || Math.Abs(a!.Value - b!.Value) < 1e-9);
            var forecast = chart.Series.SingleOrDefault(s => s.Name == "预测");
            Assert.Equal(series.Band.Count > 0, forecast is not null);
            foreach (var point in series.Band) Assert.Equal(Math.Max(0, point.Point), forecast!.Values[years.IndexOf(point.Year)]);
            double[] ends = series.Measure.Upper is { } upper ? [series.Measure.Limit, upper] : [series.Measure.Limit];
            Assert.Equal(ends, chart.Limits.Select(limit => limit.Value));
            Assert.All(chart.Series.Where(s => s.Name != "实际"), s => Assert.True(s.IsForecast));
        }
    }

    [Fact]
    public void Each_test_says_when_it_is_expected_and_how_many_schools_are_in_the_way_and_names_them()
    {
        var rows = Report.Blocks.OfType<Table>().SelectMany(t => t.Rows).ToDictionary(r => r.Cells[0].Text);
        var notes = Report.Blocks.OfType<Paragraph>().Where(p => p.IsNote).Select(PaperText.Of).ToList();
        var named = 0;
        foreach (var test in Tests)
        {
            var cells = rows[test.Test.Code].Cells;
            Assert.Equal(test.Status.Name(), cells[5].Text);
            Assert.Equal(test.Now.InTheWay.Count == 0 ? "" : $"{test.Now.InTheWay.Count} 校", cells[7].Text);
            if (test.Now.State == IndicatorState.Met) Assert.Equal("已达到", cells[6].Text);
            else if (test.Attained is not { } year) Assert.Equal("无法判断", cells[6].Text);
            else
            {
                Assert.StartsWith($"{year}", cells[6].Text);
                if (test.Earliest != year || test.Latest != year) Assert.Equal($"{year}（{test.Earliest?.ToString() ?? "—"}—{test.Latest?.ToString() ?? "2040后"}）", cells[6].Text);
            }
            if (test.Now.State == IndicatorState.Met || test.Now.Reason is null || test.Now.InTheWay.Count == 0) continue;
            named++;
            var note = Assert.Single(notes, n => n.StartsWith($"{test.Test.Code} {test.Test.Name}：", StringComparison.Ordinal));
            Assert.Contains("拖后的学校：" + string.Join('、', test.Now.InTheWay.Take(12).Select(s => EveryPaper.County.Now.Scorecards[s].Site.Name)) + (test.Now.InTheWay.Count > 12 ? $" 等 {test.Now.InTheWay.Count} 所" : "") + "。", note);
        }
        Assert.True(named > 3);
        Assert.Contains(Tests, t => t.Now.State != IndicatorState.Met && t.Attained is not null);
    }

    [Fact]
    public void The_coefficients_stand_as_bars_with_their_limit_and_the_heaviest_schools_with_their_shares()
    {
        var coefficients = EveryPaper.County.Now.Coefficients;
        var charts = Report.Blocks.OfType<BarChart>().ToList();
        Assert.Equal([0.5, 0.45], charts.Select(chart => chart.Limit!.Value));
        foreach (var (chart, stage) in charts.Zip([Stage.Primary, Stage.Junior]))
        {
            Assert.Equal($"{stage.Name()}七项差异系数", chart.Caption);
            var own = coefficients.Where(c => c.Stage == stage).ToList();
            Assert.Equal(own.Select(c => (c.Row.Name, c.Value, c.State.Print())), chart.Bars.Select(bar => (bar.Label, bar.Value, bar.State)));
            Assert.Equal(own.Select(c => Coefficient(c) is { } value ? $"{value:0.000}" : "未填"), chart.Bars.Select(bar => bar.Shown.Trim('（', '）')));
            Assert.All(chart.Bars.Zip(own), pair => Assert.Equal(pair.Second.State == IndicatorState.Unknown && pair.Second.Value is not null, pair.First.Shown.StartsWith('（')));
        }
        var over = coefficients.Where(c => c.State == IndicatorState.NotMet).ToList();
        Assert.NotEmpty(over);
        var text = PaperText.Of(Report);
        foreach (var one in over)
        {
            var mean = one.Difference.Rows.Sum(r => r.Resource.ToDouble()) / one.Difference.Rows.Sum(r => r.Pupils.ToDouble());
            var parts = one.Difference.Rows.Select(r => (r.Site, Part: r.Pupils.ToDouble() * Math.Pow((r.Resource.ToDouble() / r.Pupils.ToDouble()) - mean, 2))).ToList();
            var heavy = parts.OrderByDescending(p => p.Part).Take(8).Select(p => (EveryPaper.County.Now.Scorecards[p.Site].Site.Name, Share: 100 * p.Part / parts.Sum(all => all.Part))).ToList();
            Assert.Contains($"差异系数 {Coefficient(one):0.000}，超过标准 {one.Limit.ToText(2, true)}。占差异最多的 {heavy.Count} 所学校合计占 {heavy.Sum(h => h.Share):0.0} %：{string.Join('、', heavy.Select(h => $"{h.Name}（{h.Share:0.0} %）"))}。", text);
        }
    }

    /// <summary>sqrt(Σ p/N (x − x̄)²) / x̄, in doubles.</summary>
    private static double? Coefficient(Coefficient one)
    {
        var rows = one.Difference.Rows.Select(r => (Pupils: r.Pupils.ToDouble(), Value: r.Resource.ToDouble() / r.Pupils.ToDouble())).ToList();
        var mean = rows.Sum(r => r.Pupils * r.Value) / rows.Sum(r => r.Pupils);
        return rows.Count == 0 || mean == 0 ? null : Math.Sqrt(rows.Sum(r => r.Pupils * Math.Pow(r.Value - mean, 2)) / rows.Sum(r => r.Pupils)) / mean;
    }
}
