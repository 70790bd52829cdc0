using InspectionHub.Core.Measurements;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Schools;

/// <summary>One school year as the office sees it before and after opening it.</summary>
/// <param name="Changes">Against the year before; empty for the first year.</param>
/// <param name="WithoutHead">Units nobody can sign in for.</param>
public sealed record YearState(int Year, int BatchId, int Sites, bool HasBefore, IReadOnlyList<SiteChange> Changes, IReadOnlyList<string> WithoutHead, YearOpening? Opening, int Inspections, int Visits);

/// <summary>转入新学年: the office looks at what changed and opens the year. Nothing of earlier years is touched.</summary>
public sealed class YearBook(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, TimeProvider clock)
{
    /// <summary>Every year with data, newest first.</summary>
    public async Task<IReadOnlyList<YearState>> ListAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var years = await db.CountyYears.Where(y => db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == countyId)).Select(y => y.Year).Distinct().OrderByDescending(y => y).ToListAsync();
        var states = new List<YearState>();
        foreach (var year in years) states.Add(await StateAsync(db, countyId, year));
        return states;
    }

    /// <summary>Opens a year.</summary>
    /// <param name="seen">The import whose changes the office has looked at.</param>
    /// <exception cref="Refusal">403, 404, 409 when it is open, a later one is, or other data came meanwhile; 422 with every site whose fate nobody has told.</exception>
    public Task<YearOpening> OpenAsync(Visitor who, int year, int seen) => writer.WriteAsync(async (db, topics) =>
    {
        if (!who.May(Policies.CanOpenYear)) throw new Refusal(403, "只有督导室可以启用新学年。");
        if (!await db.CountyYears.AnyAsync(y => y.Year == year && db.ImportBatches.Any(b => b.Id == y.BatchId && b.CountyId == who.CountyId))) throw new Refusal(404, $"还没有导入 {year}—{year + 1} 学年的统计数据，请先在“数据导入”中导入。");
        if (await db.YearOpenings.Where(o => o.CountyId == who.CountyId).MaxAsync(o => (int?)o.Year) is { } latest && latest >= year) throw new Refusal(409, latest == year ? "这个学年已经启用。" : $"{latest}—{latest + 1} 学年已经启用，不能再启用更早的学年。");
        var state = await StateAsync(db, who.CountyId, year);
        if (state.BatchId != seen) throw new Refusal(409, $"核对以后又导入了 {year}—{year + 1} 学年的数据，学校变化以新导入的为准，请重新核对后启用。");
        var unsaid = state.Changes.Where(c => c.Kind == SiteChangeKind.Unexplained).Select(c => $"{c.Say()}。请在统计工作簿“沿革”表补充后重新导入。").ToList();
        if (unsaid.Count > 0) throw new Refusal(422, unsaid);
        var id = Guid.CreateVersion7();
        var opening = new YearOpening
        {
            Id = id,
            CountyId = who.CountyId,
            Year = year,
            BatchId = state.BatchId,
            Changes = string.Join('\n', state.Changes.Select(c => c.Say())),
            PersonId = who.Id,
            PersonName = who.Name,
            At = clock.GetUtcNow(),
            LedgerSeq = await ledger.AppendAsync(db, who.CountyId, "year", $"{year}", new { id, year, batch = state.BatchId, changes = state.Changes.Count, by = who.Id }),
        };
        db.YearOpenings.Add(opening);
        topics.Add(LiveFeed.Year(who.CountyId, year));
        return opening;
    });

    /// <summary>What became of sites. Of what happened to a site on a day the newest import that tells of it is believed, so that a corrected line takes the place of the wrong one;
    /// the later an import, the further behind its lines stand.</summary>
    public static async Task<IReadOnlyList<Core.Measurements.Succession>> SuccessionsAsync(AppDb db, int countyId)
    {
        var rows = await db.Successions.AsNoTracking().Where(r => db.ImportBatches.Any(b => b.Id == r.BatchId && b.CountyId == countyId)).ToListAsync();
        return [.. rows.GroupBy(r => (r.FromCode, r.Date)).SelectMany(g => g.Where(r => r.BatchId == g.Max(x => x.BatchId)).DistinctBy(r => r.ToCode)).OrderBy(r => r.BatchId)
            .Select(r => new Core.Measurements.Succession(r.FromCode, r.ToCode.Length > 0 ? r.ToCode : null, r.Date, SuccessionKindNames.Parse(r.What)!.Value, new("沿革", "")))];
    }

    private static async Task<YearState> StateAsync(AppDb db, int countyId, int year)
    {
        var (batch, now) = await SitesAsync(db, countyId, year);
        var (_, before) = await SitesAsync(db, countyId, year - 1);
        var changes = before.Count == 0 ? [] : YearTurn.Between(before, now, await SuccessionsAsync(db, countyId), year);
        var heads = await db.Users.Where(u => u.CountyId == countyId && u.UnitCode != null && u.LockoutEnd != Person.Closed).Select(u => u.UnitCode!).ToListAsync();
        var units = await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == batch).ToListAsync();
        return new(year, batch, now.Count, before.Count > 0, changes, [.. units.Where(u => now.Any(s => s.Unit == u.Code) && !heads.Contains(u.Code)).Select(u => u.Name)],
            await db.YearOpenings.AsNoTracking().FirstOrDefaultAsync(o => o.CountyId == countyId && o.Year == year),
            await db.Inspections.CountAsync(i => i.CountyId == countyId && i.Year == year), await db.RoutineVisits.CountAsync(v => v.CountyId == countyId && v.Year == year));
    }

    private static async Task<(int Batch, IReadOnlyList<Site> Sites)> SitesAsync(AppDb db, int countyId, int year)
    {
        var batch = await db.ImportBatches.Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).MaxAsync(b => (int?)b.Id) ?? 0;
        var rows = await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == batch && s.Year == year)
            .Select(s => new SchoolYear { BatchId = s.BatchId, Year = s.Year, Code = s.Code, Unit = s.Unit, Name = s.Name, Town = s.Town, Kind = s.Kind, Area = s.Area, IsPublic = s.IsPublic, IsBoarding = s.IsBoarding, Designed = s.Designed, Facts = "" }).ToListAsync();
        return (batch, [.. rows.Select(YearFacts.SiteOf)]);
    }
}
