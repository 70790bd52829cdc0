namespace InspectionHub.Web.Data;

/// <summary>Files of the data folder that rows tell of.</summary>
public static class DataFile
{
    /// <summary>Whole or not at all: written aside, flushed to disk, moved into place.</summary>
    /// <exception cref="Refusal">The disk is full or may not be written.</exception>
    public static Task KeepAsync(string path, byte[] bytes) => TryAsync(path, async () =>
    {
        // Of its own for each writer: two people may keep the same photo at once.
        var aside = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var file = new FileStream(aside, FileMode.Create))
            {
                await file.WriteAsync(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            // Moved, or half written: then it would only take the room that is left.
            File.Delete(aside);
        }
    });

    /// <summary>The next piece of something that comes in pieces.</summary>
    /// <exception cref="Refusal">The disk is full or may not be written.</exception>
    public static Task GrowAsync(string path, byte[] piece) => TryAsync(path, async () =>
    {
        await using var file = new FileStream(path, FileMode.Append);
        await file.WriteAsync(piece);
    });

    /// <summary>Whether it is the disk that refused; the last is what .NET makes of a file that outgrows what the disk or the system allows.</summary>
    public static bool IsOfDisk(Exception reason) => reason is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static async Task TryAsync(string path, Func<Task> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await write();
        }
        catch (Exception reason) when (IsOfDisk(reason))
        {
            throw DatabaseTrouble.SayOfFile(reason);
        }
    }
}
