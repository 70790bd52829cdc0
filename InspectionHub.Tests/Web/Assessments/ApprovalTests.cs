using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.Assessments;

/// <summary>审定 of the annual assessment makes the year's numbers official in the same write.</summary>
public sealed class ApprovalTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Fact]
    public async Task Approving_publishes_a_release_and_an_approval_without_confirmed_data_is_refused_whole()
    {
        const int year = 2023;
        var (office, releases, annual) = (hub.Who("dudao", Roles.Office), hub.Get<Releases>(), hub.Get<AnnualBook>());
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, year))!;
        await hub.Get<Writer>().WriteAsync(async (db, _) =>
        {
            foreach (var act in new[] { AnnualAct.Start, AnnualAct.Publish })
                db.AnnualSteps.Add(new AnnualStep
                {
                    Id = Guid.CreateVersion7(),
                    CountyId = office.CountyId,
                    Year = year,
                    Act = $"{act}",
                    Unit = "",
                    Text = "",
                    Frozen = act == AnnualAct.Publish ? AnnualResults.Of(now).Write() : null,
                    OpenUntil = act == AnnualAct.Publish ? new DateOnly(2024, 9, 1) : null,
                    PersonId = office.Id,
                    PersonName = office.Name,
                    At = DateTimeOffset.UnixEpoch,
                    LedgerSeq = await hub.Get<LedgerBook>().AppendAsync(db, office.CountyId, "annual", "sample", new { }),
                });
            return true;
        });
        Assert.Contains("确认", (await Assert.ThrowsAsync<Refusal>(() => annual.DoAsync(office, year, AnnualAct.Approve, "局长办公会审定"))).Message);
        Assert.Equal(AnnualState.Public, (await annual.FindAsync(office, year)).State);

        await hub.Get<Confirmations>().ConfirmAsync(office with { Role = Roles.Unit, UnitCode = now.Facts.Units[0].Code }, year, now.Batch.Id);
        await annual.DoAsync(office, year, AnnualAct.Approve, "局长办公会审定");
        var release = Assert.Single(await releases.ListAsync(office.CountyId), r => r.Year == year);
        Assert.Contains("局长办公会审定", release.Basis);
        Assert.Equal(release.Id, (await releases.OfficialAsync(office.CountyId, year))!.Release!.Id);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }
}
