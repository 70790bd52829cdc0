using Bunit;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using InspectionHub.Core.Procedures;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>What sets a case right that came wrong or bare: 撤销, who answers for it, and what it looked like before.</summary>
public sealed class CaseActTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RectificationBook Book => hub.Get<RectificationBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    private DateOnly Today => hub.Get<CalendarBook>().Today;

    [Fact]
    public async Task The_office_takes_back_what_was_listed_by_mistake_and_it_counts_nowhere_but_stays_to_be_read()
    {
        var (site, head) = await SchoolAsync(0);
        var (ids, source, after) = (new List<Guid>(), Guid.CreateVersion7(), hub.Get<InspectionFollowUp>());
        foreach (var acts in (RectificationAct[][])[[], [RectificationAct.Report], [RectificationAct.Report, RectificationAct.Pass]])
        {
            var id = await Book.OpenAsync(Inspector, new(Year, site, RectificationClass.Dated, "围墙开裂", "《学校安全条例》", "", "园长", Today.AddDays(-1), "inspection", $"{source}"));
            foreach (var act in acts) await Book.StepAsync(act == RectificationAct.Report ? head : Inspector, id, new(act, "查看了施工记录和竣工验收单"));
            ids.Add(id);
        }
        Assert.Equal(((3, 1), 3), (await RateAsync(), await OpenAsync()));
        foreach (var id in ids)
        {
            Assert.Contains("请写明撤销的原因", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Office, id, new(RectificationAct.Withdraw, " ")))).Message);
            foreach (var other in new[] { head, Inspector }) Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(other, id, new(RectificationAct.Withdraw, "不是我校")))).Status);
            await Book.StepAsync(Office, id, new(RectificationAct.Withdraw, "围墙属隔壁单位，列错学校"));
            Assert.Empty(RectificationBook.PermittedFor((await Book.FindAsync(Office, id))!, Office));
        }
        // Nor does it keep the inspection from its end.
        Assert.Equal(((0, 0), 0), (await RateAsync(), await OpenAsync()));
        Assert.Equal(3, (await hub.Get<NoticeBook>().ListAsync(head)).Count(n => n.Notice.Text.Contains("已撤销，不再要求整改")));
        Assert.DoesNotContain((await hub.Get<InspectionHub.Web.DueLists.DueBoard>().FindAsync(head)).Items, i => i.Link == $"/rectifications/{ids[0]}");

        // The history says so to the head too, and so do the page of the 台账 and its workbook.
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, ids[2]));
        page.WaitForAssertion(() => Assert.Equal("已撤销", page.Find("[data-testid=state]").TextContent), Patience);
        Assert.Contains("列错学校", page.Find("[data-testid=steps]").TextContent);
        Assert.NotNull(await Book.FindAsync(head, ids[0]));
        context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/rectifications?state=Withdrawn&site={site}");
        var list = context.Render<RectificationsPage>();
        list.WaitForAssertion(() => Assert.Equal(3, list.FindAll("[data-testid=cases] tbody tr").Count), Patience);
        Assert.Equal("0", list.Find("[data-testid=overdue]").TextContent);
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(await hub.Get<RectificationSheet>().WriteAsync(Office, new("Withdrawn", null, site, null, null))), false);
        var words = workbook.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Cell>().Select(c => c.InnerText).ToList();
        Assert.Equal((3, 3), (words.Count(w => w == "已撤销"), words.Count(w => w == $"{Today:yyyy-MM-dd} 撤销：围墙属隔壁单位，列错学校")));
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);

        async Task<int> OpenAsync()
        {
            await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
            return await after.OpenCasesAsync(db, source);
        }

        async Task<(int Due, int Passed)> RateAsync()
        {
            var rate = OnTimeRate.Of((await Book.ListAsync(Office)).Where(c => c.Head.Site == site), Today);
            return (rate.Due, rate.Passed);
        }
    }

    [Fact]
    public async Task A_notice_on_the_spot_whose_case_was_taken_back_is_not_demanded_again_by_the_paper()
    {
        var (site, head) = await SchoolAsync(1);
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var inspection = await hub.Get<InspectionBook>().OpenAsync(Office, Year, site, "综合督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]);
        var given = new HazardReport(Guid.CreateVersion7(), "phone", 1, $"{inspection}", DateTimeOffset.UtcNow, "配电箱裸露", "已断电", "校长", new("上锁", Today.AddDays(2), "后勤主任"), null, null);
        Assert.Equal("stored", (await hub.Get<HazardBook>().SaveAsync(team[0], given)).Result);
        var subject = new PaperSubject(Office.CountyId, "rectify", Year, site, null, "");
        Assert.Contains("配电箱裸露", PaperText.Of((await hub.Get<PaperPress>().DraftAsync(subject, new())).Draft));
        await Book.StepAsync(Office, (await Book.ListAsync(head)).Single(c => c.Head.SourceId == $"{given.Id}").Head.Id, new(RectificationAct.Withdraw, "同一处危险已另列"));
        Assert.Contains("没有需要整改的事项", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<PaperPress>().DraftAsync(subject, new()))).Message);
    }

    [Fact]
    public async Task The_unit_names_who_answers_for_it_and_that_stands_everywhere_until_the_county_takes_over()
    {
        var (site, head) = await SchoolAsync(2);
        var id = await Book.OpenAsync(Inspector, new(Year, site, RectificationClass.Dated, "库房门未锁", "《学校安全条例》", "", "", null, "inspection", ""));
        Assert.Equal("校（园）长", (await Book.FindAsync(head, id))!.OwnerText);
        Assert.Contains("职务", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(head, id, new(RectificationAct.Assign, "", To: " ")))).Message);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Assign, "", To: "总务主任")))).Status);

        // What the head has typed of the report is still there after naming the person.
        using (var context = hub.As(DemoAccounts.HeadOf(head.UnitCode!), Roles.Unit))
        {
            var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
            page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-testid=post]")), Patience);
            page.Act("[data-testid=text]", e => e.Change("正在换锁"));
            page.Act("[data-testid=post]", e => e.Change("总务主任"));
            page.Act("[data-act=Assign]", e => e.Click());
            page.WaitForAssertion(() => Assert.Contains("总务主任", page.Find("dl.facts").TextContent), Patience);
            Assert.Equal("正在换锁", page.Find("[data-testid=text]").GetAttribute("value"));
        }
        var paper = PaperText.Of((await hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, "rectify", Year, site, null, ""), new())).Draft);
        Assert.Contains("总务主任", paper);
        await Book.StepAsync(Office, id, new(RectificationAct.Transfer, "门属县级统建", To: "县发改局"));
        Assert.StartsWith("县发改局", (await Book.FindAsync(head, id))!.OwnerText);
        Assert.DoesNotContain(RectificationAct.Assign, RectificationBook.PermittedFor((await Book.FindAsync(head, id))!, head));
    }

    [Fact]
    public async Task What_it_looked_like_before_comes_with_a_new_case_or_later_and_a_yearly_progress_is_captioned_as_one()
    {
        var (site, head) = await SchoolAsync(3);
        var (id, store) = (Guid.CreateVersion7(), hub.Get<PhotoStore>());
        var photos = new List<string>();
        for (var seed = 1; seed <= 4; seed++) photos.Add(await store.KeepAsync(Office, id, Pictures.Jpeg(320, 240, seed: seed)));
        var draft = new RectificationDraft(Year, site, RectificationClass.LongTerm, "操场积水", "建设标准", "", "校长", Today.AddDays(700), "office", "", [photos[0]], id);
        Assert.Contains("没有上传成功", (await Assert.ThrowsAsync<Refusal>(() => Book.OpenAsync(Office, draft with { Photos = [new string('a', 64)] }))).Message);
        Assert.Equal(id, await Book.OpenAsync(Office, draft));
        Assert.Contains("请先选择整改前的照片", (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(Inspector, id, new(RectificationAct.Show, "")))).Message);
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(head, id, new(RectificationAct.Show, "", Photos: [photos[1]])))).Status);
        await Book.StepAsync(Inspector, id, new(RectificationAct.Show, "雨后一天", Photos: [photos[1]]));
        await Book.StepAsync(head, id, new(RectificationAct.Milestone, "已做排水设计", Photos: [photos[2]]));
        await Book.StepAsync(head, id, new(RectificationAct.Report, "已铺排水管", Photos: [photos[3]]));
        using var context = hub.As("dudao", Roles.Office);
        var page = context.Render<RectificationPage>(p => p.Add(x => x.Case, id));
        page.WaitForAssertion(() => Assert.Equal(["整改前", "整改前", "年度进展", "整改后"], page.FindAll("figcaption").Select(c => c.TextContent.Split('　')[0])), Patience);
        Assert.Equal([true, true, false, false], (await Book.FindAsync(Office, id))!.Steps.Select(CaseWords.IsBefore));
    }

    /// <summary>A primary school, which each test has to itself, and the head of its unit.</summary>
    private async Task<(string Site, Visitor Head)> SchoolAsync(int which)
    {
        var taken = (await hub.Get<InspectionBook>().ListAsync(Office, Year)).Select(i => i.Site).ToHashSet();
        var sites = (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary && !taken.Contains(s.Code)).DistinctBy(s => s.Unit).ToList();
        return (sites[which].Code, hub.Who(DemoAccounts.HeadOf(sites[which].Unit), Roles.Unit));
    }
}
