using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Scoring;

namespace InspectionHub.Tests.Web.Assessments;

/// <summary>The year by confirmed data is judged anew only where something changed, as the open one is.</summary>
public sealed class ConfirmedBasisTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2024;

    [Fact]
    public async Task A_mark_makes_only_its_own_school_be_judged_anew_and_a_confirmation_all_of_them()
    {
        var (office, lead, assessor) = (hub.Who("dudao", Roles.Office), hub.Who("jiaoyu", Roles.LeadOffice), hub.Get<Assessor>());
        var now = (await assessor.FindAsync(office.CountyId, Year))!;
        var sites = now.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).DistinctBy(s => s.Unit).Take(3).ToList();
        foreach (var site in sites.Take(2)) await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, site.Unit), Year, now.Batch.Id);
        var before = (await assessor.ConfirmedAsync(office.CountyId, Year))!;
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(lead, DeskMark.Of(lead, Sheet.Desk(Year, sites[0].Code), now.Framework.Edition, "2.4", new LevelMark(3), ""))).IsKept);
        var marked = (await assessor.ConfirmedAsync(office.CountyId, Year))!;
        Assert.Same(before.CardOf(sites[1].Code), marked.CardOf(sites[1].Code));
        Assert.NotEqual(before.CardOf(sites[0].Code)!.Find("2.4")!.State, marked.CardOf(sites[0].Code)!.Find("2.4")!.State);

        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, sites[2].Unit), Year, now.Batch.Id);
        var confirmed = (await assessor.ConfirmedAsync(office.CountyId, Year))!;
        Assert.Empty(marked.Facts.Measurements.ReportedAt(sites[2].Code));
        Assert.NotEmpty(confirmed.Facts.Measurements.ReportedAt(sites[2].Code));
    }
}
