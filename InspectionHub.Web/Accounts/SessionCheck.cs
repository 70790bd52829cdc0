using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace InspectionHub.Web.Accounts;

/// <summary>An open page asks again and again whether its person still may: a circuit lives for hours and no cookie is looked at meanwhile.</summary>
public sealed class SessionCheck(ILoggerFactory log, SecurityStamps stamps, IOptions<IdentityOptions> identity) : RevalidatingServerAuthenticationStateProvider(log)
{
    /// <summary>How long somebody whose account was closed may still see a page or use a cookie.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    protected override TimeSpan RevalidationInterval => Interval;

    /// <summary>Whether the person behind this page still may act. If not, the page is closed to them at once.</summary>
    public async Task<bool> LookAsync()
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated != true) return true;
        try
        {
            if (await ValidateAuthenticationStateAsync(state, CancellationToken.None)) return true;
        }
        catch (SqliteException)
        {
            // Nothing can be written either while the database cannot be read, and the act says why in its own words.
            return true;
        }
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        return false;
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var claims = identity.Value.ClaimsIdentity;
        return authenticationState.User.FindFirstValue(claims.UserIdClaimType) is { } id
            && await stamps.OfAsync(id) is { } stamp && stamp == authenticationState.User.FindFirstValue(claims.SecurityStampClaimType);
    }
}
