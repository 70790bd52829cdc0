using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Inspections;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Networks that lie: answers lost after the commit, captive portals, refusals. What the screen says and what is sent again.</summary>
[Collection(nameof(FieldTests))]
public sealed class LostAnswerTests(FieldHub field)
{
    [Fact]
    public async Task An_answer_lost_after_the_commit_is_asked_for_again_and_the_mark_counts_once()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var lost = 0;
        await phone.Page.RouteAsync(FieldPhone.Marks, async route =>
        {
            var answer = await route.FetchAsync();
            Assert.Equal(200, answer.Status);
            if (lost++ < 2) await route.AbortAsync();
            else await route.FulfillAsync(new() { Response = answer });
        });
        await phone.MarkAsync("8.7", "level-4");
        await phone.DrainAsync();
        Assert.True(lost > 2);
        await Expect(phone.Row("8.7").Locator(".state")).ToContainTextAsync("已送达");
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM ScoreEntries WHERE Sheet = '{sheet}'"));
    }

    [Fact]
    public async Task A_stranger_s_answer_is_no_success_and_the_mark_stays()
    {
        (int Status, string Type, string Body)[] answers =
        [
            (200, "text/html", "<html>请登录校园网</html>"),
            (200, "application/json", """{"result":"stored"}"""),
            (200, "application/json", """{"schema":"mark/1","id":"11111111-1111-1111-1111-111111111111","result":"stored","reasons":[]}"""),
            (502, "text/html", "Bad Gateway"),
        ];
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var turn = 0;
        await phone.Page.RouteAsync(FieldPhone.Marks, route => route.FulfillAsync(new() { Status = answers[turn].Status, ContentType = answers[turn].Type, Body = answers[turn].Body }));
        await phone.MarkAsync("8.7", "level-4");
        for (; turn < answers.Length; turn++)
        {
            await phone.Page.EvaluateAsync("async () => { const { send } = await import('/field/sync.js'); await send(); }");
            await Expect(phone.Status).ToHaveAttributeAsync("data-phase", "silent");
            await Expect(phone.Status).ToContainTextAsync("已存本机 1 · 已送达 0");
            Assert.Equal("waiting", Assert.Single(await phone.EntriesAsync()).State);
            if (turn == answers.Length - 1) break;
        }
        await phone.Page.UnrouteAsync(FieldPhone.Marks);
        await phone.DrainAsync();
        await Expect(phone.Status).ToContainTextAsync("已送达 1");
    }

    [Fact]
    public async Task What_is_refused_stands_on_its_row_with_the_reason_until_it_is_marked_anew()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        // The same id with other content: what the hub has stored under it is not what the phone holds.
        await phone.Page.RouteAsync(FieldPhone.Marks, async route =>
        {
            var body = route.Request.PostData!;
            if (body.Contains("\"level\":2")) await route.FetchAsync(new() { PostData = Bytes(body.Replace("\"level\":2", "\"level\":1")) });
            // Out of the range of its row, as a device with an older wording would send it.
            await route.ContinueAsync(body.Contains("\"n\":\"3\"") ? new() { PostData = Bytes(body.Replace("\"n\":\"3\"", "\"n\":\"7000\"")) } : null);
        });
        await phone.MarkAsync("8.7", "level-2");
        await Expect(phone.Row("8.7").Locator("[data-state=conflict]")).ToContainTextAsync("却与这次不同");
        await Expect(phone.Row("8.7").Locator("[data-state=conflict]")).ToContainTextAsync("重新评一次");
        await phone.NumbersAsync("2.1", "3", "");
        await Expect(phone.Row("2.1").Locator("[data-state=refused]")).ToContainTextAsync("可信范围");
        await Expect(phone.Status).ToContainTextAsync("未被接受 2");
        await phone.Page.ClickAsync("[data-filter=trouble]");
        await Expect(phone.Page.Locator("main > section[data-row]")).ToHaveCountAsync(2);
        await FieldScreenTests.BothAsync(phone.Page, "refused");
        await phone.Page.UnrouteAsync(FieldPhone.Marks);
        await phone.MarkAsync("8.7", "level-3");
        await phone.NumbersAsync("2.1", "0", "");
        await phone.DrainAsync();
        await Expect(phone.Page.Locator(".refusal")).ToHaveCountAsync(0);
        Assert.Equal("""{"level":3}""", field.Value($"SELECT Value FROM ScoreEntries WHERE Sheet = '{sheet}' AND Indicator = '8.7' ORDER BY LedgerSeq DESC LIMIT 1"));
    }

    [Fact]
    public async Task After_closing_a_mark_arrives_late_and_says_so()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        await phone.OfflineAsync(true);
        await phone.MarkAsync("8.7", "level-2");
        await field.WithAsync<FindingBook>(async findings =>
        {
            await Course.RecordAsync(findings, field.Who("duxue1", Roles.Inspector), Guid.Parse(sheet));
        });
        var lead = await field.SignedInAsync("duxue1", 1280);
        await lead.GotoAsync($"/inspections/{sheet}");
        await lead.Locator("[data-act=Submit]").ClickAsync();
        await Expect(lead.GetByTestId("state")).ToHaveTextAsync("待出具初步意见");
        await phone.OfflineAsync(false);
        await phone.DrainAsync();
        await Expect(phone.Row("8.7").Locator("[data-state=late]")).ToContainTextAsync("组长采纳后才计入");
        await FieldScreenTests.BothAsync(phone.Page, "late");
        await Expect(phone.Status).ToContainTextAsync("已存本机 1 · 已送达 1");
        await Expect(lead.Locator("[data-row='8.7'] .problem")).ToContainTextAsync("迟到：督学甲（演示） 2 级");
        await lead.Context.DisposeAsync();
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
