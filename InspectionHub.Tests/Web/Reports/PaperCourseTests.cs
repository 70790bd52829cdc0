using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>A paper's whole life in the browser: drafted, checked, issued, sealed, replaced, voided; and what the public page and the command line say of it at each point.</summary>
public sealed class PaperCourseTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private const string Remark = "请于月底前报送落实情况。";

    private string FileOf(string name) => Path.Combine(hub.Folder, name);

    [Fact]
    public async Task A_paper_goes_through_its_four_steps_and_anybody_may_check_it_but_not_without_end()
    {
        await using var screens = new Screens();
        var (drafter, checker, leader) = (await screens.SignInAsync(hub.Address, "dudao", 1440), await screens.SignInAsync(hub.Address, "hegao", 390), await screens.SignInAsync(hub.Address, "lingdao", 1440));
        await drafter.GotoAsync("/papers");
        await drafter.GetByTestId("draft").Locator("summary").ClickAsync();
        await drafter.GetByTestId("kind").SelectOptionAsync("brief");
        await drafter.GetByRole(AriaRole.Button, new() { Name = "拟稿", Exact = true }).ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("待核稿");
        var paper = new Uri(drafter.Url).AbsolutePath;

        // Before issuing the page shows the paper itself, and what is added stands in it.
        await drafter.GetByTestId("remarks").FillAsync(Remark);
        await drafter.GetByRole(AriaRole.Button, new() { Name = "保存", Exact = true }).ClickAsync();
        var shown = drafter.FrameLocator("[data-testid=shown]");
        await Assertions.Expect(shown.Locator("article").Filter(new() { HasText = Remark })).ToHaveCountAsync(1);
        await Assertions.Expect(shown.Locator("body")).ToContainTextAsync("督导情况简报");
        await Assertions.Expect(drafter.Locator("[data-act=Check]")).ToHaveCountAsync(0);

        await checker.GotoAsync(paper);
        await checker.Locator("[data-act=Check]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("待签发");
        await leader.GotoAsync(paper);
        await leader.Locator("[data-act=Issue]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("已签发，待用印");
        var old = await SaveAsync(drafter, "old.pdf");
        await drafter.Locator("[data-act=Seal]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("已用印");
        var number = (await drafter.GetByTestId("state").Locator("b").First.InnerTextAsync()).Trim();
        await Assertions.Expect(drafter.Locator("ol.steps li")).ToContainTextAsync(["拟稿", "改稿", "核稿", "签发", "登记用印"]);
        var signer = DatabaseOf.Value(hub.Folder, "SELECT Name FROM AspNetUsers WHERE UserName = 'lingdao'");
        await drafter.GotoAsync("/papers");
        var row = drafter.GetByTestId("papers").Locator("tbody tr").Filter(new() { HasText = number });
        await Assertions.Expect(row.Locator("td").Last).ToHaveTextAsync($"{signer}");

        await drafter.GotoAsync(paper);
        await drafter.Locator("[data-act=Amend]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("第 2 版");
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("待核稿");
        var next = new Uri(drafter.Url).AbsolutePath;
        await checker.GotoAsync(next);
        await checker.Locator("[data-act=Check]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("待签发");
        await leader.GotoAsync(next);
        await leader.Locator("[data-act=Issue]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("已签发，待用印");
        var later = await SaveAsync(drafter, "new.pdf");

        await PublicAsync(old, later);
        await drafter.GetByTestId("reason").FillAsync("印错");
        await drafter.Locator("[data-act=Void]").ClickAsync();
        await Assertions.Expect(drafter.GetByTestId("state")).ToContainTextAsync("作废");
        Said("new.pdf", 1, "现已作废");
    }

    /// <summary>What a stranger learns, by the page and by the command line, while the second version is in force.</summary>
    private async Task PublicAsync((string Token, byte[] File) old, (string Token, byte[] File) later)
    {
        var stop = TestContext.Current.CancellationToken;
        byte[] changed = [.. later.File];
        changed[^200] ^= 1;
        await File.WriteAllBytesAsync(FileOf("changed.pdf"), changed, stop);
        await File.WriteAllTextAsync(FileOf("stranger.pdf"), "another file", stop);
        Said("new.pdf", 0, "逐字节一致");
        Said("old.pdf", 0, "替代");
        Said("changed.pdf", 1, "登记的文件不同");
        Said("stranger.pdf", 1, "本登记簿中没有");

        using var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(hub.Address) };
        var page = await GetAsync($"/verify/{later.Token}");
        Assert.Contains("● 已登记", page);
        Assert.Contains("未核对文件", page);
        var key = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        // An address can be printed by anybody: it never stands for a file that was handed in.
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(later.File));
        foreach (var forged in (string[])[$"/verify/{later.Token}?file={hash}", $"/verify?file={hash}"])
        {
            var answer = await GetAsync(forged);
            Assert.DoesNotContain("文件未改动", answer);
            Assert.DoesNotContain("逐字节一致", answer);
        }
        Assert.Contains("已登记，文件未改动", await SendAsync(later.File, later.Token));
        Assert.Contains("已登记，文件未改动", await SendAsync(later.File, ""));
        Assert.Contains("✕ 文件与签发的不同", await SendAsync(changed, later.Token));
        Assert.Contains("✕ 文件与签发的不同", await SendAsync("another file"u8.ToArray(), later.Token));
        var replaced = await SendAsync(old.File, later.Token);
        Assert.Contains("! 已登记，已被替代", replaced);
        Assert.Contains("不是打开本页时的核验码所指的那一份", replaced);
        Assert.Contains("! 已登记，已被替代", await GetAsync($"/verify/{old.Token}"));
        Assert.Contains("○ 本登记簿中没有", await SendAsync("another file"u8.ToArray(), ""));
        Assert.Contains("请选择一个不超过 20 MB 的文件", await SendAsync([], later.Token));
        Assert.Contains("○ 本登记簿中没有", await GetAsync("/verify/nix"));
        // Larger than other requests may be, as scanned papers are.
        Assert.Contains("○ 本登记簿中没有", await SendAsync(new byte[6_000_000], ""));
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++) codes.Add((await client.GetAsync($"/verify/{later.Token}", stop)).StatusCode);
        Assert.Contains(HttpStatusCode.TooManyRequests, codes);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PostAsync(later.File, later.Token)).StatusCode);

        async Task<string> GetAsync(string address) => WebUtility.HtmlDecode(await client.GetStringAsync(address, stop));

        async Task<HttpResponseMessage> PostAsync(byte[] file, string token)
        {
            using var form = new MultipartFormDataContent { { new StringContent("check-file"), "_handler" }, { new StringContent(key), "__RequestVerificationToken" }, { new ByteArrayContent(file), "file", "a.pdf" } };
            return await client.PostAsync($"/verify/{token}".TrimEnd('/'), form, stop);
        }

        async Task<string> SendAsync(byte[] file, string token)
        {
            var sent = await PostAsync(file, token);
            Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
            return WebUtility.HtmlDecode(await sent.Content.ReadAsStringAsync(stop));
        }
    }

    /// <summary>The token and the file of an issued paper, once it is printed.</summary>
    private async Task<(string Token, byte[] File)> SaveAsync(IPage page, string name)
    {
        await page.GetByTestId("file").WaitForAsync(new() { Timeout = 60_000 });
        var answer = await page.APIRequest.GetAsync(hub.Address + await page.GetByTestId("file").GetAttributeAsync("href"));
        var file = await answer.BodyAsync();
        await File.WriteAllBytesAsync(FileOf(name), file, TestContext.Current.CancellationToken);
        return ((await page.Locator("a[href^='/verify/']").GetAttributeAsync("href"))!.Split('/')[^1], file);
    }

    private void Said(string file, int code, string words)
    {
        var (exit, said) = hub.Run("verify", FileOf(file));
        Assert.True(exit == code && said.Contains(words, StringComparison.Ordinal), $"{file}: {exit}\n{said}");
    }
}
