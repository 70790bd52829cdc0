using System.Text.Json.Nodes;
using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Targets;
using InspectionHub.Web.Vetoes;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Vetoes;

/// <summary>What an established county veto says of a target whose day is past.</summary>
public sealed class HeldVetoTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private VetoBook Book => hub.Get<VetoBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task A_serious_event_counts_for_two_years_as_its_name_says()
    {
        var id = await Book.RaiseAsync(Office, 2025, "", "C8", "一所幼儿园发生社会影响大的师德事件。");
        await Book.StepAsync(hub.Who("duxue3", Roles.Inspector), id, VetoAct.Verify, "调查属实。", []);
        await Book.StepAsync(Office, id, VetoAct.Hear, "教育股已说明。", []);
        await Book.StepAsync(Office, id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        var county = Office.CountyId;
        foreach (var (year, counts) in new[] { (2024, false), (2025, true), (2026, true), (2027, false), (2030, false) })
            Assert.Equal(counts, (await Book.TargetsAsync(county, year)).ContainsKey(2028));
        foreach (var (since, counts) in new[] { (2024, true), (2025, true), (2026, true), (2027, false) })
            Assert.Equal(counts, (await Book.EstablishedAsync(county, since)).Any(v => v.Target == 2028));
    }

    [Fact]
    public void An_edition_may_say_the_years_of_a_veto_and_the_first_one_says_them_in_words()
    {
        Assert.Equal(["C8"], TestFrameworks.Ziyang.CountyVetoes.Where(v => v.Years != 1).Select(v => v.Code));
        Assert.Equal(2, TestFrameworks.Ziyang.CountyVetoes.Single(v => v.Code == "C8").Years);
        FrameworkReading Read(int years)
        {
            var edition = JsonNode.Parse(TestFrameworks.Text)!;
            edition["countyVetoes"]!.AsArray().Single(v => (string?)v!["code"] == "C9")!["years"] = years;
            return FrameworkReader.Read(edition.ToJsonString());
        }
        Assert.Equal(3, Read(3).Framework!.CountyVetoes.Single(v => v.Code == "C9").Years);
        Assert.Contains("1 以上", Assert.Single(Read(0).Problems).Say);
    }

    [Fact]
    public async Task A_veto_established_after_the_due_date_means_that_2025_does_not_hold_and_says_which()
    {
        var id = await Book.RaiseAsync(Office, 2026, "", "C2", "两所学校三个月的绩效工资没有发。");
        await Book.StepAsync(hub.Who("duxue3", Roles.Inspector), id, VetoAct.Verify, "查账属实。", []);
        await Book.StepAsync(Office, id, VetoAct.Hear, "人事股已说明。", []);
        Assert.DoesNotContain("拖欠教师工资", await DueAsync());
        await Book.StepAsync(Office, id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        Assert.Matches("目前没有守住.*拖欠教师工资", await DueAsync());
        // The page of the year it was due in leads to the register in which the veto stands.
        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2025&target=2025");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.Equal("/vetoes?year=2026", page.Find("[data-testid=vetoes]").GetAttribute("href")), TimeSpan.FromSeconds(30));
        // Decided wrongly, it is taken back, and the target holds as before.
        await Book.StepAsync(Office, id, VetoAct.Revoke, "会议：复查工资已按时发放。", ["张", "李", "王"]);
        Assert.DoesNotContain("拖欠教师工资", await DueAsync());

        async Task<string> DueAsync()
        {
            var target = (await hub.Get<TargetBoard>().FindAsync(Office, 2026))!.Targets.Single(t => t.Year == 2025);
            return TargetWords.Due(target, 2026, DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)));
        }
    }
}
