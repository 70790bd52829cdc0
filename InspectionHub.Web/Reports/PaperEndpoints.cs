using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Reports;

/// <summary>Fetching a finished paper.</summary>
public static class PaperEndpoints
{
    public static void MapPapers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inspections/{id:guid}/sheet.pdf", (Guid id, HttpContext context, HandPapers papers) => SavedAsync(() => papers.SheetAsync(Visitor.From(context.User)!, id))).RequireAuthorization(Policies.CanScore);
        routes.MapGet("/visits/{id:guid}/sheet.pdf", (Guid id, HttpContext context, HandPapers papers) => SavedAsync(() => papers.VisitAsync(Visitor.From(context.User)!, id))).RequireAuthorization(Policies.CanScore);
        routes.MapGet("/papers/{order:guid}.{format}", async (Guid order, string format, HttpContext context, OrderBook orders) =>
            await orders.FileAsync(Visitor.From(context.User)!, order, format) is { } file && File.Exists(file.Path)
                ? Results.File(file.Path, PaperFiles.TypeOf(format), file.Name)
                : Results.NotFound()).RequireAuthorization(Policies.CanSee);
        routes.MapGet("/papers/{paper:guid}/preview.{format}", (Guid paper, string format, HttpContext context, PaperDesk desk) =>
            ShownAsync(context, format, () => desk.PreviewAsync(Visitor.From(context.User)!, paper, format))).RequireAuthorization(Policies.CanSee);
        routes.MapGet("/papers/preview/{kind}/{year:int}.{format}", (string kind, int year, string format, string? site, string? about, HttpContext context, OrderBook orders, PaperPress press) => ShownAsync(context, format, async () =>
            await press.PrintAsync(await orders.RefuseForeignAsync(Visitor.From(context.User)!, kind, year, site ?? "", about ?? ""), new(), format))).RequireAuthorization(Policies.CanSee);
    }

    /// <summary>A PDF made for this answer, saved under its name.</summary>
    private static async Task<IResult> SavedAsync(Func<Task<(byte[] Bytes, string Name)>> make)
    {
        try
        {
            var (bytes, name) = await make();
            return Results.File(bytes, PaperFiles.TypeOf(PaperFiles.Pdf), name);
        }
        catch (Refusal refusal)
        {
            return Results.Text(string.Join('\n', refusal.Reasons), statusCode: refusal.Status);
        }
    }

    /// <summary>A paper made for this answer; PDF and web page open in the browser, the others are saved under their name.</summary>
    private static async Task<IResult> ShownAsync(HttpContext context, string format, Func<Task<(byte[] Bytes, string Name)?>> make)
    {
        try
        {
            if (await make() is not { } file) return Results.NotFound();
            // The paper's own page shows the web page in a frame that may run nothing.
            if (format == PaperFiles.Html) context.Response.AllowOwnFrame();
            return format is PaperFiles.Pdf or PaperFiles.Html ? Results.File(file.Bytes, PaperFiles.TypeOf(format)) : Results.File(file.Bytes, PaperFiles.TypeOf(format), file.Name);
        }
        catch (Refusal refusal)
        {
            return Results.Text(string.Join('\n', refusal.Reasons), statusCode: refusal.Status);
        }
    }
}
