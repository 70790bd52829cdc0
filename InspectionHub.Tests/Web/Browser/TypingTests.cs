using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Schools;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Browser;

/// <summary>What a person types stands in the box as it was typed: the server's answers to the first letters come while the next are typed.</summary>
public sealed class TypingTests(FieldHub hub) : IClassFixture<FieldHub>
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    [Fact]
    public async Task On_a_slow_line_no_letter_is_lost_in_the_search_for_a_school()
    {
        await using var line = new SlowLine(hub.Hub.Address, TimeSpan.FromMilliseconds(100));
        await using var screens = new Screens();
        var page = await screens.SignInAsync(line.Address, "dudao");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "查找学校" });
        // Drawn, the page gives its heading the focus.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await TypeAsync(box);
        // The server has all of it, and has answered.
        await Expect(page.Locator(".search-none")).ToHaveTextAsync($"没有找到“{Letters}”");
        await Expect(box).ToHaveValueAsync(Letters);

        // The list's box puts what is typed into the address too.
        await page.GotoAsync("/schools");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        var find = page.GetByTestId("find");
        await TypeAsync(find);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"q={Letters}$"));
        await Expect(page.GetByText($"没有找到“{Letters}”。")).ToBeVisibleAsync();
        await Expect(find).ToHaveValueAsync(Letters);
    }

    [Fact]
    public async Task On_a_slow_line_no_letter_is_lost_in_a_longer_text_and_in_the_reason_of_an_answer()
    {
        var value = Guid.Empty;
        await hub.WithAsync<InspectionHub.Web.Measurements.CountyValueBook>(async book => value = await book.EnterAsync(hub.Who("dudao", Roles.Office), 2026, "kg_fund", "620", new(2026, 10, 1), "财政决算表", null));
        await using var line = new SlowLine(hub.Hub.Address, TimeSpan.FromMilliseconds(100));
        await using var screens = new Screens();
        var page = await screens.SignInAsync(line.Address, "hegao");
        await page.GotoAsync("/county-values?year=2026");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.GetByTestId("enter").EvaluateAsync("fold => { fold.open = true; }");
        var text = page.GetByTestId("source");
        await TypeAsync(text);
        // Refused, because no item is chosen: everything typed before has been answered by then.
        await page.GetByRole(AriaRole.Button, new() { Name = "提交填报" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        await Expect(text).ToHaveValueAsync(Letters);

        var reason = page.Locator($"[data-keep='county-value-{value}']");
        await TypeAsync(reason);
        await Expect(reason).ToHaveValueAsync(Letters);
        await page.GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();
        await Expect(page.Locator("[data-item=kg_fund]")).ToContainTextAsync($"退回：{Letters}");
    }

    [Fact]
    public async Task On_a_slow_line_enter_right_after_the_last_letter_opens_the_school_that_was_typed()
    {
        var (few, all) = ("", "");
        await hub.WithAsync<SchoolIndex>(async index =>
        {
            var office = hub.Who("dudao", Roles.Office);
            (few, all) = ((await index.FindAsync(office, 2026, "m"))[0].Code, (await index.FindAsync(office, 2026, "mbz"))[0].Code);
        });
        Assert.NotEqual(few, all);
        await using var line = new SlowLine(hub.Hub.Address, TimeSpan.FromMilliseconds(100));
        await using var screens = new Screens();
        var page = await screens.SignInAsync(line.Address, "dudao");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "查找学校" });
        // The first letter's schools are listed; the others' are still on their way.
        await box.PressSequentiallyAsync("m");
        await Expect(page.Locator("#search-list [role=option]").First).ToBeVisibleAsync();
        await box.PressSequentiallyAsync("bz");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/schools/2026/{all}$"));
        await Expect(box).ToHaveValueAsync("");
    }

    /// <summary>The pinyin before a word is chosen is in the box too, and the server's answers to it come while it is put together.</summary>
    [Theory]
    [InlineData("/", "input[role=combobox]", "#search-list [role=option]")]
    [InlineData("/schools", "[data-testid=find]", "[data-testid=list] a")]
    public async Task On_a_slow_line_an_input_method_is_not_disturbed_and_its_keys_open_nothing(string address, string where, string found)
    {
        await using var line = new SlowLine(hub.Hub.Address, TimeSpan.FromMilliseconds(100));
        await using var screens = new Screens();
        var page = await screens.SignInAsync(line.Address, "dudao");
        await page.GotoAsync(address);
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        var (box, method) = (page.Locator(where), await page.Context.NewCDPSessionAsync(page));
        Task PutAsync(string pinyin) => method.SendAsync("Input.imeSetComposition", new() { ["text"] = pinyin, ["selectionStart"] = pinyin.Length, ["selectionEnd"] = pinyin.Length });
        await box.FocusAsync();
        await box.EvaluateAsync("box => { window.ends = 0; box.addEventListener('compositionend', () => window.ends++); }");
        foreach (var pinyin in (string[])["m", "ma", "mao", "maob", "maoba"]) await PutAsync(pinyin);
        await Expect(page.Locator(found).First).ToContainTextAsync("毛坝");
        await Expect(box).ToHaveValueAsync("maoba");
        // Enter takes the letters as they are, Escape gives them up, arrows turn the pages of its list: all without the page.
        foreach (var key in (string[])["ArrowDown", "Escape", "Enter"]) await page.Keyboard.PressAsync(key);
        await PutAsync("maob");
        await PutAsync("maobz");
        await Expect(box).ToHaveValueAsync("maobz");
        Assert.Equal(0, await page.EvaluateAsync<int>("window.ends"));
        await method.SendAsync("Input.insertText", new() { ["text"] = "无此校" });
        // Heard by the server after everything before.
        await Expect(page.GetByText("没有找到“无此校”")).ToBeVisibleAsync();
        await Expect(box).ToHaveValueAsync("无此校");
        Assert.Equal((1, address), (await page.EvaluateAsync<int>("window.ends"), new Uri(page.Url).AbsolutePath));
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task The_box_for_the_matter_of_an_inspection_takes_the_width_of_its_page(int width)
    {
        await hub.WithAsync<PlanBook>(async plans =>
        {
            var known = await plans.ListAsync(hub.Who("dudao", Roles.Office).CountyId, 2027);
            if (known.Count == 0) await plans.SaveDraftAsync(hub.Who("dudao", Roles.Office), YearPlan.Usual(2027), "", 0);
        });
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Hub.Address, "dudao", width);
        await page.GotoAsync("/plan?year=2027");
        await Expect(page.GetByTestId("matter")).ToBeVisibleAsync();
        var (box, form) = ((await page.GetByTestId("matter").BoundingBoxAsync())!, (await page.GetByTestId("plan-form").BoundingBoxAsync())!);
        Assert.InRange(box.Width, form.Width * 0.85, form.Width);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    // Faster than the line answers.
    private static Task TypeAsync(ILocator box) => box.PressSequentiallyAsync(Letters, new() { Delay = 30 });
}
