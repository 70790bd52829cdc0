using InspectionHub.Core.Measurements;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Schools;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>Where the school of a case is today.</summary>
/// <param name="Site">Its code, or that of the school that took it in.</param>
/// <param name="Unit">The unit that answers for it; of a closed school the last one.</param>
/// <param name="IsClosed">撤并 without a school that took it in: the office answers for what is left.</param>
public sealed record CasePlace(string Site, string Unit, bool IsClosed);

/// <summary>Follows the schools of cases and inspections to the newest year that has statistics: both stay with their school through 改属, 合并 and 撤并.</summary>
internal sealed class CasePlaces
{
    private readonly Dictionary<string, string> units;
    private readonly IReadOnlyList<Core.Measurements.Succession> turns;
    private readonly Dictionary<string, string> last;

    private CasePlaces(Dictionary<string, string> units, IReadOnlyList<Core.Measurements.Succession> turns, Dictionary<string, string> last) => (this.units, this.turns, this.last) = (units, turns, last);

    public static async Task<CasePlaces> ReadAsync(AppDb db, int countyId, IEnumerable<string> sites)
    {
        var units = (await YearSites.ReadAsync(db, countyId, int.MaxValue)).ToDictionary(s => s.Code, s => s.Unit, StringComparer.Ordinal);
        var gone = sites.Where(s => !units.ContainsKey(s)).Distinct().ToList();
        if (gone.Count == 0) return new(units, [], []);
        var known = await db.SchoolYears.AsNoTracking().Where(s => gone.Contains(s.Code) && db.ImportBatches.Any(b => b.Id == s.BatchId && b.CountyId == countyId)).Select(s => new { s.Code, s.Unit, s.Year, s.BatchId }).ToListAsync();
        return new(units, await YearBook.SuccessionsAsync(db, countyId), known.GroupBy(s => s.Code).ToDictionary(g => g.Key, g => g.OrderBy(s => s.Year).ThenBy(s => s.BatchId).Last().Unit, StringComparer.Ordinal));
    }

    /// <param name="school">Its code when something was found there.</param>
    /// <param name="unit">Its unit then, where no year of the statistics names one.</param>
    public CasePlace Of(string school, string unit = "")
    {
        var (site, seen) = (school, new HashSet<string>(StringComparer.Ordinal));
        while (!units.ContainsKey(site) && seen.Add(site))
        {
            // 去向不明: until 沿革 tells more, the school stays where it was last.
            // A school ends once: of two lines that say how, the later import is the corrected one.
            if (turns.LastOrDefault(t => t.From == site && t.Kind is SuccessionKind.Merger or SuccessionKind.Closure) is not { } end) break;
            if (end.To is null) return new(school, last.GetValueOrDefault(school) ?? unit, IsClosed: true);
            site = end.To;
        }
        return units.TryGetValue(site, out var now) ? new(site, now, IsClosed: false) : new(school, last.GetValueOrDefault(school) ?? unit, IsClosed: false);
    }
}
