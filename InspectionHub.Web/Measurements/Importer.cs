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
/// <param name="Confirmations">What it means for what the heads have confirmed.</param>
/// <param name="Against">The batch it was compared with, which was in force then; null where the year had none.</param>
public sealed record YearChange(int Year, int Sites, int NewSites, IReadOnlyList<string> GoneSites, int ChangedValues, CarryOver Confirmations, int? Against);

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
            var units = UnitsOf(0, reading);
            foreach (var year in reading.Years)
                changes.Add(await CompareAsync(db, countyId, year, await CarryOver.OfAsync(db, countyId, year.Year, units, RowsOf(0, year))));
        }
        return new(fileName, hash, reading, changes);
    }

    /// <summary>Takes a previewed workbook in. Refused with every error of the workbook.</summary>
    /// <exception cref="Refusal">422: the workbook has errors. 409: somebody imported one of its years since the preview, which is not true any more. Nothing was written.</exception>
    public Task<Imported> AcceptAsync(Visitor who, ImportPreview preview)
    {
        if (!who.May(Policies.CanImport)) throw new Refusal(403, "只有督导室和管理员可以导入数据。");
        return StoreAsync(who.CountyId, who.Name, preview);
    }

    /// <summary>The same for the command line, whose user owns the data folder.</summary>
    public Task<Imported> AcceptFromCommandLineAsync(int countyId, ImportPreview preview) => StoreAsync(countyId, "命令行导入", preview);

    /// <summary>Makes the demo county's workbook and takes it in like any other.</summary>
    public async Task ImportDemoAsync(int countyId, DemoSize? size = null)
    {
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, shelf.Current.Items, size: size);
        workbook.Position = 0;
        await StoreAsync(countyId, "演示数据", await PreviewAsync(countyId, "演示县统计表.xlsx", workbook));
    }

    private Task<Imported> StoreAsync(int countyId, string personName, ImportPreview preview)
    {
        var reading = preview.Reading;
        if (reading.HasErrors)
            throw new Refusal(422, [.. reading.Problems.Where(p => p.Level == ProblemLevel.Error).Select(Sentence)]);
        return writer.WriteAsync(async (db, topics) =>
        {
            foreach (var change in preview.Changes)
                if (await LatestAsync(db, countyId, change.Year) is { } latest && latest.Id != change.Against)
                    throw new Refusal(409, $"您预览之后，{latest.PersonName}于 {latest.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm} 又导入了 {change.Year} 学年的数据（批次 {latest.Id}，{latest.FileName}），预览已经过时，没有导入。请先核对那一批数据，再重新选择工作簿，看过新的预览后确认导入。");
            // Before the new batch is the one in force: what the heads have confirmed of the old one.
            var carried = new List<CarryOver>();
            foreach (var year in reading.Years) carried.Add(await CarryOver.OfAsync(db, countyId, year.Year, UnitsOf(0, reading), RowsOf(0, year)));
            var batch = new ImportBatch { CountyId = countyId, FileName = preview.FileName, FileHash = preview.FileHash, PersonName = personName, At = clock.GetUtcNow() };
            db.ImportBatches.Add(batch);
            await db.SaveChangesAsync();
            db.ImportedUnits.AddRange(UnitsOf(batch.Id, reading));
            db.DataConfirmations.AddRange(carried.SelectMany(y => y.Given).Select(c => new DataConfirmation { CountyId = countyId, UnitCode = c.UnitCode, Year = c.Year, BatchId = batch.Id, PersonId = c.PersonId, PersonName = c.PersonName, At = c.At }));
            foreach (var year in reading.Years)
            {
                AddYear(db, batch, year);
                topics.Add(LiveFeed.Year(countyId, year.Year));
            }
            db.Successions.AddRange(reading.Successions.Select(s => new Data.Succession { BatchId = batch.Id, FromCode = s.From, ToCode = s.To ?? "", Date = s.On, What = s.Kind.Name() }));
            await ledger.AppendAsync(db, countyId, "import", $"{batch.Id}", new { preview.FileName, preview.FileHash, years = reading.Years.Select(y => y.Year), carried = carried.Where(y => y.Kept.Count > 0).Select(y => new { y.Year, units = y.Kept.Select(u => u.Code) }) });
            await TellAsync(db, topics, countyId, carried);
            return new Imported(batch.Id, carried);
        });
    }

    /// <summary>Only those whose data are new or differ have something to look at.</summary>
    private async Task TellAsync(AppDb db, ICollection<string> topics, int countyId, IReadOnlyList<CarryOver> carried)
    {
        var news = carried.SelectMany(y => y.Changed.Select(u => (u.Code, y.Year, IsAgain: y.Anew.Any(a => a.Code == u.Code), HasAsked: y.Asked.Contains(u.Code)))).GroupBy(n => n.Code)
            .GroupBy(unit => (unit.Any(n => n.IsAgain)
                ? $"已重新导入统计数据，贵单位 {string.Join("、", unit.Where(n => n.IsAgain).Select(n => n.Year).Order())} 学年的数据有变动，请核对后重新确认。"
                : $"已导入 {string.Join("、", unit.Select(n => n.Year).Order())} 学年统计数据，请核对并确认本单位数据。") + (unit.Any(n => n.HasAsked) ? "贵单位提出过的数据问题，请核对是否已经改正。" : ""), unit => unit.Key);
        foreach (var one in news)
            await NoticeBook.TellAsync(db, topics, null, countyId, await Recipients.UnitsAsync(db, countyId, [.. one]), new(NoticeKind.Data, one.Key, "/confirm"), clock.GetUtcNow());
    }

    /// <summary>A problem as one sentence with its place.</summary>
    public static string Sentence(WorkbookProblem problem) =>
        $"{(problem.Sheet.Length > 0 ? $"「{problem.Sheet}」{problem.Cell} " : "")}{(problem.Value.Length > 0 ? $"“{problem.Value}”：" : "")}{problem.Say}";

    private static void AddYear(AppDb db, ImportBatch batch, WorkbookYear year)
    {
        db.CountyYears.Add(new CountyYear { BatchId = batch.Id, Year = year.Year, Facts = FactText.Write(year.Measurements.Where(m => m.Site is null), [], []) });
        db.SchoolYears.AddRange(RowsOf(batch.Id, year));
    }

    private static IReadOnlyList<ImportedUnit> UnitsOf(int batch, WorkbookReading reading) =>
        [.. reading.Units.Select(u => new ImportedUnit { BatchId = batch, Code = u.Code, Name = u.Name, Group = u.Group, Main = u.Main })];

    private static IReadOnlyList<SchoolYear> RowsOf(int batch, WorkbookYear year)
    {
        var facts = year.Measurements.ToLookup(m => m.Site);
        var classes = year.Classes.ToLookup(c => c.Site);
        var rooms = year.Rooms.ToLookup(r => r.Site);
        return [.. year.Sites.Select(s => new SchoolYear
        {
            BatchId = batch,
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
        })];
    }

    private static async Task<YearChange> CompareAsync(AppDb db, int countyId, WorkbookYear year, CarryOver confirmations)
    {
        var batch = await LatestAsync(db, countyId, year.Year);
        if (batch is null) return new(year.Year, year.Sites.Count, year.Sites.Count, [], 0, confirmations, null);
        var rows = await db.SchoolYears.AsNoTracking().Where(s => s.BatchId == batch.Id && s.Year == year.Year).ToListAsync();
        var codes = rows.Select(r => r.Code).ToHashSet(StringComparer.Ordinal);
        var before = rows.SelectMany(r => FactText.Read(r.Facts).Measurements(r.Code, batch)).ToDictionary(m => (m.Site, m.Stage, m.Item), m => m.Value);
        var after = year.Measurements.Where(m => m.Site is not null).ToDictionary(m => (m.Site, m.Stage, m.Item), m => m.Value);
        var changed = after.Count(m => !before.TryGetValue(m.Key, out var old) || old != m.Value) + before.Keys.Count(k => !after.ContainsKey(k));
        var incoming = year.Sites.Select(s => s.Code).ToHashSet(StringComparer.Ordinal);
        return new(year.Year, year.Sites.Count, incoming.Except(codes).Count(), [.. rows.Where(r => !incoming.Contains(r.Code)).Select(r => r.Name)], changed, confirmations, batch.Id);
    }

    /// <summary>The batch in force for a year, or null.</summary>
    private static Task<ImportBatch?> LatestAsync(AppDb db, int countyId, int year) =>
        db.ImportBatches.AsNoTracking().Where(b => b.CountyId == countyId && db.CountyYears.Any(y => y.BatchId == b.Id && y.Year == year)).OrderByDescending(b => b.Id).FirstOrDefaultAsync();
}
