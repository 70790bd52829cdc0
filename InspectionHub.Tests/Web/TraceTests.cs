using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace InspectionHub.Tests.Web;

/// <summary>Traces reach a collector that speaks OTLP, only when one is named, and name nobody.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task Requests_and_commits_are_traced_to_the_collector_that_was_named_without_a_person()
    {
        var stop = TestContext.Current.CancellationToken;
        var received = new TaskCompletionSource();
        var text = new StringBuilder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(System.Net.IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2));
        await using var collector = builder.Build();
        collector.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, stop);
            lock (text)
            {
                text.Append(Encoding.UTF8.GetString(body.ToArray()));
                if (text.ToString() is var all && all.Contains("entries", StringComparison.Ordinal) && all.Contains("/account/sign-in", StringComparison.Ordinal)) received.TrySetResult();
            }
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5], stop);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await collector.StartAsync(stop);
        using var hub = HubProcess.WithTracesTo(collector.Urls.Single());
        using (var door = await MarkDoor.OpenAsync(hub, "jiaoyu"))
            await door.SendAsync(MarkDoorTests.Mark($"desk-2026-{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}", "2.4", """{"level":3}"""));
        await received.Task.WaitAsync(TimeSpan.FromSeconds(60), stop);
        lock (text) Assert.DoesNotContain("jiaoyu", text.ToString());
        await collector.StopAsync(stop);
    }
}
