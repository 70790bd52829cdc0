using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Core.Oracle;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>A county of a few sites, put together value by value.</summary>
public sealed class SmallCounty
{
    private readonly List<Site> sites = [];
    private readonly List<Measurement> values = [];
    private readonly List<ClassSize> classes = [];
    private readonly List<SpecialRoom> rooms = [];

    public IndicatorFramework Framework { get; init; } = TestFrameworks.Ziyang;

    public DateOnly Day { get; init; } = new(2026, 11, 1);

    public SmallCounty Site(string code, SchoolKind kind, int? designed = 2000, bool? isPublic = true, Area area = Area.Town)
    {
        sites.Add(new(code, "U", code, "甲镇", kind, area, isPublic, false, designed));
        return this;
    }

    public SmallCounty Value(string site, string item, decimal value, Stage? stage = null)
    {
        values.Add(new(site, stage, item, value, new("学校", "A3")));
        return this;
    }

    public SmallCounty Entry(string item, decimal value)
    {
        values.Add(new(null, null, item, value, new("县级", "C3")));
        return this;
    }

    public SmallCounty Class(string site, Stage stage, string grade, params int?[] pupils)
    {
        foreach (var (count, index) in pupils.Select((p, i) => (p, i))) classes.Add(new(site, stage, grade, $"{index + 1}", count, new("班级", "F3")));
        return this;
    }

    public SmallCounty Room(string site, string type, decimal? area, int? designed = 2020)
    {
        rooms.Add(new(site, type, area, designed, new("专用室", "D3")));
        return this;
    }

    /// <summary>Adds a site drawn at random.</summary>
    internal SmallCounty Draw(string code, OracleSite drawn)
    {
        Site(code, SchoolKindNames.Parse(drawn.Kind)!.Value);
        foreach (var (item, value) in drawn.Values) Value(code, item, value);
        foreach (var ((stage, item), value) in drawn.Stages) Value(code, item, value, StageNames.Parse(stage));
        foreach (var (stage, grade, pupils) in drawn.Classes) Class(code, StageNames.Parse(stage)!.Value, grade, pupils);
        return this;
    }

    public Assessment Assess() => Assessment.Of(Framework, new AssessmentFacts
    {
        Year = 2026,
        Day = Day,
        Units = [new("U", "甲镇中心学校", "镇中心学校", sites.FirstOrDefault()?.Code ?? "")],
        Sites = sites,
        Measurements = new(values),
        Classes = classes,
        Rooms = rooms,
    });

    public InspectionHub.Core.Targets.TestResult Test(string code) => Assess().Tests.Single(t => t.Test.Code == code);
}
