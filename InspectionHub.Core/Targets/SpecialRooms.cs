using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Music and art rooms of one site (standards.md A6-3): for every twelve classes one of each. Smaller rooms count where they were planned and built
/// in or before 2016 (73 / 67 ㎡), or at rural small schools whose largest class is below 30 (小学 54, 初中 61 ㎡; standards.md A2).</summary>
internal static class SpecialRooms
{
    private const int OldUntil = 2016;
    private static readonly Fraction OldMusic = 73, OldArt = 67, SmallPrimary = 54, SmallJunior = 61;

    public static (IndicatorState State, string? Reason) Judge(SiteData site, IReadOnlyList<SpecialRoom> rooms, RoomsRule rule)
    {
        var classes = site.Classes.Where(c => c.Stage is Stage.Primary or Stage.Junior).ToList();
        if (classes.Count == 0) return (IndicatorState.Unknown, "班级");
        var needed = (classes.Count + rule.ClassesPerRoom - 1) / rule.ClassesPerRoom;
        var isSmall = site.Site.Area == Area.Rural && classes.All(c => c.Pupils < 30);
        var small = classes.Any(c => c.Stage == Stage.Junior) ? SmallJunior : SmallPrimary;
        return (Enough("音乐", rule.MusicArea, OldMusic), Enough("美术", rule.ArtArea, OldArt)) switch
        {
            (false, _) or (_, false) => (IndicatorState.NotMet, null),
            (true, true) => (IndicatorState.Met, null),
            _ => (IndicatorState.Unknown, "专用室面积"),
        };

        bool? Enough(string type, Fraction full, Fraction old)
        {
            var own = rooms.Where(r => r.Type == type).ToList();
            var good = own.Count(r => r.SquareMetres is { } area && (Fraction)area >= Least(r));
            if (good >= needed) return true;
            return good + own.Count(r => r.SquareMetres is null) >= needed ? null : false;

            Fraction Least(SpecialRoom room)
            {
                var least = room.Designed <= OldUntil && old < full ? old : full;
                return isSmall && small < least ? small : least;
            }
        }
    }
}
