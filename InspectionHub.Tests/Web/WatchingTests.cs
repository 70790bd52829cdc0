using System.Net;
using InspectionHub.Web;
using Microsoft.AspNetCore.Builder;

namespace InspectionHub.Tests.Web;

/// <summary>Health, metrics and jobs for those who run the hub, and nobody else.</summary>
public sealed class WatchingTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Fact]
    public async Task Metrics_are_for_this_machine_and_administrators_and_name_nobody()
    {
        using (await hub.SignInAsync("dudao"))
        using (var here = new HttpClient { BaseAddress = new Uri(hub.Address) })
        {
            var text = await here.GetStringAsync("/metrics");
            Assert.Contains("hub_writer_entries", text);
            Assert.DoesNotContain("dudao", text);
            // Through a proxy on this machine everybody seems to sit here.
            using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            forwarded.Headers.Add("X-Forwarded-For", "203.0.113.9");
            var answer = await here.SendAsync(forwarded);
            Assert.DoesNotContain("hub_writer_entries", await answer.Content.ReadAsStringAsync());
            using var office = await hub.SignInAsync("dudao");
            using var asOffice = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            asOffice.Headers.Add("X-Forwarded-For", "203.0.113.9");
            Assert.Equal(HttpStatusCode.Redirect, (await office.SendAsync(asOffice)).StatusCode);
            using var admin = await hub.SignInAsync("admin");
            using var asAdmin = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            asAdmin.Headers.Add("X-Forwarded-For", "203.0.113.9");
            Assert.Equal(HttpStatusCode.OK, (await admin.SendAsync(asAdmin)).StatusCode);
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("http://127.0.0.1:4317", true)]
    public async Task Nothing_is_traced_unless_a_collector_is_named(string? collector, bool isTraced)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["otlp"] = collector;
        builder.AddWatching();
        await using var app = builder.Build();
        Assert.Equal(isTraced, app.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)) is not null);
    }

    [Fact]
    public async Task The_jobs_page_is_for_administrators()
    {
        using var admin = await hub.SignInAsync("admin");
        Assert.Contains("周期性作业", await admin.GetStringAsync("/jobs"), StringComparison.Ordinal);
        using var office = await hub.SignInAsync("dudao");
        Assert.Equal(HttpStatusCode.Redirect, (await office.GetAsync("/jobs")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await office.GetAsync("/jobs/recurring")).StatusCode);
    }

    [Fact]
    public async Task What_the_server_writes_to_its_log_names_no_account()
    {
        using var client = await hub.SignInAsync("zizhu");
        await client.GetAsync("/sign-in?user=somebody-else");
        await client.GetAsync("/people");
        Assert.DoesNotContain("somebody-else", hub.Output);
        Assert.DoesNotContain("zizhu", hub.Output.Split("按 Ctrl+C 停止")[^1]);
    }

    [Fact]
    public void A_setting_that_makes_no_sense_is_refused()
    {
        var (code, said) = HubProcess.RunAlone("run", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(hub.Folder, "x"), "--backup-keep", "none", "--trust-proxy", "nginx");
        Assert.Equal(1, code);
        Assert.Contains("--backup-keep", said);
        (code, said) = HubProcess.RunAlone("run", "--urls", "http://127.0.0.1:0", "--data", Path.Combine(hub.Folder, "x"), "--trust-proxy", "nginx");
        Assert.Equal(1, code);
        Assert.Contains("不是 IP 地址", said);
    }
}
