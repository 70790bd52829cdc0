using System.Text.RegularExpressions;
using InspectionHub.Tests.Web.Ledger;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using InspectionAct = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Field;

/// <summary>A real hub in its own process, a real browser, and inspections to mark; one for all tests of a collection.</summary>
public sealed class FieldHub : IAsyncLifetime
{
    private readonly Dictionary<string, string> signedIn = [];
    private readonly Dictionary<string, FieldDoor> doors = [];
    private ServiceProvider parts = default!;
    private IBrowser browser = default!;

    public HubProcess Hub { get; } = new();

    public async ValueTask InitializeAsync()
    {
        // A second process on the same folder, as a command line would be.
        parts = new ServiceCollection().AddLogging().AddHubParts(new HubOptions(Hub.Folder, true, RepositoryRoot.PathOf("data/frameworks"))).AddDataProtection().Services.BuildServiceProvider();
        await parts.GetRequiredService<HubStart>().PrepareAsync();
        browser = await Chromium.BrowserAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var door in doors.Values) door.Dispose();
        await parts.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Hub.Dispose();
    }

    /// <summary>The office opens an inspection of a 九年一贯制 school, or the n-th of another kind, with all three inspectors, 督学甲 leading; its id.</summary>
    public async Task<string> OpenInspectionAsync(string kind = "九", int at = 0)
    {
        var office = Who("dudao", Roles.Office);
        var site = $"{Value($"SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '{kind}' ORDER BY Code LIMIT 1 OFFSET {at}")}";
        string[] team = ["duxue1", "duxue2", "duxue3"];
        var members = team.Select(user => Who(user, Roles.Inspector)).Select((who, index) => new InspectionMember { InspectionId = Guid.Empty, PersonId = who.Id, PersonName = who.Name, IsLead = index == 0 }).ToList();
        return $"{await parts.GetRequiredService<InspectionBook>().OpenAsync(office, 2026, site, "综合督导", members)}";
    }

    /// <summary>更换督学, as the office does it.</summary>
    public async Task ReplaceAsync(string sheet, string user, string by = "duxue4")
    {
        var office = Who("dudao", Roles.Office);
        var coming = (await parts.GetRequiredService<InspectionBook>().InspectorsAsync(office)).First(p => p.UserName == by);
        await parts.GetRequiredService<InspectionActs>().ReplaceAsync(office, Guid.Parse(sheet), Who(user, Roles.Inspector).Id, coming, "公务冲突");
    }

    /// <summary>撤销督导, as the office does it.</summary>
    public Task WithdrawAsync(string sheet, string reason) => parts.GetRequiredService<InspectionActs>().DoAsync(Who("dudao", Roles.Office), Guid.Parse(sheet), InspectionAct.Withdraw, reason);

    /// <summary>The whole way to 审签: handed in by the lead, heard by the unit, its figures confirmed, signed by the office.</summary>
    public async Task SignOffAsync(string sheet)
    {
        var (office, lead, id) = (Who("dudao", Roles.Office), Who("duxue1", Roles.Inspector), Guid.Parse(sheet));
        var (acts, desk) = (parts.GetRequiredService<InspectionActs>(), parts.GetRequiredService<InspectionDesk>());
        var unit = $"{Value($"SELECT Unit FROM SchoolYears WHERE Year = 2026 AND Code = (SELECT Site FROM Inspections WHERE Id = '{sheet.ToUpperInvariant()}')")}";
        await Course.SubmitAsync(parts.GetRequiredService<FindingBook>(), acts, lead, id);
        await Course.HearAsync(acts, office, unit, id);
        await parts.GetRequiredService<Confirmations>().ConfirmAsync(Course.Head(office, unit), 2026, (await desk.FindAsync(office, id))!.BatchId);
        await desk.SignOffAsync(office, (await desk.FindAsync(office, id))!);
    }

    /// <summary>The office plans a routine visit today to the n-th own site of a 督学; its id.</summary>
    public async Task<string> PlanVisitAsync(string user = "duxue1", int at = 0, string checklist = "canteen")
    {
        var who = Who(user, Roles.Inspector);
        var day = YearSites.DayOf(DateTimeOffset.UtcNow);
        return $"{await parts.GetRequiredService<VisitBook>().PlanAsync(Who("dudao", Roles.Office), SitesOf(user)[at], day, checklist, who.Id)}";
    }

    /// <summary>责任区 of a 督学.</summary>
    public IReadOnlyList<string> SitesOf(string user)
    {
        using var db = parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        var who = Who(user, Roles.Inspector);
        return [.. db.DutyEntries.Where(d => d.PersonId == who.Id).Select(d => d.Site).OrderBy(s => s)];
    }

    /// <summary>A phone with a routine visit open, online.</summary>
    public async Task<FieldPhone> VisitPhoneAsync(string user, string visit, ColorScheme scheme = ColorScheme.Light)
    {
        var page = await SignedInAsync(user, 390, scheme);
        await page.GotoAsync($"{Hub.Address}/field#/sheet/{visit}");
        await page.Locator("[data-act=start], [data-testid=count]").First.WaitForAsync();
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.WaitForFunctionAsync("navigator.serviceWorker.controller !== null");
        return new FieldPhone(page, Hub.Address, visit);
    }

    /// <summary>Does something with a part of the program, as another process on the same folder would.</summary>
    public async Task WithAsync<T>(Func<T, Task> work) where T : notnull
    {
        await using var scope = parts.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public object? Value(string sql) => DatabaseOf.Value(Hub.Folder, sql);

    /// <summary>Past the hub and its triggers, until it is put back: other tests verify the ledger of the same hub.</summary>
    internal IDisposable Meanwhile(string change, string back)
    {
        var outside = new Outside($"Data Source={Path.Combine(Hub.Folder, "hub.db")}");
        outside.Run(change);
        return new Back(outside, back);
    }

    /// <summary>Rows that are not there meanwhile.</summary>
    internal IDisposable Without(string table, string where) => Meanwhile($"CREATE TEMP TABLE kept AS SELECT * FROM {table} WHERE {where}; DELETE FROM {table} WHERE {where}", $"INSERT INTO {table} SELECT * FROM kept");

    private sealed record Back(Outside Outside, string Sql) : IDisposable
    {
        public void Dispose()
        {
            Outside.Run(Sql);
            Outside.Dispose();
        }
    }

    /// <summary>A device without a screen, signed in once.</summary>
    public async Task<FieldDoor> DoorAsync(string user) => doors.TryGetValue(user, out var door) ? door : doors[user] = await FieldDoor.OpenAsync(Hub, user);

    /// <summary>A phone with the sheet open, online.</summary>
    public async Task<FieldPhone> PhoneAsync(string user, string sheet, ColorScheme scheme = ColorScheme.Light)
    {
        var phone = new FieldPhone(await SignedInAsync(user, 390, scheme), Hub.Address, sheet);
        await phone.OpenAsync();
        return phone;
    }

    /// <summary>A browser of its own, signed in.</summary>
    public async Task<IPage> SignedInAsync(string user, int width, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = Hub.Address,
            ViewportSize = new() { Width = width, Height = 844 },
            Locale = "zh-CN",
            IsMobile = width < 500,
            HasTouch = width < 500,
            ColorScheme = scheme,
            StorageState = signedIn.GetValueOrDefault(user),
        });
        context.SetDefaultTimeout(Chromium.Patient);
        var page = await context.NewPageAsync();
        if (signedIn.ContainsKey(user)) return page;
        await SignInAsync(page, user);
        signedIn[user] = await context.StorageStateAsync();
        return page;
    }

    /// <summary>Types name and password.</summary>
    public static async Task SignInAsync(IPage page, string user)
    {
        await page.GotoAsync("/sign-in?returnUrl=/field");
        await page.FillAsync("input[name=user]", user);
        await page.FillAsync("input[name=password]", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        // Its address is enough: the page may load itself anew under a first service worker.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/field(#.*)?$"));
    }

    public Visitor Who(string user, string role)
    {
        using var db = parts.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContext();
        var person = db.Users.AsNoTracking().First(u => u.UserName == user);
        return new(person.Id, person.Name, person.CountyId, role, person.UnitCode, person.LeadOffice);
    }
}

[CollectionDefinition(nameof(FieldTests))]
public sealed class FieldTests : ICollectionFixture<FieldHub>;

/// <summary>Doors, photos and teams: a hub of their own, so that they run beside the screens.</summary>
[CollectionDefinition(nameof(FieldDoors))]
public sealed class FieldDoors : ICollectionFixture<FieldHub>;

/// <summary>Tests that stop the hub under the phone have one to themselves.</summary>
[CollectionDefinition(nameof(FieldOutageTests))]
public sealed class FieldOutageTests : ICollectionFixture<FieldHub>;
