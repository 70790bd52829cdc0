using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web;

/// <summary>Whether the hub can do its work now: the database is read, and a file beside it and, through the writer itself, the database are really written. A write that
/// is taken back would not do: it never leaves the memory. Anybody may ask, so an answer holds for some seconds and all who ask meanwhile share it.</summary>
public sealed class Readiness(IDbContextFactory<AppDb> factory, Writer writer, HubOptions options, TimeProvider clock)
{
    public const string Ready = "ok";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(3);
    private static readonly byte[] Page = new byte[4096];
    private readonly Lock gate = new();
    private Task<string>? answer;
    private Task<bool>? writing;
    private long asked;

    /// <summary>"ok", or one plain word for what is wrong.</summary>
    public Task<string> LookAsync()
    {
        lock (gate)
        {
            if (answer is { IsCompleted: false } || (answer is not null && clock.GetElapsedTime(asked) < Fresh)) return answer;
            asked = clock.GetTimestamp();
            return answer = Task.Run(TryAsync);
        }
    }

    private async Task<string> TryAsync()
    {
        try
        {
            await using (var db = await factory.CreateDbContextAsync())
                if (!await db.Counties.AnyAsync()) return "no county";
            await WriteFileAsync();
            // One that still waits from the last time is not joined by another.
            if (writing is null or { IsCompleted: true }) writing = writer.WriteAsync(async (db, _) =>
            {
                await db.WriteNothingNewAsync();
                return true;
            });
            // Whoever holds the lock is either the writer, busy with something long such as an import, or somebody else.
            if (await Task.WhenAny(writing, Task.Delay(Patience, clock)) != writing) return writer.IsAtWork ? Ready : "locked";
            await writing;
            return Ready;
        }
        catch (Exception reason) when (DatabaseTrouble.Say(reason) is Refusal refusal)
        {
            return refusal.Word;
        }
    }

    private async Task WriteFileAsync()
    {
        var path = Path.Combine(options.DataFolder, "ready.tmp");
        await DataFile.KeepAsync(path, Page);
        File.Delete(path);
    }
}
