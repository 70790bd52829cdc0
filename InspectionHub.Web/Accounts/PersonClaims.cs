using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace InspectionHub.Web.Accounts;

/// <summary>Puts county, unit and lead office into the cookie, so that every check has them.</summary>
public sealed class PersonClaims(UserManager<Person> users, RoleManager<IdentityRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Person, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(Visitor.CountyClaim, $"{user.CountyId}"));
        identity.AddClaim(new(Visitor.NameClaim, user.Name));
        if (user.UnitCode is { } unit) identity.AddClaim(new(Visitor.UnitClaim, unit));
        if (user.LeadOffice is { } lead) identity.AddClaim(new(Visitor.LeadClaim, lead));
        return identity;
    }
}
