using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>An inspector's phone with one sheet: taps as a thumb would, and reads what the screen says.</summary>
public sealed class FieldPhone(IPage page, string address, string sheet) : IAsyncDisposable
{
    public const string Marks = "**/api/field/marks";

    public IPage Page => page;

    public ILocator Status => page.GetByTestId("status");

    public ILocator Row(string code) => page.Locator($"[data-row='{code}']");

    public ValueTask DisposeAsync() => page.Context.DisposeAsync();

    public async Task OpenAsync()
    {
        await page.GotoAsync($"{address}/field#/sheet/{sheet}");
        await page.GetByTestId("count").WaitForAsync();
        // The page can be opened without the server from now on.
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await page.WaitForFunctionAsync("navigator.serviceWorker.controller !== null");
    }

    /// <summary>Taps a choice and waits until the screen says that it is kept, which it may only say after the store did.</summary>
    public async Task MarkAsync(string row, string choice)
    {
        await Row(row).Locator($"[data-choice='{choice}']").ClickAsync();
        await Expect(Row(row).Locator($"[data-choice='{choice}']")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Row(row).Locator(".state").First).ToContainTextAsync("已");
    }

    /// <summary>是 to every point of a visit that has no answer yet.</summary>
    public async Task AnswerRestAsync()
    {
        foreach (var row in await page.Locator("[data-row^='point/']:not(:has([data-choice][aria-pressed=true]))").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.row)")) await MarkAsync(row, "yes");
    }

    public async Task NumbersAsync(string row, string first, string second)
    {
        await Row(row).Locator("[data-box='0']").FillAsync(first);
        if (second.Length > 0) await Row(row).Locator("[data-box='1']").FillAsync(second);
        await Row(row).Locator("[data-choice=save]").ClickAsync();
    }

    /// <summary>Draws a zigzag with a finger; another pad, another zigzag.</summary>
    public async Task SignAsync(string pad)
    {
        var box = (await page.Locator($"[data-pad='{pad}']").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + 20, box.Y + 20);
        await page.Mouse.DownAsync();
        for (var step = 1; step < 4 + pad.Length; step++) await page.Mouse.MoveAsync(box.X + 20 + step * 20, box.Y + 20 + (step % 2 * 40));
        await page.Mouse.UpAsync();
    }

    public Task OfflineAsync(bool isOffline) => page.Context.SetOfflineAsync(isOffline);

    /// <summary>Asks for an immediate try and waits until nothing is left to send.</summary>
    public async Task DrainAsync()
    {
        await Status.ClickAsync();
        await Expect(Status).ToHaveAttributeAsync("data-waiting", "0");
        await Expect(Status).ToHaveAttributeAsync("data-phase", "idle");
    }

    /// <summary>Ids of all entries on the device, with what became of each.</summary>
    public async Task<IReadOnlyList<(string Id, string State)>> EntriesAsync()
    {
        var json = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const { within, ask } = await import('/field/store.js');
              return (await within(['outbox'], 'readonly', store => ask(store.getAll()))).map(entry => [entry.id, entry.state]);
            }
            """);
        return [.. json.EnumerateArray().Select(e => (e[0].GetString()!, e[1].GetString()!))];
    }

    /// <summary>What lies in each store of the device, of whomever: the keys, without the person, and what is known beside them.</summary>
    public async Task<string> StoredAsync() => await page.EvaluateAsync<string>("""
        async () => {
          const { within, ask } = await import('/field/store.js');
          const keys = name => within([name], 'readonly', store => ask(store.getAllKeys()));
          const found = [];
          for (const name of ['sheets', 'photos', 'drafts']) found.push(`${name} ${(await keys(name)).map(key => key.slice(1).join('/')).join(' ')}`.trim());
          found.push(`outbox ${(await within(['outbox'], 'readonly', store => ask(store.getAll()))).map(entry => entry.state).join(' ')}`.trim());
          found.push(`meta ${(await keys('meta')).map(key => key.split(':')[0]).filter(key => !['contact', 'device', 'seq', 'skew'].includes(key)).join(' ')}`.trim());
          return found.join('|');
        }
        """);

    /// <summary>What the screen shows as one's own value and as the others' in every row.</summary>
    public async Task<string> ShownAsync() => await page.EvaluateAsync<string>("""
        () => [...document.querySelectorAll('main > section[data-row]')].map(row => {
          const others = [...row.querySelectorAll('[data-other]')].map(one => one.textContent).sort();
          return `${row.dataset.row} ${row.dataset.value} ${others.join('|')}`;
        }).join('\n')
        """);
}
