using System.Security.Claims;
using Bunit;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.AnnualAssessments;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Tests.Web.Rectifications;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Layout;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.SelfAssessments;
using InspectionHub.Web.Visits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Inspections;

/// <summary>The school year turns on 1 September and its statistics come months later: what is inspected at the start of term is opened, marked, signed and found all the same.</summary>
public sealed class NewYearTests
{
    private const int New = 2027;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_inspection_opened_on_3_September_goes_its_whole_way_before_the_statistics_and_counts_once_after_them()
    {
        await using var hub = await DatedHubInside.StartAsync(new(New, 9, 3));
        var (team, desk, county) = (new Team(hub), hub.Get<InspectionDesk>(), hub.Who("dudao", Roles.Office).CountyId);
        var site = await team.SiteAsync();
        await PlanAsync(hub, site);
        var notice = InspectionNotice.About("开学准备") with { VisitFrom = new(New, 9, 6), VisitTo = new(New, 9, 7), SelfAssessmentDue = new(New, 9, 5), Hurry = "开学督导" };
        var id = await OpenAsync(hub, team, site, notice);
        var (lead, head) = (team.People[0], team.HeadOf(site));

        // Where it is looked for: the list, the lists of what is due, the plan, the phone, the papers.
        using (var context = hub.As("duxue1", Roles.Inspector))
        {
            var list = context.Render<InspectionsPage>();
            list.WaitForAssertion(() => Assert.Contains(site.Name, list.Find($"a[href='/inspections/{id}']").TextContent), Patience);
        }
        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.Contains("2027—2028 学年的统计数据还没有导入：学校按 2026—2027 学年的名册", page.Find("[data-testid=register]").TextContent), Patience);
            Assert.Contains($"/schools/2026/{site.Code}", page.Markup);
        }
        async Task<bool> IsDueAsync(Visitor who, string what, string link) => (await hub.Get<DueBoard>().FindAsync(who)).Items.Any(i => i.What == what && i.Link == link);
        Assert.True(await IsDueAsync(lead, "现场评分，签署并提交", $"/inspections/{id}"));
        Assert.True(await IsDueAsync(head, "提交自评", $"/self/{New}/{site.Code}"));
        Assert.Equal(id, Assert.Single((await hub.Get<PlanDesk>().ReadAsync(team.Office, New)).Lines.Single().Deeds).Id);
        Assert.Equal(site.Code, (await hub.Get<OrderBook>().RefuseForeignAsync(team.Office, "notice", New, site.Code)).Site);
        var papers = hub.Get<PaperDesk>();
        var years = await papers.YearsAsync(team.Office);
        Assert.Equal((New, 2026), (years.All[0], years.Newest));
        Assert.Equal($"{id}", Assert.Single(await papers.ChoicesAsync(team.Office, PaperKinds("notice"), New)).Key);
        Assert.Empty(await papers.ChoicesAsync(team.Office, PaperKinds("assessment"), New));
        Assert.True((await hub.Get<HandPapers>().SheetAsync(lead, id)).Bytes.Length > 0);

        // The register says which rows there are; no figure of the year before stands in for this one's.
        var card = (await desk.FindAsync(lead, id))!.Card;
        var before = (await hub.Get<Assessor>().FindAsync(county, 2026))!.CardOf(site.Code)!;
        string[] OnSite(Scorecard of) => [.. of.Rows.Where(r => r.Row.Method == Method.OnSite && r.IsMarkable).Select(r => r.Row.Code).Distinct()];
        Assert.Equal(OnSite(before), OnSite(card));
        Assert.All(card.Rows.Where(r => r.Row.Method == Method.Data), r => Assert.True(r.State is IndicatorState.Unknown or IndicatorState.NotApplicable, r.Row.Code));
        Assert.Contains(before.Rows, r => r.Row.Method == Method.Data && r.State == IndicatorState.Met);
        Assert.Equal(OnSite(card), (await hub.Get<FieldDesk>().SheetsAsync(lead)).Sheets.Single(s => s.Id == $"{id}").Rows.Select(r => r.Code).Where(OnSite(card).Contains));
        Assert.Null(await hub.Get<Assessor>().FindAsync(county, New));

        // The school assesses itself, and its page opens; that of the school's year does not.
        foreach (var row in SelfAssessment.RowsOf((await hub.Get<Assessor>().WorkedAsync(county, New))!.CardOf(site.Code)!)) await hub.Get<SelfAssessmentBook>().SaveAsync(head, New, site.Code, row.Row.Code, AnnualBookTests.MarkFor(row.Row), "见档案盒");
        await hub.Get<SelfAssessmentBook>().SubmitAsync(head, New, site.Code, "准备就绪。");
        Assert.True(await IsDueAsync(team.Office, "审阅学校自评", $"/self/{New}/{site.Code}"));
        Assert.Equal((200, 404), (await StatusAsync(hub, head, "/self", site), await StatusAsync(hub, head, "/schools", site)));

        // To the opinion.
        await team.MarkAsync(lead, id, 3);
        await hub.Get<FindingBook>().AddAsync(lead, id, new FindingDraft(FindingKind.Problem, "17.4", "没有活动记录", "条例", "Dated", new(New, 10, 8)));
        await team.SubmitAsync(id);
        await hub.HearAsync(team.Office, site.Unit, id);
        await desk.SignOffAsync(team.Office, (await desk.FindAsync(team.Office, id))!);
        await hub.Get<InspectionActs>().DoAsync(team.Office, id, Act.Issue, "总体较好。");
        Assert.Contains("没有活动记录", InspectionHub.Tests.Core.Reports.PaperText.Of((await hub.Get<PaperPress>().DraftAsync(new PaperSubject(county, "opinion", New, site.Code, id), new())).Draft));
        async Task<RectificationCase> CaseAsync() => Assert.Single(await hub.Get<RectificationBook>().ListAsync(head), c => c.Head.SourceId == $"{id}");
        Assert.Equal(2026, (await CaseAsync()).Head.Year);

        hub.Day = new(New, 11, 20);
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), county, s => NextYear.Copy(s));
        var view = (await desk.FindAsync(team.Office, id))!;
        Assert.Null(view.RegisterOf);
        Assert.Equal(IndicatorState.Met, view.Card.Find("17.4")!.State);
        Assert.Contains(view.Card.Rows, r => r.Row.Method == Method.Data && r.State == IndicatorState.Met);
        foreach (var (year, marks) in ((int, int)[])[(New, 1), (2026, 0)]) Assert.Equal(marks, (await hub.Get<Assessor>().FindAsync(county, year))!.Facts.Marks.Count(m => m.Site == site.Code && m.Indicator == "17.4"));
        Assert.Equal(2026, (await CaseAsync()).Head.Year);
        Assert.Single(await hub.Get<InspectionBook>().ListAsync(team.Office, New, orUnfinished: true), i => i.Id == id);
        Assert.Equal(id, Assert.Single((await hub.Get<PlanDesk>().ReadAsync(team.Office, New)).Lines.Single().Deeds).Id);
        // What was signed without figures stands until it is signed anew with them.
        Assert.Equal(1, Assert.Single(view.Signed).Version);
        Assert.Equal("17.4", (await hub.Get<Assessor>().AsSignedAsync(view.Signed[0])).CardOf(site.Code)!.Find("17.4")!.Row.Code);
        await hub.Get<Confirmations>().ConfirmAsync(head, New, view.BatchId);
        await desk.SignOffAsync(team.Office, (await desk.FindAsync(team.Office, id))!, "新学年数据已导入");
        Assert.Equal([1, 2], (await desk.FindAsync(team.Office, id))!.Signed.Select(s => s.Version));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task In_August_the_notice_for_September_carries_out_the_plan_of_the_year_its_days_fall_in()
    {
        await using var hub = await DatedHubInside.StartAsync(new(New, 8, 26));
        var team = new Team(hub);
        var site = await team.SiteAsync();
        await PlanAsync(hub, site);
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectionsPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=site]")), Patience);
        page.Act("[data-testid=site]", e => e.Change(site.Code));
        page.WaitForAssertion(() => Assert.DoesNotContain("开学督导", page.Find("[data-testid=only-line]").TextContent), Patience);
        page.Act("[data-testid=from]", e => e.Change("2027-09-03"));
        page.WaitForAssertion(() => Assert.EndsWith("2027-09 开学督导", page.Find("[data-testid=only-line]").TextContent), Patience);
        Assert.Contains("2027—2028 学年", page.Find("[data-testid=other-plan]").TextContent);
        page.Act("[data-testid=to]", e => e.Change("2027-09-04"));
        page.Act("[data-testid=hurry]", e => e.Change("开学督导"));
        foreach (var who in team.People)
        {
            page.Act("[data-testid=find-inspector]", e => e.Input(who.Name));
            page.Act(".pick-list input", e => e.Change(true), page.FindAll(".pick-list label").Select(l => l.TextContent.Trim()).ToList().IndexOf(who.Name));
        }
        page.Act("[data-testid=lead]", e => e.Change(team.People[0].Id));
        page.Act("[data-testid=open]", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("/inspections/", context.Services.GetRequiredService<NavigationManager>().Uri), Patience);
        var opened = Assert.Single(await hub.Get<InspectionBook>().ListAsync(team.Office, New));
        Assert.Equal((New, site.Code, new DateOnly(New, 9, 1)), (opened.Year, opened.Site, opened.PlanMonth));
        // The year that still runs has it on the list too, and says whose it is.
        var list = context.Render<InspectionsPage>();
        list.WaitForAssertion(() => Assert.Contains("2027—2028 学年", list.Find("[data-testid=other-year]").TextContent), Patience);
    }

    [Fact]
    public async Task An_inspection_put_off_from_28_August_to_5_September_keeps_year_team_marks_line_and_place_in_every_list()
    {
        await using var hub = await DatedHubInside.StartAsync(new(New, 8, 25));
        var (team, desk) = (new Team(hub), hub.Get<InspectionDesk>());
        var site = await team.SiteAsync();
        var id = await team.OpenAsync(site, notice: InspectionNotice.About("食堂") with { VisitFrom = new(New, 8, 28), VisitTo = new(New, 8, 28), Hurry = "近日有举报" });
        var lead = team.People[0];
        await team.MarkAsync(lead, id, 3);
        await Course.RecordAsync(hub.Get<FindingBook>(), lead, id);
        await hub.Get<NoticeChanges>().ChangeAsync(team.Office, id, new(new(New, 9, 5), new(New, 9, 6), null), null, "暴雨");

        hub.Day = new(New, 9, 5);
        foreach (var user in (string[])["duxue1", "dudao"])
        {
            using var context = hub.As(user, user == "dudao" ? Roles.Office : Roles.Inspector);
            var list = context.Render<InspectionsPage>();
            list.WaitForAssertion(() => Assert.Contains("2026—2027 学年", list.Find("[data-testid=other-year]").TextContent), Patience);
            Assert.NotEmpty(list.FindAll($"a[href='/inspections/{id}']"));
        }
        async Task AssertKeptAsync()
        {
            Assert.Equal(new DateOnly(New, 9, 6), (await hub.Get<DueBoard>().FindAsync(lead)).Items.Single(i => i.What == "现场评分，签署并提交" && i.Link == $"/inspections/{id}").DueOn);
            var deed = (await hub.Get<PlanDesk>().ReadAsync(team.Office, 2026)).Lines.SelectMany(l => l.Deeds.Select(d => (Line: l, Deed: d))).Single(d => d.Deed.Id == id);
            Assert.Equal("（实际安排在 2027-09）", deed.Deed.OtherMonth(deed.Line.Planned.Month));
            var view = (await desk.FindAsync(lead, id))!;
            Assert.Equal((2026, InspectionState.Open, 3, 4), (view.Inspection.Year, view.State, view.Inspection.Team.Count(), view.File.Records.Count));
            Assert.Equal(IndicatorState.Met, view.Card.Find("17.4")!.State);
            Assert.Contains((await hub.Get<FieldDesk>().SheetsAsync(lead)).Sheets, s => s.Id == $"{id}" && s.State == "open");
            Assert.DoesNotContain(await hub.Get<LateBoard>().FindAsync(team.Office, 2026, new(New, 9, 6)), l => l.Address == $"/inspections/{id}");
            Assert.Contains(await hub.Get<LateBoard>().FindAsync(team.Office, 2026, new(New, 9, 7)), l => l.Address == $"/inspections/{id}");
        }
        await AssertKeptAsync();
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), team.Office.CountyId, s => NextYear.Copy(s));
        await AssertKeptAsync();
        await team.MarkAsync(lead, id, 3);
        foreach (var (year, people) in ((int, int)[])[(2026, 1), (New, 0)]) Assert.Equal(people, (await hub.Get<Assessor>().FindAsync(team.Office.CountyId, year))!.CardOf(site.Code)!.Find("17.4")!.Ballots.Marks.Count);
        await team.SubmitAsync(id);
        Assert.Contains((await hub.Get<DueBoard>().FindAsync(team.Office)).Items, i => i.What == "发出初步意见" && i.Link == $"/inspections/{id}");
    }

    [Fact]
    public async Task A_school_that_the_new_statistics_do_not_have_leaves_its_inspection_to_be_found_and_withdrawn()
    {
        await using var hub = await DatedHubInside.StartAsync(new(New, 9, 3));
        var (team, desk) = (new Team(hub), hub.Get<InspectionDesk>());
        var site = await team.SiteAsync();
        await PlanAsync(hub, site);
        var id = await OpenAsync(hub, team, site, InspectionNotice.About("开学准备"));
        await team.MarkAsync(team.People[0], id, 3);
        async Task<string[]> WarnedAsync() => [.. (await hub.Get<DashboardBoard>().ReadAsync(team.Office, new()))!.Warnings.Where(w => w.Kind == "评分不一致").Select(w => w.Address)];
        Assert.Empty(await WarnedAsync());
        await team.MarkAsync(team.People[1], id, 1);
        Assert.Equal($"/inspections/{id}", Assert.Single(await WarnedAsync()));
        await NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), team.Office.CountyId, s => s.Code == site.Code ? null : NextYear.Copy(s));
        var view = (await desk.FindAsync(team.Office, id))!;
        Assert.Equal((true, site.Name), (view.IsGone, view.Card.Site.Name));
        await hub.Get<InspectionActs>().DoAsync(team.Office, id, Act.Withdraw, "学校已撤并");
        Assert.Equal(InspectionState.Withdrawn, (await desk.FindAsync(team.Office, id))!.State);
    }

    private static async Task PlanAsync(HubInside hub, Site site)
    {
        var (office, plans) = (hub.Who("dudao", Roles.Office), hub.Get<PlanBook>());
        var plan = YearPlan.Usual(New) with { Inspections = [new("专项", "开学督导", site.Code, new(New, 9, 1))] };
        var draft = await plans.SaveDraftAsync(office, plan, "", 0);
        await plans.ApproveAsync(office, plan, draft.LedgerSeq, "试〔2027〕1号", new(New, 8, 20));
    }

    private static Task<Guid> OpenAsync(HubInside hub, Team team, Site site, InspectionNotice notice) =>
        hub.Get<InspectionBook>().OpenAsync(team.Office, New, site.Code, "开学督导", [.. team.People.Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })], notice);

    private static InspectionHub.Core.Reports.PaperKind PaperKinds(string word) => InspectionHub.Core.Reports.PaperKinds.Find(word)!;

    /// <summary>What the hub answers to an address of the new year before it draws a page.</summary>
    private static async Task<int> StatusAsync(HubInside hub, Visitor who, string place, Site site)
    {
        var context = new DefaultHttpContext
        {
            User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, who.Id), new(ClaimTypes.Role, who.Role), new(Visitor.CountyClaim, $"{who.CountyId}"), new(Visitor.UnitClaim, who.UnitCode!)], "test")),
        };
        context.Request.Path = $"{place}/{New}/{site.Code}";
        (context.Request.RouteValues["Year"], context.Request.RouteValues["Site"]) = ($"{New}", site.Code);
        await new PageGuard(_ => Task.CompletedTask, hub.Get<Assessor>(), hub.Get<InspectionBook>(), hub.Get<PaperRegister>(), hub.Get<VisitBook>(), hub.Get<RectificationBook>()).InvokeAsync(context);
        return context.Response.StatusCode;
    }
}
