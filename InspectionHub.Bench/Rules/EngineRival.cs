using System.Globalization;
using InspectionHub.Core.Differences;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using RulesEngine.Models;
using Engine = RulesEngine.RulesEngine;

namespace InspectionHub.Bench.Rules;

/// <summary>One site's data rows as rules of Microsoft RulesEngine. A rule reads the sums it needs from one flat input and compares numerator × per with limit × denominator,
/// in doubles, as a user of that package would write it. What is unknown or does not apply is told apart by two more rules of each row.</summary>
internal sealed class EngineRival
{
    private const string Flow = "rows";
    private const string Share = "share";
    private const string AllClasses = "classes";
    private readonly Engine engine;
    private readonly IReadOnlyList<Line> lines;

    private EngineRival(IReadOnlyList<Line> lines)
    {
        this.lines = lines;
        engine = new Engine([new Workflow { WorkflowName = Flow, Rules = [.. lines.Select((line, i) => new Rule { RuleName = Name(i), Expression = line.Expression, RuleExpressionType = RuleExpressionType.LambdaExpression })] }]);
    }

    /// <summary>The rows both sides judge.</summary>
    public IReadOnlyList<Indicator> Rows => [.. lines.Select(l => l.Row).Distinct()];

    /// <summary>Rules for every ratio, count and yes-no row of the site's kind.</summary>
    public static EngineRival For(IndicatorFramework framework, Scorer scorer, SiteData site) => new([.. Lines(framework, scorer, site)]);

    /// <summary>The site's values, as the rules see them: NaN = unknown.</summary>
    public static Dictionary<string, double> Input(IndicatorFramework framework, SiteData site)
    {
        var input = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var item in framework.Items)
        {
            input[item.Key] = site.Measurements.Best(site.Site.Code, null, item.Key) is { } own ? (double)own.Value : double.NaN;
            foreach (var stage in Enum.GetValues<Stage>()) input[Key(item.Key, stage)] = site.Measurements.Best(site.Site.Code, stage, item.Key) is { } of ? (double)of.Value : double.NaN;
        }
        // Splitting over stages and counting classes is done for the rival: a rule of one expression cannot.
        foreach (var stage in site.Stages)
            input[Key(Share, stage)] = site.PupilsByStage is { } pupils && StageSplit.Share(pupils, stage) is { } share ? share.ToDouble() : double.NaN;
        input[AllClasses] = site.Classes.Count;
        foreach (var row in framework.Indicators)
            if (row.Rule is ClassSizeRule rule)
                input[row.Code] = site.Classes.Count == 0 || site.Classes.Any(c => c.Pupils is null) ? double.NaN : site.Classes.Count(c => c.Pupils > (rule.Limits.TryGetValue(c.Grade, out var own) ? own : rule.Limits.GetValueOrDefault(c.Stage.Name(), int.MaxValue)));
        return input;
    }

    /// <summary>State by row and stage.</summary>
    public Dictionary<(string Code, Stage? Stage), IndicatorState> Judge(Dictionary<string, double> input)
    {
        var results = engine.ExecuteAllRulesAsync(Flow, new RuleParameter("v", input)).AsTask().GetAwaiter().GetResult();
        var states = new Dictionary<(string, Stage?), IndicatorState>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (results[i].ExceptionMessage is { Length: > 0 } wrong) throw new UnequalException($"RulesEngine, {lines[i].Row.Code}: {wrong}");
            if (results[i].IsSuccess) states.TryAdd((lines[i].Row.Code, lines[i].Stage), lines[i].Means);
        }
        return states;
    }

    private static IEnumerable<Line> Lines(IndicatorFramework framework, Scorer scorer, SiteData site)
    {
        var level = framework.Items.ToDictionary(i => i.Key, i => i.Level);
        foreach (var row in framework.Indicators.Where(r => r.Method == Method.Data && r.Kinds.Contains(site.Site.Kind)))
            foreach (var stage in row.Rule is RatioRule { ByStage: true } ? site.Stages.Where(s => s is Stage.Primary or Stage.Junior).Select(s => (Stage?)s) : [null])
            {
                var against = scorer.LimitOf(row, stage) is { } limit ? $"{Sign(limit.Comparison)} {Text(limit.Limit)}" : "";
                var found = row.Rule switch
                {
                    RatioRule ratio => Ratio(row, ratio, stage, against),
                    CountRule { Item: { } item } => Four(row, stage, Known(Read(item, null)), null, $"{Read(item, null)} {against}"),
                    YesNoRule { Item: { } item } => Four(row, stage, Known(Read(item, null)), null, $"{Read(item, null)} > 0"),
                    ClassSizeRule classes => Four(row, stage, Known(Read(row.Code, null)), null, classes.IsShare ? $"(1 - {Read(row.Code, null)} / {Read(AllClasses, null)}) * 100 {against}" : $"{Read(row.Code, null)} {against}"),
                    _ => [],
                };
                foreach (var line in found) yield return line;
            }

        IEnumerable<Line> Ratio(Indicator row, RatioRule rule, Stage? stage, string against)
        {
            var (n, d) = (Sum(rule.Numerator, stage), Sum(rule.Denominator, stage));
            var known = $"{Known(n)} && {Known(d)} && {n} >= 0 && {d} {(row.NotApplicableWhenZero ? ">=" : ">")} 0{(rule.IsPart ? $" && {n} <= {d}" : "")}";
            var share = rule.IsSplit && stage is { } split ? $" * {Read(Key(Share, split), null)}" : "";
            return Four(row, stage, known, row.NotApplicableWhenZero ? $"{d} == 0" : null, $"{n}{share} * {Text(rule.Per)} {against} * {d}");
        }

        IEnumerable<Line> Four(Indicator row, Stage? stage, string known, string? none, string test)
        {
            if (row.AppliesWhen is { } when && when.Kinds?.Contains(site.Site.Kind) != false)
            {
                var at = Read(when.Item, null);
                yield return new(row, stage, IndicatorState.Unknown, $"!({Known(at)})");
                yield return new(row, stage, IndicatorState.NotApplicable, $"{at} != {Text(when.Value)}");
            }
            yield return new(row, stage, IndicatorState.Unknown, $"!({known})");
            if (none is not null) yield return new(row, stage, IndicatorState.NotApplicable, none);
            yield return new(row, stage, IndicatorState.Met, test);
            yield return new(row, stage, IndicatorState.NotMet, $"!({test})");
        }

        string Sum(IReadOnlyList<Term> terms, Stage? stage) => "(" + string.Join(" + ", terms.Where(t => t.Kinds.Count == 0 || t.Kinds.Contains(site.Site.Kind)).SelectMany(t =>
            level[t.Item] != ItemLevel.Stage ? [$"{t.Sign} * {Read(t.Item, null)}"]
            : stage is { } one ? [$"{t.Sign} * {Read(t.Item, one)}"]
            : StagesOf(t).Select(s => $"{t.Sign} * {Read(t.Item, s)}")).DefaultIfEmpty("(0.0 / 0.0)")) + ")";

        IEnumerable<Stage> StagesOf(Term term) => Enum.GetValues<Stage>().Where(s => (term.Stages.Count == 0 || term.Stages.Contains(s)) && (site.Stages.Contains(s) || site.Measurements.Best(site.Site.Code, s, term.Item) is not null));
    }

    private static string Name(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static string Key(string item, Stage stage) => $"{item}@{stage}";

    private static string Read(string item, Stage? stage) => $"v[\"{(stage is { } s ? Key(item, s) : item)}\"]";

    // NaN is the only number that does not equal itself.
    private static string Known(string expression) => $"({expression} == {expression})";

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture) + (value == decimal.Truncate(value) ? ".0" : "");

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => ">=",
        Comparison.AtMost => "<=",
        Comparison.MoreThan => ">",
        Comparison.LessThan => "<",
        _ => "==",
    };

    private sealed record Line(Indicator Row, Stage? Stage, IndicatorState Means, string Expression);
}
