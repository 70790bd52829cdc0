using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Visits;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web;

/// <summary>The line to the server is lost in the middle of a sentence: the page says so in Chinese and no typed text is lost.</summary>
public sealed class LostLineTests(FieldHub hub) : IClassFixture<FieldHub>
{
    private const string Typed = "食堂留样柜没有上锁，留样量每餐不足 125 克";

    [Fact]
    public async Task What_was_typed_when_the_server_was_killed_is_there_again_and_only_for_the_person_who_typed_it()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Hub.Address, "dudao");
        var box = await NewCaseAsync(page);
        await box.FillAsync(Typed);

        hub.Hub.Kill();
        await Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("正在重新连接");
        await Expect(box).ToHaveValueAsync(Typed);
        hub.Hub.Start();
        await page.ReloadAsync();
        // Its fold opens: what is there again is seen.
        await Expect(box).ToBeVisibleAsync();
        await Expect(box).ToHaveValueAsync(Typed);
        await Expect(box).ToHaveAttributeAsync("data-given-back", "");

        // The session ends without a sign-out; the next person at this machine finds an empty box, and the first one the text again.
        await page.Context.ClearCookiesAsync();
        await Screens.SignInAsync(page, "hegao");
        await NewCaseAsync(page);
        await Expect(box).ToBeVisibleAsync();
        await Expect(box).ToHaveValueAsync("");
        await page.Context.ClearCookiesAsync();
        await Screens.SignInAsync(page, "dudao");
        await NewCaseAsync(page);
        await Expect(box).ToHaveValueAsync(Typed);
    }

    [Fact]
    public async Task What_was_refused_is_there_again_after_leaving_the_page_and_what_was_saved_is_not()
    {
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Hub.Address, "hegao");
        var box = await NewCaseAsync(page);
        await box.FillAsync(Typed);
        await page.GetByRole(AriaRole.Button, new() { Name = "列入台账" }).ClickAsync();
        await Expect(page.Locator("[data-testid=new-case] [role=alert]").First).ToBeVisibleAsync();
        await page.GetByTestId("badge").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/notices$"));

        await NewCaseAsync(page);
        await Expect(box).ToHaveValueAsync(Typed);
        await page.Locator("[data-testid=new-case] select").First.SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("[data-testid=new-case] label", new() { HasText = "依据" }).Locator("input").FillAsync("学校食品安全管理规定");
        await page.GetByRole(AriaRole.Button, new() { Name = "列入台账" }).ClickAsync();
        await Expect(page.GetByTestId("cases")).ToContainTextAsync(Typed);
        await Expect(box).ToHaveValueAsync("");
        await Expect(page.Locator("[data-given-back]")).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.includes('rectification-new'))");
    }

    [Theory]
    [InlineData("office", "[data-text=Withdraw]")]
    [InlineData("head", "[data-reply=general]")]
    [InlineData("self", "[data-evidence]")]
    [InlineData("inspector", "[data-testid=matters]")]
    public async Task A_page_that_is_loaded_again_in_the_middle_of_a_sentence_gives_it_back(string at, string selector)
    {
        var (user, address) = await PlaceAsync(at);
        await using var screens = new Screens();
        var page = await screens.SignInAsync(hub.Hub.Address, user);
        var box = page.Locator(selector).First;
        await page.GotoAsync(address);
        await OpenAsync();
        await box.FillAsync(Typed);
        await page.ReloadAsync();
        await OpenAsync();
        await Expect(box).ToHaveValueAsync(Typed);

        async Task OpenAsync()
        {
            await box.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await box.EvaluateAsync("box => { const fold = box.closest('details'); if (fold) fold.open = true; }");
        }
    }

    private static async Task<ILocator> NewCaseAsync(IPage page)
    {
        await page.GotoAsync("/rectifications");
        await page.GetByTestId("new-case").EvaluateAsync("fold => { fold.open = true; }");
        return page.Locator("[data-testid=new-case] textarea");
    }

    private async Task<(string User, string Address)> PlaceAsync(string at)
    {
        if (at == "self") return ("xz-m01", "/self/2026/610924-M01");
        if (at == "inspector")
        {
            var visit = await hub.PlanVisitAsync();
            await hub.WithAsync<VisitDesk>(desk => desk.StartAsync(hub.Who("duxue1", Roles.Inspector), Guid.Parse(visit)));
            return ("duxue1", $"/visits/{visit}");
        }
        var id = await hub.OpenInspectionAsync(at: at == "head" ? 1 : 0);
        if (at == "office") return ("dudao", $"/inspections/{id}");
        await hub.WithAsync<FindingBook>(findings => hub.WithAsync<InspectionActs>(async acts =>
        {
            await Course.SubmitAsync(findings, acts, hub.Who("duxue1", Roles.Inspector), Guid.Parse(id));
            await acts.DoAsync(hub.Who("dudao", Roles.Office), Guid.Parse(id), InspectionAct.SendPreliminary, "总体较好。");
        }));
        var head = hub.Value($"SELECT UserName FROM AspNetUsers WHERE UnitCode = (SELECT Unit FROM SchoolYears WHERE Year = 2026 AND Code = (SELECT Site FROM Inspections WHERE Id = '{id.ToUpperInvariant()}'))");
        return ($"{head}", $"/inspections/{id}");
    }
}
