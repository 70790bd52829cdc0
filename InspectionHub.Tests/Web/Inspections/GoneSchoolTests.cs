using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Reports;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>An inspection whose school left the data however far it had come, or went to another unit: everybody finds a way on.</summary>
public sealed class GoneSchoolTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Team team = new(hub);

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    private InspectionActs Acts => hub.Get<InspectionActs>();

    [Fact]
    public async Task A_replied_inspection_is_taken_back_and_withdrawn_and_a_signed_one_says_that_the_school_must_come_back()
    {
        var replied = await team.SiteAsync();
        var first = await team.OpenAsync(replied);
        await team.SubmitAsync(first);
        await Acts.DoAsync(team.Office, first, Act.SendPreliminary, "总体较好");
        await hub.Get<HearingBook>().ReplyAsync(team.HeadOf(replied), first, [new(null, "不是我校情况")]);
        var signed = await team.SiteAsync();
        var second = await team.OpenAsync(signed);
        await team.SubmitAsync(second);
        await team.SignAsync(second, signed);
        await NextYear.CorrectAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), team.Office.CountyId, s => s.Code == replied.Code || s.Code == signed.Code ? null : NextYear.Copy(s));

        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, first));
            page.WaitForAssertion(() => Assert.Contains("先收回初步意见，再撤销", page.Find("[data-testid=gone]").TextContent), Patience);
            page.Act("[data-text=TakeBack]", e => e.Change("学校已不在本学年"));
            page.Act("[data-act=TakeBack]", e => e.Click());
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Withdraw]")), Patience);
            page.Act("[data-text=Withdraw]", e => e.Change("学校已不在本学年"));
            page.Act("[data-act=Withdraw]", e => e.Click());
            page.WaitForAssertion(() => Assert.Equal(InspectionState.Withdrawn.Name(), page.Find("[data-testid=state]").TextContent), Patience);
        }
        Assert.Empty((await Desk.FindAsync(team.Office, second))!.Permitted);
        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, second));
            page.WaitForAssertion(() => Assert.Contains("已审签，不能撤销；请在“数据导入”重新导入补上这所学校", page.Find("[data-testid=gone]").TextContent), Patience);
        }
    }

    [Fact]
    public async Task After_改属_the_new_head_has_the_papers_and_the_news_and_the_old_one_the_self_assessment_of_that_year()
    {
        var site = await team.SiteAsync();
        var into = (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, Team.Year))!.Facts.Sites.First(s => s.Kind == SchoolKind.Primary && s.Unit != site.Unit);
        var (before, after, today) = (team.HeadOf(site), team.HeadOf(into), hub.Get<CalendarBook>().Today);
        var id = await team.OpenAsync(site, notice: InspectionNotice.About("食堂") with { SelfAssessmentDue = today.AddDays(5) });
        var early = await IssueAsync(site, id);
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), team.Office.CountyId, s => s.Code == site.Code ? NextYear.Copy(s, into.Unit) : NextYear.Copy(s));

        async Task<bool> IsAskedAsync(Visitor who) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Any(i => i.What == "提交自评" && i.Link == $"/self/{Team.Year}/{site.Code}");
        Assert.True(await IsAskedAsync(before));
        Assert.False(await IsAskedAsync(after));
        await hub.Get<NoticeChanges>().ChangeAsync(team.Office, id, new(today.AddDays(8), today.AddDays(9), today.AddDays(6)), null, "道路塌方");
        async Task<bool> IsToldAsync(Visitor who, string link, string text) => (await hub.Get<NoticeBook>().ListAsync(who)).Any(n => n.Notice.Link == link && n.Notice.Text.Contains(text));
        Assert.True(await IsToldAsync(after, $"/inspections/{id}", "督导通知有变更"));
        Assert.False(await IsToldAsync(before, $"/inspections/{id}", "督导通知有变更"));

        var late = await IssueAsync(site, id);
        Assert.True(await IsToldAsync(after, $"/papers/{late}", "已签发"));
        var register = hub.Get<PaperRegister>();
        foreach (var paper in (Guid[])[early, late]) Assert.NotNull(await register.FindAsync(after, paper));
        // What had been addressed to it stays with the old unit, what came later does not.
        Assert.NotNull(await register.FindAsync(before, early));
        Assert.Null(await register.FindAsync(before, late));
    }

    /// <summary>A 通知书, drafted, checked and issued.</summary>
    private async Task<Guid> IssueAsync(Site site, Guid id)
    {
        var leader = hub.Who("lingdao", Roles.Leader);
        var paper = await hub.Get<PaperBook>().DraftAsync(team.Office, new(team.Office.CountyId, "notice", Team.Year, site.Code, id), new());
        await hub.Get<PaperBook>().DoAsync(hub.Who("hegao", Roles.Office), paper, PaperAct.Check, "");
        await hub.Get<PaperDesk>().IssueAsync(leader, (await hub.Get<PaperDesk>().FindAsync(leader, paper))!, "", "http://127.0.0.1:5080/");
        return paper;
    }
}
