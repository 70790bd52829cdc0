using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Inspections;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>年度考核报告 after the approval: an inspection is signed in autumn, the offices score in winter, the paper holds both.</summary>
public sealed class ApprovedYearPaperTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = Team.Year;

    [Fact]
    public async Task The_report_of_an_approved_year_holds_what_came_after_the_signature_and_the_opinion_what_was_signed()
    {
        var team = new Team(hub);
        var (site, office, clock) = (await team.SiteAsync(), team.Office, new FakeTimeProvider(DateTimeOffset.UtcNow));
        var id = await team.OpenAsync(site);
        await team.MarkAsync(team.People[0], id, 4);
        await team.SubmitAsync(id);
        await team.SignAsync(id, site);
        var opinion = await OpinionAsync(team, site.Code, id);
        // Before the approval a signed result stands as it was signed.
        Assert.Contains("未填", Row(await DraftAsync(office, site.Code), "2.4"));

        var book = new AnnualBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<Assessor>(), hub.Get<Releases>(), hub.Get<SelfAssessmentBook>(), clock);
        await book.DoAsync(office, Year, AnnualAct.Start, "");
        var jiaoyu = hub.Who("jiaoyu", Roles.LeadOffice);
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(jiaoyu, DeskMark.Of(jiaoyu, Sheet.Desk(Year, site.Code), "ziyang-71-2021.v1", "2.4", new LevelMark(3), ""))).IsKept);
        var veto = await hub.Get<VetoBook>().RaiseAsync(team.People[0], Year, site.Code, "3.6", "食堂旁一栋 D 级危房仍在使用。");
        await hub.Get<VetoBook>().StepAsync(office, veto, VetoAct.Verify, "现场查看属实。", []);
        await hub.Get<VetoBook>().StepAsync(Course.Head(office, site.Unit), veto, VetoAct.Hear, "危房已封闭，等待拆除。", []);
        await hub.Get<VetoBook>().StepAsync(office, veto, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        await book.PublishAsync(office, (await hub.Get<Assessor>().ConfirmedAsync(office.CountyId, Year))!, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "试公示");
        clock.Advance(TimeSpan.FromDays(2));
        await book.DoAsync(office, Year, AnnualAct.Approve, "12 月 1 日局长办公会");

        var card = (await hub.Get<Releases>().OfficialAsync(office.CountyId, Year))!.CardOf(site.Code)!;
        Assert.Equal(IndicatorState.Met, card.Find("2.4")!.State);
        var report = await DraftAsync(office, site.Code);
        Assert.Contains("达标", Row(report, "2.4"));
        Assert.DoesNotContain("未填", Row(report, "2.4"));
        var result = PaperText.Part(report, "总体评价与等级");
        Assert.Contains($"年度考核得分 {AssessmentReport.Points(card.Low, card.High)} 分", result);
        Assert.Contains("食堂旁一栋 D 级危房仍在使用（", result);
        Assert.Contains("结果已经审定", PaperText.Part(report, "依据与过程"));
        Assert.Equal(opinion, await OpinionAsync(team, site.Code, id));

        // While the approved results are corrected they hold until the next approval, whatever is published or scored meanwhile.
        await book.DoAsync(office, Year, AnnualAct.Correct, "一处名称写错");
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(jiaoyu, DeskMark.Of(jiaoyu, Sheet.Desk(Year, site.Code), "ziyang-71-2021.v1", "2.4", new LevelMark(1), ""))).IsKept);
        await hub.Get<Releases>().PublishAsync(office, Year, "局务会", (await hub.Get<Releases>().DraftAsync(office.CountyId, Year))!.Now.Position);
        Assert.Equal(Row(report, "2.4"), Row(await DraftAsync(office, site.Code), "2.4"));
        Assert.Equal(result, PaperText.Part(await DraftAsync(office, site.Code), "总体评价与等级"));
    }

    private static string Row(Report report, string code) =>
        string.Join(' ', report.Blocks.OfType<Table>().Single(t => t.Caption == "分项结果表").Rows.Single(r => r.Cells[0].Text == code).Cells.Select(c => c.Text));

    private async Task<Report> DraftAsync(Visitor office, string site) => (await hub.Get<PaperPress>().DraftAsync(new PaperSubject(office.CountyId, "assessment", Year, site), new())).Draft;

    private Task<string> OpinionAsync(Team team, string site, Guid id) => hub.Get<PaperBook>().FingerprintAsync(new PaperSubject(team.Office.CountyId, "opinion", Year, site, id, ""), new());
}
