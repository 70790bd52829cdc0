using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>One site's facts as the scorer reads them: sums of items, and what is missing in them.</summary>
/// <param name="Site">The site.</param>
/// <param name="Measurements">The county's measurements, verified ones included.</param>
/// <param name="Classes">Its classes.</param>
/// <param name="Items">The edition's items by key.</param>
public sealed record SiteData(Site Site, MeasurementSet Measurements, IReadOnlyList<ClassSize> Classes, IReadOnlyDictionary<string, Item> Items)
{
    /// <summary>Stages the site has: those its kind implies, and others with pupils or with anything reported while their pupils are blank.</summary>
    public IReadOnlyList<Stage> Stages { get; } = [.. Enum.GetValues<Stage>().Where(s => Site.Kind.Implies(s) || HasStage(Site, Measurements, s))];

    /// <summary>Pupils of a stage, or null.</summary>
    public Fraction? Pupils(Stage stage) => Measurements.Best(Site.Code, stage, "pupils") is { } fact ? fact.Value : null;

    /// <summary>Pupils by stage; null while one of them is unknown.</summary>
    public IReadOnlyDictionary<Stage, Fraction>? PupilsByStage => Stages.Count == 0 || Stages.Any(s => Pupils(s) is null) ? null : Stages.ToDictionary(s => s, s => Pupils(s)!.Value);

    /// <summary>Pupils of all stages; null while one of them is unknown.</summary>
    public Fraction? AllPupils => PupilsByStage?.Values.Aggregate(Fraction.Zero, (sum, p) => sum + p);

    /// <summary>Adds terms up. Null when something is missing; what, is added to <paramref name="missing"/>.</summary>
    /// <param name="terms">Items with signs.</param>
    /// <param name="stage">The stage a by-stage row is judged for, else null.</param>
    /// <param name="inputs">Gets every value that went in.</param>
    /// <param name="missing">Gets the name of every value that is not there.</param>
    public Fraction? Sum(IReadOnlyList<Term> terms, Stage? stage, ICollection<RowInput> inputs, ICollection<string> missing)
    {
        var sum = Fraction.Zero;
        var before = missing.Count;
        foreach (var term in terms.Where(t => t.Kinds.Count == 0 || t.Kinds.Contains(Site.Kind)))
        {
            var stages = Items.GetValueOrDefault(term.Item)?.Level != ItemLevel.Stage ? [null]
                : stage is not null ? [stage]
                : Enum.GetValues<Stage>().Where(s => (term.Stages.Count == 0 || term.Stages.Contains(s)) && (Stages.Contains(s) || Measurements.Best(Site.Code, s, term.Item) is not null)).Select(s => (Stage?)s).ToArray();
            if (stages.Length == 0) missing.Add(NameOf(term.Item, null));
            foreach (var at in stages)
            {
                if (Read(term.Item, at, inputs) is { } value) sum += value * term.Sign;
                else missing.Add(NameOf(term.Item, at));
            }
        }
        return missing.Count == before ? sum : null;
    }

    /// <summary>One value, or null; noted among the inputs when there.</summary>
    public Fraction? Read(string item, Stage? stage, ICollection<RowInput> inputs)
    {
        if (Measurements.Best(Site.Code, stage, item) is not { } fact) return null;
        Fraction value = fact.Value;
        inputs.Add(new(item, NameOf(item, stage), $"{value.ToText(6)} {Items.GetValueOrDefault(item)?.Unit}".TrimEnd(), fact.Origin, fact.IsVerified, stage));
        return value;
    }

    /// <summary>The item's Chinese name, with the stage where it has one.</summary>
    public string NameOf(string item, Stage? stage) => $"{Items.GetValueOrDefault(item)?.Name ?? item}{(stage is { } s ? $"（{s.Name()}）" : "")}";

    private static bool HasStage(Site site, MeasurementSet measurements, Stage stage) =>
        measurements.Best(site.Code, stage, "pupils") is { } pupils ? pupils.Value > 0
            // 特教学校 report their pupils as 小学 and 初中, and only their teachers as 特教 (targets.md).
            : (site.Kind, stage) != (SchoolKind.Special, Stage.Special) && measurements.HasStage(site.Code, stage);
}
