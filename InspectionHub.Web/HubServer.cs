using Hangfire;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Layout;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Targets;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using MudBlazor.Services;

namespace InspectionHub.Web;

/// <summary>What only the server needs: pages, sign-in, jobs, endpoints.</summary>
public static class HubServer
{
    public static void AddHub(this WebApplicationBuilder builder)
    {
        var options = HubOptions.From(builder.Configuration);
        var certificate = builder.Configuration["https-cert"] is { } file ? HttpsCertificate.Load(file, TimeProvider.System.GetUtcNow()) : null;
        if (certificate is not null) builder.WebHost.ConfigureKestrel(server => server.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(certificate is null ? ["http://localhost:5080"] : ["https://*:5443", "http://localhost:5080"]);
        builder.WebHost.UseStaticWebAssets();
        var parts = builder.Services;
        parts.AddHubParts(options);
        builder.AddTraffic();
        builder.AddWatching();
        parts.AddHubKeys(options);
        parts.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        parts.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/no-permission";
            cookie.Events.OnSigningIn = SignedInName.Write;
            cookie.Events.OnSigningOut = SignedInName.Remove;
            cookie.Events.OnRedirectToLogin = context => SignIn.RedirectPagesOnly(context, 401);
            cookie.Events.OnRedirectToAccessDenied = context => SignIn.RedirectPagesOnly(context, 403);
        });
        parts.AddResponseCompression(compression => compression.EnableForHttps = true);
        parts.AddAntiforgery(token => token.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        parts.AddAuthorization(Policies.Add);
        parts.AddCascadingAuthenticationState();
        parts.AddHttpContextAccessor();
        parts.AddScoped<CurrentUser>();
        parts.AddRazorComponents().AddInteractiveServerComponents();
        parts.AddScoped<AuthenticationStateProvider, SessionCheck>();
        parts.AddScoped<CircuitHandler, ActCheck>();
        parts.Configure<SecurityStampValidatorOptions>(cookie => cookie.ValidationInterval = SessionCheck.Interval);
        parts.AddMudServices();
        parts.AddSingleton<FieldDesk>();
        parts.AddSingleton<VisitSheets>();
        parts.AddSingleton<Submissions>();
        parts.AddHostedService<PhotoSweep>();
        parts.AddSingleton<OrderBook>();
        parts.AddHangfire(jobs => jobs.UseInMemoryStorage().UseRecommendedSerializerSettings());
        parts.AddHangfireServer(server =>
        {
            server.WorkerCount = 2;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        parts.AddHostedService<OrderSweep>();
        parts.AddHostedService<FallbackWatch>();
        parts.AddHostedService<NoticeClock>();
        parts.AddHostedService<DifferingWatch>();
    }

    public static void UseHub(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSafeHeaders();
        app.UseFieldShell();
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        // Programs get the bare status, people a page.
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/api") && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(context);
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/status/500",
            CreateScopeForErrors = true,
            AllowStatusCode404Response = true,
            // A database that cannot be written just now is no fault of the program: it is said with its remedy.
            StatusCodeSelector = wrong => DatabaseTrouble.Say(wrong) is Refusal refusal ? refusal.Status : StatusCodes.Status500InternalServerError,
        });
        // What is told instead of an answer is a page to read, whatever was sent: as a post it would ask for a token again.
        app.Use((context, next) =>
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null) context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        app.MapStaticAssets().AllowAnonymous();
        // The sheets are large and hold no secret beside what a stranger could put in; everything else stays as it is (BREACH).
        app.UseWhen(context => context.Request.Path == "/api/field/sheets", sheets => sheets.UseResponseCompression());
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        // A form whose page is too old, or another site's, or that is too large for its token to be looked for: said as such, before anything reads it.
        app.Use((context, next) =>
        {
            if (HttpMethods.IsGet(context.Request.Method) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } token) return next(context);
            context.Response.StatusCode = token.Error?.InnerException is BadHttpRequestException unread ? unread.StatusCode : StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        app.UseMiddleware<PageGuard>();
        app.MapWatching();
        app.MapSignIn();
        app.MapField();
        app.MapPhotos();
        app.MapPapers();
        app.MapTemplate();
        app.MapRectifications();
        app.MapDashboard();
        app.MapTargets();
        app.MapReleases();
        app.MapEvidence();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuit => circuit.ContentSecurityFrameAncestorsPolicy = null);
    }
}
