using System.Net;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace InspectionHub.Tests.Web.Field;

/// <summary>What can be taken away as a file holds for an inspector nothing that colleagues marked and nobody has signed.</summary>
[Collection(nameof(FieldDoors))]
public sealed class BlindExportTests(FieldHub field)
{
    [Fact]
    public async Task The_dashboard_s_workbooks_hold_an_unsigned_mark_for_the_office_and_not_for_inspectors()
    {
        var sheet = await field.OpenInspectionAsync("小", at: 1);
        var site = $"{field.Value($"SELECT Site FROM Inspections WHERE Id = '{sheet.ToUpperInvariant()}'")}";
        var name = $"{field.Value($"SELECT Name FROM SchoolYears WHERE Year = 2026 AND Code = '{site}'")}";
        Assert.Equal("stored", await (await field.DoorAsync("duxue1")).MarkAsync(sheet, "17.4", """{"level":4}"""));
        using var office = await field.Hub.SignInAsync("dudao");
        Assert.Equal("达标", await StateAsync(office, name));
        var (done, _) = await DoneAsync(office, site);
        foreach (var user in (string[])["duxue1", "duxue2"])
        {
            using var inspector = await field.Hub.SignInAsync(user);
            Assert.Equal("未填", await StateAsync(inspector, name));
            Assert.Equal(done - 1, (await DoneAsync(inspector, site)).Done);
            foreach (var part in (string[])["coefficients", "warnings", "progress"]) Assert.Equal(HttpStatusCode.OK, (await inspector.GetAsync($"/api/dashboard/{part}.xlsx")).StatusCode);
        }
        // A unit gets its own schools, and of the county nothing.
        using var head = await field.Hub.SignInAsync("xz-m01");
        Assert.Equal(HttpStatusCode.NotFound, (await head.GetAsync("/api/dashboard/matrix.xlsx")).StatusCode);
        Assert.DoesNotContain(await RowsAsync(head, "schools"), row => row.Contains(site));
    }

    /// <summary>The state of 17.4 at a school as the matrix says it.</summary>
    private static async Task<string> StateAsync(HttpClient client, string school)
    {
        var rows = await RowsAsync(client, "matrix");
        var column = rows.First(row => row[0] == "学校").FindIndex(head => head.StartsWith("17.4 ", StringComparison.Ordinal));
        return rows.Single(row => row[0] == school)[column];
    }

    /// <summary>How many rows of a school have a result.</summary>
    private static async Task<(int Done, string Text)> DoneAsync(HttpClient client, string site)
    {
        var text = (await RowsAsync(client, "schools")).Single(row => row[0] == site)[4];
        return (int.Parse(text.Split('/')[0]), text);
    }

    private static async Task<List<List<string>>> RowsAsync(HttpClient client, string part)
    {
        var answer = await client.GetAsync($"/api/dashboard/{part}.xlsx?year=2026");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var book = SpreadsheetDocument.Open(await answer.Content.ReadAsStreamAsync(), false);
        return [.. book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToList())];
    }
}
