using InspectionHub.Core.Assessments;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Web.Cases;

/// <summary>A case's small county as the rules take it.</summary>
internal static class CaseFacts
{
    public static AssessmentFacts Of(CaseGiven given) => new()
    {
        Year = 2026,
        Day = given.Day,
        Units = [.. given.Sites.GroupBy(s => s.Unit).Select(g => new Unit(g.Key, g.Key, "镇中心学校", g.First().Code))],
        Sites = [.. given.Sites.Select(s => new Site(s.Code, s.Unit, s.Code, "甲镇", SchoolKindNames.Parse(s.Kind) ?? throw Unknown(s.Kind), AreaOf(s.Area), s.Public, false, s.Designed))],
        Measurements = new([.. given.Sites.SelectMany(Measured), .. given.County.Select(c => new Measurement(null, null, c.Key, c.Value, new("县级", "")))]),
        Classes = [.. given.Sites.SelectMany(s => s.Classes.SelectMany(stage => stage.Value.SelectMany(grade => grade.Value.Select((pupils, i) => new ClassSize(s.Code, StageOf(stage.Key), grade.Key, $"{i + 1}班", pupils, new("班级", ""))))))],
        Rooms = [.. given.Sites.SelectMany(s => s.Rooms.Select(r => new SpecialRoom(s.Code, r.Type, r.M2, r.Designed, new("专用室", ""))))],
        Marks = [.. given.Sites.SelectMany(s => s.Marks.Select((m, i) => MarkOf(s.Code, m, i)))],
        VetoedSites = given.Vetoed.ToHashSet(StringComparer.Ordinal),
    };

    private static IEnumerable<Measurement> Measured(CaseSite site) =>
    [
        .. site.Values.Select(v => new Measurement(site.Code, null, v.Key, v.Value, new("学校", ""))),
        .. site.Stages.SelectMany(stage => stage.Value.Select(v => new Measurement(site.Code, StageOf(stage.Key), v.Key, v.Value, new("学段", "")))),
        .. site.Verified.SelectMany(stage => stage.Value.Select(v => new Measurement(site.Code, stage.Key == "校点" ? null : StageOf(stage.Key), v.Key, v.Value, new("现场核实", ""), IsVerified: true))),
    ];

    private static Mark MarkOf(string site, CaseMark mark, int order)
    {
        var problems = new List<string>();
        var value = MarkJson.Parse(mark.Value, problems);
        return problems.Count == 0 ? new(Guid.Empty, site, mark.Row, value, mark.Person, mark.Person, DateTimeOffset.UnixEpoch, order, "") : throw new Refusal(500, problems);
    }

    internal static Stage StageOf(string name) => StageNames.Parse(name) ?? throw Unknown(name);

    private static Area AreaOf(string word) => word switch { "城" => Area.City, "镇" => Area.Town, "乡" => Area.Rural, _ => throw Unknown(word) };

    private static Refusal Unknown(string word) => new(500, $"样例中有不认识的词“{word}”。");
}
