using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>One invented site.</summary>
public sealed record DemoSite(string Code, string Unit, string Name, string Town, SchoolKind Kind, Area Area, bool IsPublic, int Designed)
{
    /// <summary>Stages with their relative size in 2020; the published totals are shared out by these weights.</summary>
    public required IReadOnlyList<(Stage Stage, decimal Weight)> Stages { get; init; }

    /// <summary>First school year.</summary>
    public int From { get; init; } = DemoCounty.FirstYear;

    /// <summary>Last school year.</summary>
    public int To { get; init; } = DemoCounty.LastYear;

    /// <summary>Name from 2024 on, where the site was renamed.</summary>
    public string? LaterName { get; init; }

    /// <summary>True if the site exists in that school year.</summary>
    public bool IsIn(int year) => year >= From && year <= To;

    /// <summary>Boarding schools: all with a junior or senior stage.</summary>
    public bool IsBoarding => Kind is SchoolKind.Junior or SchoolKind.NineYear or SchoolKind.Senior or SchoolKind.Vocational or SchoolKind.Special;
}
