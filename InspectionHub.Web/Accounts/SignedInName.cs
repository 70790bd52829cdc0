using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace InspectionHub.Web.Accounts;

/// <summary>Tells the page in the browser who signed in last: the phone page opens without a network and must not show one person what another left on the device.
/// It holds nothing but the account's own number and opens no door; the sign-in itself is in a cookie no script can read.</summary>
public static class SignedInName
{
    private const string Name = "hub-person";

    public static Task Write(CookieSigningInContext context)
    {
        var id = context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        context.Response.Cookies.Append(Name, id, new() { HttpOnly = false, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(400), Path = "/" });
        return Task.CompletedTask;
    }

    public static Task Remove(CookieSigningOutContext context)
    {
        context.Response.Cookies.Delete(Name, new() { Path = "/" });
        return Task.CompletedTask;
    }
}
