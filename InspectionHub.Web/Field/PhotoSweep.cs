namespace InspectionHub.Web.Field;

/// <summary>Removes, once a day, photos that began to arrive and never came whole: a phone that has been silent so long will begin anew anyway.</summary>
public sealed class PhotoSweep(HubOptions options, TimeProvider clock, ILogger<PhotoSweep> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(60);

    /// <summary>The files to remove from a folder at a time.</summary>
    public static IReadOnlyList<string> Forgotten(string folder, DateTimeOffset now) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.part").Where(f => File.GetLastWriteTimeUtc(f) < (now - Patience).UtcDateTime)] : [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromDays(1), clock);
        do
        {
            try
            {
                foreach (var file in Forgotten(Path.Combine(options.Photos, "incoming"), clock.GetUtcNow())) File.Delete(file);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                log.LogWarning(wrong, "Photos that never came whole could not be removed");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
