using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Reports;

/// <summary>Fetching a finished paper.</summary>
public static class PaperEndpoints
{
    public static void MapPapers(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/papers/{order:guid}.pdf", async (Guid order, HttpContext context, OrderBook orders) =>
            await orders.FileAsync(Visitor.From(context.User)!, order) is { } file && File.Exists(file.Path)
                ? Results.File(file.Path, "application/pdf", file.Name)
                : Results.NotFound()).RequireAuthorization(Policies.CanSee);
}
