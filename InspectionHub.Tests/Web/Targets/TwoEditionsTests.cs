using System.Text.Json.Nodes;
using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Targets;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Targets;

/// <summary>A hub whose demo year 2025 was released under the first edition, and whose newest edition has other tests and cut-offs: T18 is gone, P19 is new.</summary>
public sealed class TwoEditionsHub() : HubInside(true, Rules)
{
    /// <summary>The published data in a folder of their own.</summary>
    public static string Copy(string folder)
    {
        foreach (var file in Directory.GetFiles(RepositoryRoot.PathOf("data"), "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, "data", Path.GetRelativePath(RepositoryRoot.PathOf("data"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return Path.Combine(folder, "data", "frameworks");
    }

    private static string Rules(string folder)
    {
        var rules = Copy(folder);
        var edition = JsonNode.Parse(File.ReadAllText(Path.Combine(rules, "ziyang-71-2021.v1.json")))!;
        edition["edition"] = "ziyang-71-2021.v2";
        edition["effective"] = "2026-09-02";
        var settings = edition["settings"]!;
        (settings["excellent"], settings["excellentTopPercent"], settings["good"], settings["pass"]) = (92.5, 25, 82, 65);
        var tests = edition["tests"]!.AsArray();
        tests.Remove(tests.First(t => (string?)t!["code"] == "T18"));
        var added = tests.First(t => (string?)t!["code"] == "P8")!.DeepClone();
        added["code"] = "P19";
        added["name"] = "生均公用经费（新增）";
        tests.Insert(tests.IndexOf(tests.First(t => (string?)t!["code"] == "P18")) + 1, added);
        File.WriteAllText(Path.Combine(rules, "ziyang-71-2021.v2.json"), edition.ToJsonString());
        return rules;
    }
}

/// <summary>Years judged by editions with different tests stand side by side on every page.</summary>
public sealed class TwoEditionsTests(TwoEditionsHub hub) : IClassFixture<TwoEditionsHub>
{
    private const string Absent = "该年度版本无此项";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task A_test_that_the_released_years_edition_lacks_is_a_gap_in_its_line()
    {
        var years = hub.Get<YearView>();
        Assert.NotEqual((await years.SeenAsync(Office, 2025, true))!.Framework.Edition, (await years.SeenAsync(Office, 2026, true))!.Framework.Edition);
        var target = (await hub.Get<TargetBoard>().FindAsync(Office, 2026, wantsOfficial: true))!.Targets.Single(t => t.Year == 2028);
        var series = target.Tests.Single(t => t.Test.Code == "P19").Series[0];
        Assert.Equal([2025], series.Lacking);
        Assert.DoesNotContain(series.Years, y => y.Year == 2025);
        Assert.Contains(series.Years, y => y.Year == 2024);
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2026&target=2028&test=P19");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("aside tr"), row => row.TextContent.StartsWith("2025", StringComparison.Ordinal) && row.TextContent.Contains(Absent)), Patience);
    }

    [Fact]
    public async Task A_target_past_its_day_keeps_the_tests_it_was_judged_by_and_says_what_is_not_asked_any_more()
    {
        // Whether it still holds is read in the newest release, which rests on the second edition.
        var (releases, now) = (hub.Get<Releases>(), (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, "M01"), 2026, now.Batch.Id);
        await releases.PublishAsync(Office, 2026, "局务会", (await releases.DraftAsync(Office.CountyId, 2026))!.Now.Position);
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2026&target=2025");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.Contains(Absent, page.Find("tr[data-test=T18]").TextContent), Patience);
        Assert.EndsWith("/ 19", page.Find("[data-testid=met-2025]").TextContent);
    }

    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    public async Task The_county_page_the_leaders_page_and_the_workbook_stand_for_both_years(int year)
    {
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(hub.Who("lingdao", Roles.Leader), new() { Year = year }))!;
        Assert.Equal(3, picture.Targets.Count);
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<LeaderPage>();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-target]").Count), Patience);
        var target = (await hub.Get<TargetBoard>().FindAsync(Office, year, wantsOfficial: true))!;
        using var file = new MemoryStream();
        using (var book = new InspectionHub.Web.Measurements.Workbook.WorkbookWriter(file)) TargetSheets.Write(book, "题", target.Now, target.Targets.Single(t => t.Year == 2028).Tests);
        Assert.True(file.Length > 0);
    }
}
