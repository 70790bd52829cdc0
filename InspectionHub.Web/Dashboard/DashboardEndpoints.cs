using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Dashboard;

/// <summary>The tables of the dashboard as workbooks, with the same filters and the same right to see.</summary>
public static class DashboardEndpoints
{
    private static readonly string[] CountyParts = ["coefficients", "warnings", "progress", "matrix"];

    public static void MapDashboard(this IEndpointRouteBuilder routes) => routes.MapGet("/api/dashboard/{part}.xlsx", async (string part, HttpContext context, DashboardBoard board, IDbContextFactory<AppDb> factory) =>
    {
        var who = Visitor.From(context.User)!;
        if (CountyParts.Contains(part) ? !who.May(Policies.CanSeeCounty) : part != "schools") return Results.NotFound();
        if (await board.ReadAsync(who, DashboardQuery.From(context.Request.Query)) is not { } picture || (part == "progress" && !picture.ShowsGrades)) return Results.NotFound();
        await using var db = await factory.CreateDbContextAsync();
        // As on the page: only the list of schools is of those behind a number of the progress table.
        var (of, grade) = part == "schools" && picture.ShowsGrades ? (context.Request.Query["of"].FirstOrDefault(), context.Request.Query["grade"].FirstOrDefault()) : (null, null);
        var isDemo = await db.Counties.AnyAsync(c => c.Id == who.CountyId && c.IsDemo);
        var file = new MemoryStream();
        using (var writer = new WorkbookWriter(file)) DashboardSheets.Write(writer, part, Shown(picture with { Cards = GradePick.Of(picture, of, grade) }, context.Request.Query), isDemo, GradePick.Say(of, grade));
        return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{DashboardSheets.TitleOf(part)}{picture.Now.Year}学年.xlsx");
    }).RequireAuthorization(Policies.CanSee);

    /// <summary>With the one coefficient or the one kind of warning alone that the page shows.</summary>
    private static DashboardPicture Shown(DashboardPicture picture, IQueryCollection query) => picture with
    {
        Coefficients = picture.Coefficients.Where(c => DashboardQuery.Word(c) == query["coefficient"]).ToList() is { Count: > 0 } one ? one : picture.Coefficients,
        Warnings = WarningPart.Of(picture.Warnings, query["warning"]),
    };
}
