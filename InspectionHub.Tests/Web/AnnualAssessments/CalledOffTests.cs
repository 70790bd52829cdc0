using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Reports;
using InspectionHub.Web.SelfAssessments;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.AnnualAssessments;

/// <summary>The steps back of the year's assessment: a start called off, results taken back and corrected; who is told, and what stays to be read.</summary>
public sealed class CalledOffTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task A_start_for_the_wrong_year_is_called_off_with_a_reason_and_its_dues_go()
    {
        const int year = 2025;
        async Task<bool> IsDueAsync() => (await hub.Get<DueBoard>().FindAsync(Course.Head(Office, "M01"))).Items.Any(i => i.Link.StartsWith($"/self/{year}/", StringComparison.Ordinal));
        using var desk = hub.As("dudao", Roles.Office);
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo($"/annual?year={year}");
        var page = desk.Render<AnnualPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Start]")), Patience);
        page.Act("[data-act=Start]", e => e.Click());
        page.Act("[data-act=StartNow]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=CallOff]")), Patience);
        Assert.True(await IsDueAsync());

        page.Act("[data-act=CallOff]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("请写明撤销启动的原因", page.Find(".next > [role=alert]").TextContent), Patience);
        page.Act("[data-testid=off]", e => e.Change("学年选错，应为 2026"));
        page.Act("[data-act=CallOff]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("启动已撤销：学年选错，应为 2026", page.Find("[data-testid=called-off]").TextContent), Patience);
        Assert.NotEmpty(page.FindAll("[data-act=Start]"));
        Assert.Empty(page.FindAll("[data-act=CallOff]"));
        Assert.False(await IsDueAsync());
        Assert.Equal(AnnualState.NotStarted, (await hub.Get<AnnualBook>().FindAsync(Office, year)).State);
        foreach (var user in new[] { "xz-m01", "jiaoyu" }) Assert.Contains(await ToldAsync(user, year), t => t.Contains("启动已撤销") && !t.Contains("学年选错"));
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => hub.Get<AnnualBook>().DoAsync(hub.Who("lingdao", Roles.Leader), year, AnnualAct.CallOff, "不算"))).Status);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task What_a_called_off_start_of_the_current_year_asked_of_the_lead_offices_goes_and_comes_again_with_the_next_start()
    {
        const int year = 2026;
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        async Task<DueItem?> ScoringAsync() => (await hub.Get<DueBoard>().FindAsync(lead)).Items.SingleOrDefault(i => i.What == "股室评分" && i.Link == $"/desk?year={year}");
        var book = hub.Get<AnnualBook>();
        // Before it is started an office may score early, by no day.
        Assert.Null((await ScoringAsync())!.DueOn);
        await book.DoAsync(Office, year, AnnualAct.Start, "");
        Assert.NotNull((await ScoringAsync())!.DueOn);
        await book.DoAsync(Office, year, AnnualAct.CallOff, "启动早了");
        Assert.Null(await ScoringAsync());
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken))
            Assert.DoesNotContain(year, await DueBoard.UnfinishedAsync(db, Office.CountyId));
        await book.DoAsync(Office, year, AnnualAct.Start, "");
        Assert.NotNull((await ScoringAsync())!.DueOn);
    }

    [Fact]
    public void What_was_asked_about_one_year_is_not_asked_about_the_next_one_shown()
    {
        using var desk = hub.As("dudao", Roles.Office);
        var address = desk.Services.GetRequiredService<NavigationManager>();
        address.NavigateTo("/annual?year=2024");
        var page = desk.Render<AnnualPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Start]")), Patience);
        page.Act("[data-act=Start]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=start-asked]")), Patience);
        address.NavigateTo("/annual?year=2023");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Start]")), Patience);
        Assert.Empty(page.FindAll("[data-testid=start-asked]"));
    }

    [Fact]
    public async Task Approved_results_stay_to_be_read_while_they_are_corrected_and_everybody_they_concern_is_told()
    {
        const int year = 2022;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var book = new AnnualBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<Assessor>(), hub.Get<Releases>(), hub.Get<SelfAssessmentBook>(), clock);
        async Task ShowAsync() => await book.PublishAsync(Office, (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, year))!, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "试公示");
        await book.DoAsync(Office, year, AnnualAct.Start, "");
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, "M01"), year, (await hub.Get<Assessor>().FindAsync(Office.CountyId, year))!.Batch.Id);
        await ShowAsync();
        await book.AskAsync(Course.Head(Office, "M01"), year, "7.2 的差错已在当月更正");
        await book.DoAsync(Office, year, AnnualAct.TakeBack, "更正一处");
        Assert.Contains(await ToldAsync("jiaoyu", year), t => t.Contains("公示已撤回"));
        await ShowAsync();
        clock.Advance(TimeSpan.FromDays(2));
        await book.DoAsync(Office, year, AnnualAct.Approve, "12 月 1 日局长办公会");
        // Of the round that was taken back the circular says nothing.
        Assert.Contains("收到复核申请 0 件", Core.Reports.PaperText.Of((await hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, "circular", year), new())).Composed.Report));

        await book.DoAsync(Office, year, AnnualAct.Correct, "7.2 项算错");
        foreach (var user in new[] { "xz-m01", "jiaoyu", "lingdao" }) Assert.Contains(await ToldAsync(user, year), t => t.Contains("审定结果需要更正") && !t.Contains("7.2"));
        foreach (var (user, role) in new[] { ("xz-m01", Roles.Unit), ("lingdao", Roles.Leader) })
        {
            using var context = hub.As(user, role);
            context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/annual?year={year}");
            var page = context.Render<AnnualPage>();
            page.WaitForAssertion(() => Assert.Equal(38, page.FindAll("[data-testid=standing] tbody tr").Count), Patience);
            Assert.Contains("现行审定结果", page.FindAll("h2").Select(h => h.TextContent));
            Assert.Empty(page.FindAll("[data-testid=results]"));
        }
        await ShowAsync();
        Assert.NotNull((await book.FindAsync(Office, year)).Standing);
        clock.Advance(TimeSpan.FromDays(2));
        await book.DoAsync(Office, year, AnnualAct.Approve, "12 月 5 日局长办公会");
        Assert.Null((await book.FindAsync(Office, year)).Standing);

        // The warning of units that have not confirmed leads here: which they are is shown after the approval too, without points beside the approved ones.
        using var desk = hub.As("dudao", Roles.Office);
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo($"/annual?year={year}");
        var last = desk.Render<AnnualPage>();
        last.WaitForAssertion(() => Assert.Equal(37, last.FindAll("[data-testid=progress] tbody tr").Count(r => r.TextContent.Contains("○ 未确认"))), Patience);
        Assert.DoesNotContain(last.FindAll("[data-testid=progress] th"), h => h.TextContent.Contains("目前"));

        // The circular reaches the leaders too.
        var (papers, checker, subject) = (hub.Get<PaperBook>(), hub.Who("hegao", Roles.Office), new PaperSubject(Office.CountyId, "circular", year));
        var circular = await papers.DraftAsync(Office, subject, new());
        await papers.DoAsync(checker, circular, PaperAct.Check, "");
        await papers.IssueAsync(checker, circular, "", await papers.FingerprintAsync(subject, new()), "http://hub.example");
        await book.DoAsync(Office, year, AnnualAct.Circulate, "");
        foreach (var user in new[] { "xz-m01", "lingdao" }) Assert.Contains(await ToldAsync(user, year), t => t.Contains("结果已通报"));
    }

    private async Task<IReadOnlyList<string>> ToldAsync(string user, int year)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return await (from n in db.Notices join u in db.Users on n.PersonId equals u.Id where u.UserName == user && n.Link == $"/annual?year={year}" select n.Text).ToListAsync();
    }
}
