using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web;

/// <summary>Looks into a hub's database file from outside, as an auditor would.</summary>
public static class DatabaseOf
{
    public static string Unit(string folder, string site) => $"{Value(folder, $"SELECT Unit FROM SchoolYears WHERE Code = '{site}' ORDER BY BatchId DESC LIMIT 1")}";

    public static object? Value(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hub.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
