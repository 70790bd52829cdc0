using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>A hub of one's own that may be spoiled: its parts on a folder that goes with it.</summary>
public sealed class LoneHub : IAsyncDisposable
{
    private readonly ServiceProvider parts;

    private LoneHub(ServiceProvider parts, HubOptions options) => (this.parts, Options) = (parts, options);

    public HubOptions Options { get; }

    /// <param name="withDemo">Whether it has the demo county.</param>
    /// <param name="clock">Its clock, if not the real one.</param>
    /// <param name="folder">Where it is, if it was there before.</param>
    /// <param name="day">The day of its first start, and on which it runs unless another clock is given; today if not given.</param>
    public static async Task<LoneHub> StartAsync(bool withDemo = false, TimeProvider? clock = null, string? folder = null, DateOnly? day = null)
    {
        var options = new HubOptions(folder ?? Directory.CreateTempSubdirectory("hub-fault-").FullName, withDemo, RepositoryRoot.PathOf("data/frameworks")) { LockPatience = 1, BackupsKept = 2 };
        if (withDemo && folder is null) DemoFolder.CopyTo(options.DataFolder, day);
        var services = new ServiceCollection().AddLogging().AddHubParts(options).AddSingleton<FieldDesk>().AddSingleton<VisitSheets>().AddDataProtection().Services;
        clock ??= day is { } one ? new RunningClock(one, new(10, 0)) : null;
        if (clock is not null) services.AddSingleton(clock);
        var hub = new LoneHub(services.BuildServiceProvider(), options);
        await hub.Get<HubStart>().PrepareAsync();
        return hub;
    }

    public T Get<T>() where T : notnull => parts.GetRequiredService<T>();

    /// <summary>Writes one fact with a link and gives the link's place.</summary>
    public Task<long> WriteAsync(string unit, Func<AppDb, Task>? before = null) => Get<Writer>().WriteAsync(async (db, _) =>
    {
        if (before is not null) await before(db);
        db.DataConfirmations.Add(new DataConfirmation { CountyId = 1, UnitCode = unit, Year = 2026, BatchId = 1, PersonId = "p", PersonName = "某", At = DateTimeOffset.UnixEpoch });
        return await Get<LedgerBook>().AppendAsync(db, 1, "test", unit, new { });
    });

    public async Task<(bool Holds, int Facts)> LookAsync()
    {
        await using var db = await Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return ((await Get<LedgerVerifier>().VerifyAsync()).Holds, await db.DataConfirmations.CountAsync());
    }

    public Visitor Who(string user, string role)
    {
        using var db = Get<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = db.Users.AsNoTracking().First(u => u.UserName == user);
        return new(person.Id, person.Name, person.CountyId, role, person.UnitCode, person.LeadOffice);
    }

    /// <summary>What a kill would leave on the disk at this moment, opened as a hub of its own. To be asked while nobody but the caller writes.</summary>
    public string Wreck()
    {
        var folder = Directory.CreateTempSubdirectory("hub-wreck-").FullName;
        foreach (var file in new[] { "hub.db", "hub.db-wal" }.Where(f => File.Exists(Path.Combine(Options.DataFolder, f))))
        {
            using var from = new FileStream(Path.Combine(Options.DataFolder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var to = File.Create(Path.Combine(folder, file));
            from.CopyTo(to);
        }
        return folder;
    }

    public async ValueTask DisposeAsync()
    {
        await parts.DisposeAsync();
        await TestFolder.RemoveAsync(Options.DataFolder);
    }
}
