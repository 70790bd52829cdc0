using System.Security.Claims;
using Bunit;
using Hangfire;
using Hangfire.InMemory;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>The hub's real parts in this process on a real database, for drawing single pages.</summary>
/// <param name="withDemo">Whether it has the demo county.</param>
/// <param name="rules">The rules it reads; the published ones if not given.</param>
/// <param name="clock">Its clock, if not the real one; the demo county is then made by it from nothing, with its inspections.</param>
/// <param name="isCopy">With a clock of its own all the same the county the other tests have, without inspections.</param>
/// <param name="day">The day on which it runs, if not today; the demo county is then as its first start left it that morning.</param>
public abstract class HubInside(bool withDemo, Func<string, string>? rules = null, TimeProvider? clock = null, bool isCopy = false, DateOnly? day = null) : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-inside-");
    private ServiceProvider parts = default!;

    public async ValueTask InitializeAsync()
    {
        if (withDemo && (clock is null || isCopy)) DemoFolder.CopyTo(folder.FullName, day);
        var own = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(folder.FullName, withDemo, rules?.Invoke(folder.FullName) ?? RepositoryRoot.PathOf("data/frameworks")))
            .AddSingleton<IBackgroundJobClient>(_ => new BackgroundJobClient(new InMemoryStorage())).AddSingleton<OrderBook>().AddSingleton<FieldDesk>().AddSingleton<VisitSheets>()
            .AddSingleton(clock ?? (day is { } one ? new RunningClock(one, new(10, 0)) : TimeProvider.System)).AddDataProtection().Services;
        Replace(own);
        parts = own.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await parts.DisposeAsync();
        await TestFolder.RemoveAsync(folder.FullName);
        GC.SuppressFinalize(this);
    }

    /// <summary>Other parts instead of some of the hub's own.</summary>
    protected virtual void Replace(IServiceCollection own)
    {
    }

    /// <summary>One of the hub's parts.</summary>
    public T Get<T>() where T : notnull => parts.GetRequiredService<T>();

    /// <summary>A demo person as the parts see them.</summary>
    public Visitor Who(string user, string role)
    {
        using var db = parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = db.Users.AsNoTracking().First(u => u.UserName == user);
        return new(person.Id, person.Name, person.CountyId, role, person.UnitCode, person.LeadOffice);
    }

    /// <summary>A context to draw pages in as a demo person with one role.</summary>
    public BunitContext As(string user, string role)
    {
        var page = new BunitContext();
        using var db = parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = db.Users.AsNoTracking().First(u => u.UserName == user);
        page.Services.AddFallbackServiceProvider(parts);
        page.Services.AddScoped<CurrentUser>();
        var who = page.AddAuthorization();
        who.SetAuthorized(user);
        who.SetClaims([
            new(ClaimTypes.NameIdentifier, person.Id), new(ClaimTypes.Role, role), new(Visitor.CountyClaim, $"{person.CountyId}"), new(Visitor.NameClaim, person.Name),
            .. person.UnitCode is { } unit ? [new Claim(Visitor.UnitClaim, unit)] : Array.Empty<Claim>(),
            .. person.LeadOffice is { } lead ? [new Claim(Visitor.LeadClaim, lead)] : Array.Empty<Claim>(),
        ]);
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        return page;
    }
}

/// <summary>A hub with the demo county.</summary>
public sealed class DemoHubInside() : HubInside(true);

/// <summary>A hub with the demo county on a day of the test's own choice, which the test may move.</summary>
public sealed class DatedHubInside(DayClock clock) : HubInside(true, clock: clock, isCopy: true)
{
    private readonly DayClock own = clock;

    public static async Task<DatedHubInside> StartAsync(DateOnly day)
    {
        var hub = new DatedHubInside(new() { Day = day });
        await hub.InitializeAsync();
        return hub;
    }

    public DateOnly Day { set => own.Day = value; }
}

/// <summary>Ten in the morning, China's time, of the day it is set to, and on from there.</summary>
public sealed class DayClock : TimeProvider
{
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;

    public DateOnly Day { get; set; }

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(Day.ToDateTime(new(2, 0)), TimeSpan.Zero) + (base.GetUtcNow() - start);
}

/// <summary>A hub started for a real county: no data, one administrator.</summary>
public sealed class EmptyHubInside() : HubInside(false);

/// <summary>A hub with the demo county on a day in the middle of its last school year, whatever the day is outside: for what happens within that year.</summary>
public sealed class NovemberHubInside() : HubInside(true, day: new(2026, 11, 28));
