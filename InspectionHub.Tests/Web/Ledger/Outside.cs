using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>Somebody with the database file in hand, who knows how to get rid of triggers and puts them back afterwards.</summary>
public sealed class Outside : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<string> triggers = [];

    public Outside(string database)
    {
        connection = new SqliteConnection($"{database};Pooling=False");
        connection.Open();
        using (var command = Command("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
        using (var reader = command.ExecuteReader())
            while (reader.Read()) triggers.Add(reader.GetString(0));
        // What a test breaks on purpose need not survive a power cut.
        Run("PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF");
        foreach (var trigger in triggers) Run($"DROP TRIGGER {trigger.Split(' ')[2]}");
    }

    public object? Value(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar() is var found && found is DBNull ? null : found;
    }

    public void Run(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    public void Set(string table, string column, object rowid, object? value)
    {
        using var command = Command($"UPDATE \"{table}\" SET \"{column}\" = $value WHERE rowid = {rowid}");
        command.Parameters.AddWithValue("$value", value ?? DBNull.Value);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    public void Dispose()
    {
        foreach (var trigger in triggers) Run(trigger);
        connection.Dispose();
    }

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
