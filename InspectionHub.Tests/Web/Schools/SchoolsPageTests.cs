using Bunit;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Schools;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Schools;

/// <summary>The list of schools says which numbers it shows, and every door from a number leads to the same number.</summary>
public sealed class SchoolsPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void From_official_points_the_way_leads_to_the_same_points_and_the_switch_changes_both()
    {
        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo("/schools?year=2025");
        var list = context.Render<SchoolsPage>();
        list.WaitForAssertion(() => Assert.Equal(111, list.FindAll("[data-testid=list] tbody tr").Count), Patience);
        Assert.StartsWith("正式数据", list.Find("[data-testid=stamp]").TextContent);
        Assert.All(list.FindAll("[data-testid=list] a"), a => Assert.EndsWith("?data=official", a.GetAttribute("href")));
        var points = list.Find("[data-testid=list] tbody tr td.num").TextContent;
        var door = list.Find("[data-testid=list] a").GetAttribute("href")!;
        var site = door.Split('/')[3].Split('?')[0];
        address.NavigateTo(door);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2025).Add(x => x.Site, site));
        page.WaitForAssertion(() => Assert.Equal(points, page.Find("[data-testid=points]").TextContent), Patience);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("svg.history")), Patience);

        address.NavigateTo("/schools?year=2025");
        list.Act("[data-testid=official] button:last-of-type", b => b.Click());
        list.WaitForAssertion(() => Assert.StartsWith("以下含暂评", list.Find("[data-testid=stamp]").TextContent), Patience);
        Assert.Contains("data=provisional", address.Uri);
        Assert.All(list.FindAll("[data-testid=list] a"), a => Assert.DoesNotContain("data=", a.GetAttribute("href")));
    }

    [Fact]
    public void From_official_points_a_former_name_leads_to_official_points_too()
    {
        using var context = hub.As("dudao", Roles.Office);
        var address = context.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo($"/schools?year=2025&q={DemoSites.Renamed}");
        var list = context.Render<SchoolsPage>();
        list.WaitForAssertion(() => Assert.EndsWith("?data=official", list.Find("[data-testid=former] a").GetAttribute("href")), Patience);
        list.Act("[data-testid=official] button:last-of-type", b => b.Click());
        list.WaitForAssertion(() => Assert.DoesNotContain("data=", list.Find("[data-testid=former] a").GetAttribute("href")), Patience);
    }

    [Fact]
    public async Task A_school_that_only_went_to_another_unit_has_no_former_name()
    {
        await using var lone = await LoneHub.StartAsync(withDemo: true);
        var (office, importer, index) = (lone.Who("dudao", Roles.Office), lone.Get<Importer>(), lone.Get<SchoolIndex>());
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, lone.Get<FrameworkShelf>().Current.Items);
        workbook.Position = 0;
        var preview = await importer.PreviewAsync(office.CountyId, "调整.xlsx", workbook);
        var moved = preview.Reading.Years.Single(y => y.Year == 2026).Sites.Last(s => s.Unit == "M02");
        var years = preview.Reading.Years.Select(y => y.Year != 2026 ? y : y with { Sites = [.. y.Sites.Select(s => s.Code == moved.Code ? s with { Unit = "M01" } : s)] });
        await importer.AcceptAsync(office, preview with { Reading = preview.Reading with { Years = [.. years] } });
        var head = Course.Head(office, "M02");
        Assert.Contains(await index.ListAsync(head, 2025), s => s.Code == moved.Code);
        Assert.DoesNotContain(await index.ListAsync(head, 2026), s => s.Code == moved.Code);
        Assert.Empty(await index.FormerAsync(head, 2026, moved.Name));
    }

    [Theory]
    [InlineData(YearView.Official)]
    [InlineData(YearView.Provisional)]
    public async Task Doors_of_the_county_page_carry_the_source_of_its_numbers(string data)
    {
        var wantsOfficial = data == YearView.Official;
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(hub.Who("dudao", Roles.Office), new() { Year = 2025, Data = data }))!;
        var doors = picture.Warnings.Where(w => w.Kind is "差异系数" or "由好转差").Select(w => w.Address).ToList();
        Assert.Contains(doors, d => d.StartsWith("/targets", StringComparison.Ordinal));
        // Official is what the targets show unless asked otherwise, and provisional what a school's page does.
        Assert.All(doors, d => Assert.Equal(d.StartsWith("/targets", StringComparison.Ordinal) ? !wantsOfficial : wantsOfficial, d.Contains("data=", StringComparison.Ordinal)));
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/?year=2025&data={data}");
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.EndsWith($"year=2025&data={data}", page.Find("a[href^='/schools?']").GetAttribute("href")), Patience);
    }
}
