using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace InspectionHub.Web.Data;

/// <summary>WAL, durable commits, foreign keys, and nothing left of what is overwritten (a text blacked out must not stay in a free page, or in the backups made of it):
/// these settings live in the connection, not in the file.</summary>
public sealed class SqliteSettings(HubOptions options) : DbConnectionInterceptor
{
    private readonly string pragmas = $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout={options.LockPatience * 1000};";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private void Apply(DbConnection connection)
    {
        // EF looks whether the database exists through a connection that may not write; a file that is not in WAL yet (copied by another tool) would be refused.
        if (connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase)) return;
        // A file that may not be written at this moment is opened for reading only, and so it would stay after the fault: such a connection is not kept for the next one who asks.
        if (connection is SqliteConnection sqlite && SQLitePCL.raw.sqlite3_db_readonly(sqlite.Handle, "main") == 1) SqliteConnection.ClearPool(sqlite);
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }
}
