using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>A county's chain against somebody with the database file in hand: every column of every append-only table, whatever tables there are.</summary>
public sealed class LedgerFlipTests(EmptyHubInside hub) : IClassFixture<EmptyHubInside>
{
    [Fact]
    public async Task Every_changed_column_of_every_kind_of_entry_is_found_and_its_link_is_named()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var types = FactTables.Of(db);
        Assert.True(types.Count >= 16);
        var county = (await db.Counties.FirstAsync(TestContext.Current.CancellationToken)).Id;
        await SampleRows.WriteAsync(hub.Get<Writer>(), county, types);
        Assert.True((await VerifyAsync()).Holds, string.Join('\n', (await VerifyAsync()).Lines));
        using var outside = new Outside(db.Database.GetConnectionString()!);

        foreach (var type in types.Append(typeof(LedgerLink)))
        {
            var entity = db.Model.FindEntityType(type)!;
            var table = entity.GetTableName()!;
            Assert.True(Convert.ToInt64(outside.Value($"SELECT COUNT(*) FROM \"{table}\"")) > 0, $"{table} has no sample row");
            foreach (var column in entity.GetProperties())
            {
                var name = column.GetColumnName();
                var row = outside.Value($"SELECT rowid FROM \"{table}\" ORDER BY rowid DESC LIMIT 1");
                var before = outside.Value($"SELECT \"{name}\" FROM \"{table}\" WHERE rowid = {row}");
                outside.Set(table, name, row!, Other(column, before));
                var report = await VerifyAsync();
                Assert.False(report.Holds, $"{table}.{name} was changed and nobody noticed");
                if (type != typeof(LedgerLink)) Assert.Contains("环", report.Counties[0].Break!.Say);
                // A whole-number key is the row's own number.
                outside.Set(table, name, Equals(before, row) && entity.FindPrimaryKey()!.Properties is [var only] && only == column ? (long)row! + 1 : row!, before);
            }
        }
        Assert.True((await VerifyAsync()).Holds);
    }

    [Fact]
    public async Task A_row_removed_or_slipped_in_and_a_link_removed_are_found()
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        // Two, so that the second link is never the last: a chain that was cut at its end has no gap.
        await SampleRows.WriteAsync(hub.Get<Writer>(), 1, [typeof(VetoStep), typeof(VetoStep)]);
        using var outside = new Outside(db.Database.GetConnectionString()!);

        outside.Run("CREATE TABLE kept AS SELECT * FROM VetoSteps WHERE rowid = (SELECT MAX(rowid) FROM VetoSteps); DELETE FROM VetoSteps WHERE rowid = (SELECT MAX(rowid) FROM VetoSteps)");
        Assert.Contains("否决事项步骤", (await VerifyAsync()).Lines[0]);
        Assert.Contains("不见了", (await VerifyAsync()).Lines[0]);
        outside.Run("INSERT INTO VetoSteps SELECT * FROM kept");
        Assert.True((await VerifyAsync()).Holds);

        outside.Run("UPDATE kept SET Id = 'AAAAAAAA-0000-4000-8000-000000000001'; INSERT INTO VetoSteps SELECT * FROM kept");
        Assert.Contains("绕过系统写入", (await VerifyAsync()).Lines[0]);
        outside.Run("DELETE FROM VetoSteps WHERE Id = 'AAAAAAAA-0000-4000-8000-000000000001'");

        outside.Run("CREATE TABLE link AS SELECT * FROM LedgerLinks WHERE Seq = 2; DELETE FROM LedgerLinks WHERE Seq = 2");
        Assert.Contains("第 2 环缺失", (await VerifyAsync()).Lines[0]);
        outside.Run("INSERT INTO LedgerLinks SELECT * FROM link; DROP TABLE link; DROP TABLE kept");
        Assert.True((await VerifyAsync()).Holds);
    }

    private Task<LedgerReport> VerifyAsync() => hub.Get<LedgerVerifier>().VerifyAsync();

    /// <summary>Another value of the same kind, so that the row can still be read.</summary>
    private static object Other(IProperty column, object? before) => before switch
    {
        long number => column.ClrType == typeof(bool) || column.ClrType == typeof(bool?) ? 1 - number : number + 1,
        double number => number + 0.5,
        byte[] bytes => bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b).ToArray(),
        string text when Guid.TryParse(text, out _) => $"{Guid.NewGuid()}".ToUpperInvariant(),
        string text when DateOnly.TryParse(text, out var day) => $"{day.AddDays(1):yyyy-MM-dd}",
        string text => text + "改",
        _ when column.ClrType == typeof(string) => "添",
        _ => 1,
    };
}
