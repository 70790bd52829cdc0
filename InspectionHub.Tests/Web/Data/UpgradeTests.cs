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

    [Fact]
    public async Task Who_had_left_a_team_has_left_it_after_the_upgrade_too()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hub-team-").FullName;
        await MigrateAsync(folder, "PlanLines");
        DatabaseOf.Value(folder, """
            INSERT INTO Counties (Id, Code, Name, IsDemo) VALUES (1, '610924', '紫阳县', 0);
            INSERT INTO Inspections (Id, CountyId, Year, Site, Edition, Title, IsComprehensive, Basis, PlanNo, PlanTitle, Matters, Materials, OpenedAt) VALUES ('22222222-2222-2222-2222-222222222222', 1, 2025, 'A01', 'x', '综合督导', 1, '', '', '', '', '', 1790000000000);
            INSERT INTO InspectionMembers (InspectionId, PersonId, PersonName, IsLead, Clauses, LeftAt) VALUES ('22222222-2222-2222-2222-222222222222', 'p1', '督学甲', 1, '', NULL), ('22222222-2222-2222-2222-222222222222', 'p2', '督学乙', 0, '8', 1790000001000);
            """);
        await using var hub = await LoneHub.StartAsync(folder: folder);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        var inspection = await db.Inspections.Include(i => i.Members).SingleAsync(stop);
        Assert.Equal(["督学甲"], inspection.Team.Select(m => m.PersonName));
        Assert.Equal([null, DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_001_000)], inspection.Members.OrderBy(m => m.PersonId).Select(m => m.LeftAt));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
        // From now on a team is as protected as a mark.
        foreach (var change in new[] { "UPDATE Inspections SET Title = '专项督导'", "DELETE FROM InspectionMembers WHERE PersonId = 'p1'", "DELETE FROM InspectionDepartures" })
            Assert.Contains("append-only", Assert.ThrowsAny<Exception>(() => DatabaseOf.Value(folder, change)).Message);
        using (var outside = new Outside($"Data Source={Path.Combine(folder, "hub.db")}")) outside.Run("UPDATE InspectionMembers SET IsLead = 1 WHERE PersonId = 'p2'");
        Assert.Contains((await hub.Get<LedgerVerifier>().VerifyAsync()).Lines, l => l.Contains("督导组成员"));
    }

    /// <summary>An upgrade makes all triggers anew and seals what had no proof: neither may hide what was done just before it.</summary>
    [Fact]
    public async Task What_was_slipped_in_and_a_trigger_that_was_changed_just_before_an_upgrade_are_found_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("hub-slip-").FullName;
        await MakeAsync(folder, "Initial");
        Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
        await MigrateAsync(folder, "PlanLines");
        using (var outside = new Outside($"Data Source={Path.Combine(folder, "hub.db")}"))
            outside.Run("UPDATE ScoreEntries SET Note = Note; INSERT INTO ScoreEntries SELECT '11111111-1111-1111-1111-111111111112', CountyId, Year, Site, Sheet, Edition, Indicator, Value, Note, Replaces, Device, DeviceSeq, ObservedAt, ElapsedMs, Photos, PersonId, PersonName, Received, IsLate, ContentHash, LedgerSeq, Salts FROM ScoreEntries");
        DatabaseOf.Value(folder, "DROP TRIGGER DataConfirmations_no_delete; CREATE TRIGGER DataConfirmations_no_delete BEFORE DELETE ON DataConfirmations WHEN 0 BEGIN SELECT 1; END; CREATE TRIGGER helpful AFTER INSERT ON ScoreEntries BEGIN SELECT 1; END");

        await using var hub = await LoneHub.StartAsync(folder: folder);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var said = System.Text.Encoding.UTF8.GetString((await db.LedgerLinks.SingleAsync(l => l.Kind == "protection", TestContext.Current.CancellationToken)).Content);
        Assert.Contains("DataConfirmations_no_delete", said);
        Assert.Contains("helpful", said);
        Assert.DoesNotContain("DataConfirmations_no_update", said);
        Assert.Equal(0L, DatabaseOf.Value(folder, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'helpful'"));
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.Contains(report.Lines, l => l.Contains("评分（11111111-1111-1111-1111-111111111112）") && l.Contains("绕过系统写入"));
    }

    /// <summary>Killed after the tables and triggers were made and before they were sealed and written down: the next start finishes it, and accuses nobody.</summary>
    [Theory]
    [InlineData("Initial")]
    [InlineData("PlanLines")]
    public async Task An_upgrade_that_was_interrupted_is_finished_by_the_next_start_and_accuses_nobody(string schema)
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("hub-half-").FullName;
        await MakeAsync(folder, "Initial");
        // A hub that knows its triggers already, or one from before the chain did.
        if (schema != "Initial")
        {
            Assert.Equal(0, HubProcess.RunAlone("verify", "--data", folder).Code);
            await MigrateAsync(folder, schema);
        }
        await MigrateAsync(folder, null);
        Protect(folder);
        await using var hub = await LoneHub.StartAsync(folder: folder);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(stop);
        Assert.Equal(0, await db.LedgerLinks.CountAsync(l => l.Kind == "protection", stop));
        var report = await hub.Get<LedgerVerifier>().VerifyAsync();
        Assert.True(report.Holds, string.Join('\n', report.Lines));
    }

    private static void Protect(string folder)
    {
        using (var db = new SqliteAppDb(new DbContextOptionsBuilder<SqliteAppDb>().UseSqlite($"Data Source={Path.Combine(folder, "hub.db")};Pooling=False").Options)) AppendOnly.Protect(db);
        SqliteConnection.ClearAllPools();
    }

    private static async Task MigrateAsync(string folder, string? schema)
    {
        await using (var parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder, false, RepositoryRoot.PathOf("data/frameworks"))).AddDataProtection().Services.BuildServiceProvider())
        await using (var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync())
            await db.GetService<IMigrator>().MigrateAsync(schema);
        SqliteConnection.ClearAllPools();
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
