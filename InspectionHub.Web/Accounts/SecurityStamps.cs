using InspectionHub.Web.Data;
using InspectionHub.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Accounts;

/// <summary>A person's security stamp as it stands now; null if there is no such person. It changes with every change of password, role or closing.</summary>
public sealed class SecurityStamps(IDbContextFactory<AppDb> factory)
{
    private readonly SharedRead<string, string?> shared = new(async id =>
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.Users.Where(u => u.Id == id).Select(u => u.SecurityStamp).FirstOrDefaultAsync();
    });

    public Task<string?> OfAsync(string personId) => shared.GetAsync(personId);
}
