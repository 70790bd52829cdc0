using System.Text.Json;

namespace InspectionHub.Tests.Core.Oracle;

/// <summary>One site's facts as plain words and numbers.</summary>
internal sealed record OracleSite(string Kind, string Area, IReadOnlyDictionary<string, decimal> Values, IReadOnlyDictionary<(string Stage, string Item), decimal> Stages, IReadOnlyList<(string Stage, string Grade, int? Pupils)> Classes);

/// <summary>A row's verdict: state, and the part of the points as numerator and denominator.</summary>
internal sealed record OracleRow(string Code, string? Stage, string State, Rational? Share);

/// <summary>The annual assessment once more, read straight from the edition's text, with nothing of the engine in it (scoring.md, standards.md A0–A3).</summary>
internal sealed class SiteOracle(JsonElement edition)
{
    private static readonly string[] AllStages = ["学前", "小学", "初中", "高中", "中职", "特教"];
    private static readonly Dictionary<string, string[]> Implied = new() { ["幼"] = ["学前"], ["小"] = ["小学"], ["点"] = ["小学"], ["九"] = ["小学", "初中"], ["初"] = ["初中"], ["高"] = ["高中"], ["职"] = ["中职"], ["特"] = [] };
    private static readonly Dictionary<string, Rational> Weights = new() { ["学前"] = Rational.Of("1"), ["小学"] = Rational.Of("1"), ["初中"] = Rational.Of("1.1"), ["高中"] = Rational.Of("1.32") };

    private readonly Dictionary<string, string> levels = edition.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("key").GetString()!, i => i.GetProperty("level").GetString()!);
    private readonly JsonElement[] indicators = [.. edition.GetProperty("indicators").EnumerateArray()];
    private readonly Dictionary<string, JsonElement> byCode = edition.GetProperty("indicators").EnumerateArray().ToDictionary(i => i.GetProperty("code").GetString()!);
    private readonly Dictionary<string, string> domains = edition.GetProperty("clauses").EnumerateArray().ToDictionary(c => c.GetProperty("code").GetString()!, c => c.GetProperty("domain").GetString()!);

    public IReadOnlyList<OracleRow> Rows(OracleSite site) => [.. indicators.Where(i => i.GetProperty("kinds").GetString()!.Contains(site.Kind) && Type(i) != "compliance").SelectMany(i => Judge(i, site))];

    /// <summary>met, not_met, unknown or not_applicable for the school rule of one stage.</summary>
    public string Compliance(OracleSite site, string stage)
    {
        var seven = indicators.Where(i => i.TryGetProperty("resource", out _)).Select(i => (Row: i, Result: Judge(i, site).Single(r => r.Stage == stage))).ToList();
        if (seven.All(r => r.Result.State == "not_applicable")) return "not_applicable";
        var shortOf = seven.Where(r => r.Result.State == "not_met").ToList();
        if (shortOf.Count > 1 || shortOf.Any(r => Value(r.Row, site, stage)!.Value.Against(Limit(r.Row, stage).Times(Rational.Of("0.85"))) < 0)) return "not_met";
        return seven.Any(r => r.Result.State == "unknown") ? "unknown" : "met";
    }

    /// <summary>Points for certain and at best.</summary>
    public (Rational Low, Rational High) Points(OracleSite site, IReadOnlyList<OracleRow> results)
    {
        var rows = results.Where(r => r.Stage is null).Select(r => (Result: r, Row: byCode[r.Code])).Select(r => (r.Result, r.Row, Base: Base(r.Row, site.Kind))).Where(r => r.Base.Top > 0).ToList();
        var (low, high) = (Rational.Zero, Rational.Zero);
        foreach (var (result, row, own) in rows.Where(r => r.Result.State != "not_applicable"))
        {
            var points = own;
            foreach (var gone in rows.Where(r => r.Result.State == "not_applicable"))
            {
                // Who inherits: the clause, else the domain, else everybody who applies.
                var heirs = new Func<JsonElement, bool>[] { r => Clause(r) == Clause(gone.Row), r => domains[Clause(r)] == domains[Clause(gone.Row)], _ => true }
                    .Select(same => rows.Where(r => r.Result.State != "not_applicable" && same(r.Row)).ToList()).First(h => h.Count > 0);
                if (heirs.All(h => h.Result.Code != result.Code)) continue;
                points = points.Plus(gone.Base.Times(own).Over(heirs.Aggregate(Rational.Zero, (sum, h) => sum.Plus(h.Base))));
            }
            low = low.Plus(result.Share is { } earned ? points.Times(earned) : Rational.Zero);
            high = high.Plus(result.Share is { } sure ? points.Times(sure) : points);
        }
        return (low, high);
    }

    /// <summary>R1 … R7 at one stage: its row's code and the exact value, null where it cannot be known.</summary>
    public IEnumerable<(string Resource, string Row, Rational? Value)> Resources(OracleSite site, string stage) =>
        indicators.Where(i => i.TryGetProperty("resource", out _)).Select(i => (i.GetProperty("resource").GetString()!, i.GetProperty("code").GetString()!, Value(i, site, stage)));

    private IEnumerable<OracleRow> Judge(JsonElement row, OracleSite site)
    {
        var byStage = row.GetProperty("rule").TryGetProperty("byStage", out var flag) && flag.GetBoolean();
        foreach (var stage in byStage ? StagesOf(site).Where(s => s is "小学" or "初中") : (IEnumerable<string?>)[null])
        {
            var (state, share) = One(row, site, stage);
            yield return new(row.GetProperty("code").GetString()!, stage, state, share);
        }
    }

    private (string State, Rational? Share) One(JsonElement row, OracleSite site, string? stage)
    {
        if (row.TryGetProperty("resource", out _) && site.Kind == "点" && site.Stages.TryGetValue((stage!, "pupils"), out var few) && few < 50) return ("not_applicable", null);
        if (row.TryGetProperty("appliesWhen", out var when) && (!when.TryGetProperty("kinds", out var kinds) || kinds.GetString()!.Contains(site.Kind)))
        {
            if (!site.Values.TryGetValue(when.GetProperty("item").GetString()!, out var has)) return ("unknown", null);
            if (has != when.GetProperty("value").GetDecimal()) return ("not_applicable", null);
        }
        if (row.GetProperty("method").GetString() != "D") return ("unknown", null);
        if (Type(row) is "areas") return Areas(row, site);
        if (Type(row) is "yesno") return site.Values.TryGetValue(row.GetProperty("rule").GetProperty("item").GetString()!, out var yes) ? (yes > 0 ? ("met", One1) : ("not_met", Rational.Zero)) : ("unknown", null);
        if (row.TryGetProperty("naWhenZero", out var na) && na.GetBoolean() && Sum(row, "denominator", site, stage) is { Top.IsZero: true } && Sum(row, "numerator", site, stage) is { Top.Sign: <= 0 }) return ("not_applicable", null);
        return Value(row, site, stage) is { } value ? Compare(row, value, stage) : ("unknown", null);
    }

    private static readonly Rational? One1 = Rational.Of("1");

    private (string, Rational?) Compare(JsonElement row, Rational value, string? stage)
    {
        var op = row.GetProperty("thresholds")[0].GetProperty("op").GetString();
        var limit = Limit(row, stage);
        var atLeast = op == ">=" || (op == "=" && limit.Top > 0);
        if (atLeast ? value.Against(limit) >= 0 : op == "<=" ? value.Against(limit) <= 0 : value.Against(limit) == 0) return ("met", One1);
        var isRedLine = row.TryGetProperty("redLine", out var red) && red.GetBoolean();
        return ("not_met", atLeast && !isRedLine && value.Times(Rational.Of("20")).Against(limit.Times(Rational.Of("19"))) >= 0 ? new(1, 2) : Rational.Zero);
    }

    /// <summary>The value of a data row, or null where it cannot be known.</summary>
    private Rational? Value(JsonElement row, OracleSite site, string? stage)
    {
        var rule = row.GetProperty("rule");
        if (Type(row) == "count") return site.Values.TryGetValue(rule.GetProperty("item").GetString()!, out var count) ? Rational.Of(count) : null;
        if (Type(row) == "classes")
        {
            var limits = rule.GetProperty("limits");
            var judged = site.Classes.Select(c => (c.Pupils, Most: limits.TryGetProperty(c.Grade, out var own) ? own.GetInt32() : limits.TryGetProperty(c.Stage, out var all) ? all.GetInt32() : -1)).Where(c => c.Most > 0).ToList();
            if (judged.Count == 0 || judged.Any(c => c.Pupils is null)) return null;
            var over = judged.Count(c => c.Pupils > c.Most);
            return rule.TryGetProperty("share", out var share) && share.GetBoolean() ? new(100 * (judged.Count - over), judged.Count) : new(over, 1);
        }
        if (Sum(row, "numerator", site, stage) is not { } top || Sum(row, "denominator", site, stage) is not { } bottom || top.Top < 0 || bottom.Top <= 0) return null;
        if (rule.TryGetProperty("part", out var part) && part.GetBoolean() && top.Against(bottom) > 0) return null;
        if (row.TryGetProperty("resource", out var r) && r.GetString() == "R3" && (site.Area == "乡" || site.Kind == "点") && site.Stages.TryGetValue((stage!, "pupils"), out var n) && n is >= 50 and < 100 && site.Stages.TryGetValue((stage!, "shared_pe_arts"), out var shared))
            top = top.Plus(Rational.Of(shared));
        if (rule.TryGetProperty("split", out var split) && split.GetBoolean())
        {
            if (StagesOf(site).Any(s => !site.Stages.ContainsKey((s, "pupils")))) return null;
            var parts = StagesOf(site).Where(Weights.ContainsKey).ToDictionary(s => s, s => Rational.Of(site.Stages[(s, "pupils")]).Times(Weights[s]));
            var whole = parts.Values.Aggregate(Rational.Zero, (sum, p) => sum.Plus(p));
            if (whole.Top <= 0 || parts[stage!].Top <= 0) return null;
            top = top.Times(parts[stage!]).Over(whole);
        }
        return top.Over(bottom).Times(Rational.Of(rule.GetProperty("per").GetDecimal()));
    }

    private (string, Rational?) Areas(JsonElement row, OracleSite site)
    {
        var rule = row.GetProperty("rule");
        if (!site.Stages.TryGetValue((rule.GetProperty("stage").GetString()!, "pupils"), out var pupils) || pupils <= 0) return ("unknown", null);
        var parts = rule.GetProperty("parts").EnumerateObject().Select(p => site.Values.TryGetValue(p.Name, out var area) ? Rational.Of(area).Against(Rational.Of(p.Value.GetDecimal()).Times(Rational.Of(pupils))) : (int?)null).ToList();
        return parts.Any(p => p < 0) ? ("not_met", Rational.Zero) : parts.Contains(null) ? ("unknown", null) : ("met", One1);
    }

    private Rational? Sum(JsonElement row, string side, OracleSite site, string? stage)
    {
        var sum = Rational.Zero;
        foreach (var text in row.GetProperty("rule").GetProperty(side).EnumerateArray().Select(t => t.GetString()!))
        {
            var (name, scope) = text.Split('@') is [var a, var b] ? (a, b.Split('+')) : (text, []);
            var (sign, item) = (name.StartsWith('-') ? "-1" : "1", name.TrimStart('-'));
            if (scope.Any(Implied.ContainsKey) && !scope.Contains(site.Kind)) continue;
            var wanted = scope.Where(AllStages.Contains).ToList();
            var values = levels[item] != "学段" ? [site.Values.TryGetValue(item, out var one) ? one : null]
                : (stage is not null ? [stage] : AllStages.Where(s => (wanted.Count == 0 || wanted.Contains(s)) && (StagesOf(site).Contains(s) || site.Stages.ContainsKey((s, item)))).ToArray())
                    .Select(s => site.Stages.TryGetValue((s, item), out var v) ? v : (decimal?)null).ToList();
            if (values.Count == 0 || values.Contains(null)) return null;
            foreach (var value in values) sum = sum.Plus(Rational.Of(value!.Value).Times(Rational.Of(sign)));
        }
        return sum;
    }

    private static IReadOnlyList<string> StagesOf(OracleSite site) => [.. AllStages.Where(s => Implied[site.Kind].Contains(s)
        || (site.Stages.TryGetValue((s, "pupils"), out var n) ? n > 0 : (site.Kind, s) != ("特", "特教") && site.Stages.Keys.Any(k => k.Stage == s)))];

    private static Rational Limit(JsonElement row, string? stage) => Rational.Of(row.GetProperty("thresholds").EnumerateArray().First(t => !t.TryGetProperty("stage", out var s) || s.GetString() == stage).GetProperty("limit").GetDecimal());

    private static Rational Base(JsonElement row, string kind) => row.TryGetProperty("points", out var points) && points.TryGetProperty(kind, out var p) ? Rational.Of(p.GetDecimal()) : Rational.Zero;

    private static string Clause(JsonElement row) => row.GetProperty("clause").GetString()!;

    private static string Type(JsonElement row) => row.GetProperty("rule").GetProperty("type").GetString()!;
}
