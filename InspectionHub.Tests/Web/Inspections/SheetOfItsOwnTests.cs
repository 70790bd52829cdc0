using System.Text.Json;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Notices;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>Several inspections of one school in a year: each has its own marks, its own settlements and its own lead.</summary>
public sealed class SheetOfItsOwnTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private readonly Team team = new(hub);

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    [Fact]
    public async Task A_settlement_goes_with_the_inspection_that_is_withdrawn_and_never_decides_without_marks()
    {
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site);
        await team.MarkAsync(team.People[0], id, 4);
        await team.MarkAsync(team.People[1], id, 1);
        await team.SettleAsync(team.People[0], id, 4);
        Assert.Equal((IndicatorState.Met, BallotState.Settled), StateOf(await RowAsync(site)));
        await hub.Get<InspectionActs>().DoAsync(team.Office, id, Act.Withdraw, "学校停课");
        Assert.Equal((IndicatorState.Unknown, BallotState.None), StateOf(await RowAsync(site)));

        var next = await team.OpenAsync(site, "重新组织");
        await team.SubmitAsync(next);
        await team.SignAsync(next, site);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        using var frozen = JsonDocument.Parse((await db.SignOffs.SingleAsync(s => s.InspectionId == next)).Frozen);
        var row = frozen.RootElement.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("code").GetString() == "17.4");
        Assert.Equal("unknown", row.GetProperty("state").GetString());
        Assert.Equal(IndicatorState.Unknown, (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, Team.Year, signedOnly: true))!.CardOf(site.Code)!.Find("17.4")!.State);
    }

    [Fact]
    public void Where_no_mark_stands_nothing_is_settled()
    {
        var settlement = new Settlement("S", "17.4", new LevelMark(4), "看了记录", "组长", 3);
        Assert.Equal(BallotState.None, Ballots.Of([], settlement).State);
        Mark Of(int order, MarkValue? value) => new(Guid.NewGuid(), "S", "17.4", value, "p", "甲", DateTimeOffset.UnixEpoch, order, "", false);
        Assert.Equal(BallotState.Settled, Ballots.Of([Of(1, new LevelMark(1))], settlement).State);
        Assert.Equal(BallotState.None, Ballots.Of([Of(1, new LevelMark(1)), Of(4, null)], settlement).State);
    }

    [Fact]
    public async Task Two_running_inspections_are_settled_and_told_of_each_by_itself()
    {
        var site = await team.SiteAsync();
        var (a, b) = (await team.OpenAsync(site, "甲", lead: 1), await team.OpenAsync(site, "乙"));
        foreach (var one in team.People) await team.MarkAsync(one, a, 4);
        await team.MarkAsync(team.People[0], b, 4);
        await team.MarkAsync(team.People[1], b, 0);

        // The lead of 乙 is told, the lead of 甲, whose ballots agree, is not.
        await hub.Get<NoticeJob>().DifferingAsync();
        async Task<string[]> ToldAsync(Visitor who) => [.. (await hub.Get<NoticeBook>().ListAsync(who)).Where(n => n.Kind == NoticeKind.Differing && n.Notice.Text.StartsWith($"{site.Name}：", StringComparison.Ordinal)).Select(n => n.Notice.Link)];
        async Task<string[]> DueAsync(Visitor who) => [.. (await hub.Get<DueBoard>().FindAsync(who)).Items.Where(i => i.What == "裁定不一致的评分" && i.About.StartsWith(site.Name, StringComparison.Ordinal)).Select(i => i.Link)];
        Assert.Equal(($"/inspections/{b}", 0), (Assert.Single(await ToldAsync(team.People[0])), (await ToldAsync(team.People[1])).Length));
        Assert.Equal(($"/inspections/{b}", 0), (Assert.Single(await DueAsync(team.People[0])), (await DueAsync(team.People[1])).Length));

        await team.SettleAsync(team.People[0], b, 0);
        Assert.Empty(await DueAsync(team.People[0]));
        foreach (var (id, level, state) in ((Guid, int, IndicatorState)[])[(a, 4, IndicatorState.Met), (b, 0, IndicatorState.NotMet)])
        {
            var view = (await Desk.FindAsync(team.Office, id))!;
            Assert.Equal((new LevelMark(level), state), (view.BallotsOf("17.4").Value, view.Card.Find("17.4")!.State));
        }
    }

    [Fact]
    public async Task Differing_ballots_of_the_second_inspection_of_a_year_are_told()
    {
        var site = await team.SiteAsync();
        var first = await team.OpenAsync(site, "秋季");
        foreach (var one in team.People) await team.MarkAsync(one, first, 3);
        await team.SubmitAsync(first);
        await team.SignAsync(first, site);
        var second = await team.OpenAsync(site, "春季");
        await team.MarkAsync(team.People[0], second, 4);
        await team.MarkAsync(team.People[1], second, 0);
        await hub.Get<NoticeJob>().DifferingAsync();
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(team.People[0]), n => n.Kind == NoticeKind.Differing && n.Notice.Link == $"/inspections/{second}");
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(team.People[0])).Items, i => i.What == "裁定不一致的评分" && i.Link == $"/inspections/{second}");
        var warned = Assert.Single((await hub.Get<DashboardBoard>().ReadAsync(team.Office, new() { Year = Team.Year }))!.Warnings, w => w.Kind == "评分不一致" && w.Site == site.Code);
        Assert.Equal(($"/inspections/{second}", "17.4"), (warned.Address, warned.Row));
        Assert.Contains("（春季）", warned.Text);
    }

    private async Task<RowResult> RowAsync(Site site) => (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, Team.Year))!.CardOf(site.Code)!.Find("17.4")!;

    private static (IndicatorState, BallotState) StateOf(RowResult row) => (row.State, row.Ballots.State);
}
