using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace InspectionHub.Web.Accounts;

/// <summary>Signing in and out: plain HTML posts, because a circuit cannot set a cookie.</summary>
public static class SignIn
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/sign-in", InAsync).AllowAnonymous();
        routes.MapPost("/account/sign-out", OutAsync);
        routes.MapPost("/account/set-password", SetAsync).AllowAnonymous();
    }

    /// <summary>Browsers are led to the sign-in page; programs get the status.</summary>
    public static Task RedirectPagesOnly(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api")) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static async Task<IResult> InAsync([FromForm] string user, [FromForm] string password, [FromForm] string? returnUrl, HttpContext context, SignInManager<Person> accounts, AttemptLimit limit, SignInRecord record)
    {
        var address = $"{context.Connection.RemoteIpAddress}";
        if (!limit.TryBegin(user.Trim(), address)) return Results.LocalRedirect($"/sign-in?problem=often&user={Uri.EscapeDataString(user)}");
        var hasFailed = true;
        try
        {
            var result = await accounts.PasswordSignInAsync(user.Trim(), password, isPersistent: true, lockoutOnFailure: true);
            var person = await accounts.UserManager.FindByNameAsync(user.Trim());
            if (result.Succeeded)
            {
                hasFailed = false;
                await record.AddAsync(person!, "in");
                return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
            }
            if (result.IsLockedOut && person?.LockoutEnd != Person.Closed) await record.AddAsync(person!, "locked");
        }
        finally
        {
            limit.End(user.Trim(), address, hasFailed);
        }
        // One answer for all: another one for a locked or closed account would tell that there is one.
        return Results.LocalRedirect($"/sign-in?problem=wrong&user={Uri.EscapeDataString(user)}&returnUrl={Uri.EscapeDataString(IsLocal(returnUrl) ? returnUrl! : "/")}");
    }

    private static async Task<IResult> OutAsync(HttpContext context, IAntiforgery antiforgery, SignInManager<Person> accounts)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        await accounts.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> SetAsync([FromForm] string user, [FromForm] string token, [FromForm] string password, UserManager<Person> users, SignInManager<Person> accounts, SignInRecord record)
    {
        if (await users.FindByIdAsync(user) is not { } person) return Results.LocalRedirect("/sign-in?problem=link");
        // A link opens no account that was closed, whenever it was made, and does not tell whoever holds it that there is one.
        if (person.LockoutEnd == Person.Closed) return Results.LocalRedirect("/sign-in?problem=link");
        var result = await users.ResetPasswordAsync(person, token, password);
        if (!result.Succeeded)
            return Results.LocalRedirect(result.Errors.Any(e => e.Code.StartsWith("Password", StringComparison.Ordinal))
                ? $"/set-password?problem=short&user={Uri.EscapeDataString(user)}&token={Uri.EscapeDataString(token)}" : "/sign-in?problem=link");
        await record.AddAsync(person, "password");
        await accounts.SignInAsync(person, isPersistent: true);
        return Results.LocalRedirect("/");
    }

    private static bool IsLocal(string? url) => url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) && !url.Any(char.IsControl);
}
