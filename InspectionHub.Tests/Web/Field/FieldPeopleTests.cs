using System.Text.Json;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Whose marks are whose: expired sign-ins, another person on the same phone, signing out, reassigned sheets.</summary>
[Collection(nameof(FieldTests))]
public sealed class FieldPeopleTests(FieldHub field)
{
    [Fact]
    public async Task An_expired_sign_in_keeps_the_queue_another_person_sees_nothing_of_it_and_the_first_one_sends_it_later()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.Page.Context.ClearCookiesAsync();
        await phone.MarkAsync("8.7", "level-3");
        await Expect(phone.Page.GetByTestId("sign-in")).ToContainTextAsync("1 条评分安全地存在本机");

        await FieldHub.SignInAsync(phone.Page, "duxue2");
        await phone.OpenAsync();
        await Expect(phone.Status).ToContainTextAsync("已存本机 0 · 已送达 0");
        await Expect(phone.Row("8.7").Locator("[data-choice=level-3]")).ToHaveAttributeAsync("aria-pressed", "false");
        await phone.MarkAsync("8.2", "no");
        await phone.DrainAsync();
        Assert.Equal("8.2", field.Value($"SELECT group_concat(Indicator) FROM ScoreEntries WHERE Sheet = '{sheet}'"));

        await phone.Page.Context.ClearCookiesAsync();
        await FieldHub.SignInAsync(phone.Page, "duxue1");
        await phone.OpenAsync();
        await phone.DrainAsync();
        await Expect(phone.Status).ToContainTextAsync("已存本机 1 · 已送达 1");
        Assert.Equal("督学甲（演示）", field.Value($"SELECT PersonName FROM ScoreEntries WHERE Sheet = '{sheet}' AND Indicator = '8.7'"));
    }

    [Fact]
    public async Task Signing_out_with_unsent_marks_asks_first_and_afterwards_only_they_remain_on_the_device()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        await phone.Page.RouteAsync(FieldPhone.Marks, route => route.AbortAsync());
        await phone.MarkAsync("8.2", "yes");
        await phone.Page.ClickAsync(".back");
        await phone.Page.ClickAsync("[data-act=sign-out]");
        await Expect(phone.Page.Locator("dialog")).ToContainTextAsync("还有 1 条评分或照片没有送达");
        await phone.Page.ClickAsync("[data-answer=no]");
        await Expect(phone.Page.Locator("dialog")).ToHaveCountAsync(0);
        await phone.Page.ClickAsync("[data-act=sign-out]");
        await phone.Page.ClickAsync("[data-answer=yes]");
        await phone.Page.WaitForURLAsync("**/sign-in**");
        await phone.Page.GotoAsync($"{field.Hub.Address}/field");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("请先登录");
        Assert.Equal("waiting", Assert.Single(await phone.EntriesAsync()).State);
        await phone.Page.UnrouteAsync(FieldPhone.Marks);
        await FieldHub.SignInAsync(phone.Page, "duxue1");
        await phone.OpenAsync();
        await phone.DrainAsync();
        Assert.Equal("""{"yes":true}""", field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}' AND Indicator = '8.2'"));
    }

    [Fact]
    public async Task Marks_of_a_sheet_that_was_given_to_others_stay_on_the_phone_and_can_be_exported()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue3", sheet);
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-3");
        field.Value($"DELETE FROM InspectionMembers WHERE InspectionId = '{sheet.ToUpperInvariant()}' AND PersonName = '督学丙（演示）'");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Row("8.7").Locator("[data-state=refused]")).ToContainTextAsync("不属于您");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("已改派给别人");
        var download = await phone.Page.RunAndWaitForDownloadAsync(() => phone.Page.Locator("[data-act=export]").First.ClickAsync());
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
        var entry = Assert.Single(file.RootElement.GetProperty("entries").EnumerateArray());
        Assert.Equal(3, entry.GetProperty("value").GetProperty("level").GetInt32());
        Assert.Equal("refused", entry.GetProperty("state").GetString());
        Assert.Equal("督学丙（演示）", file.RootElement.GetProperty("person").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Without_a_place_to_keep_marks_the_page_says_so_and_leads_to_the_other_one()
    {
        var sheet = await field.OpenInspectionAsync();
        var page = await field.SignedInAsync("duxue1", 390);
        await page.GotoAsync("/field");
        await page.AddInitScriptAsync("IDBFactory.prototype.open = () => { throw new DOMException('closed', 'SecurityError'); };");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("no-store")).ToContainTextAsync("不允许在本机保存数据");
        await page.GetByTestId("no-store").Locator("a").ClickAsync();
        await page.WaitForURLAsync("**/inspections");

        await using var full = await field.PhoneAsync("duxue1", sheet);
        await full.Page.EvaluateAsync("() => { IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); }; }");
        await full.Row("8.7").Locator("[data-choice=level-3]").ClickAsync();
        await Expect(full.Page.GetByTestId("no-store")).ToContainTextAsync("存储空间已满");
        await Expect(full.Row("8.7").Locator("[data-choice=level-3]")).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Empty(await full.EntriesAsync());
    }
}
