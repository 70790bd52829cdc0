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
        routes.MapGet("/papers/{order:guid}.pdf", async (Guid order, HttpContext context, OrderBook orders) =>
            await orders.FileAsync(Visitor.From(context.User)!, order) is { } file && File.Exists(file.Path)
                ? Results.File(file.Path, "application/pdf", file.Name)
                : Results.NotFound()).RequireAuthorization(Policies.CanSee);
    }
}
