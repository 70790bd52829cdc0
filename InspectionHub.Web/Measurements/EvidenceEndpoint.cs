using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Measurements;

/// <summary>The evidence behind a county value, as a download.</summary>
public static class EvidenceEndpoint
{
    public static void MapEvidence(this IEndpointRouteBuilder routes) => routes.MapGet("/api/county-values/{id:guid}", async (Guid id, HttpContext context, CountyValueBook book) =>
        await book.FileAsync(Visitor.From(context.User)!, id) is { } file ? Results.File(file.Path, "application/octet-stream", file.Name) : Results.NotFound()).RequireAuthorization(Policies.CanSeeReleases);
}
