namespace InspectionHub.Web.Data;

/// <summary>One accepted workbook. For each year the latest batch that holds it is read; earlier ones stay. Append-only.</summary>
public sealed class ImportBatch
{
    public int Id { get; init; }
    public required int CountyId { get; init; }
    public required string FileName { get; init; }
    public required string FileHash { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A unit as a batch names it.</summary>
public sealed class ImportedUnit
{
    public required int BatchId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Group { get; init; }
    public required string Main { get; init; }
}

/// <summary>A site in a school year with all its facts. The facts are one text per site and year, because reading long rows is what costs (facts measured).</summary>
public sealed class SchoolYear
{
    public required int BatchId { get; init; }
    public required int Year { get; init; }
    public required string Code { get; init; }
    public required string Unit { get; init; }
    public required string Name { get; init; }
    public required string Town { get; init; }
    public required string Kind { get; init; }
    public string? Area { get; init; }
    public bool? IsPublic { get; init; }
    public bool? IsBoarding { get; init; }
    public int? Designed { get; init; }

    /// <summary>How the name is read, syllables separated by blanks: sorts and is searched alike on every engine. Null in rows of an earlier version.</summary>
    public string? Pinyin { get; init; }

    /// <summary>Measurements, classes and rooms, see <see cref="FactText"/>.</summary>
    public required string Facts { get; init; }
}

/// <summary>The county's own values of a year.</summary>
public sealed class CountyYear
{
    public required int BatchId { get; init; }
    public required int Year { get; init; }
    public required string Facts { get; init; }
}

/// <summary>沿革: what became of a site. Trends break there visibly.</summary>
public sealed class Succession
{
    public required int BatchId { get; init; }
    public required string FromCode { get; init; }
    public required string ToCode { get; init; }
    public required DateOnly Date { get; init; }
    public required string What { get; init; }
}

/// <summary>数据确认: a unit's head stands for the unit's data of one batch. Append-only.</summary>
public sealed class DataConfirmation
{
    public int Id { get; init; }
    public required int CountyId { get; init; }
    public required string UnitCode { get; init; }
    public required int Year { get; init; }
    public required int BatchId { get; init; }
    public required string PersonId { get; init; }
    public required string PersonName { get; init; }
    public required DateTimeOffset At { get; init; }
}
