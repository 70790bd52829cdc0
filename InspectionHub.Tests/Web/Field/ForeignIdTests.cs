using System.Net;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Field;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;

namespace InspectionHub.Tests.Web.Field;

/// <summary>Every address that names a thing × every person, own or foreign, as one table: + may, - gets what one gets for a thing that does not exist. An address that is not in the table fails.</summary>
[Collection(nameof(FieldDoors))]
public sealed class ForeignIdTests(FieldHub field)
{
    /// <summary>An office, the team's 督学 and another one, a lead office, the leader, the administrator, the head of the school and of another one.</summary>
    private const string People = "dudao duxue1 duxue9 jiaoyu lingdao admin {head} {other}";

    private const string Table = """
        /schools/2026/{site}                         + + + + + + + -
        /self/2026/{site}                            + + + + + + + -
        /inspections/{inspection}                    + + - + + - + -
        /inspections/{inspection}/sheet.pdf          - + - - - - - -
        /visits/{visit}                              + + - - + - - -
        /rectifications/{case}                       + + + - + - + -
        /papers/{paper}                              + - - - - - - -
        /papers/{paper}/preview.{format}             + - - - - - - -
        /rectifications/{case}/{correction}.jpg      + + + - + - + -
        /visits/{visit}/sheet.pdf                    - + - - - - - -
        /api/field/photos/{visit}/{photo}.jpg        + + - - - - - -
        """;

    /// <summary>Addresses with a part to fill in that name nothing anybody owns (a year, a kind of table, a page of errors, a file of the program), the register that is open to all,
    /// what only takes (PhotoDoorTests), and orders of papers (SecurityTests, AccessTests).</summary>
    private static readonly string[] Others =
        ["/api/county-values/{}", "/api/dashboard/{}.xlsx", "/api/releases/{}.xlsx", "/jobs/{}", "/status/{}", "/verify/{}", "/{}", "/api/field/photos/{}/{}", "/papers/preview/{}/{}.{}", "/papers/{}.{}"];

    [Fact]
    public void Every_address_that_names_a_thing_is_in_the_table()
    {
        static string Shape(string route) => System.Text.RegularExpressions.Regex.Replace("/" + route.TrimStart('/'), @"\{[^}]*\}|2026", "{}");
        var known = Table.Split('\n').Select(l => Shape(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])).Concat(Others).ToHashSet();
        var open = EndpointTests.Doors.Value.Where(d => d.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false).Select(d => d.RoutePattern.RawText!).Where(r => r.Contains('{')).Select(Shape).Distinct().Where(r => !known.Contains(r)).Order().ToList();
        Assert.True(open.Count == 0, string.Join("\n", open));
    }

    [Fact]
    public async Task Nobody_reaches_what_is_not_theirs_by_its_address()
    {
        var inspection = await field.OpenInspectionAsync("小", 7);
        var site = $"{field.Value($"SELECT Site FROM Inspections WHERE Id = '{inspection.ToUpperInvariant()}'")}";
        var visit = await field.PlanVisitAsync();
        Guid one = default, paper = default;
        await field.WithAsync<RectificationBook>(async book => one = await book.OpenAsync(field.Who("dudao", Roles.Office), new(2026, site, RectificationClass.Dated, "围墙开裂", "《学校安全条例》", "", "校长", null, "office", "")));
        await field.WithAsync<PaperDesk>(async desk => paper = await desk.DraftAsync(field.Who("hegao", Roles.Office), "target", 2026, ""));
        var unit = DatabaseOf.Unit(field.Hub.Folder, site);
        var (photo, correction) = ("", "");
        await field.WithAsync<PhotoStore>(async photos =>
        {
            photo = await photos.KeepAsync(field.Who("duxue1", Roles.Inspector), Guid.Parse(visit), Pictures.Jpeg(120, 90, seed: 3));
            correction = await photos.KeepAsync(field.Who(DemoAccounts.HeadOf(unit), Roles.Unit), one, Pictures.Jpeg(120, 90, seed: 4));
        });
        await field.WithAsync<RectificationBook>(book => book.StepAsync(field.Who(DemoAccounts.HeadOf(unit), Roles.Unit), one, new(RectificationAct.Report, "已修", Photos: [correction])));
        var other = $"{field.Value($"SELECT Unit FROM SchoolYears WHERE Year = 2026 AND Unit <> '{unit}' AND Code <> (SELECT Site FROM RoutineVisits WHERE Id = '{visit.ToUpperInvariant()}') ORDER BY Code DESC LIMIT 1")}";
        var places = new Dictionary<string, string> { ["{site}"] = site, ["{inspection}"] = inspection, ["{visit}"] = visit, ["{case}"] = $"{one}", ["{paper}"] = $"{paper}", ["{photo}"] = photo, ["{correction}"] = correction, ["{format}"] = "pdf", ["{head}"] = DemoAccounts.HeadOf(unit), ["{other}"] = DemoAccounts.HeadOf(other) };
        var people = People.Split(' ').Select(p => places.GetValueOrDefault(p, p)).ToList();
        var clients = new List<HttpClient>();
        foreach (var person in people) clients.Add(await field.Hub.SignInAsync(person));
        var wrong = new List<string>();
        foreach (var line in Table.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var missing = words[0].Replace("{site}", "NIX");
            missing = missing.Replace("{format}", "pdf").Replace("{photo}", new string('a', 64)).Replace("{correction}", new string('a', 64));
            foreach (var name in places.Keys) missing = missing.Replace(name, $"{Guid.NewGuid()}");
            for (var i = 0; i < people.Count; i++)
            {
                var found = await LookAsync(clients[i], places.Aggregate(words[0], (text, place) => text.Replace(place.Key, place.Value)));
                var nothing = await LookAsync(clients[i], missing);
                if (nothing == "200") wrong.Add($"{people[i]} gets 200 for {missing}");
                if (found == "200" != (words[i + 1] == "+")) wrong.Add($"{people[i]} at {words[0]}: {found}");
                else if (found != "200" && found != nothing) wrong.Add($"{people[i]} can tell by {found} instead of {nothing} that there is such a {words[0]}");
            }
        }
        foreach (var client in clients) client.Dispose();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<string> LookAsync(HttpClient client, string address)
    {
        var answer = await client.GetAsync(address);
        return answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString.Split('?')[0] : $"{(int)answer.StatusCode}";
    }
}
