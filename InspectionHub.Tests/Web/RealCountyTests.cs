using System.Net;
using System.Text.RegularExpressions;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>From an empty folder to a working county without demo data, as README tells it.</summary>
public sealed partial class RealCountyTests
{
    [Fact]
    public async Task The_administrator_sets_a_password_imports_and_makes_an_office_account()
    {
        using var hub = HubProcess.WithoutDemo();
        Assert.DoesNotContain(DemoAccounts.Password, hub.Output);
        var book = Path.Combine(hub.Folder, "book.xlsx");
        await using (var file = File.Create(book)) DemoCounty.Write(file, TestFrameworks.Ziyang.Items);

        await using var screens = new Screens();
        var page = await screens.OpenAsync(hub.Address);
        page.SetDefaultTimeout(180_000);
        await SetPasswordAsync(page, FirstLink().Match(hub.Output).Value, "a long sentence");
        await Assertions.Expect(page.GetByText("还没有数据").First).ToBeVisibleAsync();

        await page.GotoAsync("/import");
        // The page listens to the file box one round trip after it is drawn; no person is that quick.
        await page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.SetInputFilesAsync("input[type=file]", book);
        await page.GetByText("确认导入", new() { Exact = true }).ClickAsync();
        await page.GetByTestId("imported").WaitForAsync(new() { Timeout = 180_000 });

        await page.GotoAsync("/people");
        await page.GetByTestId("user").FillAsync("office");
        await page.GetByTestId("name").FillAsync("王督导");
        await page.GetByTestId("role").SelectOptionAsync(Roles.Office);
        await page.GetByText("新增并生成登录链接").ClickAsync();
        var link = await page.GetByTestId("link").InnerTextAsync();

        var second = await screens.OpenAsync(hub.Address);
        await SetPasswordAsync(second, link, "another sentence");
        await Assertions.Expect(second.GetByText("王督导")).ToBeVisibleAsync();
        await Assertions.Expect(second.GetByTestId("schools")).ToBeVisibleAsync();
        Assert.Equal(0, await second.GetByText("演示数据").CountAsync());

        // The link has been used: whoever opens it again is told before thinking of a password.
        var third = await screens.OpenAsync(hub.Address);
        await third.GotoAsync(link);
        await Assertions.Expect(third.GetByRole(AriaRole.Alert)).ToContainTextAsync("链接已失效");
        await Assertions.Expect(third.Locator("input[name=password]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_wrong_password_says_so_and_keeps_the_name()
    {
        using var hub = HubProcess.WithoutDemo();
        using var client = new HttpClient { BaseAddress = new Uri(hub.Address) };
        var token = Token().Match(await client.GetStringAsync("/sign-in")).Groups[1].Value;
        var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "admin", ["password"] = "guess", ["__RequestVerificationToken"] = token, ["returnUrl"] = "//elsewhere" }));
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("账号或密码不对", text);
        Assert.Contains("value=\"admin\"", text);
        Assert.DoesNotContain("elsewhere", text);
    }

    private static async Task SetPasswordAsync(IPage page, string link, string password)
    {
        await page.GotoAsync(link);
        await page.FillAsync("input[name=password]", password);
        await page.ClickAsync("button[type=submit]");
        await Chromium.HomeAsync(page);
    }

    [GeneratedRegex(@"http\S+/set-password\S+")]
    private static partial Regex FirstLink();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
