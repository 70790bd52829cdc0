using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>A real server whose database another program holds for longer than the hub has patience.</summary>
public sealed class LockedTests
{
    private const string Order = "33333333-3333-3333-3333-333333333333";

    [Fact]
    public async Task A_database_that_another_program_holds_is_said_by_the_server_pages_read_on_and_it_is_written_when_it_is_free()
    {
        using var faulty = await FaultyHub.StartAsync(new HubProcess());
        using var reader = await faulty.Hub.SignInAsync("lingdao");
        using (Hold(faulty.Hub))
        {
            await faulty.UntilReadyAsync("locked");
            // All wait together for the lock, and all are told.
            var (mark, person, photo) = (faulty.RefusesAsync("另一个程序占用"), faulty.SignInInVainAsync(), faulty.PhotoAsync());
            await mark;
            Assert.Contains("另一个程序占用", await person);
            Assert.Contains("另一个程序占用", (await photo).Reasons);
            Assert.Equal(System.Net.HttpStatusCode.OK, (await reader.GetAsync("/inspections")).StatusCode);
            Assert.True(faulty.Hub.IsRunning, faulty.Hub.Output);
        }
        await faulty.RecoversAsync();
        faulty.Hub.Kill();
        using (Hold(faulty.Hub)) Assert.Contains("另一个程序占用", faulty.Hub.StartInVain());
        faulty.Hub.Start();
        await faulty.RecoversAsync();
    }

    [Fact]
    public async Task Orders_that_could_not_be_looked_at_while_the_database_was_held_are_taken_up_afterwards()
    {
        using var hub = new HubProcess();
        using (var held = Hold(hub))
        {
            using var order = held.CreateCommand();
            order.CommandText = $"""
                INSERT INTO PaperOrders (Id, CountyId, Kind, Format, Year, Site, About, Scope, State, Progress, Attempts, LeaseUntil, RequestedBy, RequestedAt)
                VALUES ('{Order}', 1, 'brief', 'pdf', 2026, '', '', '', 0, 0, 0, 0, (SELECT Id FROM AspNetUsers WHERE UserName = 'dudao'), 0)
                """;
            order.ExecuteNonQuery();
            await UntilAsync(() => hub.Output.Contains("Orders could not be looked at", StringComparison.Ordinal));
            Assert.True(hub.IsRunning, hub.Output);
            using var free = held.CreateCommand();
            free.CommandText = "COMMIT";
            free.ExecuteNonQuery();
        }
        await UntilAsync(() => Equals(2L, DatabaseOf.Value(hub.Folder, $"SELECT State FROM PaperOrders WHERE Id = '{Order}'")));
        var file = await File.ReadAllBytesAsync(Path.Combine(hub.Folder, "papers", $"{Order}.pdf"));
        Assert.Equal(DatabaseOf.Value(hub.Folder, $"SELECT FileHash FROM PaperOrders WHERE Id = '{Order}'"), Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.True(hub.IsRunning, hub.Output);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 600 && !isSo(); i++) await Task.Delay(200);
        Assert.True(isSo());
    }

    /// <summary>The write lock, until the connection is closed.</summary>
    private static SqliteConnection Hold(HubProcess hub)
    {
        var other = new SqliteConnection($"Data Source={Path.Combine(hub.Folder, "hub.db")};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return other;
    }
}
