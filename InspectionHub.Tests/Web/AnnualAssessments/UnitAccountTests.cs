using System.Globalization;
using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Reports;
using InspectionHub.Web.SelfAssessments;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.AnnualAssessments;

/// <summary>A unit's points lead to how they were added up: to those who may read them, when they may, and frozen with the result.</summary>
public sealed class UnitAccountTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task Points_explain_themselves_to_the_office_and_the_own_head_before_the_public_notice_and_to_others_only_after_it()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var book = new AnnualBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<Assessor>(), hub.Get<Releases>(), hub.Get<SelfAssessmentBook>(), clock);
        await hub.Get<CalendarBook>().SetAsync(Office, Deadline.PublicNotice, 1);
        await book.DoAsync(Office, Year, AnnualAct.Start, "");
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;
        using (var early = hub.As("dudao", Roles.Office))
        {
            var waiting = Open(early, UnitOpened.Address(Year, now.Facts.Units.First(u => !now.ConfirmedUnits.Contains(u.Code)).Code));
            waiting.WaitForAssertion(() => Assert.Contains("确认以前不计算得分", waiting.Find("[data-testid=why-not]").TextContent), Patience);
            Assert.Empty(waiting.FindAll("[data-testid=terms]"));
        }
        // A unit of several sites: of one alone there is nothing to add up.
        var unit = now.Facts.Units.First(u => u.Group == "镇中心学校" && now.Facts.Sites.Count(s => s.Unit == u.Code) > 3);
        var (code, head) = (unit.Code, DemoAccounts.HeadOf(unit.Code));
        foreach (var one in now.Facts.Units) await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, one.Code), Year, now.Batch.Id);

        // From the number in the office's table to the terms that add up to it.
        using var desk = hub.As("dudao", Roles.Office);
        var page = Open(desk, $"/annual?year={Year}");
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-unit={code}] a[aria-label]")), Patience);
        var door = page.Find($"[data-unit={code}] a[aria-label]");
        var points = door.TextContent;
        Assert.All(page.FindAll($"[data-unit={code}] td.num"), cell => Assert.NotEmpty(cell.QuerySelectorAll("a")));
        Go(desk, door.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.StartsWith(points, page.Find("[data-testid=unit-points]").TextContent), Patience);
        Assert.Equal("暂评", page.Find("[data-sheet] .data-mark").TextContent);
        var sites = now.Facts.Sites.Count(s => s.Unit == code);
        Assert.Equal(sites + 1, page.FindAll("[data-testid=terms] tbody tr").Count);
        static double Low(string text) => double.Parse(text.Split('—')[0], CultureInfo.InvariantCulture);
        var parts = page.FindAll("[data-testid=terms] tbody tr").Select(r => r.QuerySelectorAll("td")[^1].TextContent).ToList();
        Assert.InRange(parts.Take(sites).Sum(Low) - Low(parts[^1]), -0.01 * sites, 0.01 * sites);
        Assert.Equal(points, parts[^1]);
        Assert.Contains("县级自定", page.Find("[data-testid=account]").TextContent);
        Assert.NotEmpty(page.FindAll("[data-testid=place]"));
        Assert.Equal(sites, page.FindAll("[data-testid=sites] tbody tr").Count);
        // The numbers of the row are those of its sites.
        var counts = page.FindAll("[data-testid=sites] tbody tr").Select(r => r.QuerySelector("td.num")!.TextContent.Split('/').Select(int.Parse).ToArray()).ToList();
        Assert.Equal($"{counts.Sum(c => c[0])}/{counts.Sum(c => c[1])}", page.FindAll($"[data-unit={code}] td.num")[0].TextContent);

        // The head reads the own unit, without its place among units that are not told of theirs yet; of another unit nothing.
        using var school = hub.As(head, Roles.Unit);
        var own = Open(school, UnitOpened.Address(Year, code, UnitOpened.Now));
        own.WaitForAssertion(() => Assert.StartsWith(points, own.Find("[data-testid=unit-points]").TextContent), Patience);
        Assert.Empty(own.FindAll("[data-testid=place]"));
        Go(school, UnitOpened.Address(Year, now.Facts.Units.First(u => u.Code != code).Code, UnitOpened.Now));
        own.WaitForAssertion(() => Assert.Empty(own.FindAll("[data-sheet]")), Patience);
        foreach (var (user, role) in new[] { ("duxue1", Roles.Inspector), ("jiaoyu", Roles.LeadOffice), ("admin", Roles.Administrator) })
        {
            using var context = hub.As(user, role);
            var other = Open(context, UnitOpened.Address(Year, code, UnitOpened.Now));
            other.WaitForAssertion(() => Assert.Contains("公示以后才能查看", other.Find("[data-testid=why-not]").TextContent), Patience);
            Assert.Empty(other.FindAll("[data-testid=terms], [data-testid=unit-points]"));
            Assert.Equal(sites, other.FindAll("[data-testid=sites] tbody tr").Count);
        }

        // Shown in public: what was added up is frozen with the sum, whatever comes afterwards.
        await book.PublishAsync(Office, (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, Year))!, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "先公示数据部分");
        var lead = hub.Who("jiaoyu", Roles.LeadOffice);
        // Imported once more, the data are not confirmed any more.
        await NextYear.CorrectAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), Office.CountyId, s => s);
        var batch = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Batch.Id;
        Go(desk, $"/annual?year={Year}");
        page.WaitForAssertion(() => Assert.NotEqual(points, page.Find($"[data-unit={code}] a[aria-label]").TextContent), Patience);
        Go(desk, page.FindAll("[data-testid=results] tr").Single(r => r.TextContent.Contains(unit.Name)).QuerySelector("td.num a")!.GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Contains("公示结果，公示到", page.Find("[data-testid=which]").TextContent), Patience);
        Go(school, UnitOpened.Address(Year, code));
        own.WaitForAssertion(() => Assert.StartsWith(points, own.Find("[data-testid=unit-points]").TextContent), Patience);
        Assert.Equal(points, own.FindAll("[data-testid=terms] tbody tr")[^1].QuerySelector("td")!.TextContent);
        Assert.NotEmpty(own.FindAll("[data-testid=place]"));
        Assert.Equal([code], (await book.FindAsync(Course.Head(Office, code), Year)).Shown!.Accounts!.Keys);
        Assert.Empty((await book.FindAsync(lead, Year)).Shown!.Accounts!);
        foreach (var (user, role, reads) in new[] { ("duxue1", Roles.Inspector, true), ("admin", Roles.Administrator, true), ("jiaoyu", Roles.LeadOffice, false) })
        {
            using var context = hub.As(user, role);
            var other = Open(context, UnitOpened.Address(Year, code));
            other.WaitForAssertion(() => Assert.StartsWith(points, other.Find("[data-testid=unit-points]").TextContent), Patience);
            Assert.Equal(reads, other.FindAll("[data-testid=terms]").Count > 0);
        }

        // Results that were shown before this was kept are explained only where they still come out the same.
        var small = now.Facts.Units.First(u => u.Group == "幼儿园").Code;
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, small), Year, batch);
        var view = (await hub.Get<AnnualBoard>().FindAsync(Office, Year))!;
        var old = view with { Annual = view.Annual with { Shown = AnnualResults.Read((view.Annual.Shown! with { Accounts = null }).Write()) } };
        Assert.StartsWith("这一结果公示时没有记下算法", UnitOpened.Of(old, Office, code, null)!.WhyNot);
        Assert.NotNull(UnitOpened.Of(old, Office, small, null)!.Account);

        // Shown again and approved: the school's report prints the sum under the grade.
        await book.DoAsync(Office, Year, AnnualAct.TakeBack, "数据更正");
        foreach (var one in now.Facts.Units.Where(u => u.Code != small)) await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, one.Code), Year, batch);
        await book.PublishAsync(Office, (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, Year))!, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "更正后公示");
        clock.Advance(TimeSpan.FromDays(2));
        await book.DoAsync(Office, Year, AnnualAct.Approve, "12 月 1 日局长办公会");
        var opened = UnitOpened.Of((await hub.Get<AnnualBoard>().FindAsync(Office, Year))!, Office, code, null)!;
        Assert.True(opened.IsOfficial);
        Assert.Contains(opened.Account!.Arithmetic(), PaperText.Of((await hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, "assessment", Year, unit.Main), new())).Composed.Report));
    }

    private static IRenderedComponent<AnnualPage> Open(BunitContext context, string address)
    {
        Go(context, address);
        return context.Render<AnnualPage>();
    }

    private static void Go(BunitContext context, string address) => context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
