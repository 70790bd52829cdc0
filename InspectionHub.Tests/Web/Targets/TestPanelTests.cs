using System.Text.RegularExpressions;
using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Measurements.Workbook;
using InspectionHub.Web.Targets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Targets;

/// <summary>What stands behind a test of a target whose day is past is of the year it was due, not of the year that is open.</summary>
public sealed class TestPanelTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Fact]
    public void Sources_and_arithmetic_of_a_past_target_are_those_of_its_own_year()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2026&target=2025&test=T18");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=division]")), TimeSpan.FromSeconds(30));
        var division = page.Find("[data-testid=division]").TextContent;
        Assert.StartsWith("2025 学年", division);
        var parts = Regex.Matches(division, @"(\d+) 人").Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, parts.Count);
        var sources = page.Find("[data-testid=sources]").TextContent;
        Assert.All(parts, part => Assert.Contains($"{part} 人（", sources));
        // 2025 is released, 2026 is not: each number says of what kind it is.
        Assert.Equal("正式", page.Find("aside .data-mark").TextContent);
        Assert.Equal("正式", page.Find("h2 .data-mark").TextContent);
    }

    [Fact]
    public void The_kindergartens_in_the_way_of_the_premises_say_their_three_areas()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2026&target=2028&test=P13");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("aside li")), TimeSpan.FromSeconds(30));
        Assert.All(page.FindAll("aside li"), one => Assert.Matches(@"[0-9.]+、[0-9.]+、[0-9.]+ ㎡/生，标准 ≥ 4、≥ 8\.17、≥ 10\.44$", one.TextContent));
    }

    [Fact]
    public async Task An_interval_without_ends_is_said_in_words_in_the_table_and_in_the_workbook()
    {
        var now = (await hub.Get<TargetBoard>().FindAsync(hub.Who("dudao", Roles.Office), 2026))!;
        var test = now.Targets.Single(t => t.Year == 2028).Tests[0] with { Series = [TrendChartTests.NoEnds()] };
        using var context = hub.As("dudao", Roles.Office);
        var panel = context.Render<TestPanel>(p => p.Add(x => x.One, test).Add(x => x.Now, now.Now));
        var last = panel.FindAll("details table tbody tr").Single(r => r.TextContent.StartsWith("2025", StringComparison.Ordinal)).TextContent;
        Assert.Contains("（无法给出区间）", last);
        Assert.DoesNotContain("∞", panel.Markup);
        Assert.DoesNotContain("Infinity", panel.Markup);
        using var file = new MemoryStream();
        using (var book = new WorkbookWriter(file)) TargetSheets.Write(book, "题", now.Now, [test]);
        var row = SheetText.Of(file.ToArray(), sheet: 2).Single(r => r.Count > 5 && r[5] == "2025");
        Assert.Equal(["无法给出区间", "无法给出区间"], row[^2..]);
    }

    [Fact]
    public void The_composite_coefficient_shows_the_eight_it_is_the_mean_of()
    {
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2025&target=2030");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=composites]")), TimeSpan.FromSeconds(30));
        var rows = page.FindAll("[data-testid=composites] tbody tr").Select(r => r.QuerySelectorAll("td.num").Select(c => c.TextContent).ToList()).ToList();
        Assert.Equal(9, rows.Count);
        // The demo county does not report computers and titles: with two of the eight unknown there is no mean, and it is seen which they are.
        Assert.All(rows, r => Assert.Equal(2, r.Count));
        Assert.Equal(6, rows.Take(8).Count(r => r.All(c => System.Text.RegularExpressions.Regex.IsMatch(c, "^[0-9]\\.[0-9]{3}"))));
        Assert.Equal(2, rows.Take(8).Count(r => r.All(c => c == "未填")));
        Assert.Equal(["未填（0.65）", "未填（0.55）"], rows[8]);
    }
}
