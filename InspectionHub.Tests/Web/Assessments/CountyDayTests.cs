using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Assessments;

/// <summary>The rules' day is the county's: after midnight in China it is the next one, eight hours before it is in Greenwich.</summary>
public sealed class CountyDayTests
{
    private const int Year = 2026;

    [Fact]
    public async Task Half_past_one_in_the_night_is_judged_by_the_day_that_has_begun()
    {
        var late = new DateTimeOffset(DateTimeOffset.UtcNow.Date.AddHours(17.5), TimeSpan.Zero);
        var day = DateOnly.FromDateTime(late.Date).AddDays(1);
        await using var hub = await LoneHub.StartAsync(withDemo: true, clock: new FakeTimeProvider(late));
        var (office, assessor) = (hub.Who("dudao", Roles.Office), hub.Get<Assessor>());
        var now = (await assessor.FindAsync(office.CountyId, Year))!;
        Assert.Equal(day, now.Facts.Day);
        Assert.Equal(day, (await assessor.ConfirmedAsync(office.CountyId, Year))!.Facts.Day);
        Assert.Equal(day, (await hub.Get<Releases>().DraftAsync(office.CountyId, Year))!.Now.Facts.Day);

        var (edition, site) = (now.Framework.Edition, now.Facts.Sites[0].Code);
        var inspection = new Inspection { Id = Guid.CreateVersion7(), CountyId = office.CountyId, Year = Year, Site = site, Edition = edition, Title = "专项督导", OpenedAt = late };
        var sent = new InspectionAct { InspectionId = inspection.Id, Act = "SendPreliminary", PersonId = office.Id, PersonName = office.Name, Reason = "", At = late, LedgerSeq = now.Position };
        Assert.Equal(day, (await assessor.AsSentAsync(inspection, sent))!.Facts.Day);
        var signed = new SignOff { Id = Guid.CreateVersion7(), InspectionId = inspection.Id, CountyId = office.CountyId, Year = Year, Site = site, Version = 1, Edition = edition, Engine = Assessor.Engine, Position = now.Position, BatchId = now.Batch.Id, Frozen = "", PersonId = office.Id, PersonName = office.Name, At = late };
        Assert.Equal(day, (await assessor.AsSignedAsync(signed)).Facts.Day);
    }
}
