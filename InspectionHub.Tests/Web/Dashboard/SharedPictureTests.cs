using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>Pages with the same question share one computed picture, are never given an old one, and keep every part that shows the same.</summary>
public sealed class SharedPictureTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly DashboardQuery Everything = new() { Year = 2026 };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private DashboardBoard Board => hub.Get<DashboardBoard>();

    [Fact]
    public async Task A_mark_makes_one_new_picture_for_all_and_leaves_what_shows_the_same_untouched()
    {
        var leader = hub.Who("lingdao", Roles.Leader);
        var before = (await Board.ReadAsync(leader, Everything))!;
        Assert.Same(before, await Board.ReadAsync(leader, Everything));
        var (site, row) = before.Cards.SelectMany(c => c.Rows.Where(r => r.Row.Lead == "教育股" && r.Row.Method == Method.Material && r.Row.Rule is RubricRule && r.State == IndicatorState.Unknown && r.Of.Sign > 0).Select(r => (c.Site.Code, r.Row.Code))).First();
        await MarkAsync(site, row);

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Board.ReadAsync(leader, Everything))));
        var after = all[0]!;
        Assert.All(all, one => Assert.Same(after, one));
        Assert.Equal(before.Counts.Done + 1, after.Counts.Done);
        Assert.Equal(IndicatorState.Met, after.Lines.First(l => l.Site == site).States[after.Rows.Select(r => r.Code).ToList().IndexOf(row)]);
        Assert.Contains(after.Feed, l => l.Site == site && l.Row.StartsWith(row, StringComparison.Ordinal));
        // Only the marked site's line and card are new objects; nothing but these is drawn again.
        Assert.Equal([site], after.Lines.Zip(before.Lines).Where(p => !ReferenceEquals(p.First, p.Second)).Select(p => p.First.Site));
        Assert.Equal([site], after.Cards.Zip(before.Cards).Where(p => !ReferenceEquals(p.First, p.Second)).Select(p => p.First.Site.Code));
        Assert.Same(before.Coefficients, after.Coefficients);
        Assert.Same(before.Rows, after.Rows);
    }

    [Fact]
    public async Task A_value_that_moves_without_its_state_or_points_is_not_the_old_card()
    {
        var before = (await Board.ReadAsync(hub.Who("dudao", Roles.Office), Everything))!;
        var at = before.Cards.ToList().FindIndex(c => c.Rows.Any(r => r is { State: IndicatorState.NotMet, Row.Resource: not null, Value: not null }));
        var card = before.Cards[at];
        var moved = card with { Rows = [.. card.Rows.Select(r => r is { State: IndicatorState.NotMet, Row.Resource: not null, Value: { } value } ? r with { Value = value / 2 } : r)] };
        Assert.Equal((card.Low, card.High), (moved.Low, moved.High));
        // What a second judgement of the same facts brings is equal, but another object.
        var now = before with { Cards = [.. before.Cards.Select((c, i) => i == at ? moved : c with { Rows = [.. c.Rows.Select(r => r with { })] })] };
        var after = now.After(before);
        Assert.Same(moved, after.Cards[at]);
        Assert.All(after.Cards.Index().Where(c => c.Index != at), c => Assert.Same(before.Cards[c.Index], c.Item));
    }

    [Fact]
    public async Task A_veto_on_a_target_that_was_behind_already_reaches_the_leaders_open_page()
    {
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<LeaderPage>();
        page.WaitForAssertion(() => Assert.Contains("落后", page.Find("[data-target='2030'] h3").TextContent), Patience);
        Assert.DoesNotContain("县级否决项", page.Find("[data-target='2030']").TextContent);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<VetoBook>());
        var id = await book.RaiseAsync(office, 2026, "", "C7", "一所学校另设重点班。");
        await book.StepAsync(hub.Who("duxue3", Roles.Inspector), id, VetoAct.Verify, "现场查看属实。", []);
        await book.StepAsync(office, id, VetoAct.Hear, "教育股已说明。", []);
        await book.StepAsync(office, id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        page.WaitForAssertion(() => Assert.Contains("有已认定的县级否决项", page.Find("[data-target='2030']").TextContent), Patience);
        Assert.Contains("落后", page.Find("[data-target='2030'] h3").TextContent);
    }

    [Fact]
    public async Task What_one_role_may_not_see_never_comes_to_it_out_of_another_ones_picture()
    {
        var office = (await Board.ReadAsync(hub.Who("dudao", Roles.Office), Everything))!;
        var inspector = (await Board.ReadAsync(hub.Who("duxue1", Roles.Inspector), Everything))!;
        var unit = (await Board.ReadAsync(hub.Who("xz-m01", Roles.Unit), Everything))!;
        var lead = (await Board.ReadAsync(hub.Who("anquan", Roles.LeadOffice), Everything))!;
        Assert.Equal(111, office.Cards.Count);
        Assert.Empty(inspector.Feed);
        Assert.Empty(unit.Warnings);
        Assert.All(unit.Cards, c => Assert.Equal(unit.Cards[0].Site.Unit, c.Site.Unit));
        Assert.All(lead.Rows, r => Assert.Equal("安全股", r.Lead));
        Assert.NotSame(office, await Board.ReadAsync(hub.Who("lingdao", Roles.Leader), Everything));
    }

    private async Task MarkAsync(string site, string row)
    {
        var now = DateTimeOffset.UtcNow;
        var edition = (await hub.Get<Assessor>().FindAsync(hub.Who("dudao", Roles.Office).CountyId, 2026))!.Framework.Edition;
        var answer = await hub.Get<ScoreBook>().SaveAsync(hub.Who("jiaoyu", Roles.LeadOffice), new(Guid.NewGuid(), "desk", 1, $"desk-2026-{site}", edition, row, System.Text.Json.JsonSerializer.SerializeToElement(new { level = 4 }), "", null, now, null, null));
        Assert.True(answer.Result == "stored", string.Join("", answer.Reasons));
    }
}
