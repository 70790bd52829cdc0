using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Field;

/// <summary>A phone may put the page away right after a tap: what was typed or chosen is kept in the tap itself.</summary>
[Collection(nameof(FieldTests))]
public sealed class TypedAtOnceTests(FieldHub field)
{
    /// <summary>Another tab is in the middle of a transaction over the drafts, so that nothing can reach the store before it ends.</summary>
    private const string HoldStore = """
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open('inspectionhub-field');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const store = opening.result.transaction('drafts', 'readwrite').objectStore('drafts');
            const stay = () => { store.get(['', '', '']).onsuccess = () => { resolve(); if (!globalThis.isOver) stay(); }; };
            stay();
          };
        })
        """;

    [Fact]
    public async Task What_was_tapped_and_typed_is_there_after_a_reload_in_the_same_moment()
    {
        var sheet = await field.OpenInspectionAsync();
        await using var phone = await field.PhoneAsync("duxue1", sheet);
        var other = await phone.Page.Context.NewPageAsync();
        await other.GotoAsync("/healthz/live");
        await other.EvaluateAsync(HoldStore);
        await phone.Page.EvaluateAsync("""
            () => {
              globalThis.isBefore = true;
              const row = document.querySelector('[data-row="6.4"]');
              const box = row.querySelector('[data-box="0"]');
              box.value = '9';
              box.dispatchEvent(new Event('input', { bubbles: true }));
              [...row.querySelectorAll('button')].find(one => one.textContent === '未见原始记录').click();
              location.reload();
            }
            """);
        // The page that was tapped is gone, and with it whatever it had not written.
        await phone.Page.WaitForFunctionAsync("() => !globalThis.isBefore");
        await other.EvaluateAsync("() => { globalThis.isOver = true; }");
        await Expect(phone.Row("6.4").Locator("[data-box='0']")).ToHaveValueAsync("9");
        await Expect(phone.Row("6.4").Locator("[data-box=note]")).ToHaveValueAsync("未见原始记录");

        // Put down as a mark it is a draft no more, nor is it after the next reload.
        await phone.NumbersAsync("6.4", "9", "9");
        await Expect(phone.Row("6.4").Locator(".state")).ToContainTextAsync("已");
        await phone.DrainAsync();
        Assert.Equal("未见原始记录", field.Value($"SELECT Note FROM ScoreEntries WHERE Sheet = '{sheet}'"));
        Assert.Equal(0, await phone.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(name => name.startsWith('field-typed:')).length"));
    }
}
