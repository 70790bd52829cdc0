using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Reports.Pdf;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Visits;

namespace InspectionHub.Tests.Web.Field;

/// <summary>The doors for routine visits: the same manners as for marks, and nobody reaches another's visit.</summary>
[Collection(nameof(FieldDoors))]
public sealed class VisitDoorTests(FieldHub field)
{
    private const string Starts = "/api/field/visits", Notes = "/api/field/visit-notes";

    [Fact]
    public async Task A_visit_is_begun_written_and_handed_in_and_each_thing_sent_twice_counts_once()
    {
        var visit = await field.PlanVisitAsync();
        var door = await field.DoorAsync("duxue1");
        var start = Start(visit);
        Assert.Contains("还没有开始", (await SendAsync(door, Notes, Note(visit, "point/1", """{"yes":true}"""))).Reasons);
        Assert.Equal("stored", (await SendAsync(door, Starts, start)).Result);
        Assert.Equal("known", (await SendAsync(door, Starts, start)).Result);
        var note = Note(visit, "point/1", """{"yes":false}""");
        Assert.Equal("stored", (await SendAsync(door, Notes, note)).Result);
        Assert.Equal("known", (await SendAsync(door, Notes, note)).Result);
        note["value"] = JsonNode.Parse("""{"yes":true}""");
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(door, Notes, note)).Status);
        Assert.Contains("没有第 99 条", (await SendAsync(door, Notes, Note(visit, "point/99", """{"yes":true}"""))).Reasons);
        Assert.Equal("stored", (await SendAsync(door, Notes, Note(visit, "work", """{"matters":"看了食堂","classes":1,"talked":{"学生":5}}"""))).Result);
        Assert.Equal("false", (await SheetAsync(door, visit))!.Value.GetProperty("notes").GetProperty("point/1").GetProperty("value").GetProperty("yes").GetRawText());
        // Nothing is handed in half: neither is the signature kept nor does the visit move.
        var half = await door.SubmitAsync(FieldDoor.Submission(visit));
        Assert.Equal("refused", half.Result);
        Assert.Contains("没有回答：第 2、", half.Reasons);
        var open = System.Text.RegularExpressions.Regex.Match(half.Reasons, "第 ([0-9、]+) 条").Groups[1].Value.Split('、');
        foreach (var code in open) Assert.Equal("stored", (await SendAsync(door, Notes, Note(visit, $"point/{code}", """{"na":"学校没有食堂"}"""))).Result);
        Assert.Equal("stored", (await door.SubmitAsync(FieldDoor.Submission(visit))).Result);
        Assert.Equal("late", (await SendAsync(door, Notes, Note(visit, "point/2", """{"yes":true}"""))).Result);
        Assert.Equal("submitted", (await SheetAsync(door, visit))!.Value.GetProperty("state").GetString());
        Assert.Equal(open.Length + 2L, field.Value($"SELECT COUNT(*) FROM VisitEntries WHERE VisitId = '{visit.ToUpperInvariant()}' AND IsLate = 0"));
        Assert.Equal(1L, field.Value($"SELECT COUNT(*) FROM VisitSteps WHERE VisitId = '{visit.ToUpperInvariant()}' AND Act = 'Submit'"));
    }

    [Fact]
    public async Task Nobody_reaches_another_s_visit_and_a_replaced_inspector_neither_sees_nor_writes_it_any_more()
    {
        var visit = await field.PlanVisitAsync();
        var (first, second) = (await field.DoorAsync("duxue1"), await field.DoorAsync("duxue2"));
        Assert.Null(await SheetAsync(second, visit));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(second, Starts, Start(visit))).Status);
        Assert.Equal("stored", (await SendAsync(first, Starts, Start(visit))).Result);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(second, Notes, Note(visit, "point/1", """{"yes":true}"""))).Status);
        Assert.Equal("stored", (await SendAsync(first, Notes, Note(visit, "point/1", """{"yes":true}"""))).Result);
        await field.WithAsync<VisitBook>(book => book.DoAsync(field.Who("dudao", Roles.Office), Guid.Parse(visit), VisitAct.Replace, "督学甲请假", field.Who("duxue2", Roles.Inspector).Id));
        Assert.Null(await SheetAsync(first, visit));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(first, Notes, Note(visit, "point/2", """{"yes":true}"""))).Status);
        // What was written stays, and the other one goes on.
        Assert.True((await SheetAsync(second, visit))!.Value.GetProperty("notes").GetProperty("point/1").GetProperty("value").GetProperty("yes").GetBoolean());
        Assert.Equal("stored", (await SendAsync(second, Notes, Note(visit, "point/2", """{"yes":true}"""))).Result);
        foreach (var user in (string[])["lingdao", "jiaoyu", "xz-m01", "admin"])
        {
            using var client = await field.Hub.SignInAsync(user);
            foreach (var path in (string[])[Starts, Notes]) Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(path, JsonContent.Create(Start(visit)))).StatusCode);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await second.PostAsync(Notes, JsonContent.Create(Note(visit, "point/3", """{"yes":true}""")), withToken: false)).Status);
        using var office = await FieldDoor.OpenAsync(field.Hub, "dudao");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(office, Notes, Note(visit, "point/3", """{"yes":true}"""))).Status);
    }

    [Fact]
    public async Task A_visit_begins_at_the_gate_only_at_one_s_own_sites_in_time_and_with_a_list_there_is()
    {
        var (own, foreign) = (field.SitesOf("duxue1"), field.SitesOf("duxue2")[0]);
        var door = await field.DoorAsync("duxue1");
        var start = Start($"{Guid.NewGuid()}", own[0], "canteen.v1");
        Assert.Equal("stored", (await SendAsync(door, Starts, start)).Result);
        Assert.Equal("known", (await SendAsync(door, Starts, start)).Result);
        Assert.Equal("onsite", (await SheetAsync(door, $"{start["sheet"]}"))!.Value.GetProperty("state").GetString());
        Assert.Contains("不在您的责任区", (await SendAsync(door, Starts, Start($"{Guid.NewGuid()}", foreign, "canteen.v1"))).Reasons);
        Assert.Contains("没有随访清单", (await SendAsync(door, Starts, Start($"{Guid.NewGuid()}", own[0], "x.v9"))).Reasons);
        var old = Start($"{Guid.NewGuid()}", own[0], "canteen.v1");
        old["startedAt"] = DateTimeOffset.UtcNow.AddDays(-61).ToString("O");
        Assert.Contains("早于 60 天前", (await SendAsync(door, Starts, old)).Reasons);
        // A clock that runs two hours ahead does not put the visit into the future.
        var ahead = Start($"{Guid.NewGuid()}", own[1], "canteen.v1");
        ahead["startedAt"] = DateTimeOffset.UtcNow.AddHours(26).ToString("O");
        Assert.Equal("stored", (await SendAsync(door, Starts, ahead)).Result);
        Assert.Equal(InspectionHub.Web.Plans.YearSites.DayOf(DateTimeOffset.UtcNow).ToString("yyyy-MM-dd"), (await SheetAsync(door, $"{ahead["sheet"]}"))!.Value.GetProperty("day").GetString());
        // The id of another's visit is nobody's free id.
        var other = await field.PlanVisitAsync("duxue2");
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(door, Starts, Start(other, own[0], "canteen.v1"))).Status);
    }

    [Fact]
    public async Task Photos_dangers_and_signatures_of_a_visit_are_taken_and_only_its_inspector_and_the_office_see_them()
    {
        var visit = await field.PlanVisitAsync();
        var door = await field.DoorAsync("duxue1");
        await SendAsync(door, Starts, Start(visit));
        var file = Pictures.Jpeg(120, 90, seed: 7);
        var note = Note(visit, $"problem/{Guid.NewGuid()}", """{"text":"疏散通道堆放杂物","demand":"清理","kind":"立行立改","due":"2026-12-01"}""");
        note["photos"] = new JsonArray(Pictures.Sha(file));
        Assert.Equal("unnamed", (await door.PhotoAsync(visit, file)).Result);
        Assert.Equal("stored", (await SendAsync(door, Notes, note)).Result);
        Assert.Equal("stored", (await door.PhotoAsync(visit, file)).Result);
        var hazard = new JsonObject { ["id"] = $"{Guid.NewGuid()}", ["device"] = "test", ["seq"] = 5, ["sheet"] = visit, ["foundAt"] = DateTimeOffset.UtcNow.ToString("O"), ["what"] = "燃气管漏气", ["done"] = "关阀、撤离", ["called"] = "督导室", ["photos"] = new JsonArray() };
        Assert.Equal("stored", (await SendAsync(door, "/api/field/hazards", hazard)).Result);
        Assert.Equal("燃气管漏气", (await SheetAsync(door, visit))!.Value.GetProperty("hazards")[0].GetProperty("what").GetString());
        hazard["id"] = $"{Guid.NewGuid()}";
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(await field.DoorAsync("duxue2"), "/api/field/hazards", hazard)).Status);
        foreach (var (user, status) in new[] { ("duxue1", HttpStatusCode.OK), ("dudao", HttpStatusCode.OK), ("duxue2", HttpStatusCode.NotFound), ("xz-m01", HttpStatusCode.Forbidden) })
        {
            using var client = await field.Hub.SignInAsync(user);
            Assert.Equal(status, (await client.GetAsync($"/api/field/photos/{visit}/{Pictures.Sha(file)}.jpg")).StatusCode);
        }
    }

    [Fact]
    public async Task The_paper_of_a_visit_holds_its_checklist_and_only_its_inspector_gets_it()
    {
        var visit = await field.PlanVisitAsync();
        var point = (await SheetAsync(await field.DoorAsync("duxue1"), visit))!.Value.GetProperty("checklist").GetString();
        var paper = $"/visits/{visit}/sheet.pdf";
        var text = string.Concat(Printed.OfBytes(await (await field.DoorAsync("duxue1")).Client.GetByteArrayAsync(paper)).Pages());
        foreach (var word in (string[])["挂牌督导记录表", point!, "责任督学：督学甲（演示）", "□是□否", "听课", "发现的问题", "学校负责人（签名）"]) Assert.Contains(word, text.Replace(" ", "").Replace("　", ""));
        foreach (var (user, status) in new[] { ("duxue2", HttpStatusCode.NotFound), ("dudao", HttpStatusCode.NotFound), ("xz-m01", HttpStatusCode.Redirect) })
        {
            using var client = await field.Hub.SignInAsync(user);
            Assert.Equal(status, (await client.GetAsync(paper)).StatusCode);
        }
    }

    internal static JsonObject Start(string visit, string? site = null, string? checklist = null) =>
        new() { ["id"] = $"{Guid.NewGuid()}", ["device"] = "test", ["seq"] = 1, ["sheet"] = visit, ["startedAt"] = DateTimeOffset.UtcNow.ToString("O"), ["site"] = site, ["checklist"] = checklist };

    internal static JsonObject Note(string visit, string key, string value) =>
        new() { ["id"] = $"{Guid.NewGuid()}", ["device"] = "test", ["seq"] = 2, ["sheet"] = visit, ["indicator"] = key, ["value"] = JsonNode.Parse(value), ["note"] = "", ["observedAt"] = DateTimeOffset.UtcNow.ToString("O"), ["photos"] = new JsonArray() };

    private static async Task<(HttpStatusCode Status, string Result, string Reasons)> SendAsync(FieldDoor door, string path, JsonObject given)
    {
        var (status, body) = await door.PostAsync(path, JsonContent.Create(given));
        Assert.Equal("mark/1", body.GetProperty("schema").GetString());
        return (status, body.GetProperty("result").GetString()!, string.Join("；", body.GetProperty("reasons").EnumerateArray().Select(r => r.GetString())));
    }

    private static async Task<JsonElement?> SheetAsync(FieldDoor door, string visit) =>
        (await door.Client.GetFromJsonAsync<JsonElement>("/api/field/sheets")).GetProperty("routine").GetProperty("visits").EnumerateArray().Where(v => v.GetProperty("id").GetString() == visit).Select(v => (JsonElement?)v).FirstOrDefault();
}
