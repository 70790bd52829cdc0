using System.Text.Json;

namespace InspectionHub.Tests.Core.Oracle;

/// <summary>Draws sites whose numbers lie on thresholds, one beside them, at 85 and 95 per cent, at zero and blank far more often than chance would have it.</summary>
internal sealed class OracleDraw(JsonElement edition, int seed)
{
    private static readonly decimal[] Pupils = [0, 1, 20, 49, 50, 60, 99, 100, 200, 500, 1000, 1003];
    private static readonly decimal[] At = [1, 0.95m, 0.85m];
    private static readonly decimal[] Beside = [0, 0, 0, 0.01m, -0.01m, 1, -1];
    private readonly Random random = new(seed);
    private readonly (string[] Top, string? Bottom, decimal Per, bool IsSplit, (string? Stage, decimal Limit)[] Limits)[] rules = [.. edition.GetProperty("indicators").EnumerateArray().Where(i => i.GetProperty("rule").TryGetProperty("numerator", out _) && i.GetProperty("method").GetString() == "D").Select(i => (
        i.GetProperty("rule").GetProperty("numerator").EnumerateArray().Select(t => t.GetString()!.Split('@')[0].TrimStart('-')).ToArray(),
        i.GetProperty("rule").GetProperty("denominator").EnumerateArray().Select(t => t.GetString()!.Split('@')[0].TrimStart('-')).FirstOrDefault(),
        i.GetProperty("rule").GetProperty("per").GetDecimal(),
        i.GetProperty("rule").TryGetProperty("split", out var split) && split.GetBoolean(),
        i.GetProperty("thresholds").EnumerateArray().Select(t => (t.TryGetProperty("stage", out var s) ? s.GetString() : null, t.GetProperty("limit").GetDecimal())).ToArray()))];
    private readonly Dictionary<string, string> levels = edition.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("key").GetString()!, i => i.GetProperty("level").GetString()!);

    public OracleSite Site()
    {
        var kind = Any("幼", "小", "小", "初", "九", "九", "高", "高", "职", "特", "点", "点");
        string[] stages = kind switch { "幼" => ["学前"], "小" => Chance(0.2) ? ["小学", "学前"] : ["小学"], "点" => ["小学"], "初" => ["初中"], "九" => ["小学", "初中"], "职" => ["中职"], "特" => ["小学", "初中"], _ => Chance(0.5) ? ["初中", "高中"] : Chance(0.3) ? ["小学", "初中", "高中"] : ["高中"] };
        var byStage = new Dictionary<(string, string), decimal>();
        var values = new Dictionary<string, decimal>();
        foreach (var stage in stages)
        {
            if (!Chance(0.04)) byStage[(stage, "pupils")] = Any(Pupils);
            if (!Chance(0.03)) byStage[(stage, "teachers")] = Any(0m, 1, 8, 20, 60);
            if (Chance(0.5)) byStage[(stage, "shared_pe_arts")] = random.Next(3);
        }
        // 特教学校 report their teachers as 特教 and their pupils as 小学 and 初中 (targets.md).
        if (kind == "特") byStage[("特教", "teachers")] = Any(0m, 1, 8, 20);
        foreach (var item in new[] { "nutrition_plan", "serves_meals", "paired", "allowance_ok", "network_ok", "language_ok", "weak_site" }) if (!Chance(0.05)) values[item] = random.Next(4) == 0 ? 0 : 1;
        foreach (var (item, level) in levels)
        {
            if (level == "校点" && !values.ContainsKey(item) && item is "aid_due" or "aid_yuan_due" or "jr_entry3" or "meal_pupils" or "voc_graduates" or "left_total" or "major_teachers" or "disabled_named" or "civics_teachers" or "special_eligible" or "principals" or "jr_graduates" && !Chance(0.03))
                values[item] = Any(0m, 1, 3, 20, 100, 200);
            if (item is "poverty_households" or "exchange_visits" or "indoor_sport_m2" or "jr_deaths3" or "jr_in3" or "jr_out3" && !Chance(0.03)) values[item] = random.Next(4);
        }
        foreach (var rule in rules) Fill(rule.Top[0], rule.Bottom, rule.Per, rule.IsSplit, rule.Limits, stages, values, byStage);
        if (byStage.TryGetValue(("学前", "pupils"), out var children))
            foreach (var (item, least) in new[] { ("outdoor_m2", 4m), ("activity_m2", 8.17m), ("building_m2", 10.44m) }) if (!Chance(0.05)) values[item] = Math.Max(0, (children * least) + Any(Beside));
        var classes = stages.SelectMany(s => Enumerable.Range(0, random.Next(4)).Select(_ => (s, s == "学前" ? Any("小班", "中班", "大班", "混龄") : "1", Chance(0.04) ? (int?)null : Any(20, 25, 26, 30, 31, 35, 36, 45, 46, 50, 51, 55, 56)))).ToList();
        return new(kind, Any("城", "镇", "乡"), values, byStage, classes);
    }

    private void Fill(string item, string? bottom, decimal per, bool isSplit, (string? Stage, decimal Limit)[] limits, string[] stages, Dictionary<string, decimal> values, Dictionary<(string, string), decimal> byStage)
    {
        var isByStage = levels[item] == "学段";
        if (!isByStage && values.ContainsKey(item)) return;
        foreach (var stage in isByStage ? stages : [stages[0]])
        {
            if (Chance(0.03)) continue;
            decimal Bottom(string s) => bottom is null ? 1 : levels[bottom] == "学段" ? byStage.GetValueOrDefault((s, bottom)) : values.GetValueOrDefault(bottom);
            // A split resource sits on the threshold of its stage when the whole site has threshold × weighted pupils ÷ that stage's weight.
            var size = isSplit ? stages.Sum(s => Bottom(s) * (s == "初中" ? 1.1m : s == "高中" ? 1.32m : 1)) / (stage == "初中" ? 1.1m : 1) : isByStage ? Bottom(stage) : stages.Sum(Bottom);
            var limit = limits.FirstOrDefault(l => l.Stage is null || l.Stage == stage);
            var value = Math.Max(0, Math.Round(Chance(0.15) ? random.Next(2000) : (size * limit.Limit / per * (Chance(0.6) ? 1 : Any(At))) + (levels[item] == "学段" ? random.Next(-1, 2) : Any(Beside)), 2));
            if (isByStage) byStage[(stage, item)] = value;
            else values[item] = value;
        }
    }

    private bool Chance(double share) => random.NextDouble() < share;

    private T Any<T>(params T[] of) => of[random.Next(of.Length)];
}
