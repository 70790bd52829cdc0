using InspectionHub.Web.Accounts;
using Microsoft.Playwright;
using UglyToad.PdfPig;

namespace InspectionHub.Tests.Web;

/// <summary>The straight line of the design, in two real browsers: open → mark → seen live → submit → sign off → order → the paper's text.</summary>
public sealed class WholeLineTests : IDisposable
{
    private readonly HubProcess hub = HubProcess.FromNothing();

    public void Dispose() => hub.Dispose();

    [Fact]
    public async Task A_school_is_marked_watched_signed_off_and_printed()
    {
        await using var screens = new Screens();
        var office = await screens.SignInAsync(hub.Address, "dudao", 1440);
        var inspector = await screens.SignInAsync(hub.Address, "duxue1", 390);

        await office.GotoAsync("/inspections");
        await office.GetByTestId("site").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        var school = (await office.GetByTestId("site").EvaluateAsync<string>("e => e.selectedOptions[0].textContent")).Split('　')[1].Trim();
        var code = await office.GetByTestId("site").InputValueAsync();
        foreach (var box in (await office.Locator("label.pick input[type=checkbox]").AllAsync()).Take(3)) await box.CheckAsync();
        await Assertions.Expect(office.GetByTestId("chosen")).ToContainTextAsync("已选 3 人");
        await office.GetByTestId("lead").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        // What was chosen is said before the notice goes out: a choice that does not arrive is seen.
        await Assertions.Expect(office.GetByTestId("chosen")).ToContainTextAsync("（组长）");
        await office.GetByTestId("open").ClickAsync();
        await office.Locator("[data-testid=state], .problem").First.WaitForAsync();
        Assert.Equal("", string.Join(" ", await office.Locator(".problem").AllTextContentsAsync()));
        await office.GetByTestId("state").WaitForAsync();
        var sheet = office.Url;

        await office.GotoAsync($"/schools/{Year}/{code}");
        await office.GetByTestId("done").WaitForAsync();
        var before = await office.GetByTestId("done").InnerTextAsync();

        var dashboard = await office.Context.NewPageAsync();
        await dashboard.GotoAsync($"/?year={Year}");
        await dashboard.GetByTestId($"done-{code}").WaitForAsync();
        var dashboardBefore = await dashboard.GetByTestId($"done-{code}").InnerTextAsync();

        await inspector.GotoAsync("/inspections");
        await inspector.GetByText(school).First.ClickAsync();
        var row = inspector.Locator("section[data-row]").Filter(new() { Has = inspector.Locator("button.level") }).First;
        var marked = (await row.GetAttributeAsync("data-row"))!;
        await row.Locator("button.level").First.ClickAsync();
        await Assertions.Expect(inspector.GetByTestId("saved")).ToBeVisibleAsync();

        await Assertions.Expect(dashboard.GetByTestId($"done-{code}")).Not.ToHaveTextAsync(dashboardBefore);
        await Assertions.Expect(office.GetByTestId("done")).Not.ToHaveTextAsync(before);
        await Assertions.Expect(office.Locator($"tr[data-row='{marked}']")).ToContainTextAsync("达标");

        await inspector.Locator("[data-act=Submit]").ClickAsync();
        await Assertions.Expect(inspector.GetByRole(AriaRole.Alert).First).ToContainTextAsync("缺少实地察看记录");
        await RecordAsync(inspector, "Walk", "教学楼、食堂", null);
        await RecordAsync(inspector, "Meeting", "教师", "6");
        await RecordAsync(inspector, "Questionnaire", "家长", "30");
        await RecordAsync(inspector, "Lesson", "三年级语文", null);
        await inspector.Locator("[data-act=Submit]").ClickAsync();
        await Assertions.Expect(inspector.GetByTestId("state")).ToHaveTextAsync("待出具初步意见");

        await office.GotoAsync(sheet);
        await office.Locator("[data-text=SendPreliminary]").FillAsync("办学规范，管理较好。");
        await office.Locator("[data-act=SendPreliminary]").ClickAsync();
        await Assertions.Expect(office.GetByTestId("state")).ToHaveTextAsync("已发初步意见，待申辩");
        var head = await screens.SignInAsync(hub.Address, DemoAccounts.HeadOf(DatabaseOf.Unit(hub.Folder, code)), 820);
        await head.GotoAsync(sheet);
        await Assertions.Expect(head.GetByTestId("sent")).ToContainTextAsync("办学规范");
        await head.Locator("[data-act=Agree]").ClickAsync();
        await Assertions.Expect(office.GetByTestId("state")).ToHaveTextAsync("待审签");

        await office.Locator("[data-act=SignOff]").ClickAsync();
        await Assertions.Expect(office.GetByRole(AriaRole.Alert)).ToContainTextAsync("尚未确认");
        // The head confirms the data: without it nothing official is computed.
        await head.GotoAsync("/confirm");
        await head.GetByText("确认本单位数据").ClickAsync();
        await head.GetByTestId("confirmed").WaitForAsync();
        await office.ReloadAsync();
        await office.Locator("[data-act=SignOff]").ClickAsync();
        await Assertions.Expect(office.GetByTestId("state")).ToHaveTextAsync("已审签，待发意见书");

        await office.GotoAsync($"/schools/{Year}/{code}");
        var points = await office.GetByTestId("points").InnerTextAsync();
        await office.GetByText("生成年度考核报告").ClickAsync();
        var link = office.GetByTestId("paper");
        await link.WaitForAsync(new() { Timeout = 60_000 });
        var pdf = await office.APIRequest.GetAsync(hub.Address + await link.GetAttributeAsync("href"));
        using var document = PdfDocument.Open(await pdf.BodyAsync());
        var text = string.Concat(document.GetPages().Select(p => p.Text)).Replace(" ", "");
        Assert.Contains(school, text);
        Assert.Contains(points, text);
        Assert.Contains($"审签：督导室", text);
        Assert.Contains("督学甲（演示）评分", text);

        // Whoever runs the hub reads its terminal: no query of the whole line asks for what its engine warns of.
        Assert.DoesNotContain("Microsoft.EntityFrameworkCore", hub.Output);
        var (exit, report) = hub.Run("verify");
        Assert.True(exit == 0, report);
    }

    private const int Year = 2026;

    private static async Task RecordAsync(IPage page, string kind, string subject, string? asked)
    {
        var records = page.GetByTestId("records");
        if (!await page.GetByTestId("record-add").IsVisibleAsync()) await records.Locator("summary").ClickAsync();
        await page.GetByTestId("record-kind").SelectOptionAsync(kind);
        if (asked is not null) await page.GetByTestId("record-asked").FillAsync(asked);
        if (kind == "Questionnaire") foreach (var (box, count) in new[] { ("record-valid", "28"), ("record-satisfied", "26") }) await page.GetByTestId(box).FillAsync(count);
        await page.GetByTestId("record-subject").FillAsync(subject);
        await page.GetByTestId("record-text").FillAsync("情况良好。");
        await page.GetByTestId("record-add").ClickAsync();
        await Assertions.Expect(records.Locator("li").Filter(new() { HasText = subject })).ToBeVisibleAsync();
    }
}
