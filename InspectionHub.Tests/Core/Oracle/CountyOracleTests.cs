using System.Text.Json;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Oracle;

/// <summary>Coefficients and the county rule against whole numbers worked out apart, with counties that lie exactly on the limits.</summary>
public sealed class CountyOracleTests
{
    private static readonly JsonElement Edition = JsonDocument.Parse(TestFrameworks.Text).RootElement;
    private static readonly SiteOracle Oracle = new(Edition);
    private static readonly (string Stage, Rational Limit)[] Limits = [("小学", Rational.Of("0.5")), ("初中", Rational.Of("0.45"))];

    [Fact]
    public void Random_counties_have_the_same_coefficients_and_the_same_verdict_on_each_resource()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        // 600 in every run, 3,000 in the long one.
        Parallel.For(0, Environment.GetEnvironmentVariable("HUB_LONG") == "1" ? 100 : 20, block =>
        {
            var draw = new OracleDraw(Edition, 2030 + block);
            var random = new Random(block);
            for (var i = 0; i < 30; i++) Compare(County(draw, random), seen);
        });
        Assert.All(new[] { "系数 met", "系数 not_met", "系数 unknown", "恰好 met", "R not_met", "R unknown", "R met" }, key => Assert.True(seen.GetValueOrDefault(key) > 10, $"{key}: {string.Join(' ', seen)}"));
    }

    private static List<OracleSite> County(OracleDraw draw, Random random)
    {
        var sites = Enumerable.Range(0, random.Next(1, 6)).Select(_ => draw.Site()).ToList();
        if (random.Next(2) == 0) return sites;
        // Two schools that lie 50 (45) per cent above and below their mean in everything, in half the counties one unit off.
        var (kind, stage, over, under) = random.Next(2) == 0 ? ("小", "小学", 30, 10) : ("初", "初中", 29, 11);
        var off = random.Next(-1, 2);
        return [Even(kind, stage, over), Even(kind, stage, under + off)];
    }

    private static OracleSite Even(string kind, string stage, decimal units) => new(
        kind, "镇", new Dictionary<string, decimal> { ["rooms_m2"] = units * 100, ["indoor_sport_m2"] = 0, ["sport_m2"] = units * 200, ["equipment_yuan"] = units * 50000, ["media_rooms"] = units },
        new Dictionary<(string, string), decimal> { [(stage, "pupils")] = 200, [(stage, "above")] = units, [(stage, "backbone")] = units, [(stage, "pe_arts")] = units }, []);

    private static void Compare(List<OracleSite> sites, System.Collections.Concurrent.ConcurrentDictionary<string, int> seen)
    {
        var now = Assessment.Of(TestFrameworks.Ziyang, Facts(sites));
        foreach (var (stage, limit) in Limits)
        {
            var taking = sites.Where(s => s.Kind is not ("特" or "职") && Oracle.Rows(s).Any(r => r.Code == "10.2" && r.Stage == stage && r.State != "not_applicable")).ToList();
            foreach (var coefficient in now.Coefficients.Where(c => c.Stage.Name() == stage))
            {
                var values = taking.Select(s => (Pupils: s.Stages.GetValueOrDefault((stage, "pupils")), Oracle.Resources(s, stage).Single(r => r.Resource == coefficient.Resource).Value)).ToList();
                var state = Within([.. values.Where(v => v.Value is not null).Select(v => (Rational.Of(v.Pupils), v.Value!.Value))], limit) switch
                {
                    _ when values.Any(v => v.Value is null) => "unknown",
                    > 0 => "not_met",
                    <= 0 => "met",
                    null => "unknown",
                };
                Assert.True(state == coefficient.State.Word(), $"{coefficient.Resource} {stage} {state}");
                seen.AddOrUpdate($"系数 {state}", 1, (_, n) => n + 1);
                if (state == "met" && coefficient.Difference.IsWithin(coefficient.Limit - new Fraction(1, 1_000_000)) == false) seen.AddOrUpdate("恰好 met", 1, (_, n) => n + 1);
            }
        }
        foreach (var test in now.Tests.Where(t => t.Test.Code[0] == 'R'))
        {
            var rows = sites.SelectMany(s => Limits.SelectMany(l => Oracle.Rows(s).Where(r => r.Stage == l.Stage && r.State != "not_applicable" && r.Code == RowOf(test.Test.Code)).Select(r => (r.State, Rule: Oracle.Compliance(s, l.Stage))))).ToList();
            var pair = now.Coefficients.Where(c => c.Resource == test.Test.Code).Select(c => c.State.Word()).ToList();
            var expected = rows.Any(r => r is { State: "not_met", Rule: "not_met" }) || pair.Contains("not_met") ? "not_met"
                : pair.Count == 0 || pair.Contains("unknown") || rows.Any(r => r.State != "met" && r.Rule != "met") ? "unknown" : "met";
            Assert.True(expected == test.State.Word(), $"{test.Test.Code} {expected} {test.State}");
            seen.AddOrUpdate($"R {expected}", 1, (_, n) => n + 1);
        }
    }

    /// <summary>Sign of N·Σ(r²/p) − (1 + L²)·R², where r = value × pupils; null when R is 0.</summary>
    private static int? Within(List<(Rational Pupils, Rational Value)> rows, Rational limit)
    {
        Rational Sum(Func<(Rational Pupils, Rational Value), Rational> of) => rows.Aggregate(Rational.Zero, (sum, row) => sum.Plus(of(row)));
        var total = Sum(r => r.Pupils.Times(r.Value));
        return rows.Count == 0 || total.Top <= 0 ? null : Sum(r => r.Pupils).Times(Sum(r => r.Pupils.Times(r.Value).Times(r.Value))).Against(Rational.Of("1").Plus(limit.Times(limit)).Times(total).Times(total));
    }

    private static string RowOf(string resource) => TestFrameworks.Ziyang.Indicators.Single(i => i.Resource == resource).Code;

    internal static AssessmentFacts Facts(List<OracleSite> sites)
    {
        var data = sites.Select((s, i) => (Data: SiteOracleTests.Data(s), Code: $"S{i}")).ToList();
        return new()
        {
            Year = 2026,
            Day = new(2026, 11, 1),
            Units = [new("U", "U", "镇中心学校", "S0")],
            Sites = [.. data.Select(d => d.Data.Site with { Code = d.Code })],
            Measurements = new(data.SelectMany(d => d.Data.Measurements.ReportedAt("S").Select(m => m with { Site = d.Code }))),
            Classes = [.. data.SelectMany(d => d.Data.Classes.Select(c => c with { Site = d.Code }))],
        };
    }
}
