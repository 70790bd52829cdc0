using Bunit;
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
