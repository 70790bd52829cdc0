using InspectionHub.Core.Measurements;
using InspectionHub.Core.Targets;

namespace InspectionHub.Core.Frameworks;

/// <summary>An edition, or everything that is wrong with its file.</summary>
/// <param name="Framework">Null if there is any problem.</param>
/// <param name="Problems">All of them, each with its place.</param>
public sealed record FrameworkReading(IndicatorFramework? Framework, IReadOnlyList<FrameworkProblem> Problems);

/// <summary>Reads an edition from text (data/frameworks/framework.schema.json). Never stops at the first mistake.</summary>
public static class FrameworkReader
{
    /// <summary>The edition in <paramref name="json"/>, or all problems.</summary>
    public static FrameworkReading Read(string json)
    {
        var problems = new List<FrameworkProblem>();
        if (PlacedJson.Read(json, problems) is not { } root) return new(null, problems);
        var framework = new IndicatorFramework
        {
            Edition = root.Text("edition"),
            Name = root.Text("name"),
            Source = root.Text("source"),
            Effective = FrameworkWords.Date(root, "effective"),
            Settings = Settings(root.Object("settings")),
            Domains = [.. root.List("domains").Select(DomainOf)],
            Clauses = [.. root.List("clauses").Select(ClauseOf)],
            Items = [.. root.List("items").Select(ItemOf)],
            Indicators = [.. root.List("indicators").Select(IndicatorOf)],
            Tests = [.. root.List("tests").Select(TestOf)],
            Relaxations = [.. root.List("relaxations", optional: true).Select(NationalReader.Relaxation).OfType<Relaxation>()],
            CountyVetoes = [.. root.List("countyVetoes", optional: true).Select(NationalReader.Veto)],
            BasicBalance = root.Has("basicBalance") ? NationalReader.Basic(root.Object("basicBalance")) : null,
        };
        if (root.Text("schema") is not "framework/1") root.Problem("schema 应为 framework/1。");
        root.Know("$schema");
        root.Know("note");
        root.RefuseUnknown();
        FrameworkCheck.Check(framework, root, hasOtherProblems: problems.Count > 0);
        return new(problems.Count == 0 ? framework : null, problems);
    }

    private static IndicatorDomain DomainOf(PlacedJson at)
    {
        var domain = new IndicatorDomain(at.Text("code"), at.Text("name"));
        at.RefuseUnknown();
        return domain;
    }

    private static Clause ClauseOf(PlacedJson at)
    {
        var clause = new Clause(at.Text("code"), at.Text("domain"), at.Text("name"), [.. at.List("leads").Select(l => l.AsText())], [.. at.List("years").Select(y => y.AsWhole())]);
        at.RefuseUnknown();
        return clause;
    }

    private static Item ItemOf(PlacedJson at)
    {
        var item = new Item(
            at.Text("key"), at.Text("name"), FrameworkWords.LevelOf(at, "level"), at.Text("unit"), at.Text("meaning"), at.Number("min"), at.Number("max"),
            at.Flag("whole"), at.Flag("yesNo"), at.Text("partOf", optional: true) is { Length: > 0 } whole ? whole : null, FrameworkWords.SheetOf(at, "sheet"));
        at.RefuseUnknown();
        return item;
    }

    private static Indicator IndicatorOf(PlacedJson at)
    {
        var when = at.Has("appliesWhen") ? at.Object("appliesWhen") : null;
        var row = new Indicator
        {
            Code = at.Text("code"),
            Clause = at.Text("clause"),
            Name = at.Text("name"),
            Unit = at.Text("unit"),
            Measured = at.Text("measured"),
            Method = FrameworkWords.MethodOf(at, "method"),
            Responsibility = FrameworkWords.DutyOf(at, "duty"),
            Lead = at.Text("lead"),
            Rule = at.Object("rule") is { } rule ? RuleReader.Scoring(rule) : new YesNoRule(null),
            Kinds = FrameworkWords.Kinds(at, "kinds"),
            Points = Points(at),
            Thresholds = [.. at.List("thresholds", optional: true).Select(ThresholdOf)],
            AppliesWhen = when is null ? null : ConditionOf(when),
            Resource = at.Text("resource", optional: true) is { Length: > 0 } resource ? resource : null,
            IsRedLine = at.Flag("redLine"),
            NotApplicableWhenZero = at.Flag("naWhenZero"),
            Evidence = [.. at.List("evidence", optional: true).Select(e => e.AsText())],
            Veto = at.Text("veto", optional: true) is { Length: > 0 } veto ? veto : null,
        };
        at.RefuseUnknown();
        return row;
    }

    private static Condition ConditionOf(PlacedJson at)
    {
        var when = new Condition(at.Text("item"), at.Number("value"), at.Has("kinds") ? FrameworkWords.Kinds(at, "kinds") : null);
        at.RefuseUnknown();
        return when;
    }

    private static Dictionary<SchoolKind, decimal> Points(PlacedJson at)
    {
        var points = new Dictionary<SchoolKind, decimal>();
        at.Know("points");
        if (!at.Has("points")) return points;
        foreach (var (name, value) in at.Object("points")?.Members ?? new Dictionary<string, PlacedJson>())
        {
            if (SchoolKindNames.Parse(name) is { } kind) points[kind] = value.AsNumber();
            else value.Problem($"不认识的校点类别“{name}”。");
        }
        return points;
    }

    private static Threshold ThresholdOf(PlacedJson at)
    {
        var limit = new Threshold(
            FrameworkWords.PurposeOf(at, "purpose"), FrameworkWords.StageOf(at, "stage"), FrameworkWords.ComparisonOf(at, "op"), at.Number("limit"),
            FrameworkWords.Date(at, "from"), FrameworkWords.SourceOf(at, "source"), at.Text("basis"));
        at.RefuseUnknown();
        return limit;
    }

    private static TargetTest TestOf(PlacedJson at)
    {
        var test = new TargetTest
        {
            Code = at.Text("code"),
            Target = at.Whole("target"),
            Name = at.Text("name"),
            Unit = at.Text("unit"),
            Clause = at.Text("clause"),
            Basis = at.Text("basis"),
            Rule = at.Object("rule") is { } rule ? RuleReader.Target(rule) : new YesRule([]),
        };
        at.RefuseUnknown();
        return test;
    }

    private static ScoringSettings Settings(PlacedJson? at)
    {
        if (at is null) return new([0, 0, 0, 0, 0], 0, 0, 0, 0, 0, 0, 0);
        var settings = new ScoringSettings(
            [.. at.List("rubricPercent").Select(p => p.AsNumber())], at.Whole("metFromLevel"), at.Number("halfFrom"), at.Number("excellent"), at.Number("good"),
            at.Number("pass"), at.Number("excellentTopPercent"), at.Number("mainSitePercent"));
        if (settings.RubricPercent.Count != 5) at.Problem("rubricPercent 应有五个百分数，依次为 0—4 级。");
        at.RefuseUnknown();
        return settings;
    }
}
