using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InspectionHub.Tests.Web;

/// <summary>What surrounds every answer: headers, TLS, one server for one folder.</summary>
public sealed class SafetyTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/hub.css")]
    [InlineData("/nix")]
    [InlineData("/api/field/token")]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_guessed_types(string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(hub.Address) };
        var headers = (await client.GetAsync(path)).Headers;
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_says_so_and_stops_and_the_first_lives_on()
    {
        var (code, said) = hub.Run("run", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("正被另一个正在运行的服务使用", said);
        using var client = new HttpClient { BaseAddress = new Uri(hub.Address) };
        Assert.Equal("ok", await client.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task With_a_certificate_the_hub_speaks_TLS()
    {
        var folder = Directory.CreateTempSubdirectory("cert-").FullName;
        var file = Path.Combine(folder, "hub.pem");
        using (var key = RSA.Create(2048))
        using (var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30)))
            File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        using (var secure = HubProcess.WithHttps(file))
        {
            Assert.StartsWith("https://", secure.Address);
            using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=127.0.0.1" }) { BaseAddress = new Uri(secure.Address) };
            var answer = await client.GetAsync("/field");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
            // Without TLS the word would lock people out of a hub that has none.
            using var plain = new HttpClient { BaseAddress = new Uri(hub.Address) };
            Assert.False((await plain.GetAsync("/field")).Headers.Contains("Strict-Transport-Security"));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Logs_for_a_collector_are_one_JSON_object_a_line_and_name_nobody()
    {
        using var logged = HubProcess.WithJsonLogs();
        using var office = await logged.SignInAsync("dudao");
        foreach (var path in (string[])["/", "/schools?q=" + Uri.EscapeDataString("城关"), "/verify/SECRETTOKEN", "/papers/nothing"]) await office.GetAsync(path);
        logged.Kill();
        var lines = logged.Output.Split('\n').Where(l => l.StartsWith('{')).ToList();
        Assert.NotEmpty(lines);
        foreach (var line in lines) using (var json = System.Text.Json.JsonDocument.Parse(line)) Assert.True(json.RootElement.TryGetProperty("LogLevel", out _));
        var text = string.Join('\n', lines);
        foreach (var personal in (string[])["督导室（演示）", "demo-2026", "SECRETTOKEN", "城关", "\"dudao"]) Assert.DoesNotContain(personal, text);
    }

    [Fact]
    public void A_certificate_that_is_missing_broken_or_expired_is_refused_with_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("cert-").FullName;
        var (gone, broken, old) = (Path.Combine(folder, "gone.pem"), Path.Combine(folder, "broken.pem"), Path.Combine(folder, "old.pem"));
        File.WriteAllText(broken, "not a certificate");
        using (var key = RSA.Create(2048))
        using (var certificate = new CertificateRequest("CN=old", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-1)))
            File.WriteAllText(old, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        foreach (var (file, says) in new[] { (gone, "没有这个证书文件"), (broken, "读不出证书"), (old, "过期") })
        {
            var (code, said) = HubProcess.RunAlone("run", "--urls", "https://127.0.0.1:0", "--data", Path.Combine(folder, "hub"), "--https-cert", file);
            Assert.Equal(1, code);
            Assert.Contains(says, said);
        }
        Directory.Delete(folder, recursive: true);
    }
}
