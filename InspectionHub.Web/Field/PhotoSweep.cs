using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Field;

/// <summary>Removes, at the start and once a day, photos that began to arrive and never came whole (a phone that has been silent so long will begin anew anyway),
/// and files that no row names: a desk page that was left before it was saved, or a photo that was blacked out just before the hub was killed.</summary>
public sealed class PhotoSweep(IDbContextFactory<AppDb> factory, HubOptions options, TimeProvider clock, ILogger<PhotoSweep> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(60), Naming = TimeSpan.FromDays(1);

    /// <summary>The pieces to remove from a folder at a time.</summary>
    public static IReadOnlyList<string> Forgotten(string folder, DateTimeOffset now) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.part").Where(f => IsOlder(f, now - Patience))] : [];

    /// <summary>Removes what is to be removed now.</summary>
    public async Task RunAsync()
    {
        var now = clock.GetUtcNow();
        foreach (var file in Forgotten(Path.Combine(options.Photos, "incoming"), now)) File.Delete(file);
        if (!Directory.Exists(options.Photos)) return;
        // The files first, the rows after them: one that is named meanwhile stays. A file that is wanted again gets a new time before its row is written.
        var old = Directory.EnumerateFiles(options.Photos, "*.jpg*", SearchOption.AllDirectories).Where(f => IsOlder(f, now - Naming)).ToList();
        if (old.Count == 0) return;
        await using var db = await factory.CreateDbContextAsync();
        var named = (await db.Photos.Select(p => p.Stored).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        foreach (var file in old.Where(f => !named.Contains(Path.GetFileNameWithoutExtension(f)) && IsOlder(f, now - Naming))) File.Delete(file);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                await RunAsync();
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
            {
                log.LogWarning(wrong, "Photos that nothing names could not be removed");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static bool IsOlder(string file, DateTimeOffset time) => File.GetLastWriteTimeUtc(file) < time.UtcDateTime;
}
