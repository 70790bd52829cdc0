using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace InspectionHub.Tests.Web;

/// <summary>The door for marks: what is taken, what is refused and with which words. Lead offices' desk sheets need no inspection.</summary>
public sealed class MarkDoorTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private const string Edition = "ziyang-71-2021.v1";

    private string Desk => $"desk-2026-{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Kind = '小' ORDER BY Code LIMIT 1")}";

    [Fact]
    public async Task A_mark_sent_twice_counts_once_and_the_same_id_with_other_content_is_a_conflict()
    {
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        var mark = Mark(Desk, "2.4", """{"level":3}""");
        Assert.Equal((HttpStatusCode.OK, "stored"), await door.SendAsync(mark));
        Assert.Equal((HttpStatusCode.OK, "known"), await door.SendAsync(mark));
        mark["value"] = JsonNode.Parse("""{"level":4}""");
        Assert.Equal((HttpStatusCode.Conflict, "refused"), await door.SendAsync(mark));
        Assert.Equal(1L, DatabaseOf.Value(hub.Folder, $"SELECT COUNT(*) FROM ScoreEntries WHERE Id = '{mark["id"]!.GetValue<string>().ToUpperInvariant()}'"));
    }

    [Theory]
    [InlineData("2.4", """{"level":9}""", "0—4")]
    [InlineData("2.4", """{"yes":true}""", "等级")]
    [InlineData("2.4", """{"level":"3"}""", "格式不正确")]
    [InlineData("8.1", """{"num":"12","den":"11"}""", "不能大于")]
    [InlineData("8.1", """{"num":"-1","den":"11"}""", "不能是负数")]
    [InlineData("8.1", """{"na":" "}""", "不适用的原因")]
    [InlineData("7.4", """{"level":3}""", "学生资助中心")]
    [InlineData("3.6", """{"level":3}""", "不由股室评分")]
    [InlineData("9.9", """{"level":3}""", "没有指标 9.9")]
    public async Task What_does_not_fit_its_row_is_refused_with_the_reason(string row, string value, string reason)
    {
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), await door.SendAsync(Mark(Desk, row, value)));
        Assert.Contains(reason, door.LastReasons);
    }

    [Fact]
    public async Task Another_county_s_sheet_and_a_tampered_one_do_not_exist()
    {
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        Assert.Equal((HttpStatusCode.NotFound, "refused"), await door.SendAsync(Mark("desk-2026-NIX", "2.4", """{"level":3}""")));
        Assert.Equal((HttpStatusCode.NotFound, "refused"), await door.SendAsync(Mark($"{Guid.NewGuid()}", "2.4", """{"level":3}""")));
        using var inspector = await MarkDoor.OpenAsync(hub, "duxue1");
        Assert.Equal((HttpStatusCode.NotFound, "refused"), await inspector.SendAsync(Mark(Desk, "2.4", """{"level":3}""")));
    }

    [Fact]
    public async Task Without_the_page_s_token_or_without_a_mark_nothing_is_taken()
    {
        using var client = await hub.SignInAsync("jiaoyu");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("/api/field/marks", Mark(Desk, "2.4", """{"level":3}"""))).StatusCode);
        using var door = await MarkDoor.OpenAsync(hub, "jiaoyu");
        Assert.Equal((HttpStatusCode.BadRequest, "refused"), await door.SendAsync(new JsonObject { ["nonsense"] = 1 }));
        using var leader = await hub.SignInAsync("lingdao");
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync("/api/field/token")).StatusCode);
    }

    internal static JsonObject Mark(string sheet, string row, string value) => new()
    {
        ["id"] = $"{Guid.NewGuid()}",
        ["device"] = "test",
        ["seq"] = 1,
        ["sheet"] = sheet,
        ["edition"] = Edition,
        ["indicator"] = row,
        ["value"] = JsonNode.Parse(value),
        ["note"] = "",
        ["observedAt"] = "2026-11-23T08:00:00Z",
        ["photos"] = new JsonArray(),
    };
}
