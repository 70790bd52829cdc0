using System.Text.Json;
using System.Text.Json.Nodes;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Targets;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Field;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Scoring;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>A hub whose rules a test may add editions to.</summary>
public sealed class GrowingHub() : HubInside(true, TwoEditionsHub.Copy);

/// <summary>An inspection is judged, signed and printed by the edition it opened under, whatever is published while it runs.</summary>
public sealed class PinnedEditionTests(GrowingHub hub) : IClassFixture<GrowingHub>
{
    private const string First = "ziyang-71-2021.v1";

    [Fact]
    public async Task What_is_signed_under_a_new_edition_is_what_the_paper_prints()
    {
        var (team, desk, shelf) = (new Team(hub), hub.Get<InspectionDesk>(), hub.Get<FrameworkShelf>());
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        await team.MarkAsync(team.People[0], id, 4);
        var of = (await desk.FindAsync(team.Office, id))!.Card.Find("17.4")!.Of;
        var day = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));
        await PublishAsync("v2", day, rows =>
        {
            var row = Of(rows, "17.4");
            var added = row.DeepClone();
            (added["code"], added["name"], added["kinds"], added["points"]) = ("17.9", "新增的现场指标", "小", new JsonObject { ["小"] = 1 });
            (row["points"]!["小"], Of(rows, "15.3")["points"]!["小"]) = (2, 1);
            rows.Insert(rows.IndexOf(row) + 1, added);
        });
        // Published ahead, it is read by nobody before its day.
        await PublishAsync("v3", day.AddYears(1), rows => Of(rows, "17.4")["name"] = "明年的名称");
        Assert.Equal("ziyang-71-2021.v2", shelf.Current.Edition);
        var now = (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, Team.Year))!;
        Assert.Equal(("ziyang-71-2021.v2", (Fraction)2, true), (now.Framework.Edition, now.CardOf(site.Code)!.Find("17.4")!.Of, now.CardOf(site.Code)!.Find("17.9") is not null));

        var sheet = (await desk.FindAsync(team.People[0], id))!;
        Assert.Null(sheet.Card.Find("17.9"));
        Assert.Equal((of, First), (sheet.Card.Find("17.4")!.Of, sheet.Inspection.Edition));
        var field = (await hub.Get<FieldDesk>().SheetsAsync(team.People[0])).Sheets.Single(s => s.Id == $"{id}");
        Assert.Equal((false, true), (field.Rows.Any(r => r.Code == "17.9"), field.Rows.Any(r => r.Code == "17.4")));
        // A lead office scores by the edition in effect, not by one that waits.
        var jiaoyu = hub.Who("jiaoyu", Roles.LeadOffice);
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(jiaoyu, DeskMark.Of(jiaoyu, Sheet.Desk(Team.Year, site.Code), now.Framework.Edition, "2.4", new LevelMark(3), ""))).IsKept);

        await team.SubmitAsync(id);
        await team.SignAsync(id, site);
        var signed = (await desk.FindAsync(team.Office, id))!.Signed.Single();
        var printed = (await hub.Get<Assessor>().AsSignedAsync(signed)).CardOf(site.Code)!;
        using var frozen = JsonDocument.Parse(signed.Frozen);
        Assert.Equal(First, signed.Edition);
        Assert.Equal((frozen.RootElement.GetProperty("low").GetString(), frozen.RootElement.GetProperty("high").GetString()), ($"{printed.Low}", $"{printed.High}"));
        Assert.Equal(frozen.RootElement.GetProperty("rows").GetArrayLength(), printed.Rows.Count);
    }

    private async Task PublishAsync(string version, DateOnly effective, Action<JsonArray> change)
    {
        var rules = hub.Get<HubOptions>().RulesFolder;
        var edition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(rules, $"{First}.json")))!;
        (edition["edition"], edition["effective"]) = ($"ziyang-71-2021.{version}", $"{effective:yyyy-MM-dd}");
        change(edition["indicators"]!.AsArray());
        await File.WriteAllTextAsync(Path.Combine(rules, $"ziyang-71-2021.{version}.json"), edition.ToJsonString());
        await hub.Get<FrameworkShelf>().OpenAsync();
    }

    private static JsonNode Of(JsonArray rows, string code) => rows.First(r => (string?)r!["code"] == code)!;
}
