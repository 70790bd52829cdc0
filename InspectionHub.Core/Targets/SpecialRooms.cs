using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>Music and art rooms of one site (standards.md A6-3): for every twelve classes one of each. Smaller rooms count where they were planned and built
/// early, or at rural schools with small classes, as far as the relaxations in force say (standards.md A2).</summary>
internal static class SpecialRooms
{
    public static RoomsVerdict Judge(SiteData site, IReadOnlyList<SpecialRoom> rooms, RoomsRule rule, EarlierRooms? earlier, SmallSchoolRooms? small)
    {
        var classes = site.Classes.Where(c => c.Stage is Stage.Primary or Stage.Junior).ToList();
        if (classes.Count == 0) return new(IndicatorState.Unknown, "班级", "需填报班级");
        var needed = (classes.Count + rule.ClassesPerRoom - 1) / rule.ClassesPerRoom;
        Fraction? smaller = small is not null && site.Site.Area == Area.Rural && classes.All(c => c.Pupils < small.ClassBelow) ? classes.Any(c => c.Stage == Stage.Junior) ? small.Junior : small.Primary : null;
        var (music, art) = (Enough("音乐", rule.MusicArea, earlier?.Music), Enough("美术", rule.ArtArea, earlier?.Art));
        var needs = $"{classes.Count} 个班需音乐、美术专用教室各 {needed} 间；{music.Says}；{art.Says}";
        return (music.IsEnough, art.IsEnough) switch
        {
            (false, _) or (_, false) => new(IndicatorState.NotMet, null, needs),
            (true, true) => new(IndicatorState.Met, null, needs),
            _ => new(IndicatorState.Unknown, "专用室面积", needs),
        };

        (bool? IsEnough, string Says) Enough(string type, Fraction full, decimal? old)
        {
            var own = rooms.Where(r => r.Type == type).ToList();
            var good = own.Count(r => r.SquareMetres is { } area && (Fraction)area >= Least(r));
            var open = own.Count(r => r.SquareMetres is null);
            var lack = good >= needed ? "" : open > 0 ? $"，{open} 间的面积需填报{(good + open < needed ? $"，至少还差 {needed - good - open} 间" : "")}" : $"，还差 {needed - good} 间";
            return (good >= needed ? true : good + open >= needed ? null : false, $"{type} {own.Count} 间{(own.Count == 0 ? "" : $"（{string.Join('、', own.Select(Say))}），面积够的 {good} 间")}{lack}");

            string Say(SpecialRoom room) => room.SquareMetres is { } area ? $"{((Fraction)area).ToText(1)} ㎡{((Fraction)area >= Least(room) ? "" : $"，应 ≥ {Least(room).ToText(1)} ㎡")}" : "面积未填";

            Fraction Least(SpecialRoom room)
            {
                var least = old is { } area && room.Designed <= earlier!.DesignedUntil && area < full ? area : full;
                return smaller is { } own && own < least ? own : least;
            }
        }
    }
}

/// <summary>How a site's rooms stand.</summary>
/// <param name="State">Met, not met or unknown.</param>
/// <param name="Reason">What is missing, where it is unknown.</param>
/// <param name="Needs">What there is, the area asked of each room that is too small, and how many are lacking.</param>
internal sealed record RoomsVerdict(IndicatorState State, string? Reason, string Needs);
