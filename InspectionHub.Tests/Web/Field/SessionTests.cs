using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What becomes of somebody who is signed in when an administrator closes the account.</summary>
public sealed class SessionTests(FieldHub field) : IClassFixture<FieldHub>
{
    [Fact]
    public async Task A_closed_account_is_out_of_open_pages_and_doors_within_a_minute_and_in_again_when_opened()
    {
        var admin = field.Who("admin", Roles.Administrator);
        var leader = field.Who("lingdao", Roles.Leader);
        var page = await field.SignedInAsync("dudao", 1280);
        await page.Context.ClearCookiesAsync();
        await FieldHub.SignInAsync(page, "lingdao");
        await page.GotoAsync("/targets");
        await page.GetByTestId("tests").WaitForAsync();
        using var door = await field.Hub.SignInAsync("lingdao");
        await field.WithAsync<People>(people => people.CloseAsync(admin, leader.Id));
        await Expect(page.Locator("body")).ToContainTextAsync("登录已失效");
        await Expect(page.GetByTestId("tests")).ToHaveCountAsync(0);
        await page.GotoAsync("/targets");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        // The other cookie was issued later: its own half minute must be over.
        for (var waited = 0; waited < 60 && (await door.GetAsync("/targets")).IsSuccessStatusCode; waited++) await Task.Delay(1000);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await door.GetAsync("/targets")).StatusCode);
        await page.FillAsync("input[name=user]", "lingdao");
        await page.FillAsync("input[name=password]", DemoAccounts.Password);
        await page.ClickAsync("button[type=submit]");
        await Expect(page.Locator("body")).ToContainTextAsync("没有登录成功");

        await field.WithAsync<People>(people => people.ReopenAsync(admin, leader.Id));
        await FieldHub.SignInAsync(page, "lingdao");
        await page.Context.DisposeAsync();
        await field.WithAsync<People>(async people =>
        {
            Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => people.CloseAsync(admin, admin.Id))).Status);
            Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => people.CloseAsync(leader, admin.Id))).Status);
        });
        Assert.Equal(2L, field.Value("SELECT COUNT(*) FROM LedgerLinks WHERE Kind = 'permission' AND Subject = '" + leader.Id + "'"));
    }
}
