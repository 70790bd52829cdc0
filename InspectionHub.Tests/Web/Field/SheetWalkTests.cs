using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>One whole sheet with a thumb: what each row says, every kind of answer, the filter, and the two buttons below.</summary>
[Collection(nameof(FieldTests))]
public sealed class SheetWalkTests(FieldHub field)
{
    [Fact]
    public async Task A_sheet_says_what_each_level_means_and_takes_every_kind_of_answer_to_its_end()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var page = phone.Page;
        var rows = page.Locator("main > section[data-row]");

        await Expect(phone.Row("8.7").Locator("[data-choice=level-3]")).ToContainTextAsync("3 级每餐有负责人陪餐记录，留样量足、标签齐、满 48 小时");
        await phone.Row("8.7").Locator("[data-fold=look] summary").ClickAsync();
        await Expect(phone.Row("8.7").Locator("[data-fold=look] li").Filter(new() { HasText = "留样柜及标签" })).ToBeVisibleAsync();
        var reads = page.GetByTestId("reads");
        await reads.Locator("> summary").ClickAsync();
        await Expect(reads.Locator("li").Filter(new() { HasTextRegex = new("^2\\.4 ") }).First).ToContainTextAsync("教育股评分");
        await Expect(reads.Locator("li").Filter(new() { HasText = "5.1 " }).First).ToContainTextAsync("上年");

        // The row that was marked stays under the thumb until one chooses again.
        await page.ClickAsync("[data-filter=open]");
        await Expect(rows).ToHaveCountAsync(15);
        await phone.MarkAsync("8.7", "level-3");
        await Expect(rows).ToHaveCountAsync(15);
        await page.ClickAsync("[data-filter=open]");
        await Expect(rows).ToHaveCountAsync(14);
        await Expect(phone.Row("8.7")).ToHaveCountAsync(0);
        await page.ClickAsync("[data-filter=all]");
        await Expect(rows).ToHaveCountAsync(15);

        await phone.NumbersAsync("5-3.1", "31", "30");
        await Expect(phone.Row("5-3.1")).ToContainTextAsync("知晓人数不能大于询问人数");
        await phone.NumbersAsync("5-3.1", "27", "30");
        await phone.Row("15.2").Locator("[data-fold=na] summary").ClickAsync();
        await phone.Row("15.2").Locator("[data-choice=na]").ClickAsync();
        await Expect(phone.Row("15.2")).ToContainTextAsync("请先写明不适用的原因");
        await phone.Row("15.2").Locator("[data-box=na]").FillAsync("本学期停课修缮");
        await phone.Row("15.2").Locator("[data-choice=na]").ClickAsync();
        await Expect(phone.Row("15.2")).ToContainTextAsync("不适用：本学期停课修缮");
        await phone.MarkAsync("8.2", "yes");
        await phone.Row("8.2").Locator("[data-fold=na] summary").ClickAsync();
        await phone.Row("8.2").Locator("[data-choice=withdraw]").ClickAsync();
        await Expect(phone.Row("8.2").Locator("[data-choice=yes]")).ToHaveAttributeAsync("aria-pressed", "false");
        await phone.DrainAsync();
        await Expect(phone.Row("8.2").Locator(".state")).ToContainTextAsync("已撤回");
        string? Stored(string row) => $"{field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}' AND Indicator = '{row}' ORDER BY LedgerSeq DESC LIMIT 1")}";
        Assert.Equal("""{"asked":{"家长":30},"knew":{"家长":27}}|{"na":"本学期停课修缮"}|""", $"{Stored("5-3.1")}|{Stored("15.2")}|{Stored("8.2")}");

        // One hand: the next open row, and back; with none left, the handing-in.
        var codes = await rows.EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.row)");
        var open = await page.Locator("main > section[data-row]:not(.done)").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.row)");
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ClickAsync("[data-act=next-open]");
        var reached = await FocusedAsync(phone);
        Assert.Equal(open.First(code => Array.IndexOf(codes, code) > 0), reached);
        await page.ClickAsync("[data-act=previous]");
        Assert.Equal(codes[Array.IndexOf(codes, reached) - 1], await FocusedAsync(phone));
        foreach (var code in open)
        {
            if (await phone.Row(code).Locator("[data-choice=level-3]").CountAsync() > 0) await phone.MarkAsync(code, "level-3");
            else if (await phone.Row(code).Locator("[data-choice=yes]").CountAsync() > 0) await phone.MarkAsync(code, "yes");
            else await phone.NumbersAsync(code, "1", await phone.Row(code).Locator("[data-box='1']").CountAsync() > 0 ? "1" : "");
        }
        await Expect(page.GetByTestId("count")).ToHaveTextAsync("已评 15/15");
        await page.ClickAsync("[data-act=next-open]");
        await Expect(page.GetByTestId("submission")).ToBeInViewportAsync();
        await Expect(page.GetByTestId("submission")).ToContainTextAsync("各条都已评定");
    }

    private static Task<string> FocusedAsync(FieldPhone phone) => phone.Page.EvaluateAsync<string>("document.activeElement.closest('section').dataset.row");
}
