using System.Text.Json;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Two phones and the desk on one sheet, in random order, with a network that comes, goes, loses and delays answers after the commit.</summary>
public sealed class InterleavingTests(FieldHub field) : IClassFixture<FieldHub>
{
    private static readonly string[] Rows = ["8.7", "8.4b", "8.2", "17.4", "15.3"];
    private static readonly string[] Users = ["duxue1", "duxue2", "duxue3"];
    private static readonly string[] Names = ["督学甲（演示）", "督学乙（演示）", "督学丙（演示）"];

    private static int Rounds => Environment.GetEnvironmentVariable("HUB_LONG") == "1" ? 200 : 20;

    [Fact]
    public async Task In_any_order_every_acknowledged_mark_is_there_once_all_screens_are_equal_and_a_second_sync_sends_nothing()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var first = await RoughPhone.OpenAsync(field, Users[0], sheet);
        await using var second = await RoughPhone.OpenAsync(field, Users[1], sheet);
        var desk = await field.SignedInAsync(Users[2], 1280);
        await desk.GotoAsync($"/inspections/{sheet}");
        await desk.Locator("[data-row='8.7'] button.level").First.WaitForAsync();
        for (var seed = 1; seed <= Rounds; seed++)
        {
            var random = new Random(seed);
            for (var step = 0; step < 6; step++)
            {
                var phone = random.Next(2) == 0 ? first : second;
                switch (random.Next(8))
                {
                    case 0: phone.Network = (Network)random.Next(4); break;
                    case 1: await phone.TrySendingAsync(); break;
                    case 2 or 3: await DeskMarkAsync(desk, random); break;
                    default: await phone.Phone.MarkAsync(Pick(random, out var choice), choice); break;
                }
            }
            await first.CalmAsync();
            await second.CalmAsync();
            // The second sync sends nothing, and fetches what the other one sent last.
            Assert.Equal(0, await first.CalmAsync() + await second.CalmAsync());
            await EveryEntryOnceAsync(sheet, seed, first, second);
            var truth = Truth(sheet);
            await ShowsAsync(first.Phone.Page, Names[0], truth, seed);
            await ShowsAsync(second.Phone.Page, Names[1], truth, seed);
            await ShowsAsync(desk, Names[2], truth, seed);
        }
        await desk.Context.DisposeAsync();
        var (code, report) = field.Hub.Run("verify");
        Assert.True(code == 0, report);
    }

    private static string Pick(Random random, out string choice)
    {
        var row = Rows[random.Next(Rows.Length)];
        choice = row == "8.2" ? (random.Next(2) == 0 ? "yes" : "no") : $"level-{random.Next(5)}";
        return row;
    }

    private async Task DeskMarkAsync(IPage desk, Random random)
    {
        var row = Pick(random, out var choice);
        var text = choice switch { "yes" => "是", "no" => "否", _ => $"{choice[^1]} 级" };
        var button = desk.Locator($"[data-row='{row}'] button.level").Filter(new() { HasText = text });
        await button.ClickAsync();
        try
        {
            await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true", new() { Timeout = 30_000 });
        }
        catch (PlaywrightException)
        {
            Assert.Fail($"The desk's {choice} in {row} did not arrive: " + await desk.Locator($"[data-row='{row}']").InnerTextAsync() + " ALERT " + string.Join("|", await desk.GetByRole(AriaRole.Alert).AllInnerTextsAsync()) + " DB " + field.Value($"SELECT json_group_array(json_array(PersonName, Value, LedgerSeq)) FROM (SELECT * FROM ScoreEntries WHERE Indicator = '{row}' ORDER BY LedgerSeq)"));
        }
    }

    private async Task EveryEntryOnceAsync(string sheet, int seed, params RoughPhone[] phones)
    {
        var ids = new List<string>();
        foreach (var phone in phones)
        {
            var entries = await phone.Phone.EntriesAsync();
            Assert.All(entries, e => Assert.True(e.State == "sent", $"seed {seed}: {e}"));
            ids.AddRange(entries.Select(e => e.Id.ToUpperInvariant()));
        }
        var stored = $"{field.Value($"SELECT group_concat(Id) FROM ScoreEntries WHERE Sheet = '{sheet}' AND Device NOT LIKE 'desk-%'")}".Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ids.Order(), stored.Order());
    }

    /// <summary>The latest value of each person in each row, in the hub's own order.</summary>
    private Dictionary<(string Row, string Person), string> Truth(string sheet)
    {
        var json = $"{field.Value($"SELECT json_group_array(json_array(Indicator, PersonName, Value)) FROM (SELECT * FROM ScoreEntries WHERE Sheet = '{sheet}' ORDER BY LedgerSeq)")}";
        var truth = new Dictionary<(string, string), string>();
        foreach (var one in JsonDocument.Parse(json).RootElement.EnumerateArray())
            truth[(one[0].GetString()!, one[1].GetString()!)] = JsonDocument.Parse(one[2].GetString()!).RootElement is var value && value.TryGetProperty("level", out var level) ? $"{level} 级" : value.GetProperty("yes").GetBoolean() ? "是" : "否";
        return truth;
    }

    /// <summary>Waits until the screen shows one's own choice and, in rows one has marked oneself, everybody else's.</summary>
    private static async Task ShowsAsync(IPage page, string me, Dictionary<(string Row, string Person), string> truth, int seed)
    {
        var wanted = Rows.Where(row => truth.ContainsKey((row, me))).Select(row => new
        {
            row,
            mine = truth[(row, me)],
            others = Names.Where(n => n != me && truth.ContainsKey((row, n))).Select(n => $"{n}：{truth[(row, n)]}").ToArray(),
        }).ToArray();
        try
        {
            await page.WaitForFunctionAsync("""
                wanted => wanted.every(one => {
                  const row = document.querySelector(`[data-row='${one.row}']`);
                  const pressed = [...row.querySelectorAll('.level[aria-pressed=true]')];
                  return pressed.length === 1 && pressed[0].textContent.replace('✓', '').trim().startsWith(one.mine) && one.others.every(text => row.textContent.includes(text));
                })
                """, wanted, new() { Timeout = 60_000 });
        }
        catch (TimeoutException)
        {
            Assert.Fail($"seed {seed}: {me} does not see {JsonSerializer.Serialize(wanted)}");
        }
    }
}
