using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Core.Targets;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>A 九年一贯制学校 N beside others: what it has as a whole is split over its two stages.</summary>
internal static class SplitSchools
{
    private static readonly string[] People = ["above", "backbone", "pe_arts", "teachers", "certified"];

    public static SmallCounty Nine(int primary = 300, int junior = 400, int rooms = 8, decimal metres = 2000) => With(new(), "N", SchoolKind.NineYear, rooms, metres, (Stage.Primary, primary), (Stage.Junior, junior));

    /// <summary>Adds a school with the resources of a whole site; of people it has four in a hundred, too few by rule R1 in both stages.</summary>
    public static SmallCounty With(SmallCounty county, string code, SchoolKind kind, int rooms, decimal metres, params (Stage Stage, int Pupils)[] stages)
    {
        county.Site(code, kind).Value(code, "media_rooms", rooms).Value(code, "rooms_m2", metres).Value(code, "indoor_sport_m2", 0).Value(code, "sport_m2", metres).Value(code, "equipment_yuan", metres * 400);
        foreach (var (stage, pupils) in stages)
        {
            county.Value(code, "pupils", pupils, stage);
            foreach (var item in People) county.Value(code, item, pupils / 25m, stage);
        }
        return county;
    }
}
