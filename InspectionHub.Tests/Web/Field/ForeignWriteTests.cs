using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Every door that takes something and names a thing by its id, in the address or in what is sent × every person, own or foreign, as one table: + gets through to the thing,
/// - gets word for word what one gets for a thing that does not exist, and nothing is written. A door that is not in the table fails.</summary>
[Collection(nameof(FieldDoors))]
public sealed class ForeignWriteTests(FieldHub field)
{
    /// <summary>An office, the leading 督学 of the team, another of the team, a 督学 outside it, a lead office, the leader, the administrator, the head of the school and of another one.</summary>
    private const string People = "dudao duxue1 duxue2 duxue9 jiaoyu lingdao admin {head} {other}";

    private const string Table = """
        /api/field/marks               {inspection}                - + + - - - - - -
        /api/field/marks               desk-2026-{site}            - - - - + - - - -
        /api/field/settlements         {inspection}                - + + - - - - - -
        /api/field/hazards             {inspection}                - + + - - - - - -
        /api/field/hazards             {visit}                     - + - - - - - - -
        /api/field/visit-notes         {visit}                     - + - - - - - - -
        /api/field/photos/{sheet}/{sha} {visit}                    - + - - - - - - -
        /api/field/submissions         {inspection}                - + + - - - - - -
        /api/field/submissions         {visit}                     - + - - - - - - -
        /inspections/{inspection}      -                           + + + - + + - + -
        /visits/{visit}                -                           + + - - - + - - -
        /schools/2026/{site}           -                           + + + + + + + + -
        /self/2026/{site}              -                           + + + + + + + + -
        /rectifications/{case}         -                           + + + + - + - + -
        /papers/{paper}                -                           + - - - - - - - -
        """;

    /// <summary>Doors that name nothing anybody owns: signing in and out, a password by its one-time link, checking a paper by its own token, jobs (administrators only) and metrics, the socket of a page,
    /// what is told instead of an answer; and the start of a visit, where an id that does not exist is a visit begun at the gate (VisitDoorTests).</summary>
    private static readonly string[] Others = ["/account/sign-in", "/account/sign-out", "/account/set-password", "/verify/{}", "/jobs/{}", "/metrics", "/status/{}", "/api/field/visits"];

    /// <summary>Pages that are drawn without a circuit, and so could take a form.</summary>
    private static readonly string[] Static = ["/no-permission", "/set-password", "/sign-in", "/status/{}", "/verify", "/verify/{}"];

    [Fact]
    public void Every_door_that_takes_something_is_in_the_table()
    {
        static string Shape(string route) => System.Text.RegularExpressions.Regex.Replace("/" + route.TrimStart('/'), @"\{[^}]*\}|2026", "{}");
        var known = Lines().Select(l => Shape(l[0])).Concat(Others).ToHashSet();
        var taking = EndpointTests.Doors.Value.Where(d => d.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.All(m => m is "GET" or "HEAD" or "OPTIONS") != true).ToList();
        Assert.True(taking.Count > 30);
        // A page without a part to fill in names nothing, and only one that is drawn without a circuit can take a form.
        var doors = taking.Where(d => d.RoutePattern.RawText is { } route && (d.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is null || route.Contains('{'))).Select(d => Shape(d.RoutePattern.RawText!))
            .Where(r => !r.StartsWith("/_", StringComparison.Ordinal)).ToHashSet();
        var open = doors.Where(r => !known.Contains(r)).Order().ToList();
        Assert.True(open.Count == 0, string.Join("\n", open));
        Assert.All(Lines().Select(l => Shape(l[0])), r => Assert.Contains(r, doors));
        Assert.Equal(Static, typeof(Program).Assembly.GetTypes().Where(t => t.IsDefined(typeof(ExcludeFromInteractiveRoutingAttribute), false)).SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false)).Select(r => Shape(((RouteAttribute)r).Template)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nobody_writes_to_what_is_not_theirs_or_learns_that_it_is_there()
    {
        var places = await PrepareAsync();
        var people = People.Split(' ').Select(p => places.GetValueOrDefault(p, p)).ToList();
        var doors = new List<FieldDoor>();
        foreach (var person in people) doors.Add(await FieldDoor.OfAnybodyAsync(field.Hub, person));
        var wrong = new List<string>();
        foreach (var line in Lines())
            for (var i = 0; i < people.Count; i++)
            {
                var before = Written();
                var missing = await SendAsync(doors[i], line, name => name == "{site}" ? "NIX" : name == "{sha}" ? places[name] : $"{Guid.NewGuid()}");
                if (Written() != before) wrong.Add($"{people[i]} wrote to a thing that is not there: {line[0]} {line[1]}");
                before = Written();
                var found = await SendAsync(doors[i], line, name => places[name]);
                var told = $"{people[i]} at {line[0]} {line[1]}: {found}";
                if (line[2 + i] == "+" && found == missing) wrong.Add($"{told}, as for one that is not there");
                if (line[2 + i] == "-" && found != missing) wrong.Add($"{told} instead of {missing}");
                if (line[2 + i] == "-" && Written() != before) wrong.Add($"{told}, but something was written");
            }
        foreach (var door in doors) door.Dispose();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static IEnumerable<string[]> Lines() => Table.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private string Written() => $"{field.Value("SELECT MAX(Seq) FROM LedgerLinks")} {field.Value("SELECT COUNT(*) FROM Photos")}";

    /// <summary>An inspection, a visit that has begun and whose note names a photo, a case and a draft of a paper, all of one school or one person.</summary>
    private async Task<Dictionary<string, string>> PrepareAsync()
    {
        var inspection = await field.OpenInspectionAsync("小", 9);
        var site = $"{field.Value($"SELECT Site FROM Inspections WHERE Id = '{inspection.ToUpperInvariant()}'")}";
        var visit = await field.PlanVisitAsync(at: 2);
        var own = await field.DoorAsync("duxue1");
        await own.PostAsync("/api/field/visits", JsonContent.Create(VisitDoorTests.Start(visit)));
        var note = VisitDoorTests.Note(visit, "point/1", """{"yes":true}""");
        note["photos"] = new JsonArray(Pictures.Sha(Picture));
        await own.PostAsync("/api/field/visit-notes", JsonContent.Create(note));
        Guid one = default, paper = default;
        await field.WithAsync<RectificationBook>(async book => one = await book.OpenAsync(field.Who("dudao", Roles.Office), new(2026, site, RectificationClass.Dated, "围墙开裂", "《学校安全条例》", "", "校长", null, "office", "")));
        await field.WithAsync<PaperDesk>(async desk => paper = await desk.DraftAsync(field.Who("hegao", Roles.Office), "target", 2026, ""));
        var unit = DatabaseOf.Unit(field.Hub.Folder, site);
        var other = $"{field.Value($"SELECT Unit FROM SchoolYears WHERE Year = 2026 AND Unit <> '{unit}' AND Code <> (SELECT Site FROM RoutineVisits WHERE Id = '{visit.ToUpperInvariant()}') ORDER BY Code DESC LIMIT 1")}";
        return new() { ["{site}"] = site, ["{inspection}"] = inspection, ["{visit}"] = visit, ["{case}"] = $"{one}", ["{paper}"] = $"{paper}", ["{sha}"] = Pictures.Sha(Picture), ["{head}"] = DemoAccounts.HeadOf(unit), ["{other}"] = DemoAccounts.HeadOf(other) };
    }

    private static byte[] Picture { get; } = Pictures.Jpeg(120, 90, seed: 12);

    /// <summary>What is answered: status, and where one is led or what is said, without what belongs to this one sending.</summary>
    private static async Task<string> SendAsync(FieldDoor door, string[] line, Func<string, string> place)
    {
        var thing = System.Text.RegularExpressions.Regex.Replace(line[1], @"\{\w+\}", m => place(m.Value));
        var address = System.Text.RegularExpressions.Regex.Replace(line[0].Replace("{sheet}", thing), @"\{\w+\}", m => place(m.Value));
        var id = $"{Guid.NewGuid()}";
        using HttpContent content = line[0] switch
        {
            "/api/field/photos/{sheet}/{sha}" => new ByteArrayContent(Picture),
            var page when !page.StartsWith("/api", StringComparison.Ordinal) => new FormUrlEncodedContent([]),
            var api => JsonContent.Create(Body(api, thing, id)),
        };
        var (status, led, text) = await door.SayAsync(address + (line[0].Contains("{sha}") ? $"?offset=0&total={Picture.Length}" : ""), content);
        return led is not null ? led.Split('?')[0]
            : line[0].StartsWith("/api", StringComparison.Ordinal) && text.Length > 0 ? $"{(int)status} {Said(text)}" : $"{(int)status}";
    }

    private static string Said(string text)
    {
        var body = JsonDocument.Parse(text).RootElement;
        return $"{body.GetProperty("result")} {body.GetProperty("reasons")}";
    }

    private static JsonObject Body(string door, string thing, string id)
    {
        var body = door switch
        {
            "/api/field/marks" => MarkDoorTests.Mark(thing, thing.StartsWith("desk", StringComparison.Ordinal) ? "2.4" : "8.7", """{"level":3}"""),
            "/api/field/settlements" => new JsonObject { ["device"] = "test", ["seq"] = 3, ["sheet"] = thing, ["indicator"] = "8.7", ["value"] = JsonNode.Parse("""{"level":2}"""), ["reason"] = "合议", ["saw"] = new JsonArray() },
            "/api/field/hazards" => new JsonObject { ["device"] = "test", ["seq"] = 5, ["sheet"] = thing, ["foundAt"] = DateTimeOffset.UtcNow.ToString("O"), ["what"] = "燃气管漏气", ["done"] = "关阀、撤离", ["called"] = "督导室", ["photos"] = new JsonArray() },
            "/api/field/visit-notes" => VisitDoorTests.Note(thing, "point/2", """{"yes":true}"""),
            "/api/field/submissions" => FieldDoor.Submission(thing),
            _ => throw new InvalidOperationException($"Nothing is known to send to {door}."),
        };
        body["id"] = id;
        return body;
    }
}
