using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;

namespace InspectionHub.Web.Accounts;

/// <summary>The signed-in person, as pages and endpoints see them.</summary>
public sealed record Visitor(string Id, string Name, int CountyId, string Role, string? UnitCode, string? LeadOffice)
{
    public const string CountyClaim = "county";
    public const string UnitClaim = "unit";
    public const string LeadClaim = "lead";
    public const string NameClaim = "person";

    /// <summary>The person behind a principal, or null if nobody is signed in.</summary>
    public static Visitor? From(ClaimsPrincipal? user) =>
        user?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && int.TryParse(user.FindFirstValue(CountyClaim), out var county)
            ? new(id, user.FindFirstValue(NameClaim) ?? "", county, user.FindFirstValue(ClaimTypes.Role) ?? "", user.FindFirstValue(UnitClaim), user.FindFirstValue(LeadClaim))
            : null;

    public bool May(string policy) => Policies.Allowed[policy].Contains(Role);

    /// <summary>A unit's head sees only the own unit; everybody else the county.</summary>
    public bool MaySeeUnit(string unitCode) => Role != Roles.Unit || UnitCode == unitCode;
}

/// <summary>The only door to the signed-in person inside a circuit.</summary>
public sealed class CurrentUser(AuthenticationStateProvider state)
{
    /// <summary>The person. Pages are closed to strangers, so nobody is a programmer's mistake.</summary>
    public async Task<Visitor> GetAsync() => await FindAsync() ?? throw new InvalidOperationException("A page without a signed-in person");

    /// <summary>The person, or null where nobody is signed in any more.</summary>
    public async Task<Visitor?> FindAsync() => Visitor.From((await state.GetAuthenticationStateAsync()).User);
}
