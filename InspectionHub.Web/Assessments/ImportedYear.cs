using System.Collections.Concurrent;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>What a batch holds about one year, read from its texts. A batch never changes, so it is read once.</summary>
public sealed record ImportedYear(IReadOnlyList<Unit> Units, IReadOnlyList<Site> Sites, MeasurementSet Measurements, IReadOnlyList<ClassSize> Classes, IReadOnlyList<SpecialRoom> Rooms)
{
    /// <summary>Every unit the workbook names, also those without a site in this year.</summary>
    public IReadOnlyList<Unit> Named { get; init; } = Units;

    /// <summary>The schools alone, with what decides which rows apply to them: a year whose own statistics come later has no figures of the year before.</summary>
    public ImportedYear Register(IndicatorFramework framework) => this with
    {
        Measurements = Measurements.Only(framework.Indicators.Select(i => i.AppliesWhen?.Item).OfType<string>().ToHashSet(StringComparer.Ordinal)),
        Classes = [],
        Rooms = [],
    };
}

/// <summary>Keeps what was read. Reading the texts of a hundred sites takes far longer than judging them, and every mark makes a year be judged again.</summary>
public sealed class ImportedYears
{
    private readonly ConcurrentDictionary<(int Batch, int Year), ImportedYear> known = [];
    private readonly ConcurrentDictionary<(int Batch, int Year, string Edition), ImportedYear> registers = [];

    /// <summary>The same object each time, so that a mark makes only its own school be judged anew.</summary>
    public async Task<ImportedYear> RegisterAsync(AppDb db, ImportBatch batch, int year, IndicatorFramework framework) =>
        registers.TryGetValue((batch.Id, year, framework.Edition), out var read) ? read : registers[(batch.Id, year, framework.Edition)] = (await OfAsync(db, batch, year)).Register(framework);

    public async Task<ImportedYear> OfAsync(AppDb db, ImportBatch batch, int year)
    {
        if (known.TryGetValue((batch.Id, year), out var read)) return read;
        var units = await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch.Id).OrderBy(u => u.Code).ToListAsync();
        var rows = await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == batch.Id && s.Year == year).OrderBy(s => s.Code).ToListAsync();
        var county = await db.CountyYears.AsNoTracking().FirstAsync(y => y.BatchId == batch.Id && y.Year == year);
        var texts = rows.Select(r => (r.Code, Text: FactText.Read(r.Facts))).ToList();
        return known[(batch.Id, year)] = new(
            // A workbook of several years names every unit that ever was: one without a site in the year is no unit of it.
            [.. units.Where(u => rows.Any(r => r.Unit == u.Code)).Select(Of)], [.. rows.Select(YearFacts.SiteOf)],
            new MeasurementSet(FactText.Read(county.Facts).Measurements(null, batch).Concat(texts.SelectMany(t => t.Text.Measurements(t.Code, batch)))),
            [.. texts.SelectMany(t => t.Text.ClassSizes(t.Code, batch))], [.. texts.SelectMany(t => t.Text.SpecialRooms(t.Code, batch))])
        {
            Named = [.. units.Select(Of)],
        };

        static Unit Of(ImportedUnit unit) => new(unit.Code, unit.Name, unit.Group, unit.Main);
    }
}
