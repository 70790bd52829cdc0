using System.Collections.Concurrent;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Schools;

/// <summary>A site as it is found.</summary>
public sealed record SchoolLine(string Code, string Name, string Town, string Kind, string Unit, string Pinyin, int Year);

/// <summary>Finds schools by name, code, reading or initials, within what a person may see.</summary>
public sealed class SchoolIndex(IDbContextFactory<AppDb> factory)
{
    private readonly ConcurrentDictionary<(int Batch, int Year), IReadOnlyList<SchoolLine>> known = [];

    /// <summary>A year's sites in the order of their readings.</summary>
    public async Task<IReadOnlyList<SchoolLine>> ListAsync(Visitor who, int year) => [.. (await AllAsync(who.CountyId, year)).Where(s => who.MaySeeUnit(s.Unit))];

    private async Task<IReadOnlyList<SchoolLine>> AllAsync(int countyId, int year)
    {
        await using var db = await factory.CreateDbContextAsync();
        var batch = await db.ImportBatches.Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).MaxAsync(b => (int?)b.Id);
        if (batch is not { } id) return [];
        if (!known.TryGetValue((id, year), out var all))
        {
            var rows = await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == id && s.Year == year).Select(s => new { s.Code, s.Name, s.Town, s.Kind, s.Unit, s.Pinyin }).ToListAsync();
            // Rows of an earlier version have no stored key yet.
            all = known[(id, year)] = [.. rows.Select(r => new SchoolLine(r.Code, r.Name, r.Town, SchoolKindNames.Parse(r.Kind)!.Value.Name(), r.Unit, r.Pinyin ?? Data.Pinyin.Key(r.Name), year))
                .OrderBy(s => s.Pinyin, StringComparer.Ordinal).ThenBy(s => s.Code, StringComparer.Ordinal)];
        }
        return all;
    }

    /// <summary>Sites that fit what was typed, those whose name or reading begins with it first.</summary>
    public async Task<IReadOnlyList<SchoolLine>> FindAsync(Visitor who, int year, string typed)
    {
        typed = typed.Trim();
        var all = await ListAsync(who, year);
        if (typed.Length == 0) return all;
        return [.. all.Where(s => s.Code.Contains(typed, StringComparison.OrdinalIgnoreCase) || Data.Pinyin.Matches(s.Name, typed)).OrderBy(s => Begins(s, typed) ? 0 : 1)];
    }

    /// <summary>Sites that fit by a name they have in other years only, or that this year no longer has: each with the newest year of that name.</summary>
    public async Task<IReadOnlyList<SchoolLine>> FormerAsync(Visitor who, int year, string typed)
    {
        if (typed.Trim().Length == 0) return [];
        // Also of other units': a school that only went to another one has no other name.
        var seen = (await AllAsync(who.CountyId, year)).Select(s => (s.Code, s.Name)).ToHashSet();
        await using var db = await factory.CreateDbContextAsync();
        var others = await db.CountyYears.Where(y => y.Year != year && db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == who.CountyId)).Select(y => y.Year).Distinct().OrderByDescending(y => y).ToListAsync();
        var found = new List<SchoolLine>();
        foreach (var other in others)
            foreach (var line in await FindAsync(who, other, typed))
                if (seen.Add((line.Code, line.Name))) found.Add(line);
        return found;
    }

    private static bool Begins(SchoolLine line, string typed) => line.Name.StartsWith(typed, StringComparison.Ordinal)
        || line.Pinyin.Replace(" ", "").StartsWith(typed, StringComparison.OrdinalIgnoreCase) || string.Concat(line.Pinyin.Split(' ').Select(p => p[0])).StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}
