using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>No signal, no server, a killed tab: the phone opens, marks, and loses nothing.</summary>
[Collection(nameof(FieldOutageTests))]
public sealed class OfflineTests(FieldHub field)
{
    [Fact]
    public async Task Without_a_server_the_page_opens_reloads_deep_links_and_keeps_marks_until_the_server_is_back()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.MarkAsync("8.7", "level-3");
        await phone.DrainAsync();
        await Expect(phone.Status).ToContainTextAsync("联系过服务器");
        var contact = (await phone.Status.InnerTextAsync()).Split('\n').Last().Split('·').Last().Trim();
        Assert.Matches(@"^\d\d:\d\d 联系过服务器$", contact);
        field.Hub.Kill();

        await phone.Page.ReloadAsync();
        await Expect(phone.Page.GetByTestId("count")).ToHaveTextAsync("已评 1/15");
        await Expect(phone.Status).ToContainTextAsync("没有网络");
        await Expect(phone.Status).ToContainTextAsync(contact);
        await phone.MarkAsync("8.2", "yes");
        await phone.NumbersAsync("6.4", "11", "12");
        await Expect(phone.Row("6.4").Locator(".state")).ToContainTextAsync("已存本机，等待发送");
        await Expect(phone.Row("6.4").Locator("output")).ToHaveTextAsync("= 91.7 %");
        await Expect(phone.Status).ToContainTextAsync("已存本机 3 · 已送达 1");

        // The tab is killed; a new one is opened at the deep link, still without a server.
        var context = phone.Page.Context;
        await phone.Page.CloseAsync();
        var again = new FieldPhone(await context.NewPageAsync(), field.Hub.Address, sheet);
        await again.OpenAsync();
        await Expect(again.Page.GetByTestId("count")).ToHaveTextAsync("已评 3/15");
        await Expect(again.Row("8.2").Locator("[data-choice=yes]")).ToHaveAttributeAsync("aria-pressed", "true");
        await again.Page.ClickAsync(".back");
        await Expect(again.Page.Locator($".card[href='#/sheet/{sheet}']")).ToContainTextAsync("已评 3/15");

        field.Hub.Start();
        await again.DrainAsync();
        await Expect(again.Status).ToContainTextAsync("已存本机 3 · 已送达 3");
        await AllStoredOnceAsync(again, sheet, 3);
    }

    [Fact]
    public async Task A_mark_begun_with_signal_and_saved_without_it_keeps_its_typed_numbers_and_its_note()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.Row("6.4").Locator("[data-box='0']").FillAsync("9");
        await phone.Row("6.4").Locator("[data-fold=note] summary").ClickAsync();
        await phone.Row("6.4").GetByText("未见原始记录").ClickAsync();
        await phone.OfflineAsync(true);
        await phone.Page.ReloadAsync();
        await Expect(phone.Row("6.4").Locator("[data-box='0']")).ToHaveValueAsync("9");
        await phone.NumbersAsync("6.4", "9", "9");
        await Expect(phone.Row("6.4").Locator(".state")).ToContainTextAsync("已存本机");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        Assert.Equal("未见原始记录", field.Value($"SELECT Note FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        Assert.Equal("""{"num":"9","den":"9"}""", field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}'"));
    }

    [Fact]
    public async Task Two_tabs_share_one_queue_and_a_wrong_clock_changes_no_order()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var other = new FieldPhone(await phone.Page.Context.NewPageAsync(), field.Hub.Address, sheet);
        await other.Page.AddInitScriptAsync(WrongClock);
        await other.OpenAsync();
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-1");
        await Expect(other.Row("8.7").Locator("[data-choice=level-1]")).ToHaveAttributeAsync("aria-pressed", "true");
        await other.MarkAsync("8.7", "level-2");
        await phone.MarkAsync("8.2", "no");
        Assert.Equal(3, (await phone.EntriesAsync()).Count);
        await phone.OfflineAsync(false);
        await Task.WhenAll(phone.DrainAsync(), other.DrainAsync());
        await AllStoredOnceAsync(phone, sheet, 3);
        Assert.Equal("""{"level":2}""", field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}' AND Indicator = '8.7' ORDER BY LedgerSeq DESC LIMIT 1"));
        Assert.Equal("1 2 3", field.Value($"SELECT group_concat(DeviceSeq, ' ') FROM (SELECT DeviceSeq FROM ScoreEntries WHERE Sheet = '{sheet}' ORDER BY LedgerSeq)"));
        await Expect(other.Page.GetByTestId("skew")).ToContainTextAsync("120 分钟");
        // What the hub keeps is when it was, not what the wrong clock said.
        Assert.Equal(3L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}' AND abs(ObservedAt - Received) < 300000"));
    }

    /// <summary>The whole clock of the phone is two hours late, however it is asked.</summary>
    private const string WrongClock = """
        {
          const Real = Date, late = 7200000;
          globalThis.Date = class extends Real {
            constructor(...given) { if (given.length === 0) super(Real.now() - late); else super(...given); }
            static now() { return Real.now() - late; }
          };
        }
        """;

    /// <summary>Every entry of the phone is in the hub exactly once, and a second sync sends nothing.</summary>
    private async Task AllStoredOnceAsync(FieldPhone phone, string sheet, int count)
    {
        var entries = await phone.EntriesAsync();
        Assert.Equal(count, entries.Count);
        Assert.All(entries, e => Assert.Equal("sent", e.State));
        foreach (var (id, _) in entries) Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{id.ToUpperInvariant()}'"));
        Assert.Equal((long)count, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        var posts = 0;
        phone.Page.Request += (_, request) => posts += request.Method == "POST" ? 1 : 0;
        await phone.DrainAsync();
        Assert.Equal(0, posts);
    }
}
