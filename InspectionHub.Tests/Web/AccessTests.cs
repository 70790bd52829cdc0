using System.Net;
using System.Reflection;
using InspectionHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace InspectionHub.Tests.Web;

/// <summary>Every page × role × own/foreign. A page that nobody classified fails.</summary>
public sealed class AccessTests(HubProcess hub) : IClassFixture<HubProcess>
{
    private static readonly (string Role, string User)[] People =
    [
        (Roles.Office, "dudao"), (Roles.Inspector, "duxue1"), (Roles.LeadOffice, "jiaoyu"), (Roles.Leader, "lingdao"), (Roles.Administrator, "admin"), (Roles.Unit, "xz-m01"),
    ];

    private static IEnumerable<(Type Page, string Route)> Pages => typeof(Program).Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes<RouteAttribute>().Select(r => (t, r.Template)));

    [Fact]
    public void Every_page_says_who_may_open_it() => Assert.All(Pages, p => Assert.True(
        p.Page.GetCustomAttribute<AllowAnonymousAttribute>() is not null || p.Page.GetCustomAttribute<AuthorizeAttribute>()?.Policy is not null, $"{p.Page.Name} is not classified"));

    [Fact]
    public async Task Every_role_opens_its_pages_and_no_others()
    {
        foreach (var (role, user) in People)
        {
            using var client = await hub.SignInAsync(user);
            foreach (var (page, route) in Pages.Where(p => !p.Route.Contains('{') && p.Page.GetCustomAttribute<AuthorizeAttribute>() is not null))
            {
                var allowed = Policies.Allowed[page.GetCustomAttribute<AuthorizeAttribute>()!.Policy!].Contains(role);
                var answer = await client.GetAsync(route);
                Assert.True(allowed ? answer.StatusCode == HttpStatusCode.OK : answer.Headers.Location?.OriginalString.Contains("/no-permission") == true, $"{role} at {route}: {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_page_and_a_program_gets_401()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(hub.Address) };
        Assert.Contains("/sign-in", (await client.GetAsync("/inspections")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/api/field/marks", null)).StatusCode);
    }

    [Fact]
    public async Task No_door_that_writes_takes_anything_without_the_page_s_token()
    {
        var doors = EndpointTests.Doors.Value.Where(d => d.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(m => m is "POST" or "PUT" or "PATCH" or "DELETE") == true)
            // The socket of a page is opened by this; what is done on the page comes through the socket, which another site cannot open.
            .Where(d => d.RoutePattern.RawText?.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal) != true).ToList();
        foreach (var own in (string[])["/api/field/marks", "/api/field/submissions", "/api/field/settlements", "/api/field/visits", "/api/field/visit-notes", "/api/field/hazards", "/account/sign-in", "/account/sign-out", "/account/set-password"])
            Assert.Contains(doors, d => $"/{d.RoutePattern.RawText!.TrimStart('/')}" == own);
        Assert.Contains(doors, d => d.RoutePattern.RawText!.Contains("photos", StringComparison.Ordinal));
        var open = new List<string>();
        using var inspector = await hub.SignInAsync("duxue1");
        using var admin = await hub.SignInAsync("admin");
        foreach (var door in doors)
        {
            var address = string.Join('/', door.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Example))));
            foreach (var client in (HttpClient[])[inspector, admin])
            {
                using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "duxue1", ["password"] = "x", ["token"] = "x" });
                using var json = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
                foreach (var body in (HttpContent[])[form, json])
                {
                    var answer = await client.PostAsync($"/{address}?offset=0&total=1", body);
                    // 403 or led away: this role has no such door, another one of the two has; 404: a page about something that does not exist.
                    if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Forbidden or HttpStatusCode.NotFound) && answer.Headers.Location?.OriginalString.Contains("/no-permission", StringComparison.Ordinal) != true)
                        open.Add($"{address}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }
        Assert.True(open.Count == 0, string.Join("\n", open));
        using (var old = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "duxue1", ["password"] = "x" }))
            Assert.Contains("页面可能已过期", WebUtility.HtmlDecode(await (await inspector.PostAsync("/account/sign-in", old)).Content.ReadAsStringAsync()));
        // Nobody was signed out by it.
        Assert.Equal(HttpStatusCode.OK, (await inspector.GetAsync("/api/field/token")).StatusCode);
    }

    /// <summary>Something that fits a part of an address.</summary>
    private static string Example(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(p => p.Content == "guid") => $"{Guid.Empty}",
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(p => p.Content == "int") => "2026",
        RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(p => p.Content == "length(64)") => new string('a', 64),
        _ => "x",
    };

    [Fact]
    public async Task A_unit_sees_its_own_school_and_no_other()
    {
        var own = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Unit = (SELECT UnitCode FROM AspNetUsers WHERE UserName = 'xz-m01')")}";
        var foreign = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Unit <> (SELECT UnitCode FROM AspNetUsers WHERE UserName = 'xz-m01')")}";
        using var head = await hub.SignInAsync("xz-m01");
        Assert.Equal(HttpStatusCode.OK, (await head.GetAsync($"/schools/2026/{own}")).StatusCode);
        var answer = await head.GetAsync($"/schools/2026/{foreign}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有找到这个页面", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("/nix")]
    [InlineData("/schools/2026/NIX")]
    [InlineData("/schools/1999/NIX")]
    [InlineData("/inspections/11111111-1111-1111-1111-111111111111")]
    [InlineData("/papers/11111111-1111-1111-1111-111111111111.pdf")]
    public async Task What_does_not_exist_is_404_with_a_Chinese_sentence(string address)
    {
        using var office = await hub.SignInAsync("dudao");
        var answer = await office.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("没有找到这个页面", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    [Theory]
    [InlineData("dudao", 200, 200)]
    [InlineData("lingdao", 200, 200)]
    [InlineData("jiaoyu", 200, 200)]
    [InlineData("admin", 200, 200)]
    [InlineData("duxue1", 403, 409)]
    [InlineData("xz-m01", 403, 404)]
    public async Task A_preview_of_the_county_and_of_a_foreign_unsigned_school_is_for_those_who_may_see_them(string user, int county, int school)
    {
        var foreign = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Unit <> (SELECT UnitCode FROM AspNetUsers WHERE UserName = 'xz-m01') AND Code NOT IN (SELECT Site FROM SignOffs WHERE Year = 2026)")}";
        using var client = await hub.SignInAsync(user);
        foreach (var format in (string[])["html", "pdf", "docx", "xlsx"])
        {
            Assert.Equal(county, (int)(await client.GetAsync($"/papers/preview/monitor/2026.{format}")).StatusCode);
            Assert.Equal(school, (int)(await client.GetAsync($"/papers/preview/assessment/2026.{format}?site={foreign}")).StatusCode);
        }
        Assert.Equal(user == "duxue1" || user == "xz-m01" ? 403 : 422, (int)(await client.GetAsync("/papers/preview/brief/2026.exe")).StatusCode);
    }

    [Fact]
    public async Task A_unit_previews_its_own_school_and_a_stranger_nothing()
    {
        var own = $"{DatabaseOf.Value(hub.Folder, "SELECT Code FROM SchoolYears WHERE Year = 2026 AND Unit = (SELECT UnitCode FROM AspNetUsers WHERE UserName = 'xz-m01')")}";
        using var head = await hub.SignInAsync("xz-m01");
        Assert.Equal("application/pdf", (await head.GetAsync($"/papers/preview/assessment/2026.pdf?site={own}")).Content.Headers.ContentType!.MediaType);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(hub.Address) };
        foreach (var address in (string[])[$"/papers/preview/assessment/2026.pdf?site={own}", "/papers/preview/brief/2026.html", $"/papers/{Guid.NewGuid()}/preview.docx"])
            Assert.Contains("/sign-in", (await stranger.GetAsync(address)).Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_preview_of_a_paper_in_the_register_is_for_those_who_see_the_paper()
    {
        var (code, said) = hub.Run("report", "brief", "--year", "2026", "--issue", "--out", Path.Combine(hub.Folder, "brief.pdf"));
        Assert.True(code == 0, said);
        var paper = Guid.Parse($"{DatabaseOf.Value(hub.Folder, "SELECT PaperId FROM PaperIssues ORDER BY LedgerSeq DESC")}");
        foreach (var (user, seen) in ((string, int)[])[("dudao", 200), ("lingdao", 200), ("jiaoyu", 200), ("admin", 200), ("duxue1", 404), ("xz-m01", 404)])
        {
            using var client = await hub.SignInAsync(user);
            foreach (var format in (string[])["html", "pdf", "docx"])
                Assert.True((int)(await client.GetAsync($"/papers/{paper}/preview.{format}")).StatusCode == seen, $"{user} {format}");
        }
        using var office = await hub.SignInAsync("dudao");
        // Only the web page may stand in a frame, and only in the hub's own.
        Assert.Contains("frame-ancestors 'self'", (await office.GetAsync($"/papers/{paper}/preview.html")).Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("frame-ancestors 'none'", (await office.GetAsync($"/papers/{paper}/preview.pdf")).Headers.GetValues("Content-Security-Policy").Single());
        // A brief has no table.
        Assert.Equal(422, (int)(await office.GetAsync($"/papers/{paper}/preview.xlsx")).StatusCode);
    }
}
