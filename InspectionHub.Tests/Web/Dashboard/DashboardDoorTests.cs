using System.Net;
using InspectionHub.Tests.Web.Field;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>The workbooks of the dashboard give what the page shows to the same person, and no more.</summary>
[Collection(nameof(FieldDoors))]
public sealed class DashboardDoorTests(FieldHub field)
{
    [Theory]
    [InlineData("dudao", "progress.xlsx?year=2026", true)]
    [InlineData("dudao", "progress.xlsx?year=2026&lead=%E4%BA%BA%E4%BA%8B%E8%82%A1", false)]
    [InlineData("renshi", "progress.xlsx?year=2026", false)]
    [InlineData("renshi", "matrix.xlsx?year=2026", true)]
    [InlineData("renshi", "warnings.xlsx?year=2026", true)]
    public async Task Grades_are_not_for_one_offices_rows(string user, string part, bool given) =>
        Assert.Equal(given ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await (await field.DoorAsync(user)).Client.GetAsync($"/api/dashboard/{part}")).StatusCode);
}
