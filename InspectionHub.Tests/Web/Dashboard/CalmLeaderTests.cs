using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>The leader's page of a county in which no school is red.</summary>
public sealed class CalmLeaderTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Fact]
    public async Task Where_no_school_is_red_a_calm_sentence_says_so_and_the_targets_stand_as_ever()
    {
        const int year = 2026;
        var office = hub.Who("dudao", Roles.Office);
        // Of the official data only a kindergarten's are confirmed: nobody can be short of the seven resources.
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, year))!;
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, "M01"), year, now.Batch.Id);
        var releases = hub.Get<Releases>();
        await releases.PublishAsync(office, year, "局务会", (await releases.DraftAsync(office.CountyId, year))!.Now.Position);
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<LeaderPage>();
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("[data-testid=red]").TextContent), TimeSpan.FromSeconds(30));
        // All the others are not known: calm, but no all-clear.
        Assert.StartsWith("○ 已能判断的学校中没有亮红灯的", page.Find("[data-testid=no-red]").TextContent);
        Assert.Matches("另有 [1-9][0-9]+ 所学校数据不全", page.Find("[data-testid=not-judged]").TextContent);
        Assert.Empty(page.FindAll("[data-red], .leader details"));
        Assert.Equal(3, page.FindAll("[data-target]").Count);
    }
}
