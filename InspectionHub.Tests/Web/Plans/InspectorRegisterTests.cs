using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>督学名册 by its buttons, across the end of a term, of a school, and of an account.</summary>
public sealed class InspectorRegisterTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private InspectorRegister Register => hub.Get<InspectorRegister>();

    private async Task<InspectorLine> LineAsync(string person) => (await Register.ListAsync(Office.CountyId, Register.Today)).Single(l => l.Id == person);

    private async Task<IReadOnlyList<string>> ToldAsync(Visitor who) => [.. (await hub.Get<NoticeBook>().ListAsync(who)).Select(n => n.Notice.Text)];

    [Fact]
    public async Task A_term_is_ended_and_a_new_one_begun_by_the_buttons_and_the_person_is_told_of_both()
    {
        var who = hub.Who("duxue4", Roles.Inspector);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectorsPage>();
        void Open() { page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-edit='{who.Name}']")), Patience); page.Act($"[data-edit='{who.Name}']", e => e.Click()); }
        Open();
        await Register.EndAsync(Office, (await LineAsync(who.Id)).Now!.Id, Register.Today.AddDays(-1), "调离督导岗位");
        page.Act("[data-testid=letter]", e => e.Change("紫督聘〔2026〕99号"));
        page.Act("[data-testid=from]", e => e.Change($"{Register.Today:yyyy-MM-dd}"));
        page.Act("[data-testid=appoint]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=inspector-form]")), Patience);
        Assert.Equal("紫督聘〔2026〕99号", (await LineAsync(who.Id)).Now!.Letter);
        Assert.Contains(await ToldAsync(who), t => t.Contains("任期到") && !t.Contains("调离督导岗位"));
        Assert.Contains(await ToldAsync(who), t => t.StartsWith("您已受聘为督学", StringComparison.Ordinal));
        // Twice the same number is refused, and the form stays with what was typed.
        Open();
        page.Act("[data-testid=letter]", e => e.Change("紫督聘〔2026〕99号"));
        page.Act("[data-testid=appoint]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("[role=alert]"), a => a.TextContent.Contains("已经用过")), Patience);
        Assert.NotEmpty(page.FindAll("[data-testid=inspector-form]"));
    }

    /// <summary>A school is closed in the summer: its entry in the register must not keep the area from being changed.</summary>
    [Fact]
    public async Task An_area_with_a_school_that_has_gone_can_be_changed_and_a_recusal_from_it_lifted()
    {
        var (who, gone) = (hub.Who("duxue5", Roles.Inspector), "610924-GONE");
        await hub.Get<Writer>().WriteAsync((db, _) =>
        {
            db.DutyEntries.Add(new DutyEntry { Id = Guid.NewGuid(), CountyId = who.CountyId, Site = gone, PersonId = who.Id, PersonName = who.Name, From = Register.Today.AddDays(-200), ById = "p", ByName = "某", At = DateTimeOffset.UnixEpoch, LedgerSeq = 1 });
            db.RecusalEntries.Add(new RecusalEntry { Id = Guid.NewGuid(), CountyId = who.CountyId, PersonId = who.Id, PersonName = who.Name, Site = gone, IsLifted = false, Reason = "原任教学校", ById = "p", ByName = "某", At = DateTimeOffset.UnixEpoch, LedgerSeq = 1 });
            return Task.FromResult(true);
        });
        var before = (await LineAsync(who.Id)).Sites;
        Assert.Contains(gone, before);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectorsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-edit='{who.Name}']")), Patience);
        page.Act($"[data-edit='{who.Name}']", e => e.Click());
        Assert.Contains(gone, page.Find("[data-testid=gone]").TextContent);
        page.Act("[data-testid=assign]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=inspector-form]")), Patience);
        Assert.Equal(before.Where(s => s != gone), (await LineAsync(who.Id)).Sites);
        page.Act($"[data-edit='{who.Name}']", e => e.Click());
        page.Act("[data-testid=recused-site]", e => e.Change(gone));
        page.Act("[data-testid=recusal-reason]", e => e.Change("学校已撤并"));
        page.Act("[data-testid=recuse]", e => e.Click());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=inspector-form]")), Patience);
        Assert.DoesNotContain(gone, (await LineAsync(who.Id)).Recusals.Keys);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(() => Register.RecuseAsync(Office, who.Id, gone, "再次登记"))).Status);
    }

    [Fact]
    public async Task Whoever_s_account_is_closed_is_no_longer_offered_and_must_be_replaced_in_a_running_inspection()
    {
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var site = await db.SchoolYears.Where(s => s.Year == 2026 && s.Kind == "小").OrderBy(s => s.Code).Select(s => s.Code).FirstAsync(Xunit.TestContext.Current.CancellationToken);
        InspectionMember[] Team() => [.. people.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })];
        var id = await hub.Get<InspectionBook>().OpenAsync(Office, 2026, site, "作业管理专项督导", Team(), InspectionNotice.About("作业管理"));
        async Task<bool> IsToReplaceAsync() => (await hub.Get<DueBoard>().FindAsync(Office)).Items.Any(i => i.What == "更换督学" && i.Link == $"/inspections/{id}" && i.About.Contains($"{people[2].Name}（账号已停用）"));
        Assert.False(await IsToReplaceAsync());
        await db.Users.Where(u => u.Id == people[2].Id).ExecuteUpdateAsync(u => u.SetProperty(p => p.LockoutEnd, Person.Closed), Xunit.TestContext.Current.CancellationToken);
        Assert.True(await IsToReplaceAsync());
        Assert.DoesNotContain(await hub.Get<InspectionBook>().InspectorsAsync(Office), p => p.Id == people[2].Id);
        Assert.Contains("账号已停用", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<InspectionBook>().OpenAsync(Office, 2026, site, "另一次专项督导", Team(), InspectionNotice.About("作业管理")))).Message);
    }
}
