using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Cases;

/// <summary>What the rules say about one expectation of a case.</summary>
/// <param name="Expected">The expectation.</param>
/// <param name="State">The state found, empty where none is asked.</param>
/// <param name="Value">The value found as text.</param>
/// <param name="Calculation">The program's own arithmetic or reason.</param>
/// <param name="Differs">What is not as expected; empty = right.</param>
public sealed record CaseResult(CaseExpected Expected, string State, string Value, string? Calculation, IReadOnlyList<string> Differs);

/// <summary>Runs a case through Assessment.Of, the same door as everything else.</summary>
public static class CaseRun
{
    public static IReadOnlyList<CaseResult> Of(IndicatorFramework framework, RuleCase one)
    {
        var now = Assessment.Of(framework, CaseFacts.Of(one.Given));
        return [.. one.Expect.Select(e => Found(e, framework, now))];
    }

    private static CaseResult Found(CaseExpected e, IndicatorFramework framework, Assessment now)
    {
        Stage? stage = e.Stage is null ? null : CaseFacts.StageOf(e.Stage);
        switch (e.What)
        {
            case "row":
                var row = now.Scorecards[e.Site!].Find(e.Code!, stage);
                if (row is null) return Compare(e, "", null, "", "", "", "", null, "该校没有这一项");
                return Compare(e, row.State.Word(), row.Value, row.ValueText, row.Of.Sign > 0 ? Points(row.Low, row.High) : "", "", row.Reason, null, row.Calculation);
            case "compliance":
                var compliance = now.Scorecards[e.Site!].Compliance.Single(c => c.Stage == stage);
                return Compare(e, compliance.State.Word(), compliance.Met, $"达标 {compliance.Met} 项", "", "", string.Join('、', compliance.Missing), compliance.Short, null);
            case "coefficient":
                var one = now.Coefficients.Single(c => c.Resource == e.Code && c.Stage == stage);
                return Shown(e, one.State, one.Value, one.Difference.Missing);
            case "composite":
                var composite = now.Composites.Single(c => c.Stage == stage);
                return Shown(e, composite.State, composite.Value, [.. composite.Parts.SelectMany(p => p.Difference.Missing).Distinct()]);
            case "test":
                var test = now.Tests.Single(t => t.Test.Code == e.Code);
                return Compare(e, test.State.Word(), test.Value, test.ValueText, "", "", test.Reason, test.InTheWay, null);
            case "unit":
                var unit = now.Units.Single(u => u.Unit.Code == e.Code);
                return Compare(e, "", unit.Low, "", unit.Low is { } low ? Points(low, unit.High!.Value) : "未定", unit.Grade?.Name() ?? "未定", unit.Reason, null, UnitAccount.Of(framework, unit, unit.Grade?.Name() ?? "未定", unit.Reason ?? "").Arithmetic());
            default:
                throw new Refusal(500, $"样例中有不认识的问法“{e.What}”。");
        }
    }

    private static string Points(Fraction low, Fraction high) => low == high ? $"{low}" : $"{low}—{high}";

    /// <summary>A coefficient is irrational: it must agree as far as the case writes it.</summary>
    private static CaseResult Shown(CaseExpected e, IndicatorState state, double? value, IReadOnlyList<string> missing)
    {
        var result = Compare(e with { Value = null }, state.Word(), null, value?.ToString("0.000000", System.Globalization.CultureInfo.InvariantCulture) ?? "未填", "", "", null, missing, null);
        if (e.Value is null) return result with { Expected = e };
        var digits = e.Value.Contains('.') ? e.Value.Length - e.Value.IndexOf('.') - 1 : 0;
        var right = value is { } found && Math.Abs(found - double.Parse(e.Value, System.Globalization.CultureInfo.InvariantCulture)) <= 0.5 * Math.Pow(10, -digits) * (1 + 1e-6);
        return result with { Expected = e, Differs = right ? result.Differs : [.. result.Differs, $"值应为 {e.Value}，实为 {value}"] };
    }

    private static CaseResult Compare(CaseExpected e, string state, Fraction? value, string text, string points, string grade, string? reason, IReadOnlyList<string>? sites, string? calculation)
    {
        var differs = new List<string>();
        if (e.State is { } wanted && wanted != state) differs.Add($"状态应为 {wanted}，实为 {state}");
        if (e.Value is { } number && value != Exact(number)) differs.Add($"值应为 {number}，实为 {value}");
        if (e.Points is { } earned && earned != points) differs.Add($"得分应为 {earned}，实为 {points}");
        if (e.Grade is { } word && word != grade) differs.Add($"等级应为 {word}，实为 {grade}");
        if (e.Reason is { } why && reason?.Contains(why, StringComparison.Ordinal) != true) differs.Add($"原因应说明“{why}”，实为“{reason}”");
        if (e.Sites is { } listed && !listed.Order().SequenceEqual((sites ?? []).Order())) differs.Add($"应列出 {string.Join('、', listed)}，实列 {string.Join('、', sites ?? [])}");
        return new(e, state, string.Join("，", new[] { text, points.Length > 0 ? $"得 {points} 分" : "", grade }.Where(t => t.Length > 0)), calculation ?? reason, differs);
    }

    private static Fraction Exact(string text) => text.Split('/') is [var top, var bottom] ? Number(top) / Number(bottom) : Number(text);

    private static Fraction Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
