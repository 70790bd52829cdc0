namespace InspectionHub.Web.Data;

/// <summary>Files of the data folder that rows tell of.</summary>
public static class DataFile
{
    /// <summary>Whole or not at all: written aside, flushed to disk, moved into place.</summary>
    /// <exception cref="Refusal">The disk is full or may not be written.</exception>
    public static Task KeepAsync(string path, byte[] bytes) => TryAsync(path, async () =>
    {
        var aside = $"{path}.{Environment.ProcessId}.tmp";
        await using (var file = new FileStream(aside, FileMode.Create))
        {
            await file.WriteAsync(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path, overwrite: true);
    });

    /// <summary>The next piece of something that comes in pieces.</summary>
    /// <exception cref="Refusal">The disk is full or may not be written.</exception>
    public static Task AppendAsync(string path, byte[] piece) => TryAsync(path, async () =>
    {
        await using var file = new FileStream(path, FileMode.Append);
        await file.WriteAsync(piece);
    });

    private static async Task TryAsync(string path, Func<Task> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await write();
        }
        // The last is what .NET makes of a file that has grown beyond what the system allows.
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw DatabaseTrouble.SayOfFile(reason);
        }
    }
}
