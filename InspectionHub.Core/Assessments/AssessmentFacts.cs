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
}
