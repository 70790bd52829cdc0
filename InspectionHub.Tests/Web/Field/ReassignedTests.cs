using System.Text.Json;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Visits;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>An inspection or a visit that was given to another, or called off, while the phone had no signal: what was marked is told and can be handed over.</summary>
[Collection(nameof(FieldDoors))]
public sealed class ReassignedTests(FieldHub field)
{
    [Fact]
    public async Task Whoever_was_replaced_reads_why_what_came_late_and_exports_it()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue3", sheet);
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-3");
        await field.ReplaceAsync(sheet, "duxue3");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Page.GetByTestId("over")).ToContainTextAsync("不再由您评分");
        await Expect(phone.Page.GetByTestId("over")).ToContainTextAsync("公务冲突");
        await Expect(phone.Page.Locator("[data-loose='8.7']")).ToContainTextAsync("3 级");
        await Expect(phone.Page.Locator("[data-loose='8.7'] [data-state=late]")).ToContainTextAsync("组长采纳后才计入");
        await Expect(phone.Page.Locator("[data-act=hazard]")).ToHaveCountAsync(0);
        await FieldScreenTests.BothAsync(phone.Page, "reassigned");
        var entry = Assert.Single(await ExportedAsync(phone));
        Assert.Equal("late 3", $"{entry.GetProperty("state").GetString()} {entry.GetProperty("value").GetProperty("level")}");

        // Another round takes nothing away, and neither does signing out and in again: then the hub tells it.
        await phone.DrainAsync();
        await phone.Page.ClickAsync(".back");
        var card = phone.Page.Locator($".card[href='#/sheet/{sheet}']");
        await Expect(card).ToContainTextAsync("已换人　没有计入的 1 条");
        await phone.Page.ClickAsync("[data-act=sign-out]");
        await Expect(phone.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await FieldHub.SignInAsync(phone.Page, "duxue3");
        await card.ClickAsync();
        await Expect(phone.Page.Locator("[data-loose='8.7']")).ToContainTextAsync("3 级");
    }

    [Fact]
    public async Task Of_an_inspection_that_was_called_off_the_phone_says_so_and_what_was_not_counted()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue2", sheet);
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-2");
        await field.WithdrawAsync(sheet, "学校撤并");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Page.GetByTestId("over")).ToContainTextAsync("已撤销这次督导");
        await Expect(phone.Page.GetByTestId("over")).ToContainTextAsync("学校撤并");
        await Expect(phone.Page.Locator("[data-loose='8.7'] [data-state=late]")).ToContainTextAsync("不计入");
        await phone.Page.ClickAsync(".back");
        await Expect(phone.Page.Locator($".card[href='#/sheet/{sheet}']")).ToContainTextAsync("督导室已撤销　没有计入的 1 条");
    }

    [Fact]
    public async Task A_visit_given_to_another_while_it_was_written_without_a_signal_stays_on_the_phone_and_can_be_exported()
    {
        var visit = await field.PlanVisitAsync("duxue3", 3);
        await using var phone = await field.VisitPhoneAsync("duxue3", visit);
        await phone.OfflineAsync(true);
        await phone.Page.ClickAsync("[data-act=start]");
        await phone.MarkAsync("point/1", "no");
        await field.WithAsync<VisitBook>(book => book.DoAsync(field.Who("dudao", Roles.Office), Guid.Parse(visit), VisitAct.Replace, "临时出差", field.Who("duxue4", Roles.Inspector).Id));
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Page.GetByTestId("gone")).ToContainTextAsync("导出为文件交给督导室");
        await FieldScreenTests.BothAsync(phone.Page, "visit-gone");
        var entries = await ExportedAsync(phone);
        Assert.Equal("visit visit-note", string.Join(' ', entries.Select(e => e.GetProperty("kind").GetString())));
        Assert.False(entries[1].GetProperty("value").GetProperty("yes").GetBoolean());
        await phone.Page.ClickAsync(".back");
        await Expect(phone.Page.Locator($"[data-visit='{visit}']")).ToContainTextAsync("已不在您名下，本机还有记录");
    }

    private static async Task<IReadOnlyList<JsonElement>> ExportedAsync(FieldPhone phone)
    {
        var download = await phone.Page.RunAndWaitForDownloadAsync(() => phone.Page.Locator("[data-act=export]").First.ClickAsync());
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
        return [.. file.RootElement.GetProperty("entries").EnumerateArray().Select(e => e.Clone())];
    }
}
