using System.Security.Cryptography;
using InspectionHub.Core.Measurements;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Measurements;

/// <summary>What an import would change in one year.</summary>
/// <param name="Year">School year.</param>
/// <param name="Sites">Sites in the workbook.</param>
/// <param name="NewSites">Sites the hub does not have in that year.</param>
/// <param name="GoneSites">Sites the hub has and the workbook lacks.</param>
/// <param name="ChangedValues">Values that differ from the ones in force.</param>
public sealed record YearChange(int Year, int Sites, int NewSites, IReadOnlyList<string> GoneSites, int ChangedValues);

/// <summary>A workbook that was read and compared, not yet taken.</summary>
public sealed record ImportPreview(string FileName, string FileHash, WorkbookReading Reading, IReadOnlyList<YearChange> Changes);

/// <summary>Takes workbooks in: all or nothing. An import supersedes the years it holds; what was there stays.</summary>
public sealed class Importer(IDbContextFactory<AppDb> factory, Writer writer, LedgerBook ledger, FrameworkShelf shelf, TimeProvider clock)
{
    /// <summary>Largest file accepted, in bytes.</summary>
    public const long MostBytes = 30_000_000;

    /// <summary>Reads and compares; writes nothing.</summary>
    public async Task<ImportPreview> PreviewAsync(int countyId, string fileName, Stream file)
    {
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        copy.Position = 0;
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(copy));
        copy.Position = 0;
        var reading = WorkbookReader.Read(copy, shelf.Current.Items);
        var changes = new List<YearChange>();
        if (reading.IsReadable)
        {
            await using var db = await factory.CreateDbContextAsync();
            foreach (var year in reading.Years) changes.Add(await CompareAsync(db, countyId, year));
        }
        return new(fileName, hash, reading, changes);
    }

    /// <summary>Takes a previewed workbook in. Refused with every error of the workbook.</summary>
    /// <exception cref="Refusal">The workbook has errors; nothing was written.</exception>
    public Task<int> AcceptAsync(Visitor who, ImportPreview preview)
    {
        if (!who.May(Policies.CanImport)) throw new Refusal(403, "只有督导室和管理员可以导入数据。");
        return StoreAsync(who.CountyId, who.Name, preview);
    }

    /// <summary>The same for the command line, whose user owns the data folder.</summary>
    public Task<int> AcceptFromCommandLineAsync(int countyId, ImportPreview preview) => StoreAsync(countyId, "命令行导入", preview);

    /// <summary>Makes the demo county's workbook and takes it in like any other.</summary>
    public async Task ImportDemoAsync(int countyId, DemoSize? size = null)
    {
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, shelf.Current.Items, size: size);
        workbook.Position = 0;
        await StoreAsync(countyId, "演示数据", await PreviewAsync(countyId, "演示县统计表.xlsx", workbook));
    }

    private Task<int> StoreAsync(int countyId, string personName, ImportPreview preview)
    {
        var reading = preview.Reading;
        if (reading.HasErrors)
            throw new Refusal(422, [.. reading.Problems.Where(p => p.Level == ProblemLevel.Error).Select(Sentence)]);
        return writer.WriteAsync(async (db, topics) =>
        {
            var batch = new ImportBatch { CountyId = countyId, FileName = preview.FileName, FileHash = preview.FileHash, PersonName = personName, At = clock.GetUtcNow() };
            db.ImportBatches.Add(batch);
            await db.SaveChangesAsync();
            db.ImportedUnits.AddRange(reading.Units.Select(u => new ImportedUnit { BatchId = batch.Id, Code = u.Code, Name = u.Name, Group = u.Group, Main = u.Main }));
            foreach (var year in reading.Years)
            {
                AddYear(db, batch, year);
                topics.Add(LiveFeed.Year(countyId, year.Year));
            }
            db.Successions.AddRange(reading.Successions.Select(s => new Data.Succession { BatchId = batch.Id, FromCode = s.From, ToCode = s.To ?? "", Date = s.On, What = s.Kind.Name() }));
            await ledger.AppendAsync(db, countyId, "import", $"{batch.Id}", new { preview.FileName, preview.FileHash, years = reading.Years.Select(y => y.Year) });
            await NoticeBook.TellAsync(db, topics, null, countyId, await Recipients.UnitsAsync(db, countyId), new(NoticeKind.Data, $"已导入 {string.Join("、", reading.Years.Select(y => y.Year).Distinct().Order())} 学年统计数据，请核对并确认本单位数据。", "/confirm"), clock.GetUtcNow());
            return batch.Id;
        });
    }

    /// <summary>A problem as one sentence with its place.</summary>
    public static string Sentence(WorkbookProblem problem) =>
        $"{(problem.Sheet.Length > 0 ? $"「{problem.Sheet}」{problem.Cell} " : "")}{(problem.Value.Length > 0 ? $"“{problem.Value}”：" : "")}{problem.Say}";

    private static void AddYear(AppDb db, ImportBatch batch, WorkbookYear year)
    {
        var facts = year.Measurements.ToLookup(m => m.Site);
        var classes = year.Classes.ToLookup(c => c.Site);
        var rooms = year.Rooms.ToLookup(r => r.Site);
        db.CountyYears.Add(new CountyYear { BatchId = batch.Id, Year = year.Year, Facts = FactText.Write(facts[null], [], []) });
        db.SchoolYears.AddRange(year.Sites.Select(s => new SchoolYear
        {
            BatchId = batch.Id,
            Year = year.Year,
            Code = s.Code,
            Unit = s.Unit,
            Name = s.Name,
            Town = s.Town,
            Kind = s.Kind.Short(),
            Area = s.Area switch { Area.City => "城", Area.Town => "镇", Area.Rural => "乡", _ => null },
            IsPublic = s.IsPublic,
            IsBoarding = s.IsBoarding,
            Designed = s.Designed,
            Pinyin = Data.Pinyin.Key(s.Name),
            Facts = FactText.Write(facts[s.Code], classes[s.Code], rooms[s.Code]),
        }));
    }

    private static async Task<YearChange> CompareAsync(AppDb db, int countyId, WorkbookYear year)
    {
        var batch = await db.ImportBatches.AsNoTracking().Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year.Year)).OrderByDescending(b => b.Id).FirstOrDefaultAsync();
        if (batch is null) return new(year.Year, year.Sites.Count, year.Sites.Count, [], 0);
        var rows = await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == batch.Id && s.Year == year.Year).ToListAsync();
        var codes = rows.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var before = rows.SelectMany(r => FactText.Read(r.Facts).Measurements(r.Code, batch)).ToDictionary(m => (m.Site, m.Stage, m.Item), m => m.Value);
        var after = year.Measurements.Where(m => m.Site is not null).ToDictionary(m => (m.Site, m.Stage, m.Item), m => m.Value);
        var changed = after.Count(m => !before.TryGetValue(m.Key, out var old) || old != m.Value) + before.Keys.Count(k => !after.ContainsKey(k));
        var incoming = year.Sites.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        return new(year.Year, year.Sites.Count, incoming.Except(codes).Count(), [.. rows.Where(r => !incoming.Contains(r.Code)).Select(r => r.Name)], changed);
    }
}
