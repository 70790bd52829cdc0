using System.IO.Compression;
using InspectionHub.Web;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Data;

/// <summary>Databases as earlier versions left them (Fixtures/*.db.gz: `run --no-demo` and a small import): this version opens each with its data.</summary>
public sealed class SchemaFixtureTests : IDisposable
{
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
        await using (var packed = new GZipStream(File.OpenRead(RepositoryRoot.PathOf($"InspectionHub.Tests/Fixtures/{fixture}")), CompressionMode.Decompress))
        await using (var file = File.Create(Path.Combine(folder, "hub.db"))) await packed.CopyToAsync(file, TestContext.Current.CancellationToken);
        var before = Tables().Select(t => (t.Table, t.Columns, Rows: Rows(t.Table, t.Columns))).ToList();
        Assert.All(new[] { "SchoolYears", "ImportedUnits", "LedgerLinks", "FrameworkEditions", "AspNetUsers" }, table => Assert.NotEmpty(before.Single(t => t.Table == table).Rows));

        await using var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, false, RepositoryRoot.PathOf("data/frameworks"))).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();

        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        // The columns of then, read from the tables of now: rows may have been added, none is gone or changed.
        foreach (var (table, columns, rows) in before) Assert.Empty(rows.Except(Rows(table, columns)).Select(row => $"{table}: {row}"));
        var report = await parts.GetRequiredService<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, string.Join("\n", report.Lines));
        var county = await db.Counties.SingleAsync(TestContext.Current.CancellationToken);
        var now = await parts.GetRequiredService<Assessor>().FindAsync(county.Id, 2025);
        Assert.Equal(["城关镇第一小学", "城关镇第二小学"], now!.Facts.Sites.OrderBy(s => s.Code).Select(s => s.Name));
        Assert.Equal(100m, now.Facts.Measurements.ReportedAt("A").Single(m => m.Item == "pupils").Value);
    }

    [Fact]
    public void There_is_at_least_one_database_of_an_earlier_schema() => Assert.NotEmpty(Fixtures);

    private List<(string Table, IReadOnlyList<string> Columns)> Tables() =>
        [.. Read("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").Select(table => (table, (IReadOnlyList<string>)Read($"SELECT name FROM pragma_table_info('{table}') ORDER BY cid")))];

    private HashSet<string> Rows(string table, IReadOnlyList<string> columns) => [.. Read($"SELECT json_array({string.Join(", ", columns.Select(c => $"quote(\"{c}\")"))}) FROM \"{table}\"")];

    private List<string> Read(string sql)
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
