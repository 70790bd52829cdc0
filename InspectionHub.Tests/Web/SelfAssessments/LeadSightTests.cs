using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.SelfAssessments;

namespace InspectionHub.Tests.Web.SelfAssessments;

/// <summary>自评 as a lead office reads it: its own clauses.</summary>
public sealed class LeadSightTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_lead_office_reads_its_own_rows_and_nothing_of_the_whole()
    {
        var (office, lead, book) = (hub.Who("dudao", Roles.Office), hub.Who("jiaoyu", Roles.LeadOffice), hub.Get<SelfAssessmentBook>());
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        var site = now.Facts.Sites.First(s => s.Kind == SchoolKind.TeachingPoint);
        var rows = SelfAssessment.RowsOf(now.CardOf(site.Code)!);
        var own = rows.Where(r => r.Row.Lead == lead.LeadOffice).Select(r => r.Row.Code).ToList();
        Assert.InRange(own.Count, 1, rows.Count - 1);
        foreach (var row in rows) await book.SaveAsync(Course.Head(office, site.Unit), Year, site.Code, row.Row.Code, AnnualBookTests.MarkFor(row.Row), $"档案盒 {row.Row.Code} 号");
        await book.SubmitAsync(Course.Head(office, site.Unit), Year, site.Code, "全校的主要问题是功能室使用不够。");

        var seen = (await book.FindAsync(lead, Year, site.Code))!;
        Assert.Equal((SelfAssessmentState.Submitted, ""), (seen.State, seen.Summary));
        Assert.Equal(own.Order(StringComparer.Ordinal), seen.Marks.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(rows.Count, (await book.FindAsync(office, Year, site.Code))!.Marks.Count);
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        var page = context.Render<SelfAssessmentPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site.Code));
        page.WaitForAssertion(() => Assert.Contains($"已自评 {own.Count}/{own.Count}", page.Find("[data-testid=count]").TextContent), Patience);
        Assert.Equal(own, page.FindAll("section[data-row]").Select(s => s.GetAttribute("data-row")));
        Assert.DoesNotContain("功能室使用不够", page.Markup);
        Assert.DoesNotContain("存在的主要问题和改进打算", page.Markup);
        using var whole = hub.As("dudao", Roles.Office);
        var all = whole.Render<SelfAssessmentPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site.Code));
        all.WaitForAssertion(() => Assert.Contains("功能室使用不够", all.Markup), Patience);

        // Called for anew, what the office wrote to the school about it is between the two.
        await book.SendBackAsync(office, Year, site.Code, "缺 3.6 的材料");
        Assert.Null((await book.FindAsync(lead, Year, site.Code))!.SentBack);
    }
}
