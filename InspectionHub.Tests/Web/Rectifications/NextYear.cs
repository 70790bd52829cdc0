using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>Rolls a demo county over into the next year.</summary>
internal static class NextYear
{
    public const int Before = 2026, Year = 2027;

    /// <summary>The next year's statistics: those of this year with what became of its sites.</summary>
    public static Task ImportAsync(Writer writer, LedgerBook ledger, int county, Func<SchoolYear, SchoolYear?> turn, params (string From, string To, string What)[] turns) => ImportAsync(writer, ledger, county, Year, turn, turns);

    /// <summary>This year's statistics corrected: another batch of the same year.</summary>
    public static Task CorrectAsync(Writer writer, LedgerBook ledger, int county, Func<SchoolYear, SchoolYear?> turn) => ImportAsync(writer, ledger, county, Before, turn);

    /// <summary>Statistics of any year, this one's own corrected among them.</summary>
    public static Task ImportAsync(Writer writer, LedgerBook ledger, int county, int year, Func<SchoolYear, SchoolYear?> turn, params (string From, string To, string What)[] turns) => writer.WriteAsync(async (db, topics) =>
    {
        var old = await db.CountyYears.Where(y => y.Year == Before).MaxAsync(y => y.BatchId);
        var batch = new ImportBatch { CountyId = county, FileName = $"{year}.xlsx", FileHash = "x", PersonName = "试", At = DateTimeOffset.UtcNow };
        db.ImportBatches.Add(batch);
        await db.SaveChangesAsync();
        db.ImportedUnits.AddRange((await db.ImportedUnits.AsNoTracking().Where(u => u.BatchId == old).ToListAsync()).Select(u => new ImportedUnit { BatchId = batch.Id, Code = u.Code, Name = u.Name, Group = u.Group, Main = u.Main }));
        db.CountyYears.Add(new CountyYear { BatchId = batch.Id, Year = year, Facts = (await db.CountyYears.AsNoTracking().FirstAsync(y => y.BatchId == old && y.Year == Before)).Facts });
        foreach (var site in await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == old && s.Year == Before).ToListAsync())
            if (turn(site) is { } now) db.SchoolYears.Add(new SchoolYear { BatchId = batch.Id, Year = year, Code = now.Code, Unit = now.Unit, Name = now.Name, Town = now.Town, Kind = now.Kind, Area = now.Area, IsPublic = now.IsPublic, IsBoarding = now.IsBoarding, Designed = now.Designed, Pinyin = now.Pinyin, Facts = now.Facts });
        db.Successions.AddRange(turns.Select(t => new Succession { BatchId = batch.Id, FromCode = t.From, ToCode = t.To, Date = new(year, 8, 31), What = t.What }));
        await ledger.AppendAsync(db, county, "import", $"{batch.Id}", new { });
        return true;
    });

    public static SchoolYear Copy(SchoolYear s, string? unit = null, string? kind = null) => new() { BatchId = s.BatchId, Year = s.Year, Code = s.Code, Unit = unit ?? s.Unit, Name = s.Name, Town = s.Town, Kind = kind ?? s.Kind, Area = s.Area, IsPublic = s.IsPublic, IsBoarding = s.IsBoarding, Designed = s.Designed, Pinyin = s.Pinyin, Facts = s.Facts };
}
