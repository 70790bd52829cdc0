using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Scoring;

/// <summary>股室评分: the people of a 股室 mark for their office, not against each other.</summary>
public sealed class LeadOfficeTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_colleague_corrects_what_another_marked_and_both_see_the_same()
    {
        var first = hub.Who("jiaoyu", Roles.LeadOffice);
        var second = first with { Id = "colleague", Name = "教育股新同事" };
        var now = (await hub.Get<Assessor>().FindAsync(first.CountyId, Year))!;
        var site = now.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary);
        var row = now.CardOf(site.Code)!.Rows.First(r => r.Row is { Method: Method.Material, Rule: RubricRule } && r.Row.Lead == first.LeadOffice);
        Task<MarkAnswer> MarkAsync(Visitor who, MarkValue? value, string note) => hub.Get<ScoreBook>().SaveAsync(who, DeskMark.Of(who, Sheet.Desk(Year, site.Code), now.Framework.Edition, row.Row.Code, value, note));
        async Task<Ballots> BallotsAsync() => (await hub.Get<Assessor>().FindAsync(first.CountyId, Year))!.CardOf(site.Code)!.Rows.First(r => r.Row.Code == row.Row.Code).Ballots;

        Assert.True((await MarkAsync(first, new LevelMark(3), "看了材料")).IsKept);
        Assert.True((await MarkAsync(second, new LevelMark(2), "复核后改为 2 级")).IsKept);
        var ballots = await BallotsAsync();
        Assert.Equal((BallotState.Agreed, new LevelMark(2)), (ballots.State, ballots.Value));
        Assert.Equal(second.Name, Assert.Single(ballots.Marks).PersonName);

        // The first sees what the colleague said, and the note is not lost when the level is changed again.
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        var page = Page(context, site.Code);
        page.WaitForAssertion(() => Assert.Contains(second.Name, page.Find($"[data-row='{row.Row.Code}'] [data-testid=by]").TextContent), TimeSpan.FromSeconds(30));
        Assert.StartsWith("2 级", page.Find($"[data-row='{row.Row.Code}'] [aria-pressed=true]").TextContent.Trim(), StringComparison.Ordinal);
        page.Act($"[data-row='{row.Row.Code}'] button.level", e => e.Click(), page.FindAll($"[data-row='{row.Row.Code}'] button.level").TakeWhile(b => !b.TextContent.Trim().StartsWith("4 级", StringComparison.Ordinal)).Count());
        page.WaitForAssertion(() => Assert.Contains("已保存", page.Find("[data-testid=saved]").TextContent), TimeSpan.FromSeconds(30));
        ballots = await BallotsAsync();
        Assert.Equal((new LevelMark(4), "复核后改为 2 级"), (ballots.Value, Assert.Single(ballots.Marks).Note));

        // Taken back by whom it may be: then nobody has marked.
        Assert.True((await MarkAsync(second, null, "")).IsKept);
        Assert.Equal(BallotState.None, (await BallotsAsync()).State);
    }

    [Fact]
    public async Task The_desk_shows_what_the_school_says_of_itself_once_it_is_handed_in()
    {
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        var now = (await hub.Get<Assessor>().FindAsync(lead.CountyId, Year))!;
        var site = now.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.TeachingPoint);
        var row = now.CardOf(site.Code)!.Rows.First(r => r.Row.Method == Method.Material && r.Row.Lead == lead.LeadOffice && r.State != IndicatorState.NotApplicable);
        var (self, head) = (hub.Get<SelfAssessmentBook>(), Course.Head(hub.Who("dudao", Roles.Office), site.Unit));
        foreach (var one in SelfAssessment.RowsOf(now.CardOf(site.Code)!)) await self.SaveAsync(head, Year, site.Code, one.Row.Code, AnnualBookTests.MarkFor(one.Row), $"档案盒 {one.Row.Code}");
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        var before = Page(context, site.Code);
        before.WaitForAssertion(() => Assert.NotEmpty(before.FindAll($"[data-row='{row.Row.Code}']")), TimeSpan.FromSeconds(30));
        Assert.Empty(before.FindAll("[data-testid=self]"));
        await self.SubmitAsync(head, Year, site.Code, "下学期改进。");
        var after = Page(context, site.Code);
        after.WaitForAssertion(() => Assert.Contains($"材料：档案盒 {row.Row.Code}", after.Find($"[data-row='{row.Row.Code}'] [data-testid=self]").TextContent), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task What_is_typed_for_one_school_does_not_stand_beside_the_next_and_last_year_s_numbers_not_in_this_one()
    {
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        var now = (await hub.Get<Assessor>().FindAsync(lead.CountyId, Year))!;
        var sites = now.Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary).Skip(3).Take(2).Select(s => s.Code).ToList();
        var number = now.CardOf(sites[0])!.Rows.First(r => r.Row is { Method: Method.Material, Rule: RatioRule } && r.Row.Lead == lead.LeadOffice && r.State == IndicatorState.Unknown).Row.Code;
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(lead, DeskMark.Of(lead, Sheet.Desk(Year, sites[0]), now.Framework.Edition, number, new RatioMark(7, 9), ""))).IsKept);
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        var page = Page(context, sites[0]);
        page.WaitForAssertion(() => Assert.Equal("7", page.Find($"[data-row='{number}'] .numbers input").GetAttribute("value")), Patience);
        page.Act("[data-row='2.4'] input[data-keep$='-note']", e => e.Input("甲校三月缺一本台账"));
        page.Act("[data-row='2.4'] button.level", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("2.4 已保存", page.Find("[data-testid=saved]").TextContent), Patience);
        Assert.Equal("甲校三月缺一本台账", Note());
        // Typed and not saved, it waits where it was typed.
        page.Act("[data-row='2.4'] input[data-keep$='-note']", e => e.Input("还没有保存的话"));

        await GoAsync(Year, sites[1]);
        Assert.Empty(page.FindAll("[data-testid=saved]"));
        Assert.Equal("", Note());
        page.Act("[data-row='2.4'] button.level", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("2.4 已保存", page.Find("[data-testid=saved]").TextContent), Patience);
        Assert.Equal("", (await MarksAsync(sites[1]))[0].Note);
        Assert.Equal("甲校三月缺一本台账", (await MarksAsync(sites[0]))[0].Note);
        await GoAsync(Year, sites[0]);
        Assert.Equal("还没有保存的话", Note());

        await GoAsync(Year - 1, sites[0]);
        Assert.Equal("", Note());
        Assert.All(page.FindAll($"[data-row='{number}'] .numbers input"), input => Assert.Equal("", input.GetAttribute("value") ?? ""));

        string Note() => page.Find("[data-row='2.4'] input[data-keep$='-note']").GetAttribute("value") ?? "";

        async Task<IReadOnlyList<Mark>> MarksAsync(string site) => (await hub.Get<Assessor>().FindAsync(lead.CountyId, Year))!.CardOf(site)!.Find("2.4")!.Ballots.Marks;

        async Task GoAsync(int year, string site)
        {
            await page.InvokeAsync(() => context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/desk?year={year}&site={site}"));
            page.WaitForAssertion(() => Assert.Equal($"desk-{year}-{site}-2.4-note", page.Find("[data-row='2.4'] input[data-keep$='-note']").GetAttribute("data-keep")), Patience);
        }
    }

    private static IRenderedComponent<DeskPage> Page(BunitContext context, string site)
    {
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/desk?year={Year}&site={site}");
        return context.Render<DeskPage>();
    }
}
