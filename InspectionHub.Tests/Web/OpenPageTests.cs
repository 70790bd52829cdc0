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
        // A page that hears no news: one that does is closed by the news of the account itself.
        await office.GotoAsync("/calendar");
        await office.GetByTestId("lines").FillAsync("2027-01-01 放假 元旦");
        var before = DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM CalendarEntries");
        await using var other = new Screens();
        var live = await other.SignInAsync(hub.Address, user);
        await live.GotoAsync("/inspections");
        await live.GetByTestId("open").WaitForAsync(new() { State = WaitForSelectorState.Attached });

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
        await office.GetByTestId("enter").ClickAsync();
        await Assertions.Expect(office.GetByText("登录已失效")).ToBeVisibleAsync();
        await Assertions.Expect(office.GetByText("刚才的操作没有执行")).ToBeVisibleAsync();
        await Assertions.Expect(live.GetByText("登录已失效")).ToBeVisibleAsync();
        // Told by the click and by the news, not by the half-minute clock.
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(asked) < SessionCheck.Interval / 2);
        Assert.Equal(before, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM CalendarEntries"));
        await office.GetByRole(AriaRole.Link, new() { Name = "重新登录" }).ClickAsync();
        await Assertions.Expect(office.Locator("input[name=user]")).ToBeVisibleAsync();
    }
}
