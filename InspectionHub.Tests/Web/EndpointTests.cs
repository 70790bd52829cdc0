using InspectionHub.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace InspectionHub.Tests.Web;

/// <summary>Every door of the server, not only pages, says who may come in.</summary>
public sealed class EndpointTests
{
    private static readonly string[] ForAnySignedIn = ["/account/sign-out", "/_blazor", "/_framework/opaque-redirect", "/{**path:file}"];

    /// <summary>The server's table of doors, made once and never opened.</summary>
    internal static readonly Lazy<IReadOnlyList<RouteEndpoint>> Doors = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("hub-doors-").FullName;
        var builder = WebApplication.CreateBuilder([$"--data={folder}", "--urls=http://127.0.0.1:0", "--applicationName=InspectionHub.Web"]);
        builder.AddHub();
        // Not disposed: Hangfire keeps this host's logger for the whole process, and other tests would then be given one that is gone.
        var app = builder.Build();
        app.UseHub();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
    });

    [Fact]
    public void Every_endpoint_is_open_on_purpose_or_names_its_policy()
    {
        var doors = Doors.Value;
        Assert.True(doors.Count > 20);
        var unclassified = doors.Where(d => d.Metadata.GetMetadata<IAllowAnonymous>() is null
            && d.Metadata.GetMetadata<AuthorizationPolicy>() is null && d.Metadata.GetOrderedMetadata<IAuthorizeData>().All(a => a.Policy is null))
            .Select(d => d.RoutePattern.RawText!).Where(route => !ForAnySignedIn.Any(known => ("/" + route.TrimStart('/')).StartsWith(known, StringComparison.Ordinal))).ToList();
        Assert.True(unclassified.Count == 0, string.Join("\n", unclassified));
    }
}
