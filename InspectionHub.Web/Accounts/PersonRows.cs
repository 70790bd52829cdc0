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
    /// <summary>How long it opens.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>In words, wherever a link is given.</summary>
    public static string Say => $"{Lasts.TotalHours:0} 小时内有效，只能用一次";

    /// <summary>Whose account a link opens; null if it opens none: false, used, too old, replaced by a newer one, or of a closed account.</summary>
    public static async Task<Person?> OwnerAsync(UserManager<Person> users, string? user, string? token) =>
        user is not null && token is not null && await users.FindByIdAsync(user) is { } person && person.LockoutEnd != Person.Closed
        && await users.VerifyUserTokenAsync(person, users.Options.Tokens.PasswordResetTokenProvider, UserManager<Person>.ResetPasswordTokenPurpose, token) ? person : null;

    public static async Task<string> OfAsync(UserManager<Person> users, Person person) => $"/set-password?user={person.Id}&token={Uri.EscapeDataString(await users.GeneratePasswordResetTokenAsync(person))}";
}
