using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Schools;

namespace InspectionHub.Tests.Web.Schools;

/// <summary>Rolling over to a new year on the demo county's seven years, and finding a school.</summary>
public sealed class YearBookTests(DemoHubInside hub, EmptyHubInside empty) : IClassFixture<DemoHubInside>, IClassFixture<EmptyHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_year_tells_what_changed_and_opening_one_makes_it_the_current_year_and_leaves_the_others_alone()
    {
        var (office, book, years) = (hub.Who("dudao", Roles.Office), hub.Get<YearBook>(), hub.Get<YearView>());
        var all = await book.ListAsync(office.CountyId);
        Assert.Equal(7, all.Count);
        int Seen(int year) => all.Single(y => y.Year == year).BatchId;
        Assert.False(all[^1].HasBefore);
        Assert.Equal([SiteChangeKind.Merged, SiteChangeKind.Split], all.Single(y => y.Year == DemoCounty.TurnYear).Changes.Select(c => c.Kind));
        Assert.Equal([SiteChangeKind.Renamed], all.Single(y => y.Year == DemoCounty.TurnYear + 1).Changes.Select(c => c.Kind));
        Assert.Empty(all.Single(y => y.Year == 2026).WithoutHead);

        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => book.OpenAsync(hub.Who("lingdao", Roles.Leader), 2025, Seen(2025)))).Status);
        Assert.Contains("还没有导入 2027—2028", (await Assert.ThrowsAsync<Refusal>(() => book.OpenAsync(office, 2027, 0))).Message);
        var before = (await hub.Get<Assessor>().FindAsync(office.CountyId, 2024))!;
        await book.OpenAsync(office, 2025, Seen(2025));
        Assert.Equal(2025, await years.CurrentAsync(office.CountyId));
        Assert.Equal(2025, await years.ChosenAsync(office.CountyId, 1999));
        Assert.Contains("已经启用", (await Assert.ThrowsAsync<Refusal>(() => book.OpenAsync(office, 2024, Seen(2024)))).Message);
        await book.OpenAsync(office, 2026, Seen(2026));
        Assert.Equal(2026, await years.CurrentAsync(office.CountyId));
        Assert.Equal(before.Assessment.Coefficients.Select(c => c.Value), (await hub.Get<Assessor>().FindAsync(office.CountyId, 2024))!.Assessment.Coefficients.Select(c => c.Value));
        Assert.Equal(all.Single(y => y.Year == 2026).Inspections, (await book.ListAsync(office.CountyId)).Single(y => y.Year == 2026).Inspections);
    }

    [Fact]
    public void The_page_of_years_names_the_changes()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<YearsPage>();
        page.WaitForAssertion(() => Assert.Contains("并入", page.Find($"[data-year='{DemoCounty.TurnYear}']").TextContent), Patience);
        Assert.Contains("走势在当年断开", page.Markup);
    }

    [Fact]
    public async Task A_merger_breaks_the_line_of_the_school_that_took_the_other_in()
    {
        var office = hub.Who("dudao", Roles.Office);
        var history = await hub.Get<SchoolHistories>().ReadAsync(office, 2026, DemoSites.MergedInto);
        var turn = Assert.Single(history.Turns);
        Assert.Equal((DemoCounty.TurnYear, true), (turn.Year, turn.Breaks));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, DemoSites.MergedInto));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("svg.history .history-break")), Patience);
        Assert.Contains("并入本校（走势在此断开）", page.Markup);
        Assert.Equal(2, page.Find("tr[data-row='3.1'] svg.history").QuerySelectorAll("polyline").Length);
    }

    [Fact]
    public async Task A_school_is_found_by_initials_within_what_one_may_see()
    {
        var index = hub.Get<SchoolIndex>();
        var found = await index.FindAsync(hub.Who("dudao", Roles.Office), 2026, "mbz");
        Assert.NotEmpty(found);
        Assert.All(found, s => Assert.StartsWith("毛坝镇", s.Name));
        Assert.Empty(await index.FindAsync(hub.Who("xz-m01", Roles.Unit), 2026, "mbz"));
        var all = await index.ListAsync(hub.Who("dudao", Roles.Office), 2026);
        Assert.Equal(all.Select(s => s.Pinyin).Order(StringComparer.Ordinal), all.Select(s => s.Pinyin));
    }

    [Fact]
    public async Task A_school_that_was_renamed_or_merged_is_found_under_the_year_that_knew_it_so()
    {
        var (office, index) = (hub.Who("dudao", Roles.Office), hub.Get<SchoolIndex>());
        var merged = (await index.ListAsync(office, DemoCounty.TurnYear - 1)).Single(s => s.Code == DemoSites.Merged);
        var (old, current) = ((await index.ListAsync(office, DemoCounty.TurnYear)).Single(s => s.Code == DemoSites.Renamed), (await index.ListAsync(office, 2026)).Single(s => s.Code == DemoSites.Renamed));
        Assert.NotEqual(old.Name, current.Name);
        Assert.Equal((DemoSites.Merged, DemoCounty.TurnYear - 1), (await index.FormerAsync(office, 2026, merged.Name)).Where(s => s.Name == merged.Name).Select(s => (s.Code, s.Year)).Single());
        Assert.Equal((DemoSites.Renamed, DemoCounty.TurnYear), (await index.FormerAsync(office, 2026, old.Name)).Where(s => s.Name == old.Name).Select(s => (s.Code, s.Year)).Single());
        Assert.Empty(await index.FormerAsync(hub.Who(merged.Unit == "M01" ? "xz-m02" : "xz-m01", Roles.Unit), 2026, merged.Name));
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/schools?q={Uri.EscapeDataString(old.Name)}");
        var page = context.Render<SchoolsPage>();
        page.WaitForAssertion(() => Assert.Contains($"2026—2027 学年名为{current.Name}", page.Find("[data-testid=former]").TextContent), Patience);
        Assert.NotEmpty(page.FindAll($"[data-testid=former] a[href='/schools/{old.Year}/{old.Code}']"));
        var box = context.Render<SchoolSearch>(p => p.Add(x => x.Who, office));
        box.Act("input", e => e.Input(merged.Name));
        box.WaitForAssertion(() => Assert.Contains(box.FindAll("[role=option]"), o => o.TextContent.Contains($"{DemoCounty.TurnYear - 1} 学年的校名")), Patience);
        box.Act("[role=option]", e => e.Click(), box.FindAll("[role=option]").ToList().FindIndex(o => o.TextContent.Contains("学年的校名")));
        Assert.EndsWith($"/schools/{merged.Year}/{merged.Code}", context.Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public void The_list_of_schools_follows_what_is_typed_and_says_how_when_nothing_fits()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<SchoolsPage>();
        page.WaitForAssertion(() => Assert.Equal(111, page.FindAll("[data-testid=list] tbody tr").Count), Patience);
        page.Act("[data-testid=find]", e => e.Input("hcz"));
        page.WaitForAssertion(() => Assert.All(page.FindAll("[data-testid=list] tbody tr"), row => Assert.Contains("红椿镇", row.TextContent)), Patience);
        page.Act("[data-testid=find]", e => e.Input("qqq"));
        page.WaitForAssertion(() => Assert.Contains("没有找到“qqq”", page.Markup), Patience);
    }

    [Fact]
    public void The_search_box_opens_the_school_that_is_chosen_with_the_keys()
    {
        using var context = hub.As("dudao", Roles.Office);
        var box = context.Render<SchoolSearch>(p => p.Add(x => x.Who, hub.Who("dudao", Roles.Office)));
        box.Act("input", e => e.Input("maobazhen"));
        box.WaitForAssertion(() => Assert.True(box.FindAll("[role=option]").Count > 1), Patience);
        box.Act("input", e => e.KeyDown("ArrowDown"));
        var chosen = box.FindAll("[role=option]").Single(o => o.GetAttribute("aria-selected") == "true").TextContent;
        Assert.Equal(box.FindAll("[role=option]")[1].TextContent, chosen);
        box.Act("input", e => e.KeyDown("Enter"));
        Assert.Matches("/schools/20[0-9]{2}/610924", context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri);
        box.Act("input", e => e.Input("qqqq"));
        box.WaitForAssertion(() => Assert.Contains("没有找到", box.Markup), Patience);
    }

    [Fact]
    public void Without_data_each_page_says_what_to_do()
    {
        using var context = empty.As("admin", Roles.Administrator);
        foreach (var page in new Func<string>[] { () => Markup<YearsPage>(), () => Markup<SchoolsPage>(), () => Markup<InspectionHub.Web.Assessments.ReleasesPage>(), () => Markup<InspectionHub.Web.Measurements.CountyValuesPage>(), () => Markup<InspectionHub.Web.Dashboard.LeaderPage>() })
            Assert.Contains("还没有数据", page());

        string Markup<T>() where T : Microsoft.AspNetCore.Components.IComponent
        {
            var page = context.Render<T>();
            page.WaitForAssertion(() => Assert.DoesNotContain("正在读取", page.Markup), Patience);
            return page.Markup;
        }
    }
}
