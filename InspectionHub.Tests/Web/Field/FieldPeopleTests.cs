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
        await FieldScreenTests.BothAsync(phone.Page, "sign-in");

        // The network is gone right after another person has signed in.
        await phone.Page.RouteAsync("**/api/field/token", route => route.AbortAsync());
        await FieldHub.SignInAsync(phone.Page, "duxue2");
        await phone.Page.GotoAsync($"{field.Hub.Address}/field#/sheet/{sheet}");
        await Expect(phone.Status).ToHaveAttributeAsync("data-phase", "silent");
        await Expect(phone.Status).ToContainTextAsync("已存本机 0 · 已送达 0");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("没有这次督导");
        await phone.Page.Locator("main a").ClickAsync();
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("登录的人换了");
        await phone.Page.UnrouteAsync("**/api/field/token");
        await phone.OpenAsync();
        await Expect(phone.Status).ToContainTextAsync("已存本机 0 · 已送达 0");
        // Of the first person's many sheets only the one with something unsent stays on the device.
        var first = field.Who("duxue1", InspectionHub.Web.Accounts.Roles.Inspector).Id;
        Assert.Equal(sheet, await phone.Page.EvaluateAsync<string>("async person => (await (await import('/field/store.js')).all('sheets', person)).map(one => one.id).join(' ')", first));
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
        await Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await phone.Page.GotoAsync($"{field.Hub.Address}/field");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("请先登录");
        Assert.Equal($"sheets {sheet}|photos|drafts|outbox waiting|meta", await phone.StoredAsync());
        await phone.Page.UnrouteAsync(FieldPhone.Marks);
        await FieldHub.SignInAsync(phone.Page, "duxue1");
        await phone.OpenAsync();
        await phone.DrainAsync();
        Assert.Equal("""{"yes":true}""", field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}' AND Indicator = '8.2'"));

        // Only a photo is left: equal numbers of marks do not say that all has arrived.
        await phone.Page.RouteAsync("**/api/field/photos/**", route => route.AbortAsync());
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.7").Locator("[data-photo=gallery]").SetInputFilesAsync(Pictures.File("a.jpg", Pictures.Jpeg(90, 60, seed: 14)));
        await Expect(phone.Status).ToContainTextAsync("已存本机 2 · 已送达 2 · 照片 1 未送达");
        await phone.Page.ClickAsync(".back");
        await phone.Page.ClickAsync("[data-act=sign-out]");
        await Expect(phone.Page.Locator("dialog")).ToContainTextAsync("还有 1 条评分或照片没有送达");
        await phone.Page.ClickAsync("[data-answer=no]");
        await phone.Page.UnrouteAsync("**/api/field/photos/**");
        await phone.DrainAsync();
        await Expect(phone.Status).Not.ToContainTextAsync("照片");
        await phone.Page.ClickAsync("[data-act=sign-out]");
        await Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await phone.Page.GotoAsync($"{field.Hub.Address}/field");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("请先登录");
        Assert.Equal("sheets|photos|drafts|outbox|meta", await phone.StoredAsync());
    }

    [Fact]
    public async Task The_desk_s_way_out_asks_and_clears_the_device_like_the_phone_s_own()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        await phone.Page.RouteAsync(FieldPhone.Marks, route => route.AbortAsync());
        await phone.MarkAsync("8.2", "yes");
        await phone.Page.GotoAsync("/inspections");
        var wayOut = phone.Page.Locator("form[action='/account/sign-out'] button");
        await wayOut.ClickAsync();
        await Expect(phone.Page.Locator("dialog")).ToContainTextAsync("还有 1 条评分或照片没有送达");
        await phone.Page.ClickAsync("[data-answer=no]");
        await wayOut.ClickAsync();
        await phone.Page.ClickAsync("[data-answer=yes]");
        await Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await phone.Page.GotoAsync($"{field.Hub.Address}/field");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("请先登录");
        Assert.Equal($"sheets {sheet}|photos|drafts|outbox waiting|meta", await phone.StoredAsync());
    }

    [Fact]
    public async Task Marks_of_a_sheet_that_was_given_to_others_stay_on_the_phone_and_can_be_exported()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue3", sheet);
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-3");
        using var without = field.Without("InspectionMembers", $"InspectionId = '{sheet.ToUpperInvariant()}' AND PersonName = '督学丙（演示）'");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Row("8.7").Locator("[data-state=refused]")).ToContainTextAsync("不属于您");
        await Expect(phone.Page.Locator("main")).ToContainTextAsync("已改派给别人");
        await FieldScreenTests.BothAsync(phone.Page, "gone");
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
        var page = await field.SignedInAsync("duxue1", 390);
        await page.GotoAsync("/field");
        await page.AddInitScriptAsync("IDBFactory.prototype.open = () => { throw new DOMException('closed', 'SecurityError'); };");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("no-store")).ToContainTextAsync("不允许在本机保存数据");
        await FieldScreenTests.BothAsync(page, "no-store");
        await page.GetByTestId("no-store").Locator("a").ClickAsync();
        // The address alone: the page it leads to keeps a line open, and its "load" may have been before anybody asked.
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/inspections$"));
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task On_a_full_phone_neither_mark_nor_photo_is_shown_as_kept_and_what_the_hub_answered_is_asked_for_again()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.DrainAsync();
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.4b").Locator("[data-fold=note] summary").ClickAsync();
        await phone.Page.RouteAsync(FieldPhone.Marks, route => route.AbortAsync());
        await phone.MarkAsync("8.2", "yes");
        // Nothing more can be written, whichever store it is for.
        await phone.Page.EvaluateAsync("""
            () => {
              window.isFull = true;
              for (const write of ['add', 'put']) {
                const real = IDBObjectStore.prototype[write];
                IDBObjectStore.prototype[write] = function (...given) { if (window.isFull) throw new DOMException('full', 'QuotaExceededError'); return real.apply(this, given); };
              }
            }
            """);
        var said = phone.Page.GetByTestId("no-store");
        foreach (var tap in (Func<Task>[])[
            () => phone.Row("8.7").Locator("[data-choice=level-3]").ClickAsync(),
            () => phone.Row("8.7").Locator("[data-photo=gallery]").SetInputFilesAsync(Pictures.File("a.jpg", Pictures.Jpeg(90, 60, seed: 21))),
            () => phone.Row("8.4b").Locator("[data-box=note]").FillAsync("记录有缺日")])
        {
            await tap();
            await Expect(said).ToContainTextAsync("存储空间已满");
            await Expect(said).ToBeInViewportAsync();
            await phone.Page.EvaluateAsync("document.querySelector('[data-testid=no-store]').remove()");
        }
        await Expect(phone.Row("8.7").Locator("[data-choice=level-3]")).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(phone.Row("8.7").Locator("[data-photo-state]")).ToHaveCountAsync(0);
        Assert.Single(await phone.EntriesAsync());

        // The hub takes the mark, and the phone cannot write that down.
        await phone.Page.UnrouteAsync(FieldPhone.Marks);
        await phone.Page.RunAndWaitForResponseAsync(() => phone.Status.ClickAsync(), FieldPhone.Marks);
        await Expect(phone.Status).ToHaveAttributeAsync("data-phase", "silent");
        await Expect(phone.Page.GetByTestId("unwritten")).ToBeVisibleAsync();
        Assert.Equal("waiting", Assert.Single(await phone.EntriesAsync()).State);
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        await FieldScreenTests.BothAsync(phone.Page, "unwritten");
        await phone.Page.EvaluateAsync("window.isFull = false");
        await phone.DrainAsync();
        await Expect(phone.Page.GetByTestId("unwritten")).ToHaveCountAsync(0);
        await phone.MarkAsync("8.7", "level-3");
        await Expect(said).ToHaveCountAsync(0);
        await phone.DrainAsync();
        Assert.Equal("8.2 8.7", field.Value($"SELECT group_concat(Indicator, ' ') FROM (SELECT Indicator FROM ScoreEntries WHERE Sheet = '{sheet}' ORDER BY LedgerSeq)"));
    }
}
