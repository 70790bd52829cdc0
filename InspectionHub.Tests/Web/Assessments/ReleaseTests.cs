using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Bunit;

namespace InspectionHub.Tests.Web.Assessments;

/// <summary>Official numbers: from confirmed data to a version, its successor and their difference.</summary>
public sealed class ReleaseTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_release_holds_confirmed_data_only_and_the_next_version_tells_what_changed()
    {
        var (office, releases, assessor) = (hub.Who("dudao", Roles.Office), hub.Get<Releases>(), hub.Get<Assessor>());
        var now = (await assessor.FindAsync(office.CountyId, Year))!;
        Assert.Null(await releases.OfficialAsync(office.CountyId, Year));
        Assert.Contains("还没有一个考核单位确认", (await Assert.ThrowsAsync<Refusal>(() => PublishAsync(releases, office))).Message);

        var units = now.Facts.Units.Select(u => u.Code).ToList();
        foreach (var unit in units.Take(3)) await ConfirmAsync(office, unit, now.Batch.Id);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => releases.PublishAsync(office, Year, " ", long.MaxValue))).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => PublishAsync(releases, hub.Who("lingdao", Roles.Leader)))).Status);
        var first = await PublishAsync(releases, office);
        Assert.Equal(1, first.Version);
        Assert.Equal(first.Hash, ReleaseText.HashOf(first.Frozen));

        var official = (await releases.OfficialAsync(office.CountyId, Year))!;
        Assert.Equal(3, official.ConfirmedUnits.Count);
        // A site nobody stands for is missing, not gone: the coefficient stays open and counts it.
        Assert.All(official.Assessment.Coefficients, c => Assert.Equal(IndicatorState.Unknown, c.State));
        var whole = now.Assessment.Coefficients.First();
        var part = official.Assessment.Coefficients.First(c => c.Stage == whole.Stage && c.Resource == whole.Resource);
        // A 教学点 whose pupils nobody stands for may belong to it or not, so it may only be more.
        Assert.True(part.Difference.Rows.Count + part.Difference.Missing.Count >= whole.Difference.Rows.Count + whole.Difference.Missing.Count);
        Assert.True(part.Difference.Missing.Count > part.Difference.Rows.Count);
        var stranger = now.Facts.Sites.First(s => s.Unit == units[5]).Code;
        Assert.Empty(official.Facts.Measurements.ReportedAt(stranger));
        Assert.DoesNotContain(ReleaseText.Read(first).Measurements, m => m.Site == stranger);

        foreach (var unit in units.Skip(3)) await ConfirmAsync(office, unit, now.Batch.Id);
        Assert.Contains("又有新的", (await Assert.ThrowsAsync<Refusal>(() => releases.PublishAsync(office, Year, "会议", first.Position))).Message);
        var second = await PublishAsync(releases, office);
        Assert.Equal(2, second.Version);
        official = (await releases.OfficialAsync(office.CountyId, Year))!;
        Assert.Equal(now.Assessment.Coefficients.Select(c => c.Value), official.Assessment.Coefficients.Select(c => c.Value));
        var changes = Releases.Differences(second, await releases.ListAsync(office.CountyId));
        Assert.Equal(units.Count - 3, changes.Count(c => c.Part == "数据确认"));
        Assert.Contains(changes, c => c.Part == "差异系数" && c.Before.Contains("未填") && c.After.Contains("达标"));
        Assert.Contains(changes, c => c.Part == "数据" && c.Before == "未填");
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
        await using var db = hub.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        await Assert.ThrowsAnyAsync<Exception>(() => db.Database.ExecuteSqlRawAsync("UPDATE CountyReleases SET Version = 9"));

        await PagesReadItAsync(office, second);
    }

    private async Task PagesReadItAsync(Visitor office, CountyRelease second)
    {
        var board = hub.Get<DashboardBoard>();
        Assert.Equal(2, (await board.ReadAsync(office, new() { Year = Year }))!.Now.Release!.Version);
        Assert.Null((await board.ReadAsync(office, new() { Year = Year, Data = YearView.Provisional }))!.Now.Release);
        Assert.Null((await board.ReadAsync(office, new() { Year = 2026 }))!.Now.Release);
        // "Still held" reads the latest year with a release; asked for provisional numbers, the latest imported one.
        var released = (await hub.Get<Releases>().YearsAsync(office.CountyId))[0];
        var targets = (await hub.Get<TargetBoard>().FindAsync(office, 2026, wantsOfficial: true))!;
        var held = targets.Targets.First(t => t.Year == 2025).HeldIn!;
        Assert.Equal((released, true), (held.Year, held.IsOfficial));
        held = (await hub.Get<TargetBoard>().FindAsync(office, 2026))!.Targets.First(t => t.Year == 2025).HeldIn!;
        Assert.Equal((2026, false), (held.Year, held.IsOfficial));
        Assert.DoesNotContain(Year, targets.Provisional);

        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo($"/releases?year={Year}");
        var page = context.Render<ReleasesPage>();
        page.WaitForAssertion(() => Assert.Contains("第 2 版", page.Markup), Patience);
        Assert.Contains(second.Hash, page.Markup);
        Assert.Contains("与内容相符", page.Markup);
        Assert.Contains("与第 1 版的差别", page.Markup);
    }

    [Fact]
    public void Without_a_release_the_pages_say_so_and_mark_every_block_provisional()
    {
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<DashboardPage>();
        page.WaitForAssertion(() => Assert.Contains("2026—2027 学年尚无正式发布，以下为暂评", page.Find("[data-testid=stamp]").TextContent), Patience);
        Assert.True(page.FindAll(".data-mark-open").Count >= 4);
        Assert.Equal("true", page.Find("[data-testid=official] button").GetAttribute("aria-pressed"));
        page.Act("[data-testid=official] button", e => e.Click(), 1);
        page.WaitForAssertion(() => Assert.Contains("以下含暂评", page.Find("[data-testid=stamp]").TextContent), Patience);
        Assert.EndsWith("?data=provisional", context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri);
    }

    private static async Task<CountyRelease> PublishAsync(Releases releases, Visitor who) =>
        await releases.PublishAsync(who, Year, "县督导委会议纪要", (await releases.DraftAsync(who.CountyId, Year))!.Now.Position);

    private Task<bool> ConfirmAsync(Visitor office, string unit, int batch) => hub.Get<Confirmations>().ConfirmAsync(office with { Role = Roles.Unit, UnitCode = unit }, Year, batch);
}
