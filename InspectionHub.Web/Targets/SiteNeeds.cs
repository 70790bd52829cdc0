using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Assessments;

namespace InspectionHub.Web.Targets;

/// <summary>What one site that stands in the way of a county test would need, in a sentence with its numbers.</summary>
internal static class SiteNeeds
{
    public static string Of(AssessedYear now, TestResult result, string site) =>
        string.Join("；", result.Needs.Where(n => n.Site == site).Select(n => n.Says).Prepend(Own(now, result.Test, site)).Where(t => t.Length > 0));

    /// <summary>What the judge does not say itself (<see cref="TestResult.Needs"/>): what is to be reported or put right at the site.</summary>
    private static string Own(AssessedYear now, TargetTest test, string site) => test.Rule switch
    {
        ResourceRule rule => Resource(now, rule, site),
        PremisesRule rule => Premises(now, rule, site),
        SumRule rule => Value(now, site, rule.Item) is { } value ? $"{Name(now, rule.Item)} {value.ToText(2)} {test.Unit}，需降到 {((Fraction)rule.Limit).ToText(2)}".TrimEnd() : $"需填报“{Name(now, rule.Item)}”",
        EverySiteRule rule => Value(now, site, rule.Item) is null ? $"需填报“{Name(now, rule.Item)}”" : $"“{Name(now, rule.Item)}”为否，需落实后改报为是",
        ClassesRule rule => Classes(now, rule, site),
        SiteSizeRule => StagesWithoutPupils(now, site) is { Length: > 0 } stages ? $"需填报学生数（{stages}）" : "",
        _ => "",
    };

    /// <summary>What is lacking of a resource, and what is to be reported. A stage that complies by the 6-of-7 rule needs neither.</summary>
    private static string Resource(AssessedYear now, ResourceRule rule, string site) => now.CardOf(site) is not { } card ? "" : string.Join("；", Shortfall.OfSite(card, stage => Pupils(now, site, stage), rule.Resource)
        .Select(need => string.Join("，", need.Rows.Select(Against).Append(need.Says).Where(t => t.Length > 0)))
        .Concat(card.Rows.Where(r => r.Row.Resource == rule.Resource && r.State == IndicatorState.Unknown && card.Compliance.All(c => c.Stage != r.Stage || c.State != IndicatorState.Met)).Select(r => $"{r.Stage?.Name()} {r.Reason}".Trim())));

    private static string Premises(AssessedYear now, PremisesRule rule, string site) => string.Join("；", new[]
    {
        now.SiteOf(site) is { Designed: null } ? "需填报规划设计年份" : "",
        now.CardOf(site)?.Find(rule.Indicator) switch { { State: IndicatorState.Unknown } row => row.Reason ?? "", { State: IndicatorState.NotMet } row => Against(row), _ => "" },
    }.Where(t => t.Length > 0));

    private static string Against(RowResult row) => $"{row.Stage?.Name()} {row.ValueText}，标准 {row.LimitText}".Trim();

    private static string Classes(AssessedYear now, ClassesRule rule, string site)
    {
        var over = now.Facts.Classes.Where(c => c.Site == site && c.Pupils > (rule.Limits.TryGetValue(c.Grade, out var own) ? own : rule.Limits.GetValueOrDefault(c.Stage.Name(), int.MaxValue)))
            .OrderByDescending(c => c.Pupils).ToList();
        return over.Count == 0 ? "需填报班级学生数" : $"超过上限的班级 {over.Count} 个，最大 {over[0].Stage.Name()}{over[0].Grade}（{over[0].Name}）{over[0].Pupils} 人，需分流或增班";
    }

    private static string StagesWithoutPupils(AssessedYear now, string site) => now.SiteOf(site) is not { } one ? ""
        : string.Join('、', new[] { Stage.Primary, Stage.Junior }.Where(s => one.Kind.Implies(s) && Pupils(now, site, s) is null).Select(s => s.Name()));

    private static string Name(AssessedYear now, string item) => now.Framework.Items.FirstOrDefault(i => i.Key == item)?.Name ?? item;

    private static Fraction? Value(AssessedYear now, string site, string item) => now.Facts.Measurements.Reported(site, null, item) is { } fact ? fact.Value : null;

    private static Fraction? Pupils(AssessedYear now, string site, Stage? stage) => now.Facts.Measurements.Best(site, stage, "pupils") is { } fact ? fact.Value : null;
}
