using InspectionHub.Web;
using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web;

/// <summary>A data folder as the first start leaves it, made once for all tests: each hub begins with its own copy and is spared the making of the county.
/// Its inspections have not begun: a test opens those it is about, at schools of its own choice.</summary>
public static class DemoFolder
{
    private static readonly Lazy<string> Made = new(() => Task.Run(MakeAsync).GetAwaiter().GetResult());

    public static void CopyTo(string folder) => File.Copy(Made.Value, Path.Combine(folder, "hub.db"));

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hub-demo-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var options = new HubOptions(folder, true, RepositoryRoot.PathOf("data/frameworks")) { DemoInspections = false };
        await using var parts = new ServiceCollection().AddLogging().AddHubParts(options).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        // One whole file without a journal beside it.
        var whole = Path.Combine(folder, "whole.db");
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {whole}");
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        return whole;
    }
}
