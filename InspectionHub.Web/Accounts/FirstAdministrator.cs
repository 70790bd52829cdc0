using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

/// <summary>A hub without demo data starts with one administrator who sets the password through a link printed once; a later link is made by whoever has the machine.</summary>
public sealed class FirstAdministrator(IServiceScopeFactory scopes, Writer writer, LedgerBook ledger)
{
    public const string UserName = "admin";

    /// <summary>Creates the administrator and gives the path of the one-time link.</summary>
    public async Task<string> PrepareAsync(int countyId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        await EnsureRolesAsync(scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>());
        var person = new Person { UserName = UserName, Name = "管理员", CountyId = countyId };
        await writer.WriteAsync(async (db, _) =>
        {
            await PersonRows.AddAsync(db, users, person, Roles.Administrator);
            return await ledger.AppendAsync(db, countyId, "permission", person.Id, new { act = "first", person.UserName, role = Roles.Administrator });
        });
        return await OneTimeLink.OfAsync(users, person);
    }

    /// <summary>A new link for an administrator when nobody can sign in any more: opens the account again if it was closed or locked. Gives account and path.</summary>
    /// <param name="user">The account; null for the first administrator there is.</param>
    /// <exception cref="Refusal">404: there is no such administrator.</exception>
    public async Task<(string User, string Link)> RenewAsync(int countyId, string? user)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = await writer.WriteAsync(async (db, _) =>
        {
            var found = await (from one in db.Users
                               join of in db.UserRoles on one.Id equals of.UserId
                               join role in db.Roles on of.RoleId equals role.Id
                               where one.CountyId == countyId && role.Name == Roles.Administrator && (user == null || one.UserName == user)
                               orderby one.LockoutEnd == Person.Closed, one.UserName
                               select one).FirstOrDefaultAsync() ?? throw new Refusal(404, user is null ? "这个数据文件夹里没有管理员账号。" : $"没有叫“{user}”的管理员账号。");
            (found.LockoutEnd, found.AccessFailedCount) = (null, 0);
            PersonRows.Renew(found);
            await ledger.AppendAsync(db, countyId, "permission", found.Id, new { act = "admin-link", by = "command line" });
            return found;
        });
        return (person.UserName!, await OneTimeLink.OfAsync(users, person));
    }

    /// <exception cref="InvalidOperationException">A role could not be made.</exception>
    internal static async Task EnsureRolesAsync(RoleManager<IdentityRole> roles)
    {
        foreach (var role in Roles.Names.Keys)
            if (!await roles.RoleExistsAsync(role) && await roles.CreateAsync(new IdentityRole(role)) is { Succeeded: false } failed) throw new InvalidOperationException(string.Join("; ", failed.Errors.Select(e => e.Description)));
    }
}
