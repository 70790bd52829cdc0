using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Assessments;

/// <summary>The demo county's year before the newest: every head has confirmed, the office has released it.</summary>
public sealed class DemoRelease(IDbContextFactory<AppDb> factory, Confirmations confirmations, Releases releases)
{
    public const int Year = DemoCounty.LastYear - 1;

    public async Task MakeAsync(int countyId)
    {
        await using var db = await factory.CreateDbContextAsync();
        var batch = await db.ImportBatches.Where(b => b.CountyId == countyId).MaxAsync(b => b.Id);
        var people = await db.Users.AsNoTracking().Where(u => u.CountyId == countyId && (u.UnitCode != null || u.UserName == "dudao")).ToListAsync();
        await Task.WhenAll(people.Where(p => p.UnitCode is not null).Select(p => confirmations.ConfirmAsync(new(p.Id, p.Name, countyId, Roles.Unit, p.UnitCode, null), Year, batch)));
        var office = people.Single(p => p.UnitCode is null);
        if (await releases.DraftAsync(countyId, Year) is { } draft) await releases.PublishAsync(new(office.Id, office.Name, countyId, Roles.Office, null, null), Year, "（演示）县教育督导委员会会议纪要", draft.Now.Position);
    }
}
