using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>The phone's screens: nothing serious for axe in light and dark, targets a thumb can hit, and what is said where the page cannot work.</summary>
[Collection(nameof(FieldTests))]
public sealed class FieldScreenTests(FieldHub field)
{
    [Theory]
    [InlineData(ColorScheme.Light, "light")]
    [InlineData(ColorScheme.Dark, "dark")]
    public async Task Every_screen_is_accessible_and_made_for_a_thumb(ColorScheme scheme, string name)
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue2", sheet, scheme);
        await (await field.DoorAsync("duxue1")).MarkAsync(sheet, "8.7", """{"level":1}""");
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        await Expect(phone.Row("8.7").Locator("[data-other]")).ToContainTextAsync("督学甲（演示）：1 级");
        await phone.NumbersAsync("6.4", "13", "12");
        foreach (var fold in (string[])["look", "note", "photos", "na"]) await phone.Row("6.3").Locator($"[data-fold={fold}] summary").ClickAsync();
        await phone.Page.GetByTestId("reads").Locator("summary").ClickAsync();
        await CheckAsync(phone.Page, "sheet");
        var small = await phone.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, a, summary, input:not([type=file]), textarea')].filter(one => one.offsetParent && (one.getBoundingClientRect().height < 47.5 || one.getBoundingClientRect().width < 47.5)).map(one => one.outerHTML.slice(0, 120))
            """);
        Assert.Empty(small);
        if (Environment.GetEnvironmentVariable("HUB_SCREENS") == "1")
        {
            await phone.Row("8.7").ScrollIntoViewIfNeededAsync();
            await phone.Page.ScreenshotAsync(new() { Path = RepositoryRoot.PathOf($"data/screens/field-{name}.png") });
        }
        await phone.Page.ClickAsync("[data-act=submit]");
        await CheckAsync(phone.Page, "signing");
        await phone.Page.ClickAsync("[data-answer=no]");
        await phone.Page.ClickAsync(".back");
        await phone.Page.Locator(".card").First.WaitForAsync();
        await CheckAsync(phone.Page, "list");
    }

    [Fact]
    public async Task On_an_insecure_address_the_page_says_so_and_leads_to_the_other_one()
    {
        var options = Chromium.Options;
        options.Args = [.. options.Args!, "--host-resolver-rules=MAP hub.test 127.0.0.1"];
        await using var browser = await field.Playwright.Chromium.LaunchAsync(options);
        var page = await browser.NewPageAsync();
        await page.GotoAsync($"{field.Hub.Address.Replace("127.0.0.1", "hub.test")}/field");
        await Expect(page.Locator("main")).ToContainTextAsync("需要 HTTPS 网址");
        await page.Locator("main a").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
    }

    [Fact]
    public async Task With_a_certificate_the_hub_speaks_https_and_a_bad_file_is_refused_with_the_reason()
    {
        var folder = Directory.CreateTempSubdirectory("hub-cert-").FullName;
        var file = Path.Combine(folder, "hub.pem");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(System.Net.IPAddress.Loopback);
            var request = new CertificateRequest("CN=hub.test", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9));
            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        }
        using (var hub = HubProcess.WithHttps(file))
        {
            Assert.StartsWith("https://", hub.Address);
            using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=hub.test" });
            Assert.Contains("现场评分", await client.GetStringAsync($"{hub.Address}/field"));
        }
        await File.WriteAllTextAsync(file, "nonsense");
        foreach (var (path, reason) in new[] { (file, "读不了"), (file + ".gone", "找不到证书文件") })
        {
            var (code, said) = HubProcess.RunAlone("run", "--urls", "https://127.0.0.1:0", "--data", Path.Combine(folder, "data"), "--https-cert", path);
            Assert.Equal(1, code);
            Assert.Contains(reason, said);
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(IPage page, string screen)
    {
        var findings = (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").ToList();
        Assert.True(findings.Count == 0, screen + "\n" + string.Join("\n", findings.Select(f => $"{f.Id}: {f.Help} {string.Join(" ", f.Nodes.Take(3).Select(n => n.Html))}")));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth + 1"), $"{screen} scrolls sideways");
    }
}
