using System.Text.Json;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Oracle;

/// <summary>The engine against a second reading of the rules that shares no line with it.</summary>
public sealed class SiteOracleTests
{
    private static readonly JsonElement Edition = JsonDocument.Parse(TestFrameworks.Text).RootElement;
    private static readonly SiteOracle Oracle = new(Edition);
    private static readonly Scorer Scorer = new(TestFrameworks.Ziyang, new(2026, 11, 1));

    [Fact]
    public void Random_sites_have_the_same_verdicts_and_points()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        // 20,000 in every run, 100,000 in the long one.
        Parallel.For(0, Environment.GetEnvironmentVariable("HUB_LONG") == "1" ? 100 : 20, block =>
        {
            var draw = new OracleDraw(Edition, 71_2021 + block);
            for (var i = 0; i < 1000; i++) Compare(draw.Site(), seen);
        });
        // Every state of every data row has been met, or the comparison would prove little.
        foreach (var row in TestFrameworks.Ziyang.Indicators.Where(r => r.Method == InspectionHub.Core.Frameworks.Method.Data && r.Rule is not InspectionHub.Core.Frameworks.ComplianceRule))
            Assert.All(new[] { "met", "not_met", "unknown" }, state => Assert.True(seen.GetValueOrDefault($"{row.Code} {state}") > 20, $"{row.Code} {state}: {seen.GetValueOrDefault($"{row.Code} {state}")}"));
        Assert.All(new[] { "met", "not_met", "unknown", "not_applicable" }, state => Assert.True(seen.GetValueOrDefault($"七项 {state}") > 100, state));
    }

    private static void Compare(OracleSite site, System.Collections.Concurrent.ConcurrentDictionary<string, int> seen)
    {
        var card = Scorecard.Judge(TestFrameworks.Ziyang, Scorer, Data(site), _ => Ballots.Empty);
        var expected = Oracle.Rows(site);
        var (verdicts, found) = (expected.Select(r => (r.Code, r.Stage, r.State)).Order().ToList(), card.Rows.Where(r => r.Row.Code != "10.1").Select(r => (r.Row.Code, Stage: r.Stage?.Name(), State: r.State.Word())).Order().ToList());
        // Assert.Equal walks each tuple by reflection: it is left to say what differs.
        if (!verdicts.SequenceEqual(found)) Assert.Equal(verdicts, found);
        foreach (var row in expected)
        {
            var judged = card.Rows.Single(r => r.Row.Code == row.Code && r.Stage?.Name() == row.Stage);
            Assert.Equal(row.Share is { } share ? new Fraction(share.Top, share.Bottom) : null, judged.Share);
            seen.AddOrUpdate($"{row.Code} {row.State}", 1, (_, n) => n + 1);
        }
        foreach (var one in card.Compliance)
        {
            var state = Oracle.Compliance(site, one.Stage.Name());
            Assert.True(state == one.State.Word(), $"{site}: {state} / {one}");
            seen.AddOrUpdate($"七项 {state}", 1, (_, n) => n + 1);
        }
        var (low, high) = Oracle.Points(site, expected);
        Assert.Equal((new Fraction(low.Top, low.Bottom), new Fraction(high.Top, high.Bottom)), (card.Low, card.High));
    }

    internal static SiteData Data(OracleSite site)
    {
        var place = new Site("S", "U", "S", "甲镇", SchoolKindNames.Parse(site.Kind)!.Value, site.Area switch { "城" => Area.City, "镇" => Area.Town, _ => Area.Rural }, true, false, 2015);
        Origin cell = new("表", "A1");
        return new(
            place, new([.. site.Values.Select(v => new Measurement("S", null, v.Key, v.Value, cell)), .. site.Stages.Select(v => new Measurement("S", StageNames.Parse(v.Key.Stage)!.Value, v.Key.Item, v.Value, cell))]),
            [.. site.Classes.Select((c, i) => new ClassSize("S", StageNames.Parse(c.Stage)!.Value, c.Grade, $"{i}", c.Pupils, cell))], Items);
    }

    private static readonly Dictionary<string, InspectionHub.Core.Frameworks.Item> Items = TestFrameworks.Ziyang.Items.ToDictionary(i => i.Key);
}
