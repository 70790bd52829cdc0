using System.Collections.Concurrent;
using InspectionHub.Tests.Web.Pages;
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
    private static readonly Lazy<string> Today = Making(TimeProvider.System);
    private static readonly ConcurrentDictionary<DateOnly, Lazy<string>> Days = [];

    /// <param name="folder">Where the hub is to begin.</param>
    /// <param name="day">The day of the first start, in the morning; today if not given.</param>
    public static void CopyTo(string folder, DateOnly? day = null) =>
        File.Copy((day is { } one ? Days.GetOrAdd(one, d => Making(new RunningClock(d, new(8, 0)))) : Today).Value, Path.Combine(folder, "hub.db"));

    private static Lazy<string> Making(TimeProvider clock) => new(() => Task.Run(() => MakeAsync(clock)).GetAwaiter().GetResult());

    private static async Task<string> MakeAsync(TimeProvider clock)
    {
        var folder = Directory.CreateTempSubdirectory("hub-demo-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var options = new HubOptions(folder, true, RepositoryRoot.PathOf("data/frameworks")) { DemoInspections = false };
        await using var parts = new ServiceCollection().AddLogging().AddHubParts(options).AddSingleton(clock).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        // One whole file without a journal beside it.
        var whole = Path.Combine(folder, "whole.db");
        await using var db = await parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {whole}");
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        return whole;
    }
}
