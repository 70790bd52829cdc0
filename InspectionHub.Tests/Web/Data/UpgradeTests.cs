using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Ledger;
using InspectionHub.Web;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Data;

/// <summary>Databases as every migration of the past left them, with facts that nothing in the ledger stands for yet: opened, they are migrated, protected and 封存.</summary>
public sealed class UpgradeTests
{
    public static TheoryData<string> Schemas => ["Initial", "Vetoes", "FieldPhotos", "HazardsAndPlaces", "Ledger", "Papers", "InspectionCourse", "County", "Rectifications"];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Facts_of_an_older_schema_are_kept_protected_and_sealed(string schema)
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hub-old-").FullName;
        await MakeAsync(folder, schema);
        Assert.Equal(0L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger'"));

        await using var hub = await LoneHub.StartAsync(folder: folder);
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop))
        {
            Assert.Empty(await db.Database.GetPendingMigrationsAsync(stop));
            Assert.Equal("负责人甲", (await db.DataConfirmations.SingleAsync(stop)).PersonName);
            Assert.Equal("看过食堂", (await db.ScoreEntries.SingleAsync(stop)).Note);
            var seal = await db.LedgerLinks.SingleAsync(l => l.Kind == "seal", stop);
            Assert.Contains("\"rows\":2", System.Text.Encoding.UTF8.GetString(seal.Content));
        }
        foreach (var change in new[] { "UPDATE DataConfirmations SET PersonName = '别人'", "DELETE FROM ScoreEntries", "INSERT OR REPLACE INTO ScoreEntries SELECT * FROM ScoreEntries" })
            Assert.Contains("append-only", Assert.ThrowsAny<Exception>(() => DatabaseOf.Value(folder, change)).Message);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);

        // From the seal on a change is found, also of what came before it.
        using (var outside = new Outside($"Data Source={Path.Combine(folder, "hub.db")}")) outside.Run("UPDATE ScoreEntries SET Note = '没看食堂'");
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.False(report.Holds);
        Assert.Contains(report.Lines, l => l.Contains("评分"));
    }

    /// <summary>Sealed once: the next start of the same version adds nothing.</summary>
    [Fact]
    public async Task The_next_start_seals_nothing_more()
    {
        var folder = Directory.CreateTempSubdirectory("hub-old-").FullName;
        await MakeAsync(folder, "Initial");
        Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
        var links = DatabaseOf.Value(folder, "SELECT COUNT(*) FROM LedgerLinks");
        Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
        Assert.Equal(links, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM LedgerLinks"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task MakeAsync(string folder, string schema)
    {
        await using (var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, false, RepositoryRoot.PathOf("data/frameworks"))).AddDataProtection().Services.BuildServiceProvider())
        await using (var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync())
        {
            await db.GetService<IMigrator>().MigrateAsync(schema);
            await db.Database.ExecuteSqlRawAsync("""
                INSERT INTO Counties (Id, Code, Name, IsDemo) VALUES (1, '610924', '紫阳县', 0);
                INSERT INTO DataConfirmations (CountyId, UnitCode, Year, BatchId, PersonId, PersonName, At) VALUES (1, 'A', 2025, 1, 'p', '负责人甲', 1790000000000);
                INSERT INTO ScoreEntries (Id, CountyId, Year, Site, Sheet, Edition, Indicator, Value, Note, Device, DeviceSeq, ObservedAt, Photos, PersonId, PersonName, Received, IsLate, ContentHash, LedgerSeq)
                VALUES ('11111111-1111-1111-1111-111111111111', 1, 2025, 'A01', 'desk-2025-A01', 'ziyang-71-2021.v1', '2.4', '{{"level":3}}', '看过食堂', 'd', 1, 1790000000000, '', 'p', '负责人甲', 1790000000000, 0, 'x', 0);
                """);
        }
        SqliteConnection.ClearAllPools();
    }
}
