using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Live;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Schools;
using InspectionHub.Web.Shared;
using InspectionHub.Web.Targets;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Live;

/// <summary>Pages that stand open while others work: each shows what concerns it without being loaded again.</summary>
public sealed class ToldPagesTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task What_a_colleague_did_leaves_the_list_of_the_other_without_a_word()
    {
        using var context = hub.As("hegao", Roles.Office);
        var due = context.Render<DuePage>();
        due.WaitForAssertion(() => Assert.NotEmpty(due.FindAll("[data-testid=due], p")), Patience);
        var id = await hub.Get<CountyValueBook>().EnterAsync(Office, 2026, "satisfaction", "88", new(2026, 6, 1), "问卷报告", null);
        due.WaitForAssertion(() => Assert.Contains("2026 学年　社会", Asked(due)), Patience);
        await hub.Get<CountyValueBook>().TakeBackAsync(Office, id);
        due.WaitForAssertion(() => Assert.DoesNotContain("2026 学年　社会", Asked(due)), Patience);
    }

    private static string Asked(IRenderedComponent<DuePage> due) => string.Join('\n', due.FindAll("a[href^='/county-values']").Select(a => a.TextContent));

    [Fact]
    public async Task A_units_confirmation_reaches_the_open_page_of_its_school()
    {
        var head = hub.Who("xz-m03", Roles.Unit);
        var now = (await hub.Get<Assessor>().FindAsync(head.CountyId, 2026))!;
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<SchoolPage>(p => p.Add(x => x.Year, 2026).Add(x => x.Site, now.Facts.Sites.First(s => s.Unit == head.UnitCode).Code));
        page.WaitForAssertion(() => Assert.Contains("尚未由学校确认", page.Markup), Patience);
        await hub.Get<Confirmations>().ConfirmAsync(head, 2026, now.Batch.Id);
        page.WaitForAssertion(() => Assert.Contains("已由学校确认", page.Markup), Patience);
    }

    [Fact]
    public async Task The_line_of_a_target_follows_a_value_of_another_year()
    {
        using var context = hub.As("lingdao", Roles.Leader);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo("/targets?year=2026&target=2028");
        var page = context.Render<TargetsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=tests]")), Patience);
        var before = page.RenderCount;
        await hub.Get<CountyValueBook>().EnterAsync(Office, 2025, "satisfaction", "87", new(2026, 6, 1), "问卷报告", null);
        page.WaitForAssertion(() => Assert.True(page.RenderCount > before), Patience);
    }

    [Fact]
    public async Task A_page_that_stands_open_follows_the_year_that_is_opened_and_what_was_not_looked_at_is_not_opened()
    {
        var book = hub.Get<YearBook>();
        async Task<int> SeenAsync(int year) => (await book.ListAsync(Office.CountyId)).Single(y => y.Year == year).BatchId;
        await book.OpenAsync(Office, 2025, await SeenAsync(2025));
        using var context = hub.As("lingdao", Roles.Leader);
        var (dashboard, schools) = (context.Render<DashboardPage>(), context.Render<SchoolsPage>());
        dashboard.WaitForAssertion(() => Assert.Equal("2025", dashboard.Find("select").GetAttribute("value")), Patience);
        schools.WaitForAssertion(() => Assert.Equal("2025", schools.Find("select").GetAttribute("value")), Patience);
        var refusal = await Assert.ThrowsAsync<Refusal>(async () => await book.OpenAsync(Office, 2026, await SeenAsync(2026) - 1));
        Assert.Equal((409, true), (refusal.Status, refusal.Message.Contains("请重新核对后启用", StringComparison.Ordinal)));
        await book.OpenAsync(Office, 2026, await SeenAsync(2026));
        dashboard.WaitForAssertion(() => Assert.Equal("2026", dashboard.Find("select").GetAttribute("value")), Patience);
        schools.WaitForAssertion(() => Assert.Equal("2026", schools.Find("select").GetAttribute("value")), Patience);
    }

    [Fact]
    public void What_comes_between_reading_and_listening_is_read_again()
    {
        using var context = hub.As("lingdao", Roles.Leader);
        var page = context.Render<LatePage>();
        page.WaitForAssertion(() => Assert.Equal("2", page.Markup), Patience);
        page.Instance.News(hub.Get<LiveFeed>());
        page.WaitForAssertion(() => Assert.Equal("3", page.Markup), Patience);
    }

    /// <summary>Knows only after reading what it listens to, and something is published just before it does.</summary>
    private sealed class LatePage : LivePage
    {
        private int reads;

        public void News(LiveFeed live) => live.Publish(LiveFeed.Plan(7));

        protected override async Task OnInitializedAsync()
        {
            await RefreshAsync();
            News(Live);
            Listen(LiveFeed.Plan(7));
        }

        protected override Task ReadAsync()
        {
            reads++;
            return Task.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, reads);
    }
}
