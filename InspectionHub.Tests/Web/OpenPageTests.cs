using InspectionHub.Web.Accounts;
using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>A page that was open, and filled in, when its person lost the role or the account: the next click is refused in words and writes nothing.</summary>
public sealed class OpenPageTests(HubProcess hub) : IClassFixture<HubProcess>
{
    [Theory]
    [InlineData("hegao", "role")]
    [InlineData("dudao", "close")]
    public async Task The_next_click_of_somebody_demoted_or_closed_does_nothing(string user, string act)
    {
        await using var screens = new Screens();
        var office = await screens.SignInAsync(hub.Address, user);
        await office.GotoAsync("/inspections");
        await office.GetByTestId("site").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        foreach (var box in (await office.Locator("label.pick input[type=checkbox]").AllAsync()).Take(3)) await box.CheckAsync();
        await Assertions.Expect(office.GetByTestId("chosen")).ToContainTextAsync("已选 3 人");
        await office.GetByTestId("lead").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Assertions.Expect(office.GetByTestId("chosen")).ToContainTextAsync("（组长）");
        var before = DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM Inspections");

        var admin = await screens.SignInAsync(hub.Address, "admin");
        await admin.GotoAsync("/people");
        if (act == "close") await admin.Locator($"[data-close={user}]").ClickAsync();
        else
        {
            await admin.Locator($"[data-change={user}]").ClickAsync();
            await admin.GetByTestId("new-role").SelectOptionAsync(Roles.Leader);
            await admin.GetByTestId("change").ClickAsync();
        }
        await Assertions.Expect(admin.GetByTestId("done")).ToBeVisibleAsync();

        var asked = System.Diagnostics.Stopwatch.GetTimestamp();
        await office.GetByTestId("open").ClickAsync();
        await Assertions.Expect(office.GetByText("登录已失效")).ToBeVisibleAsync();
        await Assertions.Expect(office.GetByText("刚才的操作没有执行")).ToBeVisibleAsync();
        // Told by the click, not by the half-minute clock.
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(asked) < SessionCheck.Interval / 2);
        Assert.Equal(before, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM Inspections"));
        await office.GetByRole(AriaRole.Link, new() { Name = "重新登录" }).ClickAsync();
        await Assertions.Expect(office.Locator("input[name=user]")).ToBeVisibleAsync();
    }
}
