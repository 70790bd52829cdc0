using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>One year while it is being read.</summary>
internal sealed class YearDraft(int year)
{
    public int Year => year;

    public Dictionary<string, Site> Sites { get; } = [];

    /// <summary>Sites whose own row is bad: their other rows are passed over without a second complaint.</summary>
    public HashSet<string> Broken { get; } = [];

    public Dictionary<(string? Site, Stage? Stage, string Item), Measurement> Facts { get; } = [];

    public List<ClassSize> Classes { get; } = [];

    public List<SpecialRoom> Rooms { get; } = [];

    public void Add(string? site, Stage? stage, string item, decimal? value, Origin origin)
    {
        if (value is { } known) Facts[(site, stage, item)] = new(site, stage, item, known, origin);
    }

    public WorkbookYear Finish() => new(year, [.. Sites.Values], [.. Facts.Values], Classes, Rooms);
}
