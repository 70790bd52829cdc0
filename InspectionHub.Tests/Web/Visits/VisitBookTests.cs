using System.Text.Json;
using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Visits;

/// <summary>Register, plan and routine visits at the desk: what is enforced, who sees what, and the pages.</summary>
public sealed class VisitBookTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private DateOnly Today => hub.Get<InspectorRegister>().Today;

    [Fact]
    public async Task A_recused_or_unappointed_person_gets_no_team_and_no_visit_and_without_a_planned_line_nothing_is_opened()
    {
        var register = hub.Get<InspectorRegister>();
        var (first, others) = (hub.Who("duxue6", Roles.Inspector), new[] { "duxue1", "duxue2" }.Select(u => hub.Who(u, Roles.Inspector)));
        var site = (await register.ListAsync(Office.CountyId, Today)).First(l => l.Id == first.Id).Sites[0];
        await register.RecuseAsync(Office, first.Id, site, "与校长系夫妻");
        // Who must stay away gives the site up.
        Assert.DoesNotContain(site, (await register.ListAsync(Office.CountyId, Today)).First(l => l.Id == first.Id).Sites);
        var team = others.Append(first).Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 }).ToList();
        Assert.Contains("回避关系（与校长系夫妻", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<InspectionBook>().OpenAsync(Office, 2026, site, "专项督导", team))));
        Assert.Contains("回避关系", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitBook>().PlanAsync(Office, site, Today, "canteen", first.Id))));
        await register.RecuseAsync(Office, first.Id, site, "校长已调离", isLifted: true);
        var planned = await hub.Get<VisitBook>().PlanAsync(Office, site, Today, "canteen", first.Id);
        // What is registered after the plan reaches the visit that is planned.
        await register.RecuseAsync(Office, first.Id, site, "新校长系其兄");
        Assert.Contains("须回避：新校长系其兄", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitDesk>().StartAsync(first, planned))));
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(Office)).Items, i => i.What == "更换督学" && i.Link == $"/visits/{planned}");
        await register.RecuseAsync(Office, first.Id, site, "登记有误", isLifted: true);
        // A day on which nobody's term has begun yet, and a year without a plan.
        Assert.Contains("没有在任的督学聘书", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitBook>().PlanAsync(Office, site, new(2029, 9, 2), "canteen", first.Id))));
        Assert.Contains("还没有批准", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitBook>().PlanAsync(Office, site, new(2028, 9, 2), "canteen", first.Id))));
    }

    [Fact]
    public async Task A_plan_is_amended_by_a_version_of_its_own_and_the_old_one_holds_until_that_is_approved()
    {
        var book = hub.Get<PlanBook>();
        var plan = YearPlan.Usual(2027);
        async Task<long> SeenAsync() => PlanBook.SeenOf(await book.ListAsync(Office.CountyId, 2027));
        var first = await book.SaveDraftAsync(Office, plan, "", 0);
        Assert.Equal(1, first.Version);
        Assert.Contains("批准文号", Say(await Assert.ThrowsAsync<Refusal>(() => book.ApproveAsync(Office, plan, first.LedgerSeq, " ", Today))));
        await book.ApproveAsync(Office, plan, first.LedgerSeq, "试〔2027〕1号", Today);
        var approved = await SeenAsync();
        Assert.Contains("调整计划的原因", Say(await Assert.ThrowsAsync<Refusal>(() => book.SaveDraftAsync(Office, plan, "", approved))));
        var (none, twice) = (plan with { VisitsPerMonth = 0 }, plan with { VisitsPerMonth = 2 });
        var second = await book.SaveDraftAsync(Office, none, "人手不足", approved);
        Assert.Equal(2, second.Version);
        Assert.Contains("每月至少 1 次", Say(await Assert.ThrowsAsync<Refusal>(() => book.ApproveAsync(Office, none, second.LedgerSeq, "试〔2027〕2号", Today))));
        Assert.Equal([PlanState.Approved, PlanState.Draft], (await book.ListAsync(Office.CountyId, 2027)).Select(v => v.State));
        var third = await book.SaveDraftAsync(Office, twice, "", second.LedgerSeq);
        await book.ApproveAsync(Office, twice, third.LedgerSeq, "试〔2027〕2号", Today);
        Assert.Equal([PlanState.Amended, PlanState.Approved], (await book.ListAsync(Office.CountyId, 2027)).Select(v => v.State));
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => book.SaveDraftAsync(hub.Who("duxue1", Roles.Inspector), plan, "x", 0))).Status);
    }

    [Fact]
    public async Task A_visit_typed_in_at_the_desk_goes_through_to_read_and_its_school_s_head_sees_it_only_when_submitted()
    {
        var inspector = hub.Who("duxue7", Roles.Inspector);
        var site = (await hub.Get<InspectorRegister>().ListAsync(Office.CountyId, Today)).First(l => l.Id == inspector.Id).Sites[0];
        var id = await hub.Get<VisitBook>().PlanAsync(inspector, site, Today, "canteen", null);
        var head = hub.Who(HeadOf(site), Roles.Unit);
        Assert.Null(await hub.Get<VisitDesk>().FindAsync(head, id));
        Assert.Null(await hub.Get<VisitDesk>().FindAsync(hub.Who("duxue1", Roles.Inspector), id));
        using var context = hub.As("duxue7", Roles.Inspector);
        var page = context.Render<VisitPage>(p => p.Add(x => x.Visit, id));
        page.WaitForAssertion(() => Assert.Equal("已安排", page.Find("[data-testid=state]").TextContent), Patience);
        page.Act("[data-act=Start]", e => e.Click());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-point='1'] button")), Patience);
        page.Act("[data-point='1'] button", e => e.Click(), index: 1);
        page.WaitForAssertion(() => Assert.StartsWith("1/", page.Find("[data-testid=count]").TextContent), Patience);
        page.Act("[data-act=Submit]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("还没有填写工作记录", page.Markup), Patience);
        Assert.Contains("没有回答：第 2、", page.Markup);
        page.Act("[data-testid=matters]", e => e.Change("看了食堂"));
        page.Act("[data-testid=save-work]", e => e.Click());
        page.Act("[data-testid=problem-text]", e => e.Change("留样量不足"));
        page.Act("[data-testid=problem-kind]", e => e.Change("当场已改"));
        page.Act("[data-testid=save-problem]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("留样量不足", page.Find("[data-problem]").TextContent), Patience);
        var seen = (await hub.Get<VisitDesk>().FindAsync(inspector, id))!;
        var photo = await hub.Get<PhotoStore>().KeepAsync(inspector, id, Pictures.Jpeg(320, 240));
        // The second one is still on the phone.
        var late = new string('a', 64);
        var problem = JsonSerializer.SerializeToElement(new { text = "两名从业人员健康证过期", demand = "换证后上岗", kind = "立行立改", due = $"{Today.AddDays(3):yyyy-MM-dd}", point = "3" });
        Assert.Equal("stored", (await hub.Get<VisitRecords>().SaveAsync(inspector, new(Guid.NewGuid(), "phone", 1, $"{id}", $"problem/{Guid.NewGuid()}", problem, "", hub.Get<TimeProvider>().GetUtcNow(), [photo, late]))).Result);
        foreach (var point in seen.Points) await hub.Get<VisitDesk>().SaveAsync(inspector, seen, $"point/{point.Code}", new { yes = true }, "");
        page.Act("[data-testid=reason]", e => e.Change("王校长已在纸质记录上签字"));
        page.Act("[data-act=Submit]", e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("已提交，待阅", page.Find("[data-testid=state]").TextContent), Patience);
        Assert.NotNull(await hub.Get<VisitDesk>().FindAsync(head, id));
        Assert.Null(await hub.Get<VisitDesk>().FindAsync(head with { UnitCode = "x" }, id));
        Assert.Null(await hub.Get<VisitDesk>().FindAsync(Office with { CountyId = 99 }, id));
        await hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.SendBack, "请补照片");
        Assert.Contains("撤销的原因", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.Withdraw, " "))));
        await hub.Get<VisitBook>().DoAsync(inspector, id, VisitAct.Submit, "已补");
        await hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.Read, "");
        // What was put right on the spot is no case; the other problem is one, with its deadline and where it comes from.
        var opened = Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceId == $"{id}");
        Assert.Equal(("visit", Today.AddDays(3), site), (opened.Head.SourceKind, opened.DueOn, opened.Head.Site));
        Assert.Contains("第 3 条；《食品安全法》第四十五条", opened.Head.Basis);
        // What it looked like before stands at the head of the case, for the school's head too.
        Assert.Equal($"{photo} {late}", opened.Steps[0].Photos);
        Assert.NotNull(await hub.Get<PhotoStore>().PathAsync(head.CountyId, await hub.Get<RectificationBook>().PhotoSheetsAsync(opened.Head), photo));
        var shown = context.Render<RectificationPage>(p => p.Add(x => x.Case, opened.Head.Id));
        shown.WaitForAssertion(() => Assert.Contains("整改前", Assert.Single(shown.FindAll("figure figcaption")).TextContent), Patience);
        Assert.Contains("还有 1 张照片没有送到", shown.Markup);
        Assert.Equal(VisitState.Read, (await hub.Get<VisitDesk>().FindAsync(head, id))!.State);
        // Read by mistake: back with a reason, and on the list of whoever completes it.
        Assert.Contains("退回补充的原因", Say(await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.SendBack, " "))));
        await hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.SendBack, "点错了，请补第 5 条的照片");
        Assert.Contains(await hub.Get<VisitBook>().ListAsync(Office, seen.Visit.Year, openOnly: true), v => v.Id == id);
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(inspector)).Items, i => i.What == "填完并提交挂牌督导记录" && i.Link == $"/visits/{id}");
        await hub.Get<VisitBook>().DoAsync(inspector, id, VisitAct.Submit, "已补");
        await hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.Read, "");
        Assert.DoesNotContain(await hub.Get<VisitBook>().ListAsync(Office, seen.Visit.Year, openOnly: true), v => v.Id == id);
        Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceId == $"{id}");
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => hub.Get<VisitBook>().DoAsync(Office, id, VisitAct.Withdraw, "x"))).Status);
    }

    [Fact]
    public void The_plan_the_register_and_the_month_say_what_an_office_looks_for()
    {
        using var context = hub.As("dudao", Roles.Office);
        var plan = context.Render<PlanPage>();
        plan.WaitForAssertion(() => Assert.Contains("紫教督〔2026〕8号（演示）", plan.Find("[data-version]").TextContent), Patience);
        Assert.Contains("欠次的学校", plan.Find("[data-testid=gaps]").TextContent);
        Assert.Equal(111, plan.FindAll("[data-site]").Count);
        var register = context.Render<InspectorsPage>();
        register.WaitForAssertion(() => Assert.EndsWith("/ 111 所学校有责任督学", register.Find("[data-testid=covered]").TextContent), Patience);
        register.Act("[data-edit='督学乙（演示）']", e => e.Click());
        register.WaitForAssertion(() => Assert.NotEmpty(register.FindAll("[data-testid=inspector-form]")), Patience);
        register.Act("[data-testid=appoint]", e => e.Click());
        register.WaitForAssertion(() => Assert.Contains("请填写聘书编号", register.Markup), Patience);
        var month = context.Render<VisitsPage>();
        month.WaitForAssertion(() => Assert.Contains("紫教督〔2026〕8号", month.Markup), Patience);
    }

    private string HeadOf(string site)
    {
        using var db = hub.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        return DemoAccounts.HeadOf(db.SchoolYears.Where(s => s.Code == site).OrderByDescending(s => s.Year).Select(s => s.Unit).First());
    }

    private static string Say(Refusal refusal) => string.Join("；", refusal.Reasons);
}
