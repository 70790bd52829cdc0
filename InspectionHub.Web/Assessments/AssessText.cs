using System.Text.Json;
using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Assessments;

/// <summary>assess/1: everything the rules say about a workbook, as JSON (contracts.md).</summary>
public static class AssessText
{
    private static readonly JsonSerializerOptions Plain = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IndicatorFramework framework, int year, DateOnly day, Assessment now, IReadOnlyList<TargetProgress> targets, IReadOnlyList<WorkbookProblem> problems) => JsonSerializer.Serialize(new
    {
        schema = "assess/1",
        year,
        edition = framework.Edition,
        schools = now.Scorecards.Values.Select(card => School(card, day, framework.Settings)),
        coefficients = now.Coefficients.Select(c => new
        {
            stage = c.Stage.Name(),
            indicator = c.Resource,
            schools = c.Difference.Rows.Count,
            pupils = Whole(c.Difference.Pupils),
            missing = c.Difference.Missing,
            mean = c.Mean?.ToString(),
            value = c.Value,
            limit = c.Limit.ToText(2, true),
            state = c.State.Word(),
        }),
        units = now.Units.Select(u => new { code = u.Unit.Code, points = u.Low is { } low ? new { low = $"{low}", high = $"{u.High}" } : null, grade = u.Grade?.Name(), reason = u.Reason }),
        targets = targets.Select(Target),
        problems = problems.Select(p => new { level = p.LevelWord, sheet = p.Sheet, cell = p.Cell, value = p.Value, say = p.Say }),
    }, Plain);

    private static object School(Scorecard card, DateOnly day, ScoringSettings settings) => new
    {
        code = card.Site.Code,
        kind = card.Site.Kind.Short(),
        indicators = card.Rows.SelectMany(r => r.ForEachPurpose(day)).Select(r => new
        {
            code = r.Row.Code,
            purpose = Word(r.Purpose),
            stage = r.Stage?.Name(),
            state = r.State.Word(),
            value = r.Value?.ToString(),
            threshold = r.Limit is { } limit ? ((Fraction)limit.Limit).ToString() : null,
            op = r.Limit is { } l ? Sign(l.Comparison) : null,
            points = r.Of.Sign == 0 ? null : r.Low == r.High ? $"{r.Low}" : null,
            of = r.Of.Sign == 0 ? null : $"{r.Of}",
            reason = r.Reason,
            inputs = r.Inputs.Where(i => i.Origin.Cell.Length > 0).Select(i => new { item = i.Item, value = i.Value.Split(' ')[0], sheet = i.Origin.Sheet, cell = i.Origin.Cell }),
        }),
        compliance = card.Compliance.Select(c => new { stage = c.Stage.Name(), state = c.State.Word(), met = c.Met, of = 7, @short = c.Short, missing = c.Missing }),
        points = new { low = $"{card.Low}", high = $"{card.High}", of = $"{card.Of}" },
        grade = card.GradeOf(settings, isTop: false)?.Name(),
    };

    private static object Target(TargetProgress target) => new
    {
        year = target.Year,
        status = target.Status.Word(),
        held = target.Held,
        met = target.Met,
        of = target.Tests.Count,
        vetoes = target.VetoesChecked ? "checked" : "unchecked",
        tests = target.Tests.Select(t => new
        {
            code = t.Test.Code,
            state = t.Now.State.Word(),
            status = t.Status.Word(),
            value = t.Now.Value?.ToString(),
            limit = t.Now.LimitText,
            reason = t.Now.Reason,
            inTheWay = t.Now.InTheWay,
            attained = t.Attained,
            earliest = t.Earliest,
            latest = t.Latest,
        }),
    };

    private static string Word(Purpose purpose) => purpose switch { Purpose.Annual => "annual", Purpose.Target2025 => "2025", Purpose.Target2028 => "2028", _ => "2030" };

    private static string Sign(Comparison comparison) => comparison switch { Comparison.AtLeast => ">=", Comparison.AtMost => "<=", Comparison.MoreThan => ">", Comparison.LessThan => "<", _ => "=" };

    private static decimal Whole(Fraction value) => decimal.Parse(value.ToText(6), System.Globalization.CultureInfo.InvariantCulture);
}
