using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.SelfAssessments;

namespace InspectionHub.Tests.Web.SelfAssessments;

/// <summary>The call for the year's 自评 reaches the schools that are still there: one that a corrected workbook took out keeps nobody else from it.</summary>
public sealed class GoneSiteTests
{
    private const int Year = NextYear.Before;

    [Fact]
    public async Task A_site_that_an_import_took_out_after_its_inspection_is_passed_over_when_the_years_assessment_starts()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<SelfAssessmentBook>());
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        var sites = now.Facts.Sites.Where(s => s.Kind == SchoolKind.TeachingPoint).Take(2).ToList();
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        foreach (var site in sites)
        {
            var head = Course.Head(office, site.Unit);
            await hub.Get<InspectionBook>().OpenAsync(office, Year, site.Code, "作业管理专项督导", [.. team.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })], InspectionNotice.About("作业管理") with { SelfAssessmentDue = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(20) });
            foreach (var row in SelfAssessment.RowsOf(now.CardOf(site.Code)!)) await book.SaveAsync(head, Year, site.Code, row.Row.Code, AnnualBookTests.MarkFor(row.Row), "见档案盒");
            await book.SubmitAsync(head, Year, site.Code, "下学期改进。");
        }
        var gone = sites[0].Code;
        await NextYear.CorrectAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), office.CountyId, s => s.Code == gone ? null : NextYear.Copy(s));

        await hub.Get<AnnualBook>().DoAsync(office, Year, AnnualAct.Start, "");
        Assert.Equal(AnnualState.Running, (await hub.Get<AnnualBook>().FindAsync(office, Year)).State);
        Assert.Null(await book.FindAsync(office, Year, gone));
        Assert.Equal(SelfAssessmentState.Open, (await book.FindAsync(Course.Head(office, sites[1].Unit), Year, sites[1].Code))!.State);
        var told = hub.Who(DemoAccounts.HeadOf(sites[1].Unit), Roles.Unit);
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(told), n => n.Notice.Link == $"/self/{Year}/{sites[1].Code}");
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }
}
