using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Visits;

/// <summary>Whoever's term has run out, or has not begun, is offered and given no visits of those days; what was done in the term stays theirs.</summary>
public sealed class InOfficeTests
{
    private static readonly DateOnly Today = new(2029, 9, 3), Next = new(2029, 10, 1);

    [Fact]
    public async Task After_a_term_nobody_is_offered_or_given_a_school_until_the_next_one_begins()
    {
        // The demo county's terms end on 31 August 2029; nobody has taken the schools back.
        await using var hub = await DatedHubInside.StartAsync(Today);
        var (office, inspector, book, register, calendar) = (hub.Who("dudao", Roles.Office), hub.Who("duxue1", Roles.Inspector), hub.Get<VisitBook>(), hub.Get<InspectorRegister>(), hub.Get<VisitCalendar>());
        var plans = hub.Get<PlanBook>();
        var plan = YearPlan.Usual(2029);
        await plans.ApproveAsync(office, plan, (await plans.SaveDraftAsync(office, plan, "", 0)).LedgerSeq, "试〔2029〕1号", Today);
        var own = (await register.ListAsync(office.CountyId, Today)).Single(l => l.Id == inspector.Id).Sites;
        Assert.NotEmpty(own);

        Assert.Empty((await calendar.ReadAsync(inspector, null)).Sites);
        Assert.Empty((await calendar.ReadAsync(office, null)).Inspectors);
        Assert.Empty((await hub.Get<PlanDesk>().ReadAsync(inspector, 2029)).Coverage);
        Assert.Empty((await hub.Get<FieldDesk>().SheetsAsync(inspector)).Routine.Areas);
        Assert.Contains("没有在任的责任督学", (await Assert.ThrowsAsync<Refusal>(() => book.PlanAsync(office, own[0], Today, "canteen", null))).Message);
        Assert.Contains("没有在任的聘书", (await Assert.ThrowsAsync<Refusal>(() => book.PlanAsync(inspector, own[0], Today, "canteen", null))).Message);
        var gate = await book.StartAsync(inspector, new(Guid.CreateVersion7(), "phone", 1, $"{Guid.CreateVersion7()}", new(2029, 9, 3, 2, 0, 0, TimeSpan.Zero), own[0], "canteen.v1"));
        Assert.False(gate.IsKept);
        Assert.Contains(gate.Reasons, r => r.Contains("没有在任的聘书"));
        // What was done in the term.
        Assert.NotEmpty(await book.ListAsync(inspector, 2026));
        Assert.All(await book.ListAsync(inspector, 2026), v => Assert.Equal(inspector.Id, VisitBook.InspectorOf(v).Id));

        foreach (var (user, letter) in ((string, string)[])[("duxue1", "紫督聘续1号"), ("duxue2", "紫督聘续2号")])
            await register.AppointAsync(office, hub.Who(user, Roles.Inspector).Id, letter, Today, Next, Next.AddYears(3).AddDays(-1), false);
        Assert.Empty((await calendar.ReadAsync(inspector, null)).Sites);
        Assert.Equal(own, (await calendar.ReadAsync(inspector, Next)).Sites.Select(s => s.Code).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await calendar.ReadAsync(office, Next)).Inspectors.Count);
        Assert.Contains("没有在任的责任督学", (await Assert.ThrowsAsync<Refusal>(() => book.PlanAsync(office, own[0], Next.AddDays(-1), "canteen", null))).Message);
        var id = await book.PlanAsync(inspector, own[0], Next.AddDays(8), "canteen", null);
        // Whoever comes instead is asked for the day of the visit, not for today, on which nobody is in office.
        var other = hub.Who("duxue2", Roles.Inspector);
        await book.DoAsync(office, id, VisitAct.Replace, "公务冲突", other.Id);
        Assert.Contains("没有在任的督学聘书", (await Assert.ThrowsAsync<Refusal>(() => book.DoAsync(office, id, VisitAct.Replace, "再换", hub.Who("duxue3", Roles.Inspector).Id))).Message);
        Assert.Equal(other.Id, VisitBook.InspectorOf((await book.FindAsync(office, id))!).Id);
    }

    /// <summary>回避 frees every duty from its day on, and whatever is planned for that person there needs another.</summary>
    [Fact]
    public async Task A_recusal_takes_the_duty_that_was_to_come_and_calls_for_another_person_wherever_one_is_planned()
    {
        await using var hub = await DatedHubInside.StartAsync(new(2026, 11, 30));
        var (office, who, register, book) = (hub.Who("dudao", Roles.Office), hub.Who("duxue9", Roles.Inspector), hub.Get<InspectorRegister>(), hub.Get<VisitBook>());
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var lines = await register.ListAsync(office.CountyId, register.Today);
        var (own, colleague) = (lines.Single(l => l.Id == who.Id).Sites, lines.Single(l => l.Id == hub.Who("duxue10", Roles.Inspector).Id));
        var (site, soon, kept) = (colleague.Sites[0], new DateOnly(2026, 12, 20), own[0]);
        await register.AssignAsync(office, who.Id, [.. own, site], soon);
        var visit = await book.PlanAsync(office, site, soon.AddDays(2), "canteen", null);
        Assert.Equal(who.Id, VisitBook.InspectorOf((await book.FindAsync(office, visit))!).Id);
        var inspection = await hub.Get<InspectionHub.Web.Inspections.InspectionBook>().OpenAsync(office, 2026, site, "食堂督导",
            [.. new[] { "duxue9", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 1 })]);
        async Task<string[]> AskedAsync() => [.. (await hub.Get<DueBoard>().FindAsync(office)).Items.Where(i => i.What == "更换督学" && i.About.Contains(who.Name)).Select(i => i.Link).Order()];
        Assert.Empty(await AskedAsync());

        await register.RecuseAsync(office, who.Id, site, "与校长系近亲属");
        async Task<string?> OnAsync(string of, DateOnly day) => (await InspectorRegister.DutiesAsync(db, office.CountyId, day)).GetValueOrDefault(of);
        Assert.Equal((colleague.Id, null, who.Id), (await OnAsync(site, soon.AddDays(-1)), await OnAsync(site, soon), await OnAsync(kept, soon)));
        string[] both = [$"/inspections/{inspection}", $"/visits/{visit}"];
        Assert.Equal(both, await AskedAsync());
        Assert.Contains("回避关系", (await Assert.ThrowsAsync<Refusal>(() => register.AssignAsync(office, who.Id, [.. own, site], soon))).Message);

        await register.RecuseAsync(office, who.Id, site, "校长已调离", isLifted: true);
        Assert.Empty(await AskedAsync());
        // What was given up is given anew by the office, not by itself.
        Assert.Null(await OnAsync(site, soon));
    }
}
