using Microsoft.AspNetCore.Identity;

namespace InspectionHub.Web.Accounts;

/// <summary>A hub without demo data starts with one administrator who sets the password through a link printed once.</summary>
public sealed class FirstAdministrator(IServiceScopeFactory scopes)
{
    public const string UserName = "admin";

    /// <summary>Creates the administrator and gives the path of the one-time link.</summary>
    public async Task<string> PrepareAsync(int countyId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>();
        foreach (var role in Roles.Names.Keys)
            if (!await roles.RoleExistsAsync(role)) await roles.CreateAsync(new IdentityRole(role));
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var person = new Person { UserName = UserName, Name = "管理员", CountyId = countyId };
        await users.CreateAsync(person);
        await users.AddToRoleAsync(person, Roles.Administrator);
        return $"/set-password?user={person.Id}&token={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(person))}";
    }
}
