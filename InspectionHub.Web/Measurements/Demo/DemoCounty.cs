using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>The demo county as a workbook. Towns, the mix of sites and the totals of 2020 per stage (学前 8,234 … 中职 1,072 pupils; 2,802 teachers)
/// are the published ones (standards.md F); every figure of a single site is invented from the seed.</summary>
public static class DemoCounty
{
    public const int FirstYear = 2020;
    public const int LastYear = 2026;

    /// <summary>In this school year one point joins its centre, one kindergarten splits off: 111 sites before and after.</summary>
    public const int TurnYear = 2023;

    /// <summary>Writes the workbook with the items of an edition; the same seed gives the same bytes.</summary>
    /// <param name="output">The workbook.</param>
    /// <param name="items">Items of the edition.</param>
    /// <param name="seed">What the figures are drawn from.</param>
    /// <param name="size">For measurements only: the same county several times over, and from a later year.</param>
    public static void Write(Stream output, IReadOnlyList<Item> items, int seed = 71, DemoSize? size = null)
    {
        size ??= new(1, FirstYear);
        var sheets = new WorkbookSheets(items);
        var sites = new DemoSites(seed);
        var numbers = new DemoNumbers(seed, sites.All);
        var resources = new DemoResources(seed, numbers);
        using var writer = new WorkbookWriter(output);
        WorkbookTemplate.WriteHeads(writer, sheets["单位"]);
        foreach (var tail in size.Tails)
            foreach (var unit in sites.Units) writer.Row(unit.Code + tail, unit.Name + tail, unit.Group, unit.Main + tail);
        WriteSites(writer, sheets["学校"], sites, resources, DemoRandom.For(seed, "blank sites"), size);
        WriteStages(writer, sheets["学段"], sites, resources, DemoRandom.For(seed, "blank stages"), size);
        WriteClasses(writer, sheets, sites, new(seed, numbers), seed, size);
        WriteItems(writer, sheets, sites, new(seed, numbers), numbers, size);
        WorkbookTemplate.WriteHeads(writer, sheets["沿革"]);
        var day = new DateOnly(TurnYear, 9, 1);
        // A county that begins later knows nothing of sites that had ended before.
        if (size.From <= TurnYear) writer.Row(DemoSites.Renamed, DemoSites.Renamed, day.AddYears(1), SuccessionKind.Rename.Name());
        if (size.From < TurnYear) writer.Row(DemoSites.Merged, DemoSites.MergedInto, day, SuccessionKind.Merger.Name());
        if (size.From < TurnYear) writer.Row(DemoSites.SplitFrom, DemoSites.SplitOff, day, SuccessionKind.Split.Name());
        WorkbookTemplate.WriteGuide(writer, sheets);
    }

    private static IEnumerable<(int Year, DemoSite Site)> SitesByYear(DemoSites sites, DemoSize size) =>
        Enumerable.Range(size.From, LastYear - size.From + 1).SelectMany(year => sites.All.Where(site => site.IsIn(year)).Select(site => (year, site)));

    private static void WriteSites(WorkbookWriter writer, SheetShape sheet, DemoSites sites, DemoResources resources, DemoRandom blanks, DemoSize size)
    {
        WorkbookTemplate.WriteHeads(writer, sheet);
        foreach (var (year, site) in SitesByYear(sites, size))
        {
            var values = resources.Site(site, year);
            var area = site.Area switch { Area.City => "城", Area.Town => "镇", _ => "乡" };
            object?[] cells = [.. Values(sheet, values, site.Kind == SchoolKind.Kindergarten ? [] : ["activity_m2", "outdoor_m2"], blanks)];
            foreach (var tail in size.Tails)
                writer.Row([
                    year, site.Code + tail, site.Unit + tail, (year >= TurnYear + 1 ? site.LaterName ?? site.Name : site.Name) + tail, site.Town, area, site.Kind.Short(), site.IsPublic,
                    site.IsBoarding, site.Designed, .. cells,
                ]);
        }
    }

    private static void WriteStages(WorkbookWriter writer, SheetShape sheet, DemoSites sites, DemoResources resources, DemoRandom blanks, DemoSize size)
    {
        WorkbookTemplate.WriteHeads(writer, sheet);
        foreach (var (year, site) in SitesByYear(sites, size))
            foreach (var (stage, _) in site.Stages)
            {
                var values = resources.Stage(site, stage, year).ToDictionary(pair => pair.Key, pair => (decimal)pair.Value);
                object?[] cells = [.. Values(sheet, values, ["shared_pe_arts"], blanks)];
                foreach (var tail in size.Tails) writer.Row([year, site.Code + tail, stage.Name(), .. cells]);
            }
    }

    // Pupils and teachers are always there, so that the totals hold; about one other cell in two hundred is blank.
    private static IEnumerable<object?> Values(SheetShape sheet, Dictionary<string, decimal> values, string[] blankWhenZero, DemoRandom blanks)
    {
        foreach (var key in sheet.Columns.Where(column => column.Item is not null).Select(column => column.Key))
        {
            var isBlank = blanks.Chance(5) && key is not ("pupils" or "teachers");
            yield return isBlank || !values.TryGetValue(key, out var value) || (value == 0 && blankWhenZero.Contains(key)) ? null : value;
        }
    }

    private static void WriteClasses(WorkbookWriter writer, WorkbookSheets sheets, DemoSites sites, DemoClasses classes, int seed, DemoSize size)
    {
        WorkbookTemplate.WriteHeads(writer, sheets["班级"]);
        var rooms = new List<object?[]>();
        foreach (var (year, site) in SitesByYear(sites, size))
        {
            var all = classes.Of(site, year);
            foreach (var one in all)
                foreach (var tail in size.Tails) writer.Row(year, site.Code + tail, one.Stage.Name(), int.TryParse(one.Grade, out var grade) ? grade : one.Grade, one.Name, one.Pupils);
            if (site.Kind is SchoolKind.Kindergarten or SchoolKind.TeachingPoint or SchoolKind.Vocational) continue;
            rooms.AddRange(Rooms(site, year, all.Count, DemoRandom.For(seed, "rooms " + site.Code)));
        }

        WorkbookTemplate.WriteHeads(writer, sheets["专用室"]);
        foreach (var room in rooms)
            foreach (var tail in size.Tails) writer.Row([room[0], room[1] + tail, .. room[2..]]);
    }

    private static IEnumerable<object?[]> Rooms(DemoSite site, int year, int classes, DemoRandom random)
    {
        foreach (var (type, standard, old) in new[] { ("音乐", 96m, 73m), ("美术", 90m, 67m) })
        {
            var missing = random.Chance(150) && year < 2025 ? 1 : 0;
            for (var at = 0; at < ((classes + 11) / 12) - missing; at++)
                yield return [year, site.Code, type, site.Designed <= 2016 && random.Chance(500) ? old + random.Next(20) : standard + random.Next(14) - (random.Chance(80) ? 8 : 0), site.Designed];
        }

        yield return [year, site.Code, "实验", 80m + random.Next(30), site.Designed];
    }

    private static void WriteItems(WorkbookWriter writer, WorkbookSheets sheets, DemoSites sites, DemoItems items, DemoNumbers numbers, DemoSize size)
    {
        WorkbookTemplate.WriteHeads(writer, sheets["数据项"]);
        foreach (var (year, site) in SitesByYear(sites, size))
            foreach (var (key, value) in items.Of(site, year))
                if (value is not null && sheets.Find(key)?.Sheet == "数据项")
                    foreach (var tail in size.Tails) writer.Row(year, site.Code + tail, key, value);
        WorkbookTemplate.WriteHeads(writer, sheets["县级"]);
        for (var year = size.From; year <= LastYear; year++)
            foreach (var (key, value) in DemoCountyItems.Of(numbers, year))
                if (value is not null && sheets.Find(key)?.Sheet == "县级") writer.Row(year, key, value);
    }
}

/// <summary>How large a generated county is.</summary>
/// <param name="Copies">How many times the 111 sites.</param>
/// <param name="From">First school year.</param>
public sealed record DemoSize(int Copies, int From)
{
    /// <summary>What follows a code or a name in each copy; nothing in the first.</summary>
    public IReadOnlyList<string> Tails { get; } = [.. Enumerable.Range(1, Copies).Select(n => n == 1 ? "" : $"-{n}")];
}
