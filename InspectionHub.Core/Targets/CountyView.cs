using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Targets;

/// <summary>A county's year as the target tests see it. Sums use reported values (scoring.md).</summary>
/// <param name="Framework">The edition.</param>
/// <param name="Sites">Every site with reported values and classes.</param>
/// <param name="Measurements">Reported values, county entries among them.</param>
/// <param name="Rooms">Special rooms.</param>
/// <param name="Cards">Scorecards by site.</param>
/// <param name="Coefficients">The fourteen coefficients.</param>
/// <param name="Day">The day whose relaxations hold.</param>
public sealed record CountyView(
    IndicatorFramework Framework, IReadOnlyList<SiteData> Sites, MeasurementSet Measurements, IReadOnlyList<SpecialRoom> Rooms,
    IReadOnlyDictionary<string, Scorecard> Cards, IReadOnlyList<Coefficient> Coefficients, DateOnly Day)
{
    private readonly Dictionary<string, Item> items = Framework.Items.ToDictionary(i => i.Key);

    /// <summary>Value of a county entry, or null.</summary>
    public Fraction? Entry(string item) => Measurements.Reported(null, null, item) is { } fact ? (Fraction)fact.Value : null;

    /// <summary>Chinese name of an item.</summary>
    public string NameOf(string item) => items.GetValueOrDefault(item)?.Name ?? item;

    /// <summary>Unit of an item.</summary>
    public string UnitOf(string item) => items.GetValueOrDefault(item)?.Unit ?? "";

    /// <summary>Where an item belongs.</summary>
    public ItemLevel LevelOf(string item) => items.GetValueOrDefault(item)?.Level ?? ItemLevel.County;

    /// <summary>Whether a row of the edition uses the item, and so says which kinds it is asked of.</summary>
    public bool HasRowFor(string item) => Framework.Indicators.Any(r => RuleReader.ItemsOf(r.Rule).Contains(item));

    /// <summary>Stages in which a site reports teachers.</summary>
    public IEnumerable<Stage> StaffedStages(SiteData site) => Enum.GetValues<Stage>().Where(s => Measurements.Reported(site.Site.Code, s, "teachers") is { Value: > 0 });

    /// <summary>Sites an item is asked of: those of the kinds whose rows use it, else those with a compulsory stage; and whoever reported it.</summary>
    public IReadOnlyList<SiteData> AskedOf(string item)
    {
        var kinds = Framework.Indicators.Where(r => RuleReader.ItemsOf(r.Rule).Contains(item)).SelectMany(r => r.Kinds).ToHashSet();
        return [.. Sites.Where(s => Measurements.Reported(s.Site.Code, null, item) is not null || (kinds.Count > 0 ? kinds.Contains(s.Site.Kind) : s.Stages.Any(x => x is Stage.Primary or Stage.Junior)))];
    }

    /// <summary>Σ of terms over the county. Null when something is missing; what and where, is added to <paramref name="missing"/>, and of sites to <paramref name="gaps"/>.</summary>
    public Fraction? Sum(IReadOnlyList<Term> terms, string? where, IReadOnlyList<SiteData> sites, ICollection<string> missing, ICollection<SiteGap> gaps)
    {
        var sum = Fraction.Zero;
        var before = missing.Count;
        foreach (var term in terms)
        {
            if (LevelOf(term.Item) == ItemLevel.County)
            {
                if (Entry(term.Item) is { } entry) sum += entry * term.Sign;
                else missing.Add($"县级填报“{NameOf(term.Item)}”");
                continue;
            }
            foreach (var site in sites.Where(s => Belongs(s.Site, where, missing, gaps) && (term.Kinds.Count == 0 || term.Kinds.Contains(s.Site.Kind)))) sum += SiteSum(term, site, missing, gaps);
        }
        return missing.Count == before ? sum : null;
    }

    private Fraction SiteSum(Term term, SiteData site, ICollection<string> missing, ICollection<SiteGap> gaps)
    {
        var stages = LevelOf(term.Item) == ItemLevel.Site ? [null]
            : Enum.GetValues<Stage>().Where(s => (term.Stages.Count == 0 || term.Stages.Contains(s)) && (site.Stages.Contains(s) || Measurements.Reported(site.Site.Code, s, term.Item) is not null)).Select(s => (Stage?)s).ToArray();
        var sum = Fraction.Zero;
        foreach (var stage in stages)
        {
            if (Measurements.Reported(site.Site.Code, stage, term.Item) is { } fact) sum += (Fraction)fact.Value * term.Sign;
            else Lacks(site.Site, site.NameOf(term.Item, stage), missing, gaps);
        }
        return sum;
    }

    /// <summary>public and public_or_inclusive: the sites P2 and P3 count. Who has not said counts as missing, never as private.</summary>
    private bool Belongs(Site site, string? where, ICollection<string> missing, ICollection<SiteGap> gaps)
    {
        if (where is null || Measurements.Reported(site.Code, Stage.Preschool, "pupils") is null) return true;
        if (site.IsPublic == true) return true;
        if (site.IsPublic is null) return Lacks(site, "公办", missing, gaps);
        if (where == "public") return false;
        if (Measurements.Reported(site.Code, null, "inclusive") is { } inclusive) return inclusive.Value == 1;
        return Lacks(site, NameOf("inclusive"), missing, gaps);
    }

    private static bool Lacks(Site site, string name, ICollection<string> missing, ICollection<SiteGap> gaps)
    {
        missing.Add($"{site.Name}“{name}”");
        gaps.Add(new(site.Code, name));
        return false;
    }
}

/// <summary>A value that a site has not reported.</summary>
/// <param name="Site">The site's code.</param>
/// <param name="Name">What is missing, with its stage where it has one.</param>
public sealed record SiteGap(string Site, string Name);
