using Bunit;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Reports;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Plans;

/// <summary>An inspection carries out a line of the approved plan; the plan says what has been carried out, to everyone it concerns.</summary>
public sealed class PlanLineTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private const int Year = 2026;
    private const string Number = "试教督〔2026〕19号";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    [Fact]
    public async Task An_inspection_is_opened_from_a_line_of_the_plan_which_then_says_that_it_is_carried_out()
    {
        var head = hub.Who("xz-m01", Roles.Unit);
        var site = Sites().First(s => s.Unit == head.UnitCode);
        var (plans, book) = (hub.Get<PlanBook>(), hub.Get<InspectionBook>());
        var versions = await plans.ListAsync(Office.CountyId, Year);
        var first = versions[^1].Plan;
        var second = new PlannedInspection("专项", "作业管理专项督导", site.Code, new(2026, 12, 1));
        var amended = first with { Inspections = [.. first.Inspections.Where(i => i.Site != site.Code || i.Kind == "专项"), second] };
        var draft = await plans.SaveDraftAsync(Office, amended, "上级部署", PlanBook.SeenOf(versions));
        await plans.ApproveAsync(Office, amended, draft.LedgerSeq, Number, hub.Get<InspectorRegister>().Today);

        // Two lines: which one, is said; a line that no plan holds is none; and nothing outside the plan.
        Task<Guid> OpenAsync(PlannedInspection? line, bool comprehensive = false) =>
            book.OpenAsync(Office, Year, site.Code, "作业管理督导", Team(), InspectionNotice.About("作业管理") with { Line = line, IsComprehensive = comprehensive });
        var refused = Assert.Single((await Assert.ThrowsAsync<Refusal>(() => OpenAsync(null))).Reasons);
        Assert.Contains("安排了 2 项专项督导，请选择这次开展的计划项", refused);
        Assert.Contains("2026-12 作业管理专项督导", refused);
        Assert.Contains("不在现行的年度计划", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => OpenAsync(second with { Title = "别的事项" }))).Reasons));
        Assert.Contains("没有安排这所学校的综合督导", Assert.Single((await Assert.ThrowsAsync<Refusal>(() => OpenAsync(null, comprehensive: true))).Reasons));

        using var context = hub.As("dudao", Roles.Office);
        var form = context.Render<InspectionsPage>();
        form.WaitForAssertion(() => Assert.NotEmpty(form.FindAll("[data-testid=site]")), Patience);
        form.Act("[data-testid=site]", e => e.Change(site.Code));
        form.WaitForAssertion(() => Assert.Equal(3, form.FindAll("[data-testid=line] option").Count), Patience);
        var single = first.Inspections.First(i => i.Kind == "专项" && i.Site != site.Code);
        form.Act("[data-testid=site]", e => e.Change(single.Site));
        form.WaitForAssertion(() => Assert.EndsWith($"{single.Month:yyyy-MM} {single.Title}", form.Find("[data-testid=only-line]").TextContent), Patience);
        form.Act("[data-testid=site]", e => e.Change(site.Code));
        form.Act("[data-testid=kind]", e => e.Change("综合"));
        form.WaitForAssertion(() => Assert.Contains("没有安排这所学校的综合督导", form.Find("[data-testid=no-line]").TextContent), Patience);

        var id = await OpenAsync(second);
        var opened = (await book.FindAsync(Office, id))!;
        Assert.Equal((Number, second.Title, second.Month), (opened.PlanNo, opened.PlanTitle, opened.PlanMonth));
        var notice = await hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, "notice", Year, site.Code, id), new());
        Assert.Contains($"年度督导计划（{Number}）", PaperText.Of(notice.Draft));

        // Line by line on the page, for the office and for the school, which reads its own lines only.
        var page = context.Render<PlanPage>();
        page.WaitForAssertion(() => Assert.StartsWith("已开展 1／计划", page.Find("[data-testid=carried-out]").TextContent), Patience);
        page.Act("[data-testid=all-lines]", e => e.Click());
        AssertLines(page, $"[data-line='专项-{site.Code}']", id);
        using var school = hub.As("xz-m01", Roles.Unit);
        var own = school.Render<PlanPage>();
        own.WaitForAssertion(() => Assert.Contains(Number, own.Markup), Patience);
        AssertLines(own, "[data-line]", id);
        Assert.Empty(own.FindAll("[data-testid=draft], [data-testid=approve]"));
        using var lead = hub.As("jiaoyu", Roles.LeadOffice);
        var office = lead.Render<PlanPage>();
        office.WaitForAssertion(() => Assert.Contains(Number, office.Markup), Patience);

        // What was withdrawn carries nothing out.
        await hub.Get<InspectionActs>().DoAsync(Office, id, Act.Withdraw, "学校临时停课");
        var after = context.Render<PlanPage>();
        after.WaitForAssertion(() => Assert.StartsWith("已开展 0／计划", after.Find("[data-testid=carried-out]").TextContent), Patience);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    private static void AssertLines(IRenderedComponent<PlanPage> page, string selector, Guid id)
    {
        var lines = page.FindAll(selector);
        Assert.Equal(2, lines.Count);
        Assert.Equal($"/inspections/{id}", lines.Single(l => l.TextContent.Contains("作业管理专项督导")).QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("未开展", lines.Single(l => !l.TextContent.Contains("作业管理专项督导")).TextContent);
    }

    private List<PlanSite> Sites()
    {
        using var db = hub.Get<IDbContextFactory<AppDb>>().CreateDbContext();
        return [.. YearSites.ReadAsync(db, Office.CountyId, Year).GetAwaiter().GetResult()];
    }

    private List<InspectionMember> Team() =>
        [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).Select((w, at) => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = at == 0 })];
}
