using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using InspectionHub.Web;
using Microsoft.AspNetCore.Builder;

namespace InspectionHub.Tests.Web;

/// <summary>A hub behind a proxy.</summary>
public sealed class ProxiedHub : IDisposable
{
    public HubProcess Hub { get; } = HubProcess.BehindProxy();

    public void Dispose() => Hub.Dispose();
}

/// <summary>Health, metrics and jobs for those who run the hub, and nobody else; and what it believes of a proxy before it.</summary>
public sealed partial class WatchingTests(ProxiedHub proxied) : IClassFixture<ProxiedHub>
{
    private readonly HubProcess hub = proxied.Hub;

    [Fact]
    public async Task Behind_the_sample_proxy_cookies_go_over_TLS_only_and_addresses_are_those_of_the_callers()
    {
        var sample = File.ReadAllText(RepositoryRoot.PathOf("data/deploy/nginx.conf"));
        var tls = sample[sample.IndexOf("listen 443 ssl", StringComparison.Ordinal)..];
        // What the sample sends on, with its variables as they are for a caller from elsewhere.
        var sent = HeaderLine().Matches(tls).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Replace("$remote_addr", "203.0.113.9").Replace("$scheme", "https").Replace("$host", "hub.example.org"));
        Assert.Equal(("203.0.113.9", "https", "hub.example.org"), (sent["X-Forwarded-For"], sent["X-Forwarded-Proto"], sent["Host"]));
        Assert.True(sent.ContainsKey("Upgrade"), "the dashboard is a web socket");
        var service = File.ReadAllText(RepositoryRoot.PathOf("data/deploy/inspectionhub.service"));
        Assert.Contains($"--urls {PassLine().Match(tls).Groups[1].Value} --trust-proxy 127.0.0.1", service);
        Assert.True(int.Parse(SizeLine().Match(tls).Groups[1].Value) * 1_000_000L > Traffic.LargestRequest);

        using var proxy = From("127.0.0.1");
        Assert.All(await CookiesAsync(proxy, sent), cookie => Assert.Contains("secure", cookie));
        Assert.DoesNotContain("hub_writer_entries", await SayAsync(proxy, "/metrics", sent));
        // The same words from an address nobody named are not believed.
        using var stranger = From("127.0.0.2");
        Assert.All(await CookiesAsync(stranger, sent), cookie => Assert.DoesNotContain("secure", cookie));
        Assert.DoesNotContain("hub_writer_entries", await SayAsync(stranger, "/metrics", sent));
    }

    /// <summary>A client that speaks from one of this machine's own addresses.</summary>
    private HttpClient From(string address) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = async (context, stop) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri(hub.Address) };

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, Dictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers.Where(h => !h.Value.StartsWith('$'))) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    private static async Task<string> SayAsync(HttpClient client, string path, Dictionary<string, string> headers) => await (await GetAsync(client, path, headers)).Content.ReadAsStringAsync();

    private static async Task<IReadOnlyList<string>> CookiesAsync(HttpClient client, Dictionary<string, string> headers)
    {
        var answer = await GetAsync(client, "/sign-in", headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        return cookies;
    }

    [GeneratedRegex(@"proxy_set_header (\S+) (\S+);")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"proxy_pass (\S+);")]
    private static partial Regex PassLine();

    [GeneratedRegex(@"client_max_body_size (\d+)m;")]
    private static partial Regex SizeLine();

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
