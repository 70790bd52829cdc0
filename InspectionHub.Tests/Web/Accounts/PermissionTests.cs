using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Accounts;

/// <summary>A change of what a person may do and its link in the ledger: both or neither.</summary>
public sealed class PermissionTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_without_its_link_is_no_change_and_a_link_without_its_change_is_none()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var admin = hub.Who("admin", Roles.Administrator);
        var person = hub.Who("jiaoyu", Roles.LeadOffice).Id;
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<People>();
        var (links, line) = await StandAsync(hub, person);

        Break(hub, "LedgerLinks");
        foreach (var change in (Func<Task>[])[() => people.CloseAsync(admin, person), () => people.ChangeRoleAsync(admin, person, Roles.Leader, null, null), () => people.RenameAsync(admin, person, "别人"), () => people.EndSessionsAsync(admin, person), () => people.AddAsync(admin, "newcomer", "新人", Roles.Leader, null, null)])
            await Assert.ThrowsAnyAsync<Exception>(change);
        Assert.Equal((links, line), await StandAsync(hub, person));

        Break(hub, "AspNetUserRoles");
        await Assert.ThrowsAnyAsync<Exception>(() => people.ChangeRoleAsync(admin, person, Roles.Leader, null, null));
        await Assert.ThrowsAnyAsync<Exception>(() => people.AddAsync(admin, "newcomer", "新人", Roles.Leader, null, null));
        Assert.Equal((links, line), await StandAsync(hub, person));

        // A new head without the end of the old one would leave a unit with two.
        Break(hub, "AspNetUsers", "UPDATE");
        await Assert.ThrowsAnyAsync<Exception>(() => people.ReplaceHeadAsync(admin, hub.Who("xz-m01", Roles.Unit).Id, "newcomer", "新校长"));
        Assert.Equal((links, line), await StandAsync(hub, person));

        Break(hub, null);
        await people.ChangeRoleAsync(admin, person, Roles.Leader, null, null);
        Assert.Equal((links + 1, Roles.Leader), ((await StandAsync(hub, person)).Links, (await people.ListAsync(admin)).Single(p => p.Id == person).Role));
        // From one lead office to another: the role stays, what it is for changes.
        await people.ChangeRoleAsync(admin, person, Roles.LeadOffice, null, "教育股");
        await people.ChangeRoleAsync(admin, person, Roles.LeadOffice, null, "人事股");
        Assert.Equal((Roles.LeadOffice, "人事股"), (await people.ListAsync(admin)).Where(p => p.Id == person).Select(p => (p.Role, p.LeadOffice)).Single());
        // A link made after the change in the same page opens the account: it carries the new stamp.
        var link = new Uri("http://hub" + await people.ResetAsync(admin, person));
        var token = System.Web.HttpUtility.ParseQueryString(link.Query)["token"]!;
        await using var door = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        var users = door.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Person>>();
        Assert.True((await users.ResetPasswordAsync((await users.FindByIdAsync(person))!, token, "一个很长的新密码句子")).Succeeded);
    }

    [Fact]
    public async Task Whoever_has_the_machine_lets_an_administrator_in_again_and_the_ledger_has_it()
    {
        using var hub = new HubProcess();
        DatabaseOf.Value(hub.Folder, "UPDATE AspNetUsers SET LockoutEnd = 253402300799999 WHERE UserName = 'admin'");
        var (wrong, said) = hub.Run("admin-link", "--user", "duxue1");
        Assert.Equal(1, wrong);
        Assert.Contains("没有叫“duxue1”的管理员账号", said);
        var (code, text) = hub.Run("admin-link");
        Assert.True(code == 0, text);
        var path = System.Text.RegularExpressions.Regex.Match(text, @"/set-password\S+").Value;
        var query = System.Web.HttpUtility.ParseQueryString(path[path.IndexOf('?')..]);
        Assert.Equal("/", await SetAsync("a new long sentence"));
        // Once only: the page says so before a password has been thought of, and the door behind it holds by itself.
        using (var opened = new HttpClient { BaseAddress = new Uri(hub.Address) }) Assert.Contains("链接已失效", System.Net.WebUtility.HtmlDecode(await opened.GetStringAsync(path, Stop)));
        Assert.Contains("problem=link", await SetAsync("another long sentence"));
        Assert.Equal(1L, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'permission' AND CAST(Content AS TEXT) LIKE '%admin-link%'"));
        Assert.Equal(0, hub.Run("verify").Code);
        // A link opens no account that was closed after it was made.
        var closed = System.Text.RegularExpressions.Regex.Match(hub.Run("admin-link").Text, @"/set-password\S+").Value;
        (path, query) = (closed, System.Web.HttpUtility.ParseQueryString(closed[closed.IndexOf('?')..]));
        DatabaseOf.Value(hub.Folder, $"UPDATE AspNetUsers SET LockoutEnd = {Person.Closed.ToUnixTimeMilliseconds()} WHERE UserName = 'admin'");
        // Whoever holds such a link learns nothing of the account by it: the answer is that to a link that never was one.
        Assert.Equal("/sign-in?problem=link", await SetAsync("a third long sentence"));

        // Each time a browser of its own, as nobody is signed in.
        async Task<string> SetAsync(string password)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(hub.Address) };
            var field = System.Text.RegularExpressions.Regex.Match(await client.GetStringAsync("/sign-in", Stop), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
            return (await client.PostAsync("/account/set-password", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = query["user"]!, ["token"] = query["token"]!, ["password"] = password, ["__RequestVerificationToken"] = field }), Stop)).Headers.Location!.OriginalString;
        }
    }

    [Fact]
    public async Task The_first_administrator_and_the_demo_accounts_stand_in_the_ledger()
    {
        await using var real = await LoneHub.StartAsync();
        await using var demo = await LoneHub.StartAsync(withDemo: true);
        foreach (var (hub, act) in new[] { (real, "first"), (demo, "demo") })
        {
            await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
            var link = await db.LedgerLinks.AsNoTracking().SingleAsync(l => l.Kind == "permission", Stop);
            Assert.Contains($"\"act\":\"{act}\"", System.Text.Encoding.UTF8.GetString(link.Content));
        }
    }

    /// <summary>How many links there are and what the account is like.</summary>
    private static async Task<(int Links, string Account)> StandAsync(LoneHub hub, string person)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var one = await db.Users.AsNoTracking().FirstAsync(u => u.Id == person, Stop);
        return (await db.LedgerLinks.CountAsync(l => l.Kind == "permission", Stop), $"{one.Name} {one.LockoutEnd} {one.SecurityStamp} {one.LeadOffice} {await db.UserRoles.CountAsync(Stop)} {await db.Users.CountAsync(Stop)}");
    }

    /// <summary>Makes every new or changed row of a table fail, and of no other.</summary>
    private static void Break(LoneHub hub, string? table, string what = "INSERT")
    {
        DatabaseOf.Value(hub.Options.DataFolder, "DROP TRIGGER IF EXISTS broken");
        if (table is not null) DatabaseOf.Value(hub.Options.DataFolder, $"CREATE TRIGGER broken BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END");
    }
}
