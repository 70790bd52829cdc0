using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>What the page of a case says once its school has moved, was merged or is closed. The year is rolled over once for this county: the class has one test.</summary>
public sealed class RolloverPageTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_page_says_where_the_school_is_now_and_has_no_door_that_does_not_open()
    {
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var sites = (await hub.Get<Assessor>().FindAsync(office.CountyId, NextYear.Before))!.Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).DistinctBy(s => s.Unit).Take(4).ToList();
        var (moved, merged, closed, into) = (sites[0], sites[1], sites[2], sites[3]);
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        async Task<Guid> OpenAsync(Site site)
        {
            var inspection = await hub.Get<InspectionBook>().OpenAsync(office, NextYear.Before, site.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]);
            return await book.OpenAsync(office, new(NextYear.Before, site.Code, RectificationClass.Dated, "围墙开裂", "条例", "3.6", "校长", null, "inspection", $"{inspection}"));
        }
        var ids = new[] { await OpenAsync(moved), await OpenAsync(merged), await OpenAsync(closed) };
        var before = Page(ids[0], DemoAccounts.HeadOf(moved.Unit), Roles.Unit);
        Assert.Contains("href=\"/inspections/", before);

        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), office.CountyId, s => s.Code == moved.Code ? NextYear.Copy(s, into.Unit) : s.Code == merged.Code || s.Code == closed.Code ? null : NextYear.Copy(s), (merged.Code, into.Code, "合并"), (closed.Code, "", "撤并"));
        var after = Page(ids[0], DemoAccounts.HeadOf(into.Unit), Roles.Unit);
        // The inspection stays with its school too.
        Assert.Contains("href=\"/inspections/", after);
        // An inspector who was not there reads the case, and finds no door that would not open.
        var stranger = Page(ids[0], "duxue9", Roles.Inspector);
        Assert.DoesNotContain("href=\"/inspections/", stranger);
        Assert.Contains("督导室和参加的督学可看", stranger);
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
