using InspectionHub.Web.Accounts;
using InspectionHub.Web.Field;

namespace InspectionHub.Web.Rectifications;

/// <summary>Photos of a case for those who may see it, and the 台账 as a workbook.</summary>
public static class RectificationEndpoints
{
    public static void MapRectifications(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rectifications/{id:guid}/{sha:length(64)}.jpg", async (Guid id, string sha, HttpContext context, RectificationBook book, PhotoStore photos) =>
        {
            var who = Visitor.From(context.User)!;
            if (await book.FindAsync(who, id) is not { } one || !one.Steps.Any(s => s.Photos.Contains(sha, StringComparison.Ordinal)) || await photos.PathAsync(who.CountyId, await book.PhotoSheetsAsync(one.Head), sha) is not { } path) return Results.NotFound();
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "private, max-age=86400";
            return Results.File(path, "image/jpeg");
        }).RequireAuthorization(Policies.CanSee);
        routes.MapGet("/rectifications/export.xlsx", async (HttpContext context, RectificationSheet sheet) =>
            Results.File(await sheet.WriteAsync(Visitor.From(context.User)!, RectificationFilter.From(context.Request.Query)), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "整改台账.xlsx")).RequireAuthorization(Policies.CanSee);
    }
}
