using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Music and art rooms of one site (standards.md A6-3): for every twelve classes one of each. Smaller rooms count where they were planned and built
/// early, or at rural schools with small classes, as far as the relaxations in force say (standards.md A2).</summary>
internal static class SpecialRooms
{
    public static (IndicatorState State, string? Reason) Judge(SiteData site, IReadOnlyList<SpecialRoom> rooms, RoomsRule rule, EarlierRooms? earlier, SmallSchoolRooms? small)
    {
        var classes = site.Classes.Where(c => c.Stage is Stage.Primary or Stage.Junior).ToList();
        if (classes.Count == 0) return (IndicatorState.Unknown, "班级");
        var needed = (classes.Count + rule.ClassesPerRoom - 1) / rule.ClassesPerRoom;
        Fraction? smaller = small is not null && site.Site.Area == Area.Rural && classes.All(c => c.Pupils < small.ClassBelow) ? classes.Any(c => c.Stage == Stage.Junior) ? small.Junior : small.Primary : null;
        return (Enough("音乐", rule.MusicArea, earlier?.Music), Enough("美术", rule.ArtArea, earlier?.Art)) switch
        {
            (false, _) or (_, false) => (IndicatorState.NotMet, null),
            (true, true) => (IndicatorState.Met, null),
            _ => (IndicatorState.Unknown, "专用室面积"),
        };

        bool? Enough(string type, Fraction full, decimal? old)
        {
            var own = rooms.Where(r => r.Type == type).ToList();
            var good = own.Count(r => r.SquareMetres is { } area && (Fraction)area >= Least(r));
            if (good >= needed) return true;
            return good + own.Count(r => r.SquareMetres is null) >= needed ? null : false;

            Fraction Least(SpecialRoom room)
            {
                var least = old is { } area && room.Designed <= earlier!.DesignedUntil && area < full ? area : full;
                return smaller is { } own && own < least ? own : least;
            }
        }
    }
}
