using InspectionHub.Web.Accounts;
using Microsoft.AspNetCore.Antiforgery;

namespace InspectionHub.Web.Field;

/// <summary>Doors for photos: where one stands, the next piece of it, and the picture itself for those who may see the sheet.</summary>
public static class PhotoEndpoints
{
    private const int LargestPiece = 256 * 1024;

    public static void MapPhotos(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/field/photos").RequireAuthorization(Policies.CanScore);
        api.MapGet("/{sheet:guid}/{sha:length(64)}", async (string sheet, string sha, HttpContext context, PhotoStore photos) => Results.Json(await photos.StateAsync(Visitor.From(context.User)!, sheet, sha)));
        api.MapPost("/{sheet:guid}/{sha:length(64)}", AddAsync).RequireRateLimiting(Traffic.Uploads);
        api.MapGet("/{sheet:guid}/{sha:length(64)}.jpg", async (string sheet, string sha, HttpContext context, PhotoStore photos) =>
        {
            if (await photos.FileAsync(Visitor.From(context.User)!, sheet, sha) is not { } path) return Results.NotFound();
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "private, max-age=86400";
            return Results.File(path, "image/jpeg");
        });
    }

    private static async Task<IResult> AddAsync(string sheet, string sha, long offset, long total, string? taken, double? lat, double? lon, double? acc, HttpContext context, IAntiforgery antiforgery, PhotoStore photos)
    {
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.Json(PhotoAnswer.Of(sha, "token", 0, "页面凭证已失效，请刷新后再发送；照片仍保存在本机。"), statusCode: 400);
        using var piece = new MemoryStream();
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
        {
            if (piece.Length + read > LargestPiece) return Results.Json(PhotoAnswer.Of(sha, "refused", 0, "一次传送的数据太多，请刷新现场评分页后重试。"), statusCode: 413);
            piece.Write(buffer, 0, read);
        }
        DateTimeOffset? at = DateTimeOffset.TryParse(taken, System.Globalization.CultureInfo.InvariantCulture, out var time) ? time.ToUniversalTime() : null;
        try
        {
            return Results.Json(await photos.AddAsync(Visitor.From(context.User)!, sheet, sha, offset, total, PhotoOrigin.Of(at, lat, lon, acc), piece.ToArray()));
        }
        catch (Refusal trouble)
        {
            // The fault is the hub's own and passes: the phone keeps the photo and sends it again.
            return Results.Json(PhotoAnswer.Of(sha, "again", 0, [.. trouble.Reasons, "照片仍保存在手机上，稍后会自动再传。"]), statusCode: trouble.Status);
        }
    }
}
