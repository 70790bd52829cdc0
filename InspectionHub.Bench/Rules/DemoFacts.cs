using InspectionHub.Core.Assessments;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Bench.Rules;

/// <summary>The demo county as facts, and larger places made by repeating its sites under new codes.</summary>
internal sealed class DemoFacts
{
    private const int Year = 2025;
    private static readonly DateOnly Day = new(2026, 7, 1);
    private static readonly DateTimeOffset Received = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
    private readonly WorkbookReading reading;
    private readonly WorkbookYear year;

    public DemoFacts()
    {
        var read = FrameworkReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "frameworks", "ziyang-71-2021.v1.json")));
        Framework = read.Framework ?? throw new InvalidOperationException(string.Join('\n', read.Problems));
        var file = new MemoryStream();
        DemoCounty.Write(file, Framework.Items);
        Workbook = file.ToArray();
        reading = WorkbookReader.Read(new MemoryStream(Workbook), Framework.Items);
        year = reading.Year(Year)!;
    }

    public IndicatorFramework Framework { get; }

    /// <summary>The demo county's workbook.</summary>
    public byte[] Workbook { get; }

    /// <summary>How many sites the demo county has.</summary>
    public int Sites => year.Sites.Count;

    /// <summary>The demo county's facts <paramref name="sites"/> long, with one mark on every row that a person marks.</summary>
    public AssessmentFacts Of(int sites)
    {
        var copies = Enumerable.Range(0, (sites + Sites - 1) / Sites).Select(copy => (Tail: copy == 0 ? "" : $"-{copy}", Sites: year.Sites.Take(sites - (copy * Sites)).ToList())).ToList();
        return new()
        {
            Year = Year,
            Day = Day,
            Units = [.. copies.SelectMany(c => reading.Units.Select(u => u with { Code = u.Code + c.Tail, Main = u.Main + c.Tail }))],
            Sites = [.. copies.SelectMany(c => c.Sites.Select(s => s with { Code = s.Code + c.Tail, Unit = s.Unit + c.Tail }))],
            Measurements = new(copies.SelectMany(c => Own(c.Sites, year.Measurements, m => m.Site, c.Tail.Length == 0).Select(m => m with { Site = m.Site is null ? null : m.Site + c.Tail }))),
            Classes = [.. copies.SelectMany(c => Own(c.Sites, year.Classes, m => m.Site, false).Select(m => m with { Site = m.Site + c.Tail }))],
            Rooms = [.. copies.SelectMany(c => Own(c.Sites, year.Rooms, m => m.Site, false).Select(m => m with { Site = m.Site + c.Tail }))],
            Marks = [.. copies.SelectMany(c => c.Sites.SelectMany(s => Marks(s, c.Tail)))],
        };
    }

    /// <summary>One site as the scorer reads it.</summary>
    public SiteData Data(AssessmentFacts facts, Site site) => new(site, facts.Measurements, [.. facts.Classes.Where(c => c.Site == site.Code)], Framework.Items.ToDictionary(i => i.Key));

    private static IEnumerable<T> Own<T>(IReadOnlyList<Site> sites, IEnumerable<T> all, Func<T, string?> siteOf, bool withCounty)
    {
        var codes = sites.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        return all.Where(one => siteOf(one) is { } site ? codes.Contains(site) : withCounty);
    }

    private IEnumerable<Mark> Marks(Site site, string tail) =>
        from row in Framework.Indicators
        where row.Method != Method.Data && row.Kinds.Contains(site.Kind)
        let value = ValueFor(row.Rule)
        where value is not null
        select new Mark(Guid.Empty, site.Code + tail, row.Code, value, "1", "督学", Received, 1, "");

    private static MarkValue? ValueFor(ScoringRule rule) => rule switch
    {
        RubricRule => new LevelMark(3),
        YesNoRule => new YesMark(true),
        CountRule => new CountMark(0),
        RatioRule => new RatioMark(11, 12),
        AskedRule asked => new AskedMark(asked.Respondents.ToDictionary(r => r, _ => 30), asked.Respondents.ToDictionary(r => r, _ => 27)),
        _ => null,
    };
}
