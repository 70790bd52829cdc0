using InspectionHub.Tests.Web.Reports.Pdf;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What the phone does beyond marking: the lead's decisions, verified figures, danger reported at once, the place of a photo.</summary>
[Collection(nameof(FieldDoors))]
public sealed class FieldLeadTests(FieldHub field)
{
    [Fact]
    public async Task The_lead_settles_differing_ballots_without_a_network_and_a_decision_about_unread_ballots_is_refused()
    {
        var sheet = await field.OpenInspectionAsync();
        var second = await field.DoorAsync("duxue2");
        await second.MarkAsync(sheet, "8.7", """{"level":1}""");
        await using var lead = await field.PhoneAsync("duxue1", sheet);
        await Expect(lead.Row("8.7").Locator(".settle")).ToHaveCountAsync(0);
        await lead.MarkAsync("8.7", "level-3");
        await lead.DrainAsync();
        await lead.OfflineAsync(true);
        await lead.Row("8.7").Locator("[data-choice=settle-1]").ClickAsync();
        await Expect(lead.Row("8.7")).ToContainTextAsync("请先写明裁定的理由");
        await FieldScreenTests.BothAsync(lead.Page, "settle");
        await lead.Row("8.7").Locator("[data-box=reason]").FillAsync("以现场查看为准");
        await lead.Row("8.7").Locator("[data-choice=settle-1]").ClickAsync();
        await Expect(lead.Row("8.7").Locator("[data-state=deciding]")).ToContainTextAsync("裁定已存本机");
        await lead.OfflineAsync(false);
        await lead.DrainAsync();
        await Expect(lead.Row("8.7").Locator("[data-state=settled]")).ToContainTextAsync("1 级（以现场查看为准）");
        Assert.Equal("""{"level":1}""", field.Value($"SELECT Value FROM SettlementEntries WHERE Sheet = '{sheet}'"));

        await second.MarkAsync(sheet, "8.4b", """{"level":0}""");
        await lead.MarkAsync("8.4b", "level-4");
        await lead.DrainAsync();
        await lead.OfflineAsync(true);
        await lead.Row("8.4b").Locator("[data-box=reason]").FillAsync("以原始记录为准");
        await lead.Row("8.4b").Locator("[data-choice=settle-0]").ClickAsync();
        await second.MarkAsync(sheet, "8.4b", """{"level":2}""");
        await lead.OfflineAsync(false);
        await lead.DrainAsync();
        await Expect(lead.Row("8.4b").Locator("[data-state=decision-refused]")).ToContainTextAsync("督学乙（演示）的评分又有变化");
        await FieldScreenTests.BothAsync(lead.Page, "decision-refused");
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM SettlementEntries WHERE Sheet = '{sheet}'"));
    }

    [Fact]
    public async Task A_late_mark_is_admitted_by_the_lead_on_the_phone_and_nobody_else_is_offered_it()
    {
        var sheet = await field.OpenInspectionAsync();
        var third = await field.DoorAsync("duxue3");
        Assert.Equal("stored", (await third.SubmitAsync(FieldDoor.Submission(sheet))).Result);
        Assert.Equal("late", await third.MarkAsync(sheet, "8.7", """{"level":4}"""));
        await using var second = await field.PhoneAsync("duxue2", sheet);
        await second.MarkAsync("8.7", "level-4");
        await second.DrainAsync();
        Assert.Equal(0, await second.Row("8.7").Locator("[data-choice^=admit]").CountAsync());
        await using var lead = await field.PhoneAsync("duxue1", sheet);
        Assert.Equal(0, await lead.Row("8.7").Locator("[data-choice^=admit]").CountAsync());
        await lead.MarkAsync("8.7", "level-4");
        await lead.DrainAsync();
        await lead.Row("8.7").Locator("[data-choice^=admit]").ClickAsync();
        await lead.DrainAsync();
        await Expect(lead.Row("8.7").Locator("[data-other]")).ToHaveCountAsync(2);
        await Expect(lead.Row("8.7").Locator("[data-choice^=admit]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_was_counted_on_site_stands_beside_what_was_reported()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var reads = phone.Page.GetByTestId("reads");
        await reads.Locator("> summary").ClickAsync();
        var row = reads.Locator("li").Filter(new() { HasText = "5.1 " }).First;
        await row.Locator("summary").ClickAsync();
        await phone.OfflineAsync(true);
        await row.Locator("[data-found-box]").First.FillAsync("一");
        await row.Locator("[data-choice^=found]").First.ClickAsync();
        await Expect(row).ToContainTextAsync("请填写数字");
        await row.Locator("[data-found-box]").First.FillAsync("1");
        await row.Locator("[data-choice^=found]").First.ClickAsync();
        await Expect(row.Locator("[data-state=waiting]")).ToContainTextAsync("核实值已存本机");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(row.Locator("[data-state=sent]")).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("已核实 1");
        Assert.Contains("verified", $"{field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}'")}");
    }

    [Fact]
    public async Task Danger_is_put_down_without_a_network_survives_a_reload_and_reaches_the_office_with_its_photo_and_notice()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var page = phone.Page;
        await phone.OfflineAsync(true);
        await page.ClickAsync("[data-act=hazard]");
        await page.FillAsync("dialog [data-box=what]", "宿舍东侧消防通道上锁");
        await page.SetInputFilesAsync("dialog [data-photo=hazard]", Pictures.File("door.jpg", Pictures.Jpeg(1200, 900)));
        await Expect(page.Locator("dialog")).ToContainTextAsync("已拍 1 张");
        await page.ReloadAsync();
        await Expect(page.Locator("[data-act=hazard]")).ToContainTextAsync("继续填写");
        await page.ClickAsync("[data-act=hazard]");
        await Expect(page.Locator("dialog [data-box=what]")).ToHaveValueAsync("宿舍东侧消防通道上锁");
        await page.ClickAsync("[data-answer=yes]");
        await Expect(page.Locator("dialog .problem")).ToContainTextAsync("当场采取的措施");
        await page.FillAsync("dialog [data-box=done]", "已当场开锁");
        await page.FillAsync("dialog [data-box=called]", "督导室");
        await page.CheckAsync("dialog [data-box=notice]");
        await page.FillAsync("dialog [data-box=demand]", "全部通道换推闩门");
        await page.FillAsync("dialog [data-box=dueOn]", "2026-12-01");
        await page.FillAsync("dialog [data-box=responsible]", "王校长");
        await Expect(page.Locator("dialog .warn").Last).ToContainTextAsync("不要拍到学生姓名");
        await FieldScreenTests.BothAsync(page, "hazard");
        await page.ClickAsync("[data-answer=yes]");
        await Expect(page.Locator("[data-hazard]")).ToContainTextAsync("已存本机");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(page.Locator("[data-hazard]")).ToContainTextAsync("整改通知：全部通道换推闩门（2026-12-01 前，王校长）");
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM Hazards h JOIN Photos p ON p.Sheet = h.Sheet AND p.Sha = h.Photos WHERE h.Sheet = '{sheet}'"));

        var office = await field.SignedInAsync("dudao", 1280);
        await office.GotoAsync("/");
        await Expect(office.Locator("body")).ToContainTextAsync("宿舍东侧消防通道上锁");
        await office.GotoAsync($"/inspections/{sheet}");
        await Expect(office.Locator("[data-hazard]")).ToContainTextAsync("已当场开锁");
        await Expect(office.Locator("[data-hazard] img")).ToHaveCountAsync(1);
        await office.Context.DisposeAsync();
    }

    [Fact]
    public async Task The_place_of_a_photo_is_kept_only_after_consent_and_never_in_the_served_file()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.Page.Context.GrantPermissionsAsync(["geolocation"]);
        await phone.Page.Context.SetGeolocationAsync(new() { Latitude = 32.52f, Longitude = 108.53f, Accuracy = 12 });
        await phone.MarkAsync("8.7", "level-3");
        await phone.Row("8.7").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.7").Locator("[data-photo=camera]").SetInputFilesAsync(Pictures.File("a.jpg", Pictures.Jpeg(800, 600)));
        await Expect(phone.Row("8.7").Locator("[data-photo-state]")).ToHaveCountAsync(1);
        await phone.Page.ClickAsync(".back");
        await phone.Page.CheckAsync("[data-box=place]");
        await phone.OpenAsync();
        await phone.Row("8.4b").Locator("[data-fold=photos] summary").ClickAsync();
        await phone.Row("8.4b").Locator("[data-photo=camera]").SetInputFilesAsync(Pictures.File("b.jpg", Pictures.Jpeg(900, 600)));
        await Expect(phone.Row("8.4b").Locator("[data-photo-state]")).ToContainTextAsync("位置 ±12 米");
        await phone.MarkAsync("8.4b", "level-2");
        await phone.DrainAsync();
        Assert.Equal("1|1|12.0", $"{field.Value($"SELECT COUNT(*) || '|' || COUNT(Latitude) || '|' || MAX(Accuracy) FROM Photos WHERE Sheet = '{sheet}' AND (Latitude IS NULL OR round(Latitude, 2) = 32.52) AND Latitude IS NOT NULL")}");
        Assert.Equal(2L, field.Value($"SELECT COUNT(*) FROM Photos WHERE Sheet = '{sheet}'"));
    }

    [Fact]
    public async Task A_dead_phones_sheet_is_printed_filled_in_by_hand_and_typed_in_at_the_desk_with_the_time_it_was_seen()
    {
        var sheet = await field.OpenInspectionAsync();
        var page = await field.SignedInAsync("duxue1", 1280);
        await page.GotoAsync($"/inspections/{sheet}");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("打印纸质评分表").ClickAsync());
        var text = string.Concat(Printed.OfBytes(await File.ReadAllBytesAsync((await download.PathAsync())!)).Pages());
        Assert.Contains("8.7", text);
        Assert.Contains("4级", text.Replace(" ", ""));
        Assert.Contains("督学甲（演示）", text);
        Assert.Contains("拒签时见证督学（签名）", text);

        await page.GetByTestId("from-paper").CheckAsync();
        await page.GetByTestId("seen-at").FillAsync("2026-11-20T10:30");
        await page.Locator("[data-row='8.7'] button.level").First.ClickAsync();
        await Expect(page.GetByTestId("saved")).ToContainTextAsync("8.7 已保存");
        Assert.Equal("2026-11-20T02:30:00.0000000+00:00|纸质评分表补录。", $"{DateTimeOffset.FromUnixTimeMilliseconds((long)field.Value($"SELECT ObservedAt FROM ScoreEntries WHERE Sheet = '{sheet}'")!):O}|{field.Value($"SELECT Note FROM ScoreEntries WHERE Sheet = '{sheet}'")}");
        using var stranger = await field.Hub.SignInAsync("dudao");
        Assert.False((await stranger.GetAsync($"/inspections/{sheet}/sheet.pdf")).IsSuccessStatusCode);
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task A_row_that_a_colleague_marked_as_not_applicable_stays_on_one_s_own_paper_and_phone_and_tells_nothing()
    {
        // Two inspections of one school: the later one's marks count for the year, and neither may take a row from the other.
        var (first, second) = (await field.OpenInspectionAsync("初"), await field.OpenInspectionAsync("初"));
        var (mine, other) = (await field.DoorAsync("duxue1"), await field.DoorAsync("duxue2"));
        Assert.Equal("stored", await other.MarkAsync(second, "8.7", """{"na":"学校不供餐"}"""));
        foreach (var sheet in (string[])[first, second])
        {
            var text = string.Concat(Printed.OfBytes(await mine.Client.GetByteArrayAsync($"/inspections/{sheet}/sheet.pdf")).Pages()).Replace(" ", "").Replace("\n", "");
            Assert.Contains("8.7食堂安全", text);
            Assert.DoesNotContain("学校不供餐", text);
            Assert.Empty((await mine.RowAsync(sheet, "8.7"))!.Value.GetProperty("others").EnumerateArray());
        }
    }

    [Fact]
    public async Task What_an_inspector_sees_of_school_and_county_holds_nothing_that_others_marked_and_nobody_signed()
    {
        var sheet = await field.OpenInspectionAsync();
        var site = field.Value($"SELECT Site FROM Inspections WHERE lower(Id) = '{sheet}'");
        await (await field.DoorAsync("duxue1")).MarkAsync(sheet, "15.3", """{"level":1}""");
        var inspector = await field.SignedInAsync("duxue2", 1280);
        var office = await field.SignedInAsync("dudao", 1280);
        foreach (var page in (IPage[])[inspector, office])
        {
            await page.GotoAsync($"/schools/2026/{site}");
            await page.GetByTestId("done").WaitForAsync();
        }
        Assert.Contains("督学甲", await ExplainedAsync(office));
        Assert.DoesNotContain("督学甲", await ExplainedAsync(inspector));
        await inspector.GetByText("生成年度考核报告").ClickAsync();
        await Expect(inspector.GetByRole(AriaRole.Alert)).ToContainTextAsync("还没有审签");
        await inspector.GotoAsync($"/inspections/{sheet}");
        await Expect(inspector.GetByTestId("count")).ToContainTextAsync("已评 0/");
        await Expect(inspector.Locator("[data-row='15.3']")).Not.ToContainTextAsync("督学甲");
        await inspector.Context.DisposeAsync();
        await office.Context.DisposeAsync();
    }

    private static async Task<string> ExplainedAsync(IPage page)
    {
        await page.Locator("tr[data-row='15.3'] button.door").First.ClickAsync();
        await Expect(page.Locator("[role=dialog]")).ToContainTextAsync("15.3");
        return await page.Locator("[role=dialog]").InnerTextAsync();
    }
}
