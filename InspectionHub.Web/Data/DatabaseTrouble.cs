using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Data;

/// <summary>What a person is told when the database, or a file beside it, cannot be written.</summary>
public static class DatabaseTrouble
{
    // Primary result codes of SQLite (sqlite.org/rescode.html).
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    // No space left, and the quota is used up; Windows says disk full in a way of its own.
    private const int NoSpace = 28, OverQuota = 122, WindowsFull = unchecked((int)0x80070070);
    private const int ReadOnlyDisk = 30;

    /// <summary>Whether the whole transaction is lost, not only the statement.</summary>
    public static bool IsFatal(Exception reason) => CodeOf(reason) is Busy or Locked or ReadOnly or IoError or Corrupt or Full or CannotOpen or NotADatabase;

    /// <summary>The reason in Chinese with its remedy, or <paramref name="reason"/> itself if it is of another kind.</summary>
    public static Exception Say(Exception reason) => CodeOf(reason) switch
    {
        Busy or Locked => new Refusal(503, "数据库正被另一个程序占用，这次没有写入任何内容，请稍后再试。") { Word = "locked" },
        Full => new Refusal(507, "服务器磁盘已满，这次没有写入任何内容。请管理员腾出空间后再试。") { Word = "full" },
        ReadOnly or CannotOpen => new Refusal(503, "数据文件夹不可写，这次没有写入任何内容。请管理员检查文件夹的权限。") { Word = "read-only" },
        IoError => new Refusal(503, "服务器磁盘写不进去，这次没有写入任何内容。请管理员检查磁盘是否已满、超出配额或有故障。") { Word = "disk" },
        Corrupt or NotADatabase => new Refusal(503, "数据库文件已损坏，这次没有写入任何内容。请管理员停止服务，用最近的备份恢复。") { Word = "damaged" },
        _ => reason,
    };

    /// <summary>The same for a photo or another file of the data folder.</summary>
    public static Refusal SayOfFile(Exception reason) => reason is UnauthorizedAccessException || reason.HResult == ReadOnlyDisk
        ? new(503, "数据文件夹不可写，文件没有存下。请管理员检查文件夹的权限。") { Word = "read-only" }
        : reason.HResult is NoSpace or OverQuota or WindowsFull
        ? new(507, "服务器磁盘已满，文件没有存下。请管理员腾出空间后再试。") { Word = "full" }
        : new(503, "服务器磁盘写不进去，文件没有存下。请管理员检查磁盘是否已满、超出配额或有故障。") { Word = "disk" };

    // Where it was copied page by page the code is the extended one, whose last byte is the primary.
    private static int? CodeOf(Exception reason) => reason switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode & 0xff,
        DbUpdateException { InnerException: SqliteException inner } => inner.SqliteErrorCode & 0xff,
        _ => null,
    };
}
