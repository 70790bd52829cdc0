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
public sealed class InspectorRegisterTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
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
        page.WaitForAssertion(() => Assert.Contains(gone, page.Find("[data-testid=gone]").TextContent), Patience);
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

    [Fact]
    public async Task A_term_and_an_area_entered_some_days_late_are_told_and_one_long_over_is_not()
    {
        var (who, today) = (hub.Who("duxue6", Roles.Inspector), Register.Today);
        var sites = (await LineAsync(who.Id)).Sites;
        await Register.EndAsync(Office, (await LineAsync(who.Id)).Now!.Id, today.AddDays(-3), "换发聘书");
        await Register.AppointAsync(Office, who.Id, "紫督聘补1号", today.AddDays(-2), today.AddDays(-2), today.AddDays(300), false);
        await Register.AssignAsync(Office, who.Id, [sites[0]], today.AddDays(-2));
        Assert.Contains(await ToldAsync(who), t => t == $"您已受聘为督学，任期 {today.AddDays(-2):yyyy-MM-dd} 至 {today.AddDays(300):yyyy-MM-dd}。");
        Assert.Contains(await ToldAsync(who), t => t == $"您的责任区自 {today.AddDays(-2):yyyy-MM-dd} 起为 1 所学校。");
        await Register.AppointAsync(Office, who.Id, "紫督聘补2号", new(2018, 9, 1), new(2018, 9, 1), new(2020, 8, 31), false);
        Assert.DoesNotContain(await ToldAsync(who), t => t.Contains("2018-09-01"));
    }

    [Fact]
    public async Task With_a_term_that_is_ended_go_the_sites_of_that_day_and_those_that_were_to_come_later_but_not_those_of_a_next_term()
    {
        var (who, today) = (hub.Who("duxue7", Roles.Inspector), Register.Today);
        var (line, colleague) = (await LineAsync(who.Id), await LineAsync(hub.Who("duxue8", Roles.Inspector).Id));
        var (soon, later) = (colleague.Sites[0], colleague.Sites[1]);
        var next = today.AddDays(200);
        await Register.AssignAsync(Office, who.Id, [.. line.Sites, soon], today.AddDays(61));
        await Register.EndAsync(Office, line.Now!.Id, next.AddDays(-1), "聘期调整");
        await Register.AppointAsync(Office, who.Id, "紫督聘接1号", today, next, next.AddDays(300), false);
        await Register.AssignAsync(Office, who.Id, [later], next.AddDays(5));
        await Register.EndAsync(Office, line.Now.Id, today, "调离督导岗位");
        async Task<IReadOnlyList<string>> OnAsync(DateOnly day) => (await Register.ListAsync(Office.CountyId, day)).Single(l => l.Id == who.Id).Sites;
        Assert.Equal(line.Sites, await OnAsync(today));
        foreach (var days in new[] { 1, 61, 199 }) Assert.Empty(await OnAsync(today.AddDays(days)));
        Assert.Equal([later], await OnAsync(next.AddDays(5)));
    }

    /// <summary>A term that has run out covers no school, though the area was never handed over.</summary>
    [Fact]
    public async Task A_school_whose_inspector_s_term_is_over_is_counted_among_those_that_have_nobody()
    {
        var who = await LineAsync(hub.Who("duxue9", Roles.Inspector).Id);
        async Task<int> CoveredAsync()
        {
            using var context = hub.As("dudao", Roles.Office);
            var page = context.Render<InspectorsPage>();
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=covered]")), Patience);
            return int.Parse(page.Find("[data-testid=covered]").TextContent.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        }
        var before = await CoveredAsync();
        await hub.Get<Writer>().WriteAsync((db, _) =>
        {
            db.Appointments.Add(new Appointment { Id = Guid.NewGuid(), CountyId = Office.CountyId, PersonId = who.Id, PersonName = who.Name, Letter = who.Now!.Letter, GivenOn = who.Now.GivenOn, From = who.Now.From, To = Register.Today.AddDays(-1), IsFullTime = false, Ends = who.Now.Id, Reason = "", ById = "p", ByName = "某", At = DateTimeOffset.UnixEpoch, LedgerSeq = long.MaxValue });
            return Task.FromResult(true);
        });
        Assert.NotEmpty((await LineAsync(who.Id)).Sites);
        Assert.Equal(before - who.Sites.Count, await CoveredAsync());
    }

    [Fact]
    public async Task A_team_s_terms_are_asked_of_the_days_on_site_and_the_days_lie_in_the_year_of_the_plan()
    {
        var (leaver, today) = (hub.Who("duxue10", Roles.Inspector), Register.Today);
        await Register.EndAsync(Office, (await LineAsync(leaver.Id)).Now!.Id, today.AddDays(5), "学习");
        await Register.AppointAsync(Office, leaver.Id, "紫督聘回1号", today, today.AddDays(15), today.AddDays(300), false);
        // One whose term is over today and begins anew before the visit, and one whose term ends before it.
        var (comer, goer) = (hub.Who("duxue13", Roles.Inspector), hub.Who("duxue14", Roles.Inspector));
        await Register.EndAsync(Office, (await LineAsync(comer.Id)).Now!.Id, today.AddDays(-1), "学习");
        await Register.AppointAsync(Office, comer.Id, "紫督聘回2号", today, today.AddDays(15), today.AddDays(300), false);
        await Register.EndAsync(Office, (await LineAsync(goer.Id)).Now!.Id, today.AddDays(5), "调离");
        var site = (await hub.Get<PlanBook>().ListAsync(Office.CountyId, 2026))[^1].Plan.Inspections.Last(i => i.Kind == "专项").Site;
        InspectionMember[] team = [.. new[] { leaver, hub.Who("duxue11", Roles.Inspector), hub.Who("duxue12", Roles.Inspector) }.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })];
        Task<Guid> OpenAsync(DateOnly from, DateOnly to) => hub.Get<InspectionBook>().OpenAsync(Office, 2026, site, "食品安全", team, InspectionNotice.About("食品安全") with { VisitFrom = from, VisitTo = to, Hurry = "近日有举报" });
        foreach (var (from, to, missing) in new[] { (4, 6, 6), (7, 15, 7), (10, 10, 10) })
            Assert.Equal($"{leaver.Name}在 {today.AddDays(missing):yyyy-MM-dd} 没有在任的督学聘书，请先在“督学名册”登记聘任。", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => OpenAsync(today.AddDays(from), today.AddDays(to)))).Reasons));
        Assert.Contains("进校时间不在 2026—2027 学年", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => OpenAsync(new(2027, 9, 2), new(2027, 9, 3)))).Reasons));
        team[1] = new InspectionMember { InspectionId = Guid.Empty, PersonId = comer.Id, PersonName = comer.Name, IsLead = false };
        var id = await OpenAsync(today.AddDays(20), today.AddDays(21));
        Assert.DoesNotContain((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.What == "更换督学" && i.Link == $"/inspections/{id}");
        // Whoever comes instead is asked for the same days.
        var coming = (await hub.Get<InspectionBook>().InspectorsAsync(Office)).First(p => p.Id == goer.Id);
        Assert.Contains($"在 {today.AddDays(20):yyyy-MM-dd} 没有在任", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<InspectionActs>().ReplaceAsync(Office, id, team[2].PersonId, coming, "公务冲突"))).Message);
    }
}
