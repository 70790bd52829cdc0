using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Data;

/// <summary>The five steps of an order, the three of a backup, and those of an entry of the writer by the table it adds to. The tests end the process right after one of them, as a power cut would, by naming it in the environment; without the variable nothing happens.</summary>
public static class KillPoint
{
    public const string Variable = "INSPECTIONHUB_KILL_AFTER";

    public const int Committed = 1;
    public const int Claimed = 2;
    public const int Written = 3;
    public const int Moved = 4;
    public const int Done = 5;
    public const int Copied = 6;
    public const int Packed = 7;
    public const int Kept = 8;

    /// <summary>The entry's work is done, its last rows are not yet stored.</summary>
    public const string Begun = "begun";

    /// <summary>All its rows are stored, nothing is committed.</summary>
    public const string Stored = "stored";

    /// <summary>Committed, nobody answered yet.</summary>
    public const string Answering = "answering";

    private static readonly string? After = Environment.GetEnvironmentVariable(Variable);

    private static bool isDue;

    /// <summary>A step, of whatever comes first, or with "3@zip" only of what is called so.</summary>
    public static void Passed(int step, string what = "")
    {
        if (After == $"{step}" || After == $"{step}@{what}") Kill();
    }

    /// <summary>A step of an entry: the variable names it and a table, as "stored:SignOffs".</summary>
    public static void Passed(string step, DbContext db)
    {
        if (After is null || !db.ChangeTracker.Entries().Any(e => After.EndsWith($":{e.Metadata.GetTableName()}", StringComparison.Ordinal))) return;
        if (After.StartsWith(step, StringComparison.Ordinal)) Kill();
        isDue = After.StartsWith(Answering, StringComparison.Ordinal);
    }

    /// <summary>The commit of the entry that was named has come through.</summary>
    public static void PassedCommit()
    {
        if (isDue) Kill();
    }

    private static void Kill()
    {
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
