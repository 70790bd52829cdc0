namespace InspectionHub.Core.Measurements;

/// <summary>All measurements of one county and one year, found by site, stage and item. A later fact with the same key supersedes an earlier one
/// of the same kind (reported or verified).</summary>
public sealed class MeasurementSet
{
    private readonly Dictionary<(string?, Stage?, string), Measurement> reported = [];
    private readonly Dictionary<(string?, Stage?, string), Measurement> verified = [];
    private readonly HashSet<(string?, Stage)> stages = [];

    /// <summary>Builds the set; order matters only for facts with the same key, where the last one holds.</summary>
    public MeasurementSet(IEnumerable<Measurement> measurements)
    {
        foreach (var fact in measurements)
        {
            (fact.IsVerified ? verified : reported)[(fact.Site, fact.Stage, fact.Item)] = fact;
            if (fact.Stage is { } stage) stages.Add((fact.Site, stage));
        }
    }

    /// <summary>What the school or county reported, or null.</summary>
    public Measurement? Reported(string? site, Stage? stage, string item) => reported.GetValueOrDefault((site, stage, item));

    /// <summary>What an inspector found, or null.</summary>
    public Measurement? Verified(string? site, Stage? stage, string item) => verified.GetValueOrDefault((site, stage, item));

    /// <summary>For school verdicts: the verified value where there is one, else the reported one (scoring.md, "Who supplies a row").</summary>
    public Measurement? Best(string? site, Stage? stage, string item) => Verified(site, stage, item) ?? Reported(site, stage, item);

    /// <summary>Whether anything at all was reported or found of a site's stage.</summary>
    public bool HasStage(string site, Stage stage) => stages.Contains((site, stage));

    /// <summary>Everything a site reported, in the order it was read.</summary>
    public IEnumerable<Measurement> ReportedAt(string site) => reported.Values.Where(fact => fact.Site == site);

    /// <summary>Everything that was reported, county values too, in the order it was read.</summary>
    public IEnumerable<Measurement> AllReported() => reported.Values;

    /// <summary>The same set with further facts.</summary>
    public MeasurementSet With(IEnumerable<Measurement> more)
    {
        var set = new MeasurementSet(reported.Values.Concat(verified.Values).Concat(more));
        set.stages.UnionWith(stages);
        return set;
    }

    /// <summary>The same set without the values of some sites, because nobody stands for them. That such a site has a stage stays known: its values are
    /// missing, it is not gone.</summary>
    /// <param name="isLeftOut">Whether a site's values go.</param>
    public MeasurementSet Without(Func<string, bool> isLeftOut)
    {
        var set = new MeasurementSet(reported.Values.Concat(verified.Values).Where(m => m.Site is null || !isLeftOut(m.Site)));
        set.stages.UnionWith(stages.Where(s => s.Item1 is { } site && s.Item2 is { } stage && (Best(site, stage, "pupils") is not { } pupils || pupils.Value > 0)));
        return set;
    }

    /// <summary>Only these items of the sites, and no values of the county: what a school is like, without how it stood in a year that is over. Which stages it has stays known.</summary>
    /// <param name="items">Keys of the items that stay.</param>
    public MeasurementSet Only(IReadOnlySet<string> items)
    {
        var set = new MeasurementSet(reported.Values.Where(m => m.Site is not null && items.Contains(m.Item)));
        set.stages.UnionWith(Without(_ => true).stages.Where(s => s.Item1 is not null));
        return set;
    }

    /// <summary>Facts where an inspector found another value than the school reported: every difference is flagged.</summary>
    public IEnumerable<(Measurement Reported, Measurement Verified)> Differences() =>
        verified.Where(pair => reported.TryGetValue(pair.Key, out var said) && said.Value != pair.Value.Value).Select(pair => (reported[pair.Key], pair.Value));
}
