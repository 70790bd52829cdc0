using System.IO.Compression;
using InspectionHub.Tests.Web.Ledger;
using InspectionHub.Web;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Data;

/// <summary>Databases as the versions left them (Fixtures/*.db.gz): this version opens each with its data. The first is `run --no-demo` and a small import;
/// a later one is made with HUB_FIXTURE=1 when the schema has changed: the newest one before it, opened and with a row in every table of facts.</summary>
public sealed class SchemaFixtureTests : IDisposable
{
    /// <summary>What a start reads: there, only real rows.</summary>
    private static readonly Type[] Read = [typeof(FrameworkEdition), typeof(ChecklistEdition), typeof(ImportBatch), typeof(ImportedUnit), typeof(SchoolYear), typeof(CountyYear), typeof(Succession)];

    /// <summary>Columns that a later schema keeps in another table.</summary>
    private static readonly Dictionary<(string Table, string Column), string> Moved = new()
    {
        [("InspectionMembers", "LeftAt")] = "(SELECT At FROM InspectionDepartures d WHERE d.InspectionId = InspectionMembers.InspectionId AND d.PersonId = InspectionMembers.PersonId)",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hub-schema-").FullName;

    public static TheoryData<string> Fixtures => [.. Directory.GetFiles(RepositoryRoot.PathOf("InspectionHub.Tests/Fixtures"), "*.db.gz").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task A_database_of_an_earlier_schema_opens_with_every_row_it_had(string fixture)
    {
        await UnpackAsync(fixture);
        var before = Tables().Select(t => (t.Table, t.Columns, Rows: Rows(t.Table, t.Columns))).ToList();
        Assert.All(new[] { "SchoolYears", "ImportedUnits", "LedgerLinks", "FrameworkEditions", "AspNetUsers" }, table => Assert.NotEmpty(before.Single(t => t.Table == table).Rows));
        await using var parts = await OpenAsync();
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        // The columns of then, read from the tables of now: rows may have been added, none is gone or changed.
        foreach (var (table, columns, rows) in before) Assert.Empty(rows.Except(Rows(table, columns)).Select(row => $"{table}: {row}"));
        var report = await parts.GetRequiredService<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, string.Join("\n", report.Lines));
        // That this version words its triggers otherwise accuses nobody.
        Assert.Equal(0, await db.LedgerLinks.CountAsync(l => l.Kind == "protection", TestContext.Current.CancellationToken));
        var county = await db.Counties.SingleAsync(TestContext.Current.CancellationToken);
        var now = await parts.GetRequiredService<Assessor>().FindAsync(county.Id, 2025);
        Assert.Equal(["城关镇第一小学", "城关镇第二小学"], now!.Facts.Sites.OrderBy(s => s.Code).Select(s => s.Name));
        Assert.Equal(100m, now.Facts.Measurements.ReportedAt("A").Single(m => m.Item == "pupils").Value);
    }

    [Fact]
    public async Task The_newest_database_has_the_newest_schema_and_a_row_in_every_table_of_facts()
    {
        if (Environment.GetEnvironmentVariable("HUB_FIXTURE") is not null) await MakeAsync();
        await UnpackAsync(Newest);
        await using var db = new SqliteAppDb(new DbContextOptionsBuilder<SqliteAppDb>().UseSqlite($"Data Source={Path.Combine(folder, "hub.db")};Pooling=False").Options);
        Assert.True(db.Database.GetMigrations().Last() == Ask("SELECT MAX(MigrationId) FROM __EFMigrationsHistory").Single(), $"The schema has changed since {Newest}: make the next one with HUB_FIXTURE=1 and keep the old ones.");
        Assert.All(FactTables.Of(db).Where(t => !Read.Contains(t)).Select(t => RowShape.Of(db, t).Table), table => Assert.True(Ask($"SELECT '' FROM \"{table}\" LIMIT 1").Count == 1, $"{table} has no row"));
    }

    private static string Newest => Directory.GetFiles(RepositoryRoot.PathOf("InspectionHub.Tests/Fixtures"), "*.db.gz").Select(f => Path.GetFileName(f)).Max(StringComparer.Ordinal)!;

    /// <summary>The newest fixture as this version leaves it, with a row in every table of facts that had none.</summary>
    private async Task MakeAsync()
    {
        await UnpackAsync(Newest);
        await using (var parts = await OpenAsync())
        {
            await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
            var empty = FactTables.Of(db).Where(t => !Read.Contains(t) && Ask($"SELECT '' FROM \"{RowShape.Of(db, t).Table}\" LIMIT 1").Count == 0).ToList();
            await SampleRows.WriteAsync(parts.GetRequiredService<Writer>(), (await db.Counties.SingleAsync()).Id, empty);
            await db.SettleLogAsync();
        }
        SqliteConnection.ClearAllPools();
        await using var file = File.OpenRead(Path.Combine(folder, "hub.db"));
        // The second schema of a day does not take the place of the first: each stays to be opened.
        var name = Enumerable.Range('a', 26).Select(c => $"schema-{DateTime.UtcNow:yyyy-MM-dd}{(c == 'a' ? "" : $"{(char)c}")}.db.gz").First(n => !File.Exists(RepositoryRoot.PathOf($"InspectionHub.Tests/Fixtures/{n}")));
        await using var packed = new GZipStream(File.Create(RepositoryRoot.PathOf($"InspectionHub.Tests/Fixtures/{name}")), CompressionLevel.SmallestSize);
        await file.CopyToAsync(packed);
    }

    private async Task UnpackAsync(string fixture)
    {
        await using var packed = new GZipStream(File.OpenRead(RepositoryRoot.PathOf($"InspectionHub.Tests/Fixtures/{fixture}")), CompressionMode.Decompress);
        await using var file = File.Create(Path.Combine(folder, "hub.db"));
        await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
    }

    private async Task<ServiceProvider> OpenAsync()
    {
        var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, false, RepositoryRoot.PathOf("data/frameworks"))).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        return parts;
    }

    private List<(string Table, IReadOnlyList<string> Columns)> Tables() =>
        [.. Ask("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").Select(table => (table, (IReadOnlyList<string>)Ask($"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")))];

    private HashSet<string> Rows(string table, IReadOnlyList<string> columns)
    {
        var present = Ask($"SELECT name FROM pragma_table_info('{table}')");
        return [.. Ask($"SELECT json_array({string.Join(", ", columns.Select(c => $"quote({(present.Contains(c) ? $"\"{c}\"" : Moved[(table, c)])})"))}) FROM \"{table}\"")];
    }

    private List<string> Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hub.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}
