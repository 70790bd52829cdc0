using InspectionHub.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

/// <summary>The rows of an account, written inside the caller's transaction: Identity's own manager saves each by itself, and the ledger's link would be another write.</summary>
internal static class PersonRows
{
    public static async Task AddAsync(AppDb db, UserManager<Person> users, Person person, string role)
    {
        person.NormalizedUserName = users.NormalizeName(person.UserName);
        person.LockoutEnabled = true;
        Renew(person);
        db.Users.Add(person);
        await SetRoleAsync(db, person.Id, role);
    }

    /// <summary>A new stamp: links, cookies and open pages of before are out.</summary>
    public static void Renew(Person person) => (person.SecurityStamp, person.ConcurrencyStamp) = ($"{Guid.NewGuid():N}", $"{Guid.NewGuid()}");

    /// <summary>A person has one role.</summary>
    public static async Task SetRoleAsync(AppDb db, string person, string role)
    {
        var (wanted, has) = (await db.Roles.Where(r => r.Name == role).Select(r => r.Id).FirstAsync(), await db.UserRoles.Where(r => r.UserId == person).ToListAsync());
        db.UserRoles.RemoveRange(has.Where(r => r.RoleId != wanted));
        if (has.All(r => r.RoleId != wanted)) db.UserRoles.Add(new IdentityUserRole<string> { UserId = person, RoleId = wanted });
    }
}

/// <summary>The path of the page on which a person sets the own password, once.</summary>
internal static class OneTimeLink
{
    public static async Task<string> OfAsync(UserManager<Person> users, Person person) => $"/set-password?user={person.Id}&token={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(person))}";
}
