using InspectionHub.Web.Accounts;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Measurements;

/// <summary>The empty workbook for those who fill it in.</summary>
public static class TemplateEndpoint
{
    public static void MapTemplate(this IEndpointRouteBuilder routes) => routes.MapGet("/api/template.xlsx", (FrameworkShelf shelf) =>
    {
        var file = new MemoryStream();
        WorkbookTemplate.Write(file, shelf.Current.Items);
        return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "统计工作簿模板.xlsx");
    }).RequireAuthorization(Policies.CanImport);
}
