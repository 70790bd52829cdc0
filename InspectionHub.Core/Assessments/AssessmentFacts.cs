using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Assessments;

/// <summary>Everything the rules may look at for one county and one school year. The rules know no clock: the day comes with the facts.</summary>
public sealed record AssessmentFacts
{
    /// <summary>The school year that begins on 1 September of it.</summary>
    public required int Year { get; init; }

    /// <summary>The day asked about; thresholds in effect on it hold.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>考核单位.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>All sites of the year.</summary>
    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>Reported and verified values.</summary>
    public required MeasurementSet Measurements { get; init; }

    /// <summary>Classes of the year.</summary>
    public IReadOnlyList<ClassSize> Classes { get; init; } = [];

    /// <summary>Special rooms of the year.</summary>
    public IReadOnlyList<SpecialRoom> Rooms { get; init; } = [];

    /// <summary>Marks that may count, including late ones.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Settlements, oldest first; the last of a row holds.</summary>
    public IReadOnlyList<Settlement> Settlements { get; init; } = [];

    /// <summary>Sites with an established (认定) veto.</summary>
    public IReadOnlySet<string> VetoedSites { get; init; } = new HashSet<string>();

    /// <summary>Sites with other marks, settlements or vetoes than in <paramref name="earlier"/>; null if anything else differs, so that everything must be judged again.</summary>
    /// <param name="earlier">Facts of the same county and year.</param>
    public IReadOnlySet<string>? ChangedSince(AssessmentFacts earlier)
    {
        if (Year != earlier.Year || Day != earlier.Day || Units != earlier.Units || Sites != earlier.Sites || Measurements != earlier.Measurements || Classes != earlier.Classes || Rooms != earlier.Rooms) return null;
        var changed = VetoedSites.Except(earlier.VetoedSites).Concat(earlier.VetoedSites.Except(VetoedSites)).ToHashSet(StringComparer.Ordinal);
        changed.UnionWith(Differing(Marks, earlier.Marks, m => m.Site));
        changed.UnionWith(Differing(Settlements, earlier.Settlements, s => s.Site));
        return changed;
    }

    /// <summary>Both are in no certain order between sites; of one site the order counts.</summary>
    private static IEnumerable<string> Differing<T>(IReadOnlyList<T> now, IReadOnlyList<T> before, Func<T, string> siteOf)
    {
        var (own, other) = (now.ToLookup(siteOf, StringComparer.Ordinal), before.ToLookup(siteOf, StringComparer.Ordinal));
        return own.Select(g => g.Key).Union(other.Select(g => g.Key), StringComparer.Ordinal).Where(site => !own[site].SequenceEqual(other[site]));
    }
}
