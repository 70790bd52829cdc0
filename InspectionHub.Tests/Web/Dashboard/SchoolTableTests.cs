using Bunit;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Dashboard;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace InspectionHub.Tests.Web.Dashboard;

/// <summary>The schools of the county page: all of a county, and of a city those in sight.</summary>
public sealed class SchoolTableTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    public async Task A_county_is_drawn_as_a_whole_and_of_a_thousand_schools_those_in_sight(int times, bool inSight)
    {
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(hub.Who("dudao", Roles.Office), new()))!;
        IReadOnlyList<Scorecard> cards = [.. Enumerable.Range(0, times).SelectMany(t => picture.Cards.Select(c => c with { Site = c.Site with { Code = $"{c.Site.Code}-{t}" } }))];
        using var context = hub.As("dudao", Roles.Office);
        var table = context.Render<SchoolTable>(p => p.Add(x => x.Cards, cards).Add(x => x.Now, picture.Now));
        Assert.Equal(inSight ? 1 : 0, table.FindComponents<Virtualize<Scorecard>>().Count);
        // Nothing has to be asked for before it can be reached.
        Assert.Empty(table.FindAll("button"));
        if (inSight) Assert.Equal(cards, table.FindComponent<Virtualize<Scorecard>>().Instance.Items);
        else Assert.Equal(111, table.FindAll("tbody tr").Count);
        if (inSight) Assert.Equal("1111", table.Find("table").GetAttribute("aria-rowcount"));
    }

    /// <summary>七项达标 rests on rows of several offices: who sees its own rows alone has no column of it, whether few schools are drawn or many.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task A_lead_office_has_no_column_that_is_empty_for_it(int times)
    {
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        var picture = (await hub.Get<DashboardBoard>().ReadAsync(lead, new()))!;
        IReadOnlyList<Scorecard> cards = [.. Enumerable.Range(0, times).SelectMany(t => picture.Cards.Select(c => c with { Site = c.Site with { Code = $"{c.Site.Code}-{t}" } }))];
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        var own = context.Render<SchoolTable>(p => p.Add(x => x.Cards, cards).Add(x => x.Now, picture.Now).Add(x => x.Lead, lead.LeadOffice));
        Assert.Equal(["学校", "镇", "类别", "已评", "达标", "未填", "未达标"], own.FindAll("th").Select(h => h.TextContent));
        var whole = context.Render<SchoolTable>(p => p.Add(x => x.Cards, cards).Add(x => x.Now, picture.Now));
        Assert.Equal(["学校", "镇", "类别", "已评", "得分", "等级", "七项达标", "计分项未达标"], whole.FindAll("th").Select(h => h.TextContent));
        foreach (var table in new[] { own, whole })
            Assert.All(table.FindAll("tbody tr").Where(r => r.QuerySelector("a") is not null), r => Assert.Equal(table.FindAll("th").Count, r.QuerySelectorAll("td").Length));
    }
}
