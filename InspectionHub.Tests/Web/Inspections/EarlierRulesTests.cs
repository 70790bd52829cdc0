using System.Text.Json.Nodes;
using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>A result signed under earlier rules stands; where the rules of today say otherwise, the page says so and what can be done.</summary>
public sealed class EarlierRulesTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    [Fact]
    public async Task A_signed_result_that_the_rules_of_today_contradict_says_so_until_it_is_signed_again()
    {
        var desk = hub.Get<InspectionDesk>();
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        await team.MarkAsync(team.People[0], id, 3);
        await team.SubmitAsync(id);
        await team.SignAsync(id, site);
        string? Said()
        {
            using var context = hub.As("dudao", Roles.Office);
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=signed]")), Patience);
            return page.FindAll("[data-testid=recalculated]").FirstOrDefault()?.TextContent;
        }
        Assert.Null(Said());

        var signed = Assert.Single((await desk.FindAsync(team.Office, id))!.Signed);
        async Task AsSignedByEarlierRulesAsync(int version, string frozen) => await hub.Get<Writer>().WriteAsync(async (db, _) =>
        {
            var one = new SignOff { Id = Guid.CreateVersion7(), InspectionId = id, CountyId = signed.CountyId, Year = signed.Year, Site = signed.Site, Version = version, Edition = signed.Edition, Engine = "1", Position = signed.Position, BatchId = signed.BatchId, Frozen = frozen, PersonId = signed.PersonId, PersonName = signed.PersonName, At = DateTimeOffset.UtcNow };
            db.SignOffs.Add(one);
            return await hub.Get<LedgerBook>().AppendAsync(db, one.CountyId, "signoff", $"{one.Id}", new { id, one.Version });
        });
        await AsSignedByEarlierRulesAsync(2, signed.Frozen);
        Assert.Null(Said());
        var frozen = JsonNode.Parse(signed.Frozen)!;
        frozen["rows"]!.AsArray().Single(r => (string?)r!["code"] == "17.4")!["state"] = "not_met";
        await AsSignedByEarlierRulesAsync(3, frozen.ToJsonString());
        Assert.Contains("有 1 项与第 3 版不同（17.4）：以审签的结果为准", Said());

        await desk.SignOffAsync(team.Office, (await desk.FindAsync(team.Office, id))!, "按现行规则更正");
        Assert.Null(Said());
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }
}
