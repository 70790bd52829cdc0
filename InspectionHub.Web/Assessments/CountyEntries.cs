using System.Globalization;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>The county values that were entered and confirmed, as facts for the rules. They come after the imported ones, so the entered value with its
/// evidence holds; an entry without a value gives the imported one its place back.</summary>
public static class CountyEntries
{
    /// <summary>Sheet of their origin.</summary>
    public const string Sheet = "县级填报";

    /// <summary>Entered values that nobody has confirmed or sent back, oldest first.</summary>
    public static async Task<IReadOnlyList<CountyValue>> OpenAsync(AppDb db, int countyId) =>
        await db.CountyValues.AsNoTracking().Where(v => v.CountyId == countyId && !db.CountyValueSteps.Any(s => s.ValueId == v.Id)).OrderBy(v => v.LedgerSeq).ToListAsync();

    public static async Task<IReadOnlyList<Measurement>> HoldingAsync(AppDb db, int countyId, int year, long upTo)
    {
        var steps = await db.CountyValueSteps.AsNoTracking().Where(s => s.CountyId == countyId && s.IsConfirmed && s.LedgerSeq <= upTo)
            .Join(db.CountyValues.Where(v => v.Year == year), s => s.ValueId, v => v.Id, (s, v) => new { v.Item, v.Value, Entered = v.PersonName, v.Source, v.FileName, Confirmed = s.PersonName, s.At, s.LedgerSeq }).ToListAsync();
        return [.. steps.GroupBy(s => s.Item).Select(g => g.MaxBy(s => s.LedgerSeq)!).Where(s => s.Value is not null)
            .Select(s => new Measurement(null, null, s.Item, decimal.Parse(s.Value!, CultureInfo.InvariantCulture), new(Sheet, s.FileName is null ? s.Source : s.Source.Length == 0 ? $"附件“{s.FileName}”" : $"{s.Source}（附件“{s.FileName}”）", $"{s.Entered}填报、{s.Confirmed}确认", s.At)))];
    }
}
