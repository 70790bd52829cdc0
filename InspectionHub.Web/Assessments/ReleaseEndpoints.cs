using InspectionHub.Web.Accounts;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Assessments;

/// <summary>A version's difference list as a workbook.</summary>
public static class ReleaseEndpoints
{
    public static void MapReleases(this IEndpointRouteBuilder routes) => routes.MapGet("/api/releases/{id:guid}.xlsx", async (Guid id, HttpContext context, Releases releases) =>
    {
        var all = await releases.ListAsync(Visitor.From(context.User)!.CountyId);
        if (all.FirstOrDefault(r => r.Id == id) is not { } release) return Results.NotFound();
        var file = new MemoryStream();
        using (var writer = new WorkbookWriter(file))
        {
            writer.Sheet("差别", [12, 44, 30, 30], frozen: 2);
            writer.Heads([$"{release.Year}—{release.Year + 1} 学年正式数据第 {release.Version} 版与上一版的差别"]);
            writer.Heads(["部分", "内容", "上一版", "本版"]);
            foreach (var change in Releases.Differences(release, all)) writer.Row(change.Part, change.What, change.Before, change.After);
        }
        return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"正式数据差别{release.Year}学年第{release.Version}版.xlsx");
    }).RequireAuthorization(Policies.CanSeeReleases);
}
