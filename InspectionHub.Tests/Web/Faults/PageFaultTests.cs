using System.Reflection;
using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Notices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace InspectionHub.Tests.Web.Faults;

/// <summary>What people see on their pages while nothing can be written.</summary>
public sealed class PageFaultTests(DemoHubInside inside) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_notice_that_cannot_be_marked_as_read_is_said_and_the_others_stay_on_the_page()
    {
        var who = inside.Who("duxue8", Roles.Inspector);
        await inside.Get<NoticeBook>().TellAsync(who.CountyId, who.Id, new(NoticeKind.Assigned, "第一条", "/inspections"));
        using var context = inside.As("duxue8", Roles.Inspector);
        var page = context.Render<NoticesPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=notices] li")), Patience);
        // The writer's connection may only read until it is given up.
        await inside.Get<Writer>().WriteAsync((db, _) => db.Database.ExecuteSqlRawAsync("PRAGMA query_only = ON"));
        page.Act("[data-testid=read-all]", b => b.Click());
        page.WaitForAssertion(() => Assert.Contains("不可写", page.Find("[role=alert]").TextContent), Patience);
        Assert.Contains("第一条", page.Find("[data-testid=notices]").TextContent);
        page.Act("[data-testid=read-all]", b => b.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=read-all]")), Patience);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Every_page_of_the_office_opens_on_a_full_disk_and_what_is_saved_there_is_refused_in_words()
    {
        using var hub = new HubProcess();
        await using var screens = new Screens();
        var office = await screens.SignInAsync(hub.Address, "dudao");
        var routes = typeof(Program).Assembly.GetTypes().Where(t => t.GetCustomAttribute<AuthorizeAttribute>()?.Policy is { } policy && Policies.Allowed[policy].Contains(Roles.Office))
            .SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Where(r => !r.Contains('{')).Order(StringComparer.Ordinal).ToList();
        Assert.True(routes.Count > 15);
        hub.LimitFiles(1);
        foreach (var route in routes)
        {
            await office.GotoAsync(route);
            await Expect(office.Locator("main h1").First).ToBeVisibleAsync();
            await Expect(office.GetByText("这个页面出错了")).ToHaveCountAsync(0);
        }
        await office.GotoAsync("/inspections");
        await office.GetByTestId("site").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        foreach (var box in (await office.Locator("label.pick input[type=checkbox]").AllAsync()).Take(3)) await box.CheckAsync();
        await Expect(office.GetByTestId("chosen")).ToContainTextAsync("已选 3 人");
        await office.GetByTestId("lead").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await Expect(office.GetByTestId("chosen")).ToContainTextAsync("（组长）");
        await office.GetByTestId("open").ClickAsync();
        await Expect(office.GetByText("磁盘")).ToBeVisibleAsync();
        Assert.Equal(0L, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM Inspections WHERE Id NOT IN (SELECT InspectionId FROM InspectionActs)"));
        var before = DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM Inspections");
        hub.LimitFiles(null);
        // With room again the same click does it: nothing has to be filled in anew.
        await office.GetByTestId("open").ClickAsync();
        await Expect(office).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/inspections/[0-9a-f-]+$"));
        Assert.Equal((long)before! + 1, DatabaseOf.Value(hub.Folder, "SELECT COUNT(*) FROM Inspections"));
    }
}
