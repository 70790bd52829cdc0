using System.Reflection;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>An open page whose person was demoted, closed or signed out elsewhere: the check that runs every half minute ends it.</summary>
public sealed class SessionTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Theory]
    [InlineData("dianjiao", "role")]
    [InlineData("zizhu", "close")]
    [InlineData("yingyang", "end")]
    public async Task An_open_circuit_ends_when_its_person_was_demoted_closed_or_sent_out(string user, string act)
    {
        var (admin, who) = (hub.Who("admin", Roles.Administrator), hub.Who(user, Roles.LeadOffice));
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        var person = (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByIdAsync(who.Id))!;
        var circuit = new AuthenticationState(await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Person>>().CreateAsync(person));
        Assert.True(circuit.User.IsInRole(Roles.LeadOffice));
        Assert.True(await IsStillGoodAsync(circuit));
        var people = scope.ServiceProvider.GetRequiredService<People>();
        await (act switch
        {
            "role" => people.ChangeRoleAsync(admin, who.Id, Roles.Unit, "M01", null),
            "close" => people.CloseAsync(admin, who.Id),
            _ => people.EndSessionsAsync(admin, who.Id),
        });
        Assert.False(await IsStillGoodAsync(circuit));
        Assert.True(SessionCheck.Interval <= TimeSpan.FromSeconds(30));

        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var link = await db.LedgerLinks.AsNoTracking().Where(l => l.Kind == "permission" && l.Subject == who.Id).OrderBy(l => l.Seq).LastAsync(TestContext.Current.CancellationToken);
        Assert.Contains(admin.Id, System.Text.Encoding.UTF8.GetString(link.Content));
    }

    [Fact]
    public async Task Nobody_changes_rights_who_may_not_or_the_own_ones()
    {
        await using var scope = hub.Get<IServiceScopeFactory>().CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<People>();
        var (admin, office) = (hub.Who("admin", Roles.Administrator), hub.Who("dudao", Roles.Office));
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => people.ChangeRoleAsync(office, admin.Id, Roles.Leader, null, null))).Status);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => people.ChangeRoleAsync(admin, admin.Id, Roles.Leader, null, null))).Status);
        Assert.Equal(["请选择考核单位。"], (await Assert.ThrowsAsync<Refusal>(() => people.ChangeRoleAsync(admin, office.Id, Roles.Unit, null, null))).Reasons);
    }

    /// <summary>The check itself, without waiting for its clock.</summary>
    private async Task<bool> IsStillGoodAsync(AuthenticationState circuit)
    {
        using var check = new SessionCheck(NullLoggerFactory.Instance, hub.Get<SecurityStamps>(), hub.Get<IOptions<IdentityOptions>>());
        var validate = typeof(SessionCheck).GetMethod("ValidateAuthenticationStateAsync", BindingFlags.Instance | BindingFlags.NonPublic)!;
        return await (Task<bool>)validate.Invoke(check, [circuit, CancellationToken.None])!;
    }
}
