using System.Text.Json.Nodes;
using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Measurements;

namespace InspectionHub.Tests.Web.Accounts;

/// <summary>A hub whose newest edition gives a clause to an office that no earlier one had; no data yet.</summary>
public sealed class NewOfficeHub() : HubInside(false, Rules)
{
    public const string Office = "体育卫生与艺术股";

    private static string Rules(string folder)
    {
        var rules = Path.Combine(folder, "data", "frameworks");
        foreach (var file in Directory.GetFiles(RepositoryRoot.PathOf("data"), "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, "data", Path.GetRelativePath(RepositoryRoot.PathOf("data"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var edition = JsonNode.Parse(File.ReadAllText(Path.Combine(rules, "ziyang-71-2021.v1.json")))!;
        (edition["edition"], edition["effective"]) = ("ziyang-71-2021.v2", "2026-09-02");
        var row = edition["indicators"]!.AsArray().First(i => (string?)i!["code"] == "17.4")!;
        row["lead"] = Office;
        edition["clauses"]!.AsArray().First(c => (string?)c!["code"] == (string?)row["clause"])!["leads"]!.AsArray().Add(Office);
        File.WriteAllText(Path.Combine(rules, "ziyang-71-2021.v2.json"), edition.ToJsonString());
        return rules;
    }
}

/// <summary>What must be there before a county has its first data.</summary>
public sealed class NewEditionOfficeTests(NewOfficeHub hub) : IClassFixture<NewOfficeHub>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void An_office_of_a_new_edition_can_have_an_account()
    {
        using var context = hub.As("admin", Roles.Administrator);
        var page = context.Render<PeoplePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=role]")), Patience);
        page.Act("[data-testid=role]", e => e.Change(Roles.LeadOffice));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("option"), o => o.TextContent == NewOfficeHub.Office), Patience);
        foreach (var old in new[] { "乡村振兴办", "教育股", "规划财务股", "人事股", "电教中心", "营养办", "学生资助中心", "安全股", "考试招生工作站", "教育督导股" }) Assert.Single(page.FindAll("option"), o => o.TextContent == old);
    }

    [Fact]
    public async Task The_leader_s_page_opened_before_the_first_import_shows_it_when_it_comes()
    {
        using var context = hub.As("admin", Roles.Leader);
        var page = context.Render<LeaderPage>();
        page.WaitForAssertion(() => Assert.Contains("还没有导入统计数据", page.Markup), Patience);
        await hub.Get<Importer>().ImportDemoAsync(hub.Who("admin", Roles.Administrator).CountyId);
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("[data-target]").Count), Patience);
    }
}
