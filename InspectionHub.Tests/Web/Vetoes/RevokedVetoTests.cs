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
using InspectionHub.Web.Notices;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Vetoes;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InspectionHub.Tests.Web.Vetoes;

/// <summary>撤销认定: what was decided wrongly counts no more, everybody who had to do with it hears of it, and an approved year is to be corrected.</summary>
public sealed class RevokedVetoTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private VetoBook Book => hub.Get<VetoBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task What_was_established_wrongly_is_revoked_by_three_together_and_the_school_is_as_before()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        var unit = now.Facts.Units[6];
        var (verifier, head) = (hub.Who("duxue2", Roles.Inspector), hub.Who(DemoAccounts.HeadOf(unit.Code), Roles.Unit));
        var id = await EstablishAsync(2026, unit.Main, verifier, head);
        Assert.True((await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(unit.Main)!.IsVetoed);

        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-act=Revoke]")), Patience);
        Assert.Empty(page.FindAll("[data-testid=approved]"));
        page.Act("[data-testid=text]", e => e.Change("12 月 3 日会议：复查不属实，撤销。"), At("[data-testid=text]"));
        page.Act("[data-testid=deciders]", e => e.Change("张\n李"), At("[data-testid=deciders]"));
        page.Act("[data-act=Revoke]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("撤销认定同样须集体决定，至少要 3 人", page.Find("[role=alert]").TextContent), Patience);
        page.Act("[data-testid=deciders]", e => e.Change("张\n李\n王"), At("[data-testid=deciders]"));
        page.Act("[data-act=Revoke]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("认定已撤销", page.Markup), Patience);
        Assert.Empty(page.FindAll("[data-act=Revoke]"));

        Assert.False((await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(unit.Main)!.IsVetoed);
        // The head, whoever reported it and whoever verified it hear of it, without its reason; and all may read it.
        foreach (var who in new[] { head, verifier, hub.Who("duxue1", Roles.Inspector) })
        {
            Assert.Contains((await hub.Get<NoticeBook>().ListAsync(who)).Select(n => n.Notice.Text), t => t.EndsWith("否决事项的认定已经集体决定撤销。", StringComparison.Ordinal));
            Assert.Equal(VetoState.Revoked, (await Book.ListAsync(who, 2026)).Single(c => c.Id == id).State);
        }
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, VetoAct.Revoke, "再撤", ["张", "李", "王"]))).Status);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);

        // The boxes of the one case that can be revoked: others wait for other steps.
        int At(string box) => page.FindAll(box).Select((b, at) => (b, at)).First(b => b.b.Closest("[data-testid=veto]")!.QuerySelector("[data-act=Revoke]") is not null).at;
    }

    [Fact]
    public async Task Who_verified_a_veto_goes_on_seeing_it_and_hears_how_it_ended()
    {
        var unit = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Units[7];
        var (verifier, head) = (hub.Who("duxue2", Roles.Inspector), hub.Who(DemoAccounts.HeadOf(unit.Code), Roles.Unit));
        var id = await Book.RaiseAsync(hub.Who("duxue1", Roles.Inspector), 2026, unit.Main, "7.2", "一户重复领取资助。");
        await Book.StepAsync(verifier, id, VetoAct.Verify, "查账属实。", []);
        Assert.Contains(await Book.ListAsync(verifier, 2026), c => c.Id == id);
        Assert.DoesNotContain(await Book.ListAsync(hub.Who("duxue4", Roles.Inspector), 2026), c => c.Id == id);
        await Book.StepAsync(head, id, VetoAct.Hear, "系录入错误。", []);
        await Book.StepAsync(Office, id, VetoAct.Dismiss, "系同名学生。", []);
        Assert.Contains(await Book.ListAsync(verifier, 2026), c => c.Id == id);
        Assert.Contains((await hub.Get<NoticeBook>().ListAsync(verifier)).Select(n => n.Notice.Text), t => t.EndsWith("：否决事项认定不成立。", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_year_was_approved_the_page_and_the_due_list_say_that_the_result_is_to_be_corrected()
    {
        const int year = 2023;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var annual = new AnnualBook(hub.Get<IDbContextFactory<AppDb>>(), hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<Assessor>(), hub.Get<Releases>(), hub.Get<SelfAssessmentBook>(), clock);
        var unit = (await hub.Get<Assessor>().FindAsync(Office.CountyId, year))!.Facts.Units[0];
        var id = await EstablishAsync(year, unit.Main, hub.Who("duxue2", Roles.Inspector), Course.Head(Office, unit.Code));
        await annual.DoAsync(Office, year, AnnualAct.Start, "");
        var other = (await hub.Get<Assessor>().FindAsync(Office.CountyId, year))!;
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, other.Facts.Units[1].Code), year, other.Batch.Id);
        await annual.PublishAsync(Office, (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, year))!, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date), "试公示");
        clock.Advance(TimeSpan.FromDays(2));
        await annual.DoAsync(Office, year, AnnualAct.Approve, "12 月 1 日局长办公会");
        Assert.Equal("不合格", (await annual.FindAsync(Office, year)).Shown!.Units.Single(u => u.Unit == unit.Code).Grade);

        using var context = hub.As("dudao", Roles.Office);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/vetoes?year={year}");
        var page = context.Render<VetoesPage>();
        page.WaitForAssertion(() => Assert.Contains("更正审定结果", page.Find("[data-testid=approved]").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=outdated]"));
        Assert.False(await IsDueAsync());
        await Book.StepAsync(Office, id, VetoAct.Revoke, "复查不属实。", ["张", "李", "王"]);
        page.WaitForAssertion(() => Assert.Contains("还须到年度考核更正审定结果", page.Find("[data-testid=outdated]").TextContent), Patience);
        Assert.True(await IsDueAsync());
        await annual.DoAsync(Office, year, AnnualAct.Correct, "否决认定已撤销");
        Assert.False(await IsDueAsync());

        async Task<bool> IsDueAsync() => (await hub.Get<DueBoard>().FindAsync(Office)).Items.Any(i => i.What == "更正年度考核审定结果" && i.Link == $"/annual?year={year}");
    }

    private async Task<Guid> EstablishAsync(int year, string site, Visitor verifier, Visitor head)
    {
        var id = await Book.RaiseAsync(hub.Who("duxue1", Roles.Inspector), year, site, "3.6", "食堂旁一栋 D 级危房仍在使用。");
        await Book.StepAsync(verifier, id, VetoAct.Verify, "现场查看属实。", []);
        await Book.StepAsync(head, id, VetoAct.Hear, "学校无异议。", []);
        await Book.StepAsync(Office, id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        return id;
    }
}
