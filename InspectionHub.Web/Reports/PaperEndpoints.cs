using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Reports;

/// <summary>Fetching a finished paper.</summary>
public static class PaperEndpoints
{
    public static void MapPapers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inspections/{id:guid}/sheet.pdf", async (Guid id, HttpContext context, PaperPress press) =>
        {
            try
            {
                var (bytes, name) = await press.PrintSheetAsync(Visitor.From(context.User)!, id);
                return Results.File(bytes, "application/pdf", name);
            }
            catch (Refusal refusal)
            {
                return Results.Text(string.Join('\n', refusal.Reasons), statusCode: refusal.Status);
            }
        }).RequireAuthorization(Policies.CanScore);
        routes.MapGet("/papers/{order:guid}.{format}", async (Guid order, string format, HttpContext context, OrderBook orders) =>
            await orders.FileAsync(Visitor.From(context.User)!, order, format) is { } file && File.Exists(file.Path)
                ? Results.File(file.Path, format == "pdf" ? "application/pdf" : "application/octet-stream", file.Name)
                : Results.NotFound()).RequireAuthorization(Policies.CanSee);
        routes.MapGet("/papers/{paper:guid}/preview.pdf", async (Guid paper, HttpContext context, PaperDesk desk) =>
        {
            try
            {
                return await desk.PreviewAsync(Visitor.From(context.User)!, paper) is { } file ? Results.File(file.Bytes, "application/pdf") : Results.NotFound();
            }
            catch (Refusal refusal)
            {
                return Results.Text(string.Join('\n', refusal.Reasons), statusCode: refusal.Status);
            }
        }).RequireAuthorization(Policies.CanSee);
    }
}
