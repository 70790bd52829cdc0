using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>What the page of a case says once its school has moved, was merged or is closed. The year is rolled over once for this county: the class has one test.</summary>
public sealed class RolloverPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_page_says_where_the_school_is_now_and_links_its_new_head_to_nothing_that_is_not_theirs()
    {
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var sites = (await hub.Get<Assessor>().FindAsync(office.CountyId, NextYear.Before))!.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).DistinctBy(s => s.Unit).Take(4).ToList();
        var (moved, merged, closed, into) = (sites[0], sites[1], sites[2], sites[3]);
        Task<Guid> OpenAsync(Site site) => book.OpenAsync(office, new(NextYear.Before, site.Code, RectificationClass.Dated, "围墙开裂", "条例", "3.6", "校长", null, "inspection", $"{Guid.CreateVersion7()}"));
        var ids = new[] { await OpenAsync(moved), await OpenAsync(merged), await OpenAsync(closed) };
        var before = Page(ids[0], DemoAccounts.HeadOf(moved.Unit), Roles.Unit);
        Assert.Contains("href=\"/inspections/", before);

        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), office.CountyId, s => s.Code == moved.Code ? NextYear.Copy(s, into.Unit) : s.Code == merged.Code || s.Code == closed.Code ? null : NextYear.Copy(s), (merged.Code, into.Code, "合并"), (closed.Code, "", "撤并"));
        var after = Page(ids[0], DemoAccounts.HeadOf(into.Unit), Roles.Unit);
        Assert.DoesNotContain("href=\"/inspections/", after);
        Assert.Contains("当时的单位可看", after);
        // The row's own page is that of the year it is told from, which the new head may open.
        Assert.Contains($"href=\"/schools/{NextYear.Year}/{moved.Code}?row=3.6\"", after);
        Assert.Contains($"已并入{into.Name}，由其负责整改", Page(ids[1], DemoAccounts.HeadOf(into.Unit), Roles.Unit));
        var left = Page(ids[2], "dudao", Roles.Office);
        Assert.Contains("已撤并，没有承接的学校", left);
        Assert.Contains("指标 3.6 现已不适用于这所学校", left);
        Assert.Contains("data-act=\"Report\"", left);
        // The head it had looks in vain.
        Assert.Contains("没有找到这个整改事项", Page(ids[0], DemoAccounts.HeadOf(moved.Unit), Roles.Unit));
    }

    private string Page(Guid id, string user, string role)
    {
        using var context = hub.As(user, role);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
        page.WaitForAssertion(() => Assert.DoesNotContain("正在读取", page.Markup), Patience);
        return page.Markup;
    }
}
