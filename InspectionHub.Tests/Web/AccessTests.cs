using System.Net;
using System.Reflection;
using InspectionHub.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

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
}
