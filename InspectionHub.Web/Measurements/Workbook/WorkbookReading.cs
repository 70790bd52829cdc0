using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>How much a problem weighs: an import refuses on any error.</summary>
public enum ProblemLevel
{
    /// <summary>The cell's value is not taken; it counts as unknown.</summary>
    Error,

    /// <summary>The value is taken, but a person should look at it.</summary>
    Warning,

    /// <summary>Something was left out that changes no value.</summary>
    Note,
}

/// <summary>One problem of a workbook with its place and what to do.</summary>
/// <param name="Level">Its weight.</param>
/// <param name="Sheet">Sheet, empty for the file as a whole.</param>
/// <param name="Cell">Cell such as D9, empty for a sheet as a whole.</param>
/// <param name="Value">The text that was found there.</param>
/// <param name="Say">What is wrong and how to mend it, in Chinese.</param>
public sealed record WorkbookProblem(ProblemLevel Level, string Sheet, string Cell, string Value, string Say)
{
    /// <summary>The word of assess/1: error, warning or note.</summary>
    public string LevelWord => Level.ToString().ToLowerInvariant();
}

/// <summary>Everything of one school year (the year of its 1 September).</summary>
public sealed record WorkbookYear(
    int Year, IReadOnlyList<Site> Sites, IReadOnlyList<Measurement> Measurements, IReadOnlyList<ClassSize> Classes, IReadOnlyList<SpecialRoom> Rooms);

/// <summary>What a workbook says, and all that is wrong with it. A bad cell has no measurement: it is unknown.</summary>
/// <param name="IsReadable">False when the file is no workbook, or a sheet or key column is missing: then nothing in it may be used.</param>
/// <param name="Units">Sheet 单位.</param>
/// <param name="Years">The years found, ascending.</param>
/// <param name="Successions">Sheet 沿革.</param>
/// <param name="Problems">All of them, in the order of the sheets.</param>
public sealed record WorkbookReading(
    bool IsReadable, IReadOnlyList<Unit> Units, IReadOnlyList<WorkbookYear> Years, IReadOnlyList<Succession> Successions,
    IReadOnlyList<WorkbookProblem> Problems)
{
    /// <summary>True if an import must refuse.</summary>
    public bool HasErrors => !IsReadable || Problems.Any(problem => problem.Level == ProblemLevel.Error);

    /// <summary>The year that begins on 1 September <paramref name="year"/>, or null.</summary>
    public WorkbookYear? Year(int year) => Years.FirstOrDefault(found => found.Year == year);
}
