using System.Text.Json;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Ledger;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Bench.Saves;

/// <summary>A hub with the demo county, one open inspection and many marks already present.</summary>
internal sealed class MarkDesk : IDisposable
{
    private readonly ServiceProvider parts;
    private readonly ScoreBook book;
    private readonly string edition;
    private readonly string row;
    private long device;

    private MarkDesk(ServiceProvider parts, Visitor who, Guid sheet, string row)
    {
        this.parts = parts;
        this.row = row;
        (Who, Sheet) = (who, $"{sheet}");
        book = parts.GetRequiredService<ScoreBook>();
        edition = parts.GetRequiredService<FrameworkShelf>().Current.Edition;
        Factory = parts.GetRequiredService<IDbContextFactory<AppDb>>();
    }

    public Visitor Who { get; }

    public string Sheet { get; }

    public IDbContextFactory<AppDb> Factory { get; }

    public static async Task<MarkDesk> OpenAsync(string folder, int present)
    {
        var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, true, Path.Combine(AppContext.BaseDirectory, "data", "frameworks")) { DemoInspections = false }).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        var factory = parts.GetRequiredService<IDbContextFactory<AppDb>>();
        await using var db = await factory.CreateDbContextAsync();
        var people = await db.Users.AsNoTracking().Where(u => u.UserName!.StartsWith("duxue")).OrderBy(u => u.UserName).Take(3).ToListAsync();
        var office = await db.Users.AsNoTracking().FirstAsync(u => u.UserName == "dudao");
        // The demo county has an approved plan for its latest year.
        var year = await db.SchoolYears.MaxAsync(y => y.Year);
        var site = (await db.SchoolYears.AsNoTracking().Where(s => s.Year == year && s.Kind == "小").OrderByDescending(s => s.Code).FirstAsync()).Code;
        var sheet = await parts.GetRequiredService<InspectionBook>().OpenAsync(new(office.Id, office.Name, office.CountyId, Roles.Office, null, null), year, site, "性能测量",
            [.. people.Select((p, i) => new InspectionMember { InspectionId = Guid.Empty, PersonId = p.Id, PersonName = p.Name, IsLead = i == 0, Clauses = "" })]);
        var row = parts.GetRequiredService<FrameworkShelf>().Current.Indicators.First(r => r.Method == Method.OnSite && r.Rule is RubricRule && r.Kinds.Contains(InspectionHub.Core.Measurements.SchoolKind.Primary)).Code;
        var desk = new MarkDesk(parts, new(people[0].Id, people[0].Name, people[0].CountyId, Roles.Inspector, null, null), sheet, row);
        await desk.FillAsync(db, present);
        return desk;
    }

    /// <summary>The hub's own way: checks, ledger, one answer after the commit.</summary>
    public async Task SaveAsync()
    {
        var seq = Interlocked.Increment(ref device);
        var value = JsonDocument.Parse("""{"level":3}""").RootElement;
        var answer = await book.SaveAsync(Who, new(Guid.CreateVersion7(), "bench", seq, Sheet, edition, row, value, null, null, DateTimeOffset.UtcNow, null, null));
        if (answer.Result != "stored") throw new UnequalException($"a mark was {answer.Result}: {string.Join(' ', answer.Reasons)}");
    }

    /// <summary>One mark as the rivals write it: the same columns.</summary>
    public ScoreEntry Entry(long seq) => new()
    {
        Id = Guid.CreateVersion7(),
        CountyId = Who.CountyId,
        Year = 2026,
        Site = "bench",
        Sheet = Sheet,
        Edition = edition,
        Indicator = row,
        Value = """{"level":3}""",
        Note = "",
        Device = "bench",
        DeviceSeq = seq,
        ObservedAt = DateTimeOffset.UtcNow,
        Photos = "",
        PersonId = Who.Id,
        PersonName = Who.Name,
        Received = DateTimeOffset.UtcNow,
        IsLate = false,
        ContentHash = LedgerChain.Start,
        LedgerSeq = seq,
    };

    public int Marks()
    {
        using var db = Factory.CreateDbContext();
        return db.ScoreEntries.Count();
    }

    /// <summary>Whether every link written since <paramref name="from"/> holds on to the one before.</summary>
    public bool Holds(long from)
    {
        using var db = Factory.CreateDbContext();
        var links = db.LedgerLinks.AsNoTracking().Where(l => l.CountyId == Who.CountyId && l.Seq >= from).OrderBy(l => l.Seq).ToList();
        return links.Zip(links.Skip(1)).All(pair => pair.Second.Seq == pair.First.Seq + 1 && pair.Second.PreviousHash == pair.First.Hash && LedgerChain.Hash(pair.Second.Seq, pair.Second.PreviousHash, pair.Second.Content) == pair.Second.Hash);
    }

    public long Position()
    {
        using var db = Factory.CreateDbContext();
        return db.LedgerLinks.Where(l => l.CountyId == Who.CountyId).Max(l => l.Seq);
    }

    public void Dispose()
    {
        parts.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    /// <summary>Marks of earlier years at other sites, one ledger link each, by plain SQL: they only have to be there.</summary>
    private async Task FillAsync(AppDb db, int present)
    {
        db.Database.SetCommandTimeout(600);
        var mark = Entry(0);
        await db.Database.ExecuteSqlRawAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {0})
            INSERT INTO ScoreEntries (Id, CountyId, Year, Site, Sheet, Edition, Indicator, Value, Note, Device, DeviceSeq, ObservedAt, Photos, PersonId, PersonName, Received, IsLate, ContentHash, LedgerSeq)
            SELECT printf('%08X-0000-4000-8000-%012X', i, i), {1}, 2000 + i % 20, 'S' || (i % 111), 'old' || (i / 60), {2}, {3}, {4}, '', 'old', i, 0, '', {5}, {6}, 0, 0, {7}, 0 FROM n
            """, present, Who.CountyId, mark.Edition, mark.Indicator, mark.Value!, mark.PersonId, mark.PersonName, mark.ContentHash);
    }
}
