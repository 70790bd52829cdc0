using System.Globalization;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Measurements;

/// <summary>What a new workbook means for the confirmations of one year: a head stands for the own unit's numbers, and goes on standing for them while they are the same.</summary>
/// <param name="Kept">Confirmed and unchanged: the confirmation holds for the new batch.</param>
/// <param name="Anew">Confirmed, but the data differ now: to be confirmed again.</param>
/// <param name="Changed">Units whose data are new or differ, confirmed before or not.</param>
public sealed record CarryOver(int Year, IReadOnlyList<ImportedUnit> Kept, IReadOnlyList<ImportedUnit> Anew, IReadOnlyList<ImportedUnit> Changed)
{
    /// <summary>The confirmations that hold for the new batch, as they were given.</summary>
    public required IReadOnlyList<DataConfirmation> Given { get; init; }

    /// <summary>Units whose 数据有误 is open: it goes on, and where the data differ now they look whether it is settled.</summary>
    public required IReadOnlySet<string> Asked { get; init; }

    /// <summary>In a sentence; empty where nothing had been confirmed.</summary>
    public string Say => Kept.Count + Anew.Count == 0 ? ""
        : $"{Kept.Count} 个单位的数据没有变化，原确认继续有效" + (Anew.Count == 0 ? "" : $"；{Anew.Count} 个单位的数据有变，须重新确认：{string.Join('、', Anew.Select(u => u.Name))}");

    /// <summary>Compared with the batch in force before the new one is stored.</summary>
    public static async Task<CarryOver> OfAsync(AppDb db, int countyId, int year, IReadOnlyList<ImportedUnit> units, IReadOnlyList<SchoolYear> rows)
    {
        var batch = await db.ImportBatches.Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).MaxAsync(b => (int?)b.Id);
        var before = Contents(await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch).ToListAsync(), await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == batch && s.Year == year).ToListAsync());
        var after = Contents(units, rows);
        var given = await db.DataConfirmations.AsNoTracking().Where(c => c.CountyId == countyId && c.Year == year && c.BatchId == batch).ToListAsync();
        var confirmed = given.Select(c => c.UnitCode).ToHashSet(StringComparer.Ordinal);
        // A unit without a site in the year has nothing to confirm.
        var same = units.Where(u => rows.Any(r => r.Unit == u.Code)).ToLookup(u => before.GetValueOrDefault(u.Code) == after[u.Code]);
        return new(year, [.. same[true].Where(u => confirmed.Contains(u.Code))], [.. same[false].Where(u => confirmed.Contains(u.Code))], [.. same[false]])
        {
            Asked = batch is { } old ? (await DataQuestions.ListAsync(db, countyId, year, old)).Where(d => d.Answer is null && !confirmed.Contains(d.Question.UnitCode)).Select(d => d.Question.UnitCode).ToHashSet(StringComparer.Ordinal) : new HashSet<string>(),
            Given = [.. given.Where(c => same[true].Any(u => u.Code == c.UnitCode))],
        };
    }

    /// <summary>Whether a unit's data are the same in two batches.</summary>
    public static async Task<bool> IsSameAsync(AppDb db, int year, string unit, int one, int other)
    {
        async Task<string?> OfAsync(int batch) => Contents(await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch && u.Code == unit).ToListAsync(), await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == batch && s.Year == year && s.Unit == unit).ToListAsync()).GetValueOrDefault(unit);
        return one == other || await OfAsync(one) == await OfAsync(other);
    }

    /// <summary>What each head confirms, as text: the unit, its sites, their numbers. Where in the workbook a number stood is no part of it.</summary>
    private static Dictionary<string, string> Contents(IEnumerable<ImportedUnit> units, IEnumerable<SchoolYear> rows)
    {
        var own = rows.ToLookup(r => r.Unit);
        return units.ToDictionary(u => u.Code, u => string.Join('\n', own[u.Code].OrderBy(r => r.Code, StringComparer.Ordinal)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Code}\t{r.Name}\t{r.Town}\t{r.Kind}\t{r.Area}\t{r.IsPublic}\t{r.IsBoarding}\t{r.Designed}\n{FactText.Read(r.Facts).Content()}"))
            .Prepend($"{u.Name}\t{u.Group}\t{u.Main}")), StringComparer.Ordinal);
    }
}

/// <summary>A workbook that was taken in.</summary>
public sealed record Imported(int Batch, IReadOnlyList<CarryOver> Years)
{
    /// <summary>Which confirmations go on and who must confirm again, year by year.</summary>
    public IReadOnlyList<string> Confirmations => [.. Years.Where(y => y.Say.Length > 0).OrderBy(y => y.Year).Select(y => $"{y.Year} 学年：{y.Say}。")];
}
