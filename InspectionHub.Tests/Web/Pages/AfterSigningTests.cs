using Bunit;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Scoring;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>What goes on at a school after its inspection was signed: the lead offices score on, and changed data are signed again.</summary>
public sealed class AfterSigningTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private InspectionDesk Desk => hub.Get<InspectionDesk>();

    [Fact]
    public async Task A_lead_office_scores_on_after_an_inspection_was_signed_until_the_year_is_in_public()
    {
        var (_, site) = await SignedAsync(first: true);
        var (office, jiaoyu) = (Office, hub.Who("jiaoyu", Roles.LeadOffice));
        var row = (await NowAsync()).CardOf(site.Code)!.Rows.First(r => r.Row.Method == InspectionHub.Core.Frameworks.Method.Material && r.Row.Lead == jiaoyu.LeadOffice && r.State == IndicatorState.Unknown && r.Row.Rule is InspectionHub.Core.Frameworks.RubricRule).Row;
        Assert.Equal("stored", (await ScoreAsync(jiaoyu, site, row.Code, 3)).Result);
        Assert.NotEqual(IndicatorState.Unknown, (await NowAsync()).CardOf(site.Code)!.Find(row.Code)!.State);

        var book = hub.Get<AnnualBook>();
        await book.DoAsync(office, Year, AnnualAct.Start, "");
        Assert.Equal("stored", (await ScoreAsync(jiaoyu, site, row.Code, 2)).Result);
        await book.PublishAsync(office, (await hub.Get<Assessor>().ConfirmedAsync(office.CountyId, Year))!, DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date).AddDays(30), "先公示督导部分");
        using var context = hub.As("jiaoyu", Roles.LeadOffice);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/desk?site={site.Code}");
        var page = context.Render<DeskPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"[data-row='{row.Code}'] button")), Patience);
        page.Act($"[data-row='{row.Code}'] button", e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("不计入结果", page.Find($"[data-row='{row.Code}']").TextContent), Patience);
        Assert.Empty(page.FindAll("[data-testid=saved]"));
        await book.DoAsync(office, Year, AnnualAct.TakeBack, "更正一处");
        Assert.Equal("stored", (await ScoreAsync(jiaoyu, site, row.Code, 4)).Result);
    }

    [Fact]
    public async Task A_result_whose_data_changed_is_signed_again_and_the_next_version_tells_what_changed()
    {
        var (id, site) = await SignedAsync(first: false);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refusal>(async () => await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!, " "))).Status);
        Assert.Contains("完全相同", (await Assert.ThrowsAsync<Refusal>(async () => await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!, "想再签一次"))).Message);
        var looked = (await Desk.FindAsync(Office, id))!;
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, hub.Get<FrameworkShelf>().Current.Items, seed: 72);
        workbook.Position = 0;
        var importer = hub.Get<Importer>();
        await importer.AcceptAsync(Office, await importer.PreviewAsync(Office.CountyId, "更正.xlsx", workbook));
        var head = Course.Head(Office, site.Unit);
        // Whoever looked before the correction came signs nothing that it has overtaken.
        var overtaken = await Assert.ThrowsAsync<Refusal>(() => Desk.SignOffAsync(Office, looked, "统计数据更正"));
        Assert.Equal((409, true), (overtaken.Status, overtaken.Message.Contains("又导入了新的统计数据")));
        Assert.Contains("尚未确认", (await Assert.ThrowsAsync<Refusal>(async () => await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!, "统计数据更正"))).Message);
        await hub.Get<Confirmations>().ConfirmAsync(head, Year, (await Desk.FindAsync(Office, id))!.BatchId);
        await AssertStaleAsync(site);

        Assert.Contains(Act.SignAgain, (await Desk.FindAsync(Office, id))!.Permitted);
        await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!, "统计数据更正");
        var signed = (await Desk.FindAsync(Office, id))!;
        Assert.Equal([1, 2], signed.Signed.Select(s => s.Version));
        Assert.Equal(InspectionState.SignedOff, signed.State);
        var draft = (await hub.Get<Releases>().DraftAsync(Office.CountyId, Year))!;
        Assert.DoesNotContain(site.Code, draft.Stale);
        Assert.Equal(signed.Signed[1].Id, draft.Signed[site.Code]);
        Assert.Equal(IndicatorState.Met, draft.Now.CardOf(site.Code)!.Find("17.4")!.State);
        Assert.Equal(IndicatorState.Met, (await hub.Get<Assessor>().ConfirmedAsync(Office.CountyId, Year))!.CardOf(site.Code)!.Find("17.4")!.State);
        Assert.Contains(SignedVersions.Between(signed.Signed[0].Frozen, signed.Signed[1].Frozen), c => c.Before != c.After && c.Code != "总分");
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-changes='2'] tbody tr")), Patience);
        Assert.Contains("统计数据更正", page.Find("[data-testid=history]").TextContent);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    /// <summary>A signature for other data than those in force counts in nothing official: not in points, not in results, not in a version, and every page says so.</summary>
    private async Task AssertStaleAsync(Site site)
    {
        var (releases, assessor) = (hub.Get<Releases>(), hub.Get<Assessor>());
        var draft = (await releases.DraftAsync(Office.CountyId, Year))!;
        Assert.Contains(site.Code, draft.Stale);
        Assert.DoesNotContain(site.Code, draft.Signed.Keys);
        Assert.Equal(IndicatorState.Unknown, draft.Now.CardOf(site.Code)!.Find("17.4")!.State);
        var confirmed = (await assessor.ConfirmedAsync(Office.CountyId, Year))!;
        Assert.Equal(IndicatorState.Unknown, confirmed.CardOf(site.Code)!.Find("17.4")!.State);
        Assert.Equal(AnnualResults.Of(draft.Now).Units, AnnualResults.Of(confirmed).Units);
        // What the team saw is still what goes on being worked with.
        Assert.Equal(IndicatorState.Met, (await NowAsync()).CardOf(site.Code)!.Find("17.4")!.State);
        using (var context = hub.As("dudao", Roles.Office))
        {
            var page = context.Render<ReleasesPage>();
            page.WaitForAssertion(() => Assert.Contains("需要重新审签才能计入", page.Markup), Patience);
            Assert.Contains(site.Name, page.Markup);
            Assert.Contains($"还有 {draft.Now.Facts.Sites.Count - draft.Signed.Count - draft.Stale.Count} 个校点的督导结果没有审签", page.Markup);
        }
        Assert.Equal(0, (await hub.Get<AnnualBoard>().FindAsync(Office, Year))!.Units.Single(u => u.Unit.Code == site.Unit).Signed);

        var version = await releases.PublishAsync(Office, Year, "局务会", (await releases.DraftAsync(Office.CountyId, Year))!.Now.Position);
        Assert.DoesNotContain(ReleaseText.Read(version).Scorecards, c => c.Site == site.Code);
        var official = (await releases.OfficialAsync(Office.CountyId, Year))!;
        Assert.Equal(IndicatorState.Unknown, official.CardOf(site.Code)!.Find("17.4")!.State);
        Assert.Contains(site.Code, official.Stale);
        using var desk = hub.As("dudao", Roles.Office);
        desk.Services.GetRequiredService<NavigationManager>().NavigateTo($"/schools/{Year}/{site.Code}?data={YearView.Provisional}");
        var school = desk.Render<InspectionHub.Web.Schools.SchoolPage>(p => p.Add(x => x.Year, Year).Add(x => x.Site, site.Code));
        school.WaitForAssertion(() => Assert.Contains("审签后数据又有更新", school.Markup), Patience);
    }

    [Fact]
    public async Task A_lead_office_reads_its_own_rows_after_the_preliminary_view_and_the_administrator_nothing()
    {
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray();
        var site = (await NowAsync()).Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).ElementAt(4);
        var id = await hub.Get<InspectionBook>().OpenAsync(Office, Year, site.Code, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        var sheet = (await Desk.FindAsync(people[0], id))!;
        var rows = sheet.Card.Rows.Where(r => r.Row is { Rule: InspectionHub.Core.Frameworks.RubricRule, Method: InspectionHub.Core.Frameworks.Method.OnSite } && r.IsMarkable).Select(r => r.Row).ToList();
        var jiaoyu = hub.Who("jiaoyu", Roles.LeadOffice);
        var (own, other) = (rows.First(r => r.Lead == jiaoyu.LeadOffice), rows.First(r => r.Lead != jiaoyu.LeadOffice));
        foreach (var row in (string[])[own.Code, other.Code])
        {
            Assert.Equal("stored", (await Desk.SaveAsync(people[0], sheet.Inspection, row, new LevelMark(3), "只给督导组看的备注")).Result);
            await hub.Get<FindingBook>().AddAsync(people[0], id, new FindingDraft(FindingKind.Merit, row, $"{row} 做得扎实", "", "", null));
        }
        using (var context = hub.As("jiaoyu", Roles.LeadOffice))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.Contains("本股室牵头的指标", page.Find("[data-testid=withheld]").TextContent), Patience);
            Assert.DoesNotContain("做得扎实", page.Markup);
            Assert.Empty(page.FindAll("section[data-row]"));
        }
        await hub.SubmitAsync(people[0], id);
        await hub.Get<InspectionActs>().DoAsync(Office, id, Act.SendPreliminary, "全校总体较好。");
        using (var context = hub.As("jiaoyu", Roles.LeadOffice))
        {
            var page = context.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll($"section[data-row='{own.Code}']")), Patience);
            Assert.Contains($"{own.Code} 做得扎实", page.Markup);
            foreach (var hidden in (string[])[$"{other.Code} 做得扎实", "只给督导组看的备注", "全校总体较好", "设施完好"]) Assert.DoesNotContain(hidden, page.Markup);
            Assert.Empty(page.FindAll($"section[data-row='{other.Code}'], [data-testid=points]"));
            Assert.DoesNotContain(people[0].Name, page.Find($"section[data-row='{own.Code}']").TextContent);
        }
        using var admin = hub.As("admin", Roles.Administrator);
        var none = admin.Render<InspectionPage>(p => p.Add(x => x.Inspection, id));
        none.WaitForAssertion(() => Assert.Contains("没有找到这次督导", none.Markup), Patience);
    }

    private async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year, signedOnly: true))!;

    private Task<MarkAnswer> ScoreAsync(Visitor who, Site site, string code, int level) =>
        hub.Get<ScoreBook>().SaveAsync(who, DeskMark.Of(who, Sheet.Desk(Year, site.Code), hub.Get<FrameworkShelf>().Current.Edition, code, new LevelMark(level), ""));

    /// <summary>An inspection of a primary school, brought as far as its signature.</summary>
    private async Task<(Guid Id, Site Site)> SignedAsync(bool first)
    {
        var people = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToArray();
        var sites = (await NowAsync()).Facts.Sites.Where(s => s.Kind == SchoolKind.Primary).ToList();
        var site = first ? sites[0] : sites[^1];
        var id = await hub.Get<InspectionBook>().OpenAsync(Office, Year, site.Code, "专项督导", [.. people.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == people[0] })]);
        await Desk.SaveAsync(people[0], (await Desk.FindAsync(people[0], id))!.Inspection, "17.4", new LevelMark(4), "");
        await hub.SubmitAsync(people[0], id);
        await hub.HearAsync(Office, site.Unit, id);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(Office, site.Unit), Year, (await Desk.FindAsync(Office, id))!.BatchId);
        await Desk.SignOffAsync(Office, (await Desk.FindAsync(Office, id))!);
        return (id, site);
    }
}
