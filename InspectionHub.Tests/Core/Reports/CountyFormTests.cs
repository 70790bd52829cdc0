using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Reports;

namespace InspectionHub.Tests.Core.Reports;

/// <summary>监测表 and 简报 of the demo county: every number beside the values the rules judged.</summary>
public sealed class CountyFormTests
{
    private static CountyPaper Head => PaperComposerTests.Head;

    [Fact]
    public void The_monitor_form_gives_means_limits_pupils_and_the_verdict_of_the_seven()
    {
        var (now, _, facts) = EveryPaper.County;
        var tables = MonitorForm.Compose(now, facts.Measurements, Head).Blocks.OfType<Table>().ToList();
        var all = now.Coefficients.OrderBy(c => c.Stage).ThenBy(c => c.Resource, StringComparer.Ordinal).ToList();
        Assert.Equal(all.Select(c => (c.Stage.Name(), $"{c.Row.Name}（{c.Row.Unit}）", Mean(c), c.Limit.ToText(2, true), c.Difference.Missing.Count > 0 ? $"{c.Difference.Missing.Count} 校" : "")),
            tables[0].Rows.Select(r => (r.Cells[0].Text, r.Cells[1].Text, r.Cells[2].Text, r.Cells[4].Text, r.Cells[6].Text)));
        foreach (var (table, stage) in tables.Skip(1).Zip([Stage.Primary, Stage.Junior]))
        {
            var columns = all.Where(c => c.Stage == stage).ToList();
            foreach (var row in table.Rows.Where(r => !r.IsGroup))
            {
                var card = now.Scorecards.Values.Single(c => c.Site.Name == row.Cells[0].Text);
                Assert.Equal(facts.Measurements.Best(card.Site.Code, stage, "pupils") is { } pupils ? $"{pupils.Value:0}" : "未填", row.Cells[1].Text);
                Assert.Equal(card.Compliance.SingleOrDefault(c => c.Stage == stage) is { } seven ? $"{seven.State.Sign()} {seven.State.Name()}" : "不计", row.Cells[9].Text);
                for (var i = 0; i < 7; i++) Assert.Equal(card.Find(columns[i].Row.Code, stage)!.State == IndicatorState.NotMet, row.Cells[2 + i].Text.EndsWith(" ×", StringComparison.Ordinal));
            }
            var sums = table.Rows.Where(r => r.IsGroup).ToList();
            Assert.Equal(["全县均值", "差异系数", "标准（不超过）", "结论"], sums.Select(r => r.Cells[0].Text));
            Assert.Equal(columns.Select(Mean), sums[0].Cells.Skip(1).Take(7).Select(c => c.Text));
            Assert.Equal(Enumerable.Repeat(stage == Stage.Primary ? "0.50" : "0.45", 7), sums[2].Cells.Skip(1).Take(7).Select(c => c.Text));
        }

        // The county's resource over the county's pupils, in brackets while schools are missing.
        static string Mean(Coefficient one)
        {
            var total = one.Difference.Rows.Aggregate(Fraction.Zero, (sum, r) => sum + r.Resource) / one.Difference.Rows.Aggregate(Fraction.Zero, (sum, r) => sum + r.Pupils);
            var text = (total * one.Per).ToText(2, true);
            return one.State == IndicatorState.Unknown ? $"（{text}）" : text;
        }
    }

    /// <summary>0.9964 of a standard of 1 prints as 1.00; the verdict is of the value itself and is said beside it.</summary>
    [Fact]
    public void A_value_that_rounding_would_lift_to_the_standard_is_flagged_as_not_met()
    {
        var (now, _, facts) = EveryPaper.County;
        var r2 = now.Coefficients.First(c => c is { Stage: Stage.Primary, Resource: "R2" });
        var card = now.Scorecards.Values.First(c => c.Find(r2.Row.Code, Stage.Primary)?.Value is not null);
        var row = card.Find(r2.Row.Code, Stage.Primary)!;
        var near = new Scorecard(card.Site, [.. card.Rows.Select(r => r == row ? r with { Value = new(9964, 10_000), State = IndicatorState.NotMet } : r)], card.Compliance);
        var cards = now.Scorecards.ToDictionary(c => c.Key, c => c.Key == card.Site.Code ? near : c.Value);
        var shown = MonitorForm.Compose(now with { Scorecards = cards }, facts.Measurements, Head).Blocks.OfType<Table>().First(t => t.IsLandscape).Rows.Single(r => r.Cells[0].Text == card.Site.Name).Cells[3];
        Assert.Equal(("1.00 ×", PrintState.NotMet), (shown.Text, shown.State));
    }

    [Fact]
    public void The_preschool_form_gives_each_kindergartens_people_classes_and_areas()
    {
        var (now, _, county) = EveryPaper.County;
        // One class is over its limit, and one has no number.
        var nursery = county.Classes.Where(c => c.Stage == Stage.Preschool).Select(c => c.Site).Distinct().Take(2).ToList();
        var facts = county with { Classes = [.. county.Classes.Select(c => c.Stage != Stage.Preschool ? c : c.Site == nursery[0] ? c with { Pupils = 36 } : c.Site == nursery[1] ? c with { Pupils = null } : c)] };
        var tables = PreschoolForm.Compose(now, facts, Head).Blocks.OfType<Table>().ToList();
        var limits = new Dictionary<string, int> { ["小班"] = 25, ["中班"] = 30, ["大班"] = 35, ["混龄"] = 30 };
        var full = 0;
        foreach (var row in tables[1].Rows.Where(r => !r.IsGroup))
        {
            var site = facts.Sites.Single(s => s.Name == row.Cells[0].Text);
            string Whole(string item, Stage? stage) => facts.Measurements.Reported(site.Code, stage, item) is { } fact ? $"{fact.Value:0}" : "未填";
            Assert.Equal([site.Town, Whole("pupils", Stage.Preschool), Whole("teachers", Stage.Preschool), Whole("certified", Stage.Preschool), Whole("principals", null), Whole("principals_certified", null)], new[] { 1, 3, 4, 6, 7, 8 }.Select(i => row.Cells[i].Text));
            if (facts.Measurements.Reported(site.Code, Stage.Preschool, "teachers") is { Value: > 0 } teachers) Assert.Equal($"{Math.Round(facts.Measurements.Reported(site.Code, Stage.Preschool, "pupils")!.Value / teachers.Value, 2, MidpointRounding.AwayFromZero):0.00}∶1", row.Cells[5].Text);
            var classes = facts.Classes.Where(c => c.Site == site.Code && c.Stage == Stage.Preschool && limits.ContainsKey(c.Grade)).ToList();
            Assert.Equal(classes.Count == 0 ? "未填" : $"{classes.Count}", row.Cells[9].Text);
            var within = classes.Count(c => c.Pupils <= limits[c.Grade]);
            Assert.Equal(classes.Count == 0 || classes.Any(c => c.Pupils is null) ? "未填" : within < classes.Count ? $"{within} ×" : $"{within}", row.Cells[10].Text);
            full += row.Cells[10].Text.EndsWith('×') || row.Cells[10].Text == "未填" ? 1 : 0;
        }
        Assert.True(full > 1);
        foreach (var row in tables[2].Rows)
        {
            var site = facts.Sites.Single(s => s.Name == row.Cells[0].Text);
            string Area(string item) => facts.Measurements.Reported(site.Code, null, item) is { } area && facts.Measurements.Reported(site.Code, Stage.Preschool, "pupils") is { Value: > 0 } pupils ? $"{Math.Round(area.Value / pupils.Value, 2, MidpointRounding.AwayFromZero):0.00}" : "未填";
            Assert.Equal([$"{site.Designed}", Area("outdoor_m2"), Area("activity_m2"), Area("building_m2")], new[] { 1, 2, 3, 4 }.Select(i => row.Cells[i].Text));
        }
    }

    /// <summary>The whole page in words, each number counted here from the data.</summary>
    [Fact]
    public void Every_number_of_the_brief_is_the_number_of_the_data()
    {
        var (now, targets, _) = EveryPaper.County;
        var report = Brief.Compose(now, targets, 12, Head);
        var failing = now.Scorecards.Values.Where(c => c.Compliance.Any(r => r.State == IndicatorState.NotMet)).Select(c => (c.Site.Name, c.Site.Code, Short: c.Compliance.Sum(r => r.Short.Count))).OrderByDescending(c => c.Short).ThenBy(c => c.Code, StringComparer.Ordinal).ToList();
        var over = now.Coefficients.Where(c => c.State == IndicatorState.NotMet).OrderByDescending(c => c.Value / c.Limit.ToDouble()).ToList();
        Assert.True(failing.Count > 1 && over.Count > 0);
        Assert.Equal(
            [("学校（校点）", $"{now.Scorecards.Count}", "所"), ("已审签", "12", "所"), ("义务教育七项未达标", $"{failing.Count}", "所"), ("差异系数超标", $"{over.Count}", "/ 14 个")],
            report.Blocks.OfType<KeyFigures>().Single().Items.Select(i => (i.Label, i.Value, i.Unit)));
        var words = report.Blocks.OfType<Paragraph>().Select(PaperText.Of).ToList();
        Assert.Equal("2026—2027学年　2026-11-24 的情况　台账第 88 环", words[0]);
        foreach (var (target, text) in targets.Zip(words.Skip(1)))
        {
            var failed = target.Tests.Where(t => t.Now.State == IndicatorState.NotMet).ToList();
            Assert.Equal($"{target.Year} 年{TargetWords.Title(target.Year)}：{target.Status.Name()}。{target.Tests.Count} 项中达到 {target.Tests.Count(t => t.Now.State == IndicatorState.Met)} 项，未达到 {failed.Count} 项，缺数据 {target.Tests.Count(t => t.Now.State == IndicatorState.Unknown)} 项。"
                + (failed.Count == 0 ? "" : $"未达到的有{failed[0].Test.Name}{(failed.Count > 1 ? "等" : "")}。"), text);
        }
        Assert.Equal($"校际差距：{string.Join('；', over.Take(2).Select(c => $"{c.Stage.Name()}{c.Row.Name}的差异系数为 {c.Value:0.000}，标准是不超过 {(c.Stage == Stage.Primary ? "0.50" : "0.45")}"))}。", words[4]);
        Assert.Equal($"最需要投入的学校：{failing[0].Name}（{failing[0].Short} 项次未达标）、{failing[1].Name}（{failing[1].Short} 项次未达标）。", words[5]);
        var (open, untold) = (targets.SelectMany(t => t.Tests).Where(t => t.Now.State == IndicatorState.Unknown).Select(t => t.Test.Code).Distinct().Count(), now.Coefficients.Count(c => c.State == IndicatorState.Unknown));
        Assert.Equal(open + untold == 0 ? "缺数据：没有。" : $"缺数据：{open} 项测试和 {untold} 个差异系数因数据未填不能下结论。", words[6]);
        Assert.Equal(7, words.Count);
    }
}
