using System.Globalization;
using System.Net;
using Hangfire;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using Microsoft.AspNetCore.Authorization;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace InspectionHub.Web;

/// <summary>What those who run the hub look at: health, metrics, traces, logs, jobs. None of it names a person.</summary>
public static class Watching
{
    /// <summary>Administrators, or whoever sits at this machine.</summary>
    public const string CanWatch = nameof(CanWatch);

    public static void AddWatching(this WebApplicationBuilder builder)
    {
        // One JSON object a line, for a collector: --log json.
        if (builder.Configuration["log"] == "json") builder.Logging.ClearProviders().AddJsonConsole();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddAuthorizationBuilder().AddPolicy(CanWatch, policy => policy.RequireAssertion(MayWatch));
        var telemetry = builder.Services.AddOpenTelemetry();
        telemetry.WithMetrics(metrics => metrics.AddMeter(WriterMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime").AddPrometheusExporter());
        if (builder.Configuration["otlp"] is { } collector)
            telemetry.WithTracing(traces => traces.AddSource(WriterMeter.Name).AddAspNetCoreInstrumentation().AddOtlpExporter(to => to.Endpoint = new Uri(collector)));
    }

    public static void MapWatching(this WebApplication app)
    {
        app.MapGet("/healthz/live", () => "ok").AllowAnonymous();
        app.MapGet("/healthz/ready", ReadyAsync).AllowAnonymous();
        app.MapGet("/healthz", ReadyAsync).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization(CanWatch);
        // Hangfire brings its own pages, and their Chinese with them.
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/jobs"), jobs => jobs.Use((http, next) =>
        {
            CultureInfo.CurrentUICulture = new("zh");
            return next(http);
        }));
        app.MapHangfireDashboard("/jobs", new DashboardOptions { Authorization = [], DashboardTitle = "后台任务", AppPath = "/" }).RequireAuthorization(Policies.CanAdminister);
    }

    private static async Task<IResult> ReadyAsync(Readiness hub) =>
        await hub.LookAsync() is var word && word == Readiness.Ready ? Results.Text(word) : Results.Text(word, statusCode: 503);

    /// <summary>A proxy on this machine speaks from here too: whoever was forwarded is not at this machine.</summary>
    private static bool MayWatch(AuthorizationHandlerContext context) =>
        context.User.IsInRole(Roles.Administrator)
        || (context.Resource is HttpContext { Connection.RemoteIpAddress: { } from } http && IPAddress.IsLoopback(from) && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("X-Original-For"));
}
