using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Reports;

/// <summary>The class of the page 批量与定期文书.</summary>
public sealed class BatchDesk(IDbContextFactory<AppDb> factory, BatchBook batches, ScheduleBook schedules, Assessor assessor)
{
    public BatchBook Batches => batches;

    public ScheduleBook Schedules => schedules;

    /// <summary>Years there may be papers of, and the newest with data, which most papers are about.</summary>
    public async Task<(IReadOnlyList<int> All, int Newest)> YearsAsync(Visitor who) => (await assessor.WorkedYearsAsync(who.CountyId), (await assessor.YearsAsync(who.CountyId)).FirstOrDefault());

    /// <summary>Towns, units and sites of a year.</summary>
    public async Task<(IReadOnlyList<string> Towns, IReadOnlyList<PaperChoice> Units, IReadOnlyList<PaperChoice> Sites)> PlacesAsync(Visitor who, int year)
    {
        if (await assessor.WorkedAsync(who.CountyId, year) is not { } now) return ([], [], []);
        return ([.. now.Facts.Sites.Select(s => s.Town).Distinct()], [.. now.Facts.Units.Select(u => new PaperChoice(u.Code, u.Name))], [.. now.Facts.Sites.Select(s => new PaperChoice(s.Code, $"{s.Town}　{s.Name}"))]);
    }

    /// <summary>What schedules have made lately, batches apart.</summary>
    public async Task<IReadOnlyList<PaperOrder>> MadeAsync(Visitor who)
    {
        await using var db = await factory.CreateDbContextAsync();
        return await db.PaperOrders.AsNoTracking().Where(o => o.CountyId == who.CountyId && o.OnceKey != null && o.Format != BatchZip.Format).OrderByDescending(o => o.RequestedAt).Take(10).ToListAsync();
    }
}
