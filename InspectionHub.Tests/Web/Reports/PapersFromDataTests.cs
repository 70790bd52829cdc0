using InspectionHub.Core.Measurements;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Reports;
using InspectionHub.Tests.Web.Field;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Jobs;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Scoring;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Tests.Web.Reports;

/// <summary>The papers of schools and units as they are composed from the database, at each step of what they tell.</summary>
public sealed class PapersFromDataTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private const int Year = 2026;
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).Date);

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor[] Team => [.. new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector))];

    [Fact]
    public async Task The_papers_of_an_inspection_its_corrections_and_its_assessment_tell_what_the_database_holds()
    {
        var (id, site) = await OpenAsync();
        var (lead, head, unit) = (Team[0], Course.Head(Office, site.Unit), (await NowAsync()).UnitOf(site.Unit)!.Name);
        var notice = await DraftAsync("notice", site.Code, id);
        foreach (var part in (string[])[InspectionNotice.UsualBasis, "食堂留样和健康证", "食堂台账", $"组长{lead.Name}，成员", Numerals.Day(Today.AddDays(9)), Numerals.Day(Today.AddDays(5))]) Assert.Contains(part, PaperText.Of(notice.Draft));
        Assert.Empty(notice.Composed.Blocked);
        Assert.Contains("督导组尚未提交", Assert.Single((await DraftAsync("preliminary", site.Code, id)).Composed.Blocked));

        var photo = await hub.Get<PhotoStore>().KeepAsync(lead, id, Pictures.Jpeg(320, 240));
        var sheet = (await hub.Get<InspectionDesk>().FindAsync(lead, id))!.Inspection;
        Assert.True((await hub.Get<ScoreBook>().SaveAsync(lead, DeskMark.Of(lead, $"{id}", sheet.Edition, "8.7", new LevelMark(1), "", null) with { Photos = [photo] })).IsKept);
        var findings = hub.Get<FindingBook>();
        var problem = await findings.AddAsync(lead, id, new FindingDraft(FindingKind.Problem, "8.7", "食堂留样每份不足 125 克", "《学校食品安全与营养健康管理规定》第四十条", "Dated", Today.AddDays(30)));
        await findings.AddAsync(Team[1], id, new FindingDraft(FindingKind.Merit, "", "每班都有阅读角", "", "", null));
        await findings.AddAsync(Team[1], id, new FindingDraft(FindingKind.Advice, "", "添置电子秤", "", "", null));
        await hub.SubmitAsync(lead, id);
        // What the unit has not been told yet does not stand in its report.
        Assert.DoesNotContain("不足 125 克", PaperText.Of((await DraftAsync("assessment", site.Code)).Draft));
        await hub.Get<InspectionActs>().DoAsync(Office, id, Act.SendPreliminary, "食堂管理有漏洞。");
        var preliminary = await DraftAsync("preliminary", site.Code, id);
        Assert.Empty(preliminary.Composed.Blocked);
        var card = (await NowAsync()).CardOf(site.Code)!;
        foreach (var part in (string[])["实地察看 1 次", "座谈访谈 1 次（6 人）", "每班都有阅读角。", "食堂留样每份不足 125 克。依据：《学校食品安全与营养健康管理规定》第四十条。", $"得分 {AssessmentReport.Points(card.Low, card.High)} 分", "添置电子秤。", "书面申辩"]) Assert.Contains(part, PaperText.Of(preliminary.Draft));
        Assert.Contains("8.7 ", PaperText.Part(preliminary.Draft, "初步评定"));
        Assert.Contains("食堂管理有漏洞。", PaperText.Part(preliminary.Draft, "初步评定"));
        Assert.Contains("尚未审签", Assert.Single((await DraftAsync("opinion", site.Code, id)).Composed.Blocked));

        await hub.Get<HearingBook>().ReplyAsync(head, id, [new(problem, "当日留样 150 克")]);
        var point = (await hub.Get<InspectionDesk>().FindAsync(Office, id))!.File.Points.Single().Point.Id;
        await hub.Get<HearingBook>().AnswerAsync(Office, id, [new(point, ReplyOutcome.PartlyAdopted, "晚餐达标，午餐不足")]);
        await hub.Get<Confirmations>().ConfirmAsync(head, Year, (await hub.Get<InspectionDesk>().FindAsync(Office, id))!.BatchId);
        await hub.Get<InspectionDesk>().SignOffAsync(Office, (await hub.Get<InspectionDesk>().FindAsync(Office, id))!);
        var opinion = await DraftAsync("opinion", site.Code, id);
        Assert.Contains("请先在督导页面发出督导意见书", Assert.Single(opinion.Composed.Blocked));
        foreach (var part in (string[])["申辩：当日留样 150 克。答复：部分采纳，晚餐达标，午餐不足。", $"限期整改 {Numerals.Day(Today.AddDays(30))}", "8.7 ", "图1　现场情况"]) Assert.Contains(part, PaperText.Of(opinion.Draft));
        Assert.Contains(opinion.Draft.Blocks.OfType<Table>(), table => table.Caption == "各事项评价（项数）");
        await AssertPhotoPassesThroughAsync(opinion.Draft, photo);

        await hub.Get<InspectionActs>().DoAsync(Office, id, Act.Issue, "食堂管理须立即加强。\n请按期整改。");
        var issued = await DraftAsync("opinion", site.Code, id);
        Assert.Empty(issued.Composed.Blocked);
        var said = PaperText.Part(issued.Draft, "评价");
        Assert.Contains("食堂管理须立即加强。", said);
        Assert.Contains("请按期整改。", said);
        var rectify = await DraftAsync("rectify", site.Code);
        Assert.Equal(unit, rectify.Composed.To);
        foreach (var part in (string[])["食堂留样每份不足 125 克", "整改要求 “", Numerals.Day(Today.AddDays(30)), "校（园）长"]) Assert.Contains(part, PaperText.Of(rectify.Draft));
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => DraftAsync("recheck", site.Code))).Status);
        var cases = hub.Get<RectificationBook>();
        var one = Assert.Single(await cases.ListAsync(head), c => c.Head.SourceId == $"{id}");
        var after = await hub.Get<PhotoStore>().KeepAsync(head, one.Head.Id, Pictures.Jpeg(200, 300, seed: 2));
        await cases.StepAsync(head, one.Head.Id, new(RectificationAct.Report, "已换称量勺。", Photos: [after]));
        await cases.StepAsync(Office, one.Head.Id, new(RectificationAct.Pass, "三餐抽查均达标", Value: new LevelMark(3)));
        await cases.StepAsync(Office with { Id = "second", Name = "督导室乙" }, one.Head.Id, new(RectificationAct.Approve, "同意"));
        var recheck = await DraftAsync("recheck", site.Code);
        foreach (var part in (string[])["已整改 1 个；已销号 1 个", "三餐抽查均达标 3 级", $"{Office.Name} {Today:yyyy-MM-dd} {Today:yyyy-MM-dd}", "图1　第 1 项整改前", "图2　第 1 项整改后", "已全部整改并销号"]) Assert.Contains(part, PaperText.Of(recheck.Draft));
        await AssertPhotoPassesThroughAsync(recheck.Draft, photo);

        var report = await DraftAsync("assessment", site.Code);
        Assert.Empty(report.Composed.Blocked);
        var course = PaperText.Part(report.Draft, "依据与过程");
        foreach (var part in (string[])["学校没有提交自评。", $"督导组 3 人于{Numerals.Day(Today.AddDays(9))}进行专项督导（专项督导），现场", "座谈访谈 1 次（6 人）", $"考核单位于{Numerals.Day(Today)}确认统计数据。", $"结果于{Numerals.Day(Today)}由{Office.Name}审签。"]) Assert.Contains(part, course);
        Assert.Contains("食堂留样每份不足 125 克", PaperText.Part(report.Draft, "主要问题"));
        Assert.Contains("添置电子秤。", PaperText.Part(report.Draft, "建议"));

        await BrokenAsync(photo);
        await BatchFailsAsync(site);
    }

    [Fact]
    public async Task A_veto_stands_in_the_assessment_with_what_was_found_and_when_it_was_decided()
    {
        var site = (await NowAsync()).Facts.Sites.Last(s => s.Kind == SchoolKind.Primary);
        var vetoes = hub.Get<VetoBook>();
        var id = await vetoes.RaiseAsync(Team[0], Year, site.Code, "3.6", "食堂旁一栋 D 级危房仍在使用。");
        await vetoes.StepAsync(Office, id, VetoAct.Verify, "现场查看属实。", []);
        await vetoes.StepAsync(Course.Head(Office, site.Unit), id, VetoAct.Hear, "学校无异议。", []);
        Assert.DoesNotContain("否决", PaperText.Part((await DraftAsync("assessment", site.Code)).Draft, "总体评价与等级"));
        await vetoes.StepAsync(Office, id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        var text = PaperText.Part((await DraftAsync("assessment", site.Code)).Draft, "总体评价与等级");
        Assert.Contains("等级 不合格  有已认定的否决事项", text);
        Assert.Contains($"食堂旁一栋 D 级危房仍在使用（{Numerals.Day(Today)}集体认定）", text);
    }

    [Fact]
    public async Task The_record_of_a_visit_and_the_notice_to_correct_tell_what_was_demanded()
    {
        var inspector = hub.Who("duxue7", Roles.Inspector);
        var site = (await hub.Get<InspectorRegister>().ListAsync(Office.CountyId, Today)).First(l => l.Id == inspector.Id).Sites[^1];
        var (visits, desk) = (hub.Get<VisitBook>(), hub.Get<VisitDesk>());
        var id = await visits.PlanAsync(inspector, site, Today, "canteen", null);
        await desk.StartAsync(inspector, id);
        Assert.Contains("尚未提交", Assert.Single((await DraftAsync("visit", site, about: $"{id}")).Composed.Blocked));
        var view = (await desk.FindAsync(inspector, id))!;
        await desk.SaveAsync(inspector, view, "work", new { matters = "看了食堂", classes = 2, talked = new Dictionary<string, int> { ["家长"] = 4 }, @fixed = "", advice = "建立健康证到期提醒" }, "");
        await desk.SaveAsync(inspector, view, $"problem/{Guid.NewGuid()}", new { text = "两名从业人员健康证过期", demand = "换证后上岗", kind = "立行立改", due = $"{Today.AddDays(3):yyyy-MM-dd}", point = "3" }, "");
        foreach (var point in view.Points) await desk.SaveAsync(inspector, view, $"point/{point.Code}", new { yes = true }, "");
        await visits.DoAsync(inspector, id, VisitAct.Submit, "王校长已在纸质记录上签字");
        var record = await DraftAsync("visit", site, about: $"{id}");
        Assert.Empty(record.Composed.Blocked);
        foreach (var part in (string[])[inspector.Name, Numerals.Day(Today), "2 节", "家长 4 人", "看了食堂", $"两名从业人员健康证过期 换证后上岗 立行立改 {Today.AddDays(3):yyyy-MM-dd}", "建立健康证到期提醒"]) Assert.Contains(part, PaperText.Of(record.Draft));
        await visits.DoAsync(Office, id, VisitAct.Read, "");
        var rectify = PaperText.Of((await DraftAsync("rectify", site)).Draft);
        Assert.Contains("：两名从业人员健康证过期。", rectify);
        Assert.Contains("整改要求 换证后上岗", rectify);
    }

    private async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(Office.CountyId, Year))!;

    private Task<(ComposedPaper Composed, Report Draft)> DraftAsync(string kind, string site, Guid? inspection = null, string about = "") =>
        hub.Get<PaperPress>().DraftAsync(new PaperSubject(Office.CountyId, kind, Year, site, inspection, about), new());

    private async Task<(Guid Id, Site Site)> OpenAsync()
    {
        var taken = (await hub.Get<InspectionBook>().ListAsync(Office, Year)).Select(i => i.Site).ToHashSet();
        var planned = (await hub.Get<PlanBook>().ListAsync(Office.CountyId, Year))[^1].Plan.Inspections.Where(i => i.Kind == "专项").Select(i => i.Site).ToHashSet();
        var site = (await NowAsync()).Facts.Sites.First(s => s.Kind == SchoolKind.Primary && planned.Contains(s.Code) && !taken.Contains(s.Code));
        var notice = new InspectionNotice(false, InspectionNotice.UsualBasis, "食堂留样和健康证", "食堂台账", Today.AddDays(9), Today.AddDays(9), Today.AddDays(5), "长假之后即进校");
        return (await hub.Get<InspectionBook>().OpenAsync(Office, Year, site.Code, "专项督导", [.. Team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == Team[0] })], notice), site);
    }

    /// <summary>The kept photo's bytes stand in the PDF as they are.</summary>
    private async Task AssertPhotoPassesThroughAsync(Report draft, string sha)
    {
        var photo = await File.ReadAllBytesAsync(await PathAsync(sha), TestContext.Current.CancellationToken);
        Assert.True(hub.Get<PaperFiles>().Write(draft, PaperFiles.Pdf).AsSpan().IndexOf(photo) > 0);
    }

    private async Task<string> PathAsync(string sha)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var stored = (await db.Photos.AsNoTracking().FirstAsync(p => p.Sha == sha, TestContext.Current.CancellationToken)).Stored;
        return Path.Combine(hub.Get<HubOptions>().Photos, stored[..2], $"{stored}.jpg");
    }

    private async Task BrokenAsync(string sha)
    {
        var bytes = await File.ReadAllBytesAsync(await PathAsync(sha), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(await PathAsync(sha), bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
    }

    /// <summary>A photo damaged on disk fails the order with its caption; the hub carries out the next order.</summary>
    private async Task BatchFailsAsync(Site site)
    {
        var batches = hub.Get<BatchBook>();
        async Task<PaperOrder> RunAsync(string kind)
        {
            var batch = await batches.OrderAsync(Office, kind, Year, $"site:{site.Code}");
            await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            var part = await db.PaperOrders.Where(o => o.BatchId == batch).Select(o => o.Id).SingleAsync(TestContext.Current.CancellationToken);
            await hub.Get<PaperJob>().RunAsync(part, CancellationToken.None);
            return await db.PaperOrders.AsNoTracking().FirstAsync(o => o.Id == part, TestContext.Current.CancellationToken);
        }

        var failed = await RunAsync("opinion");
        Assert.Equal(OrderState.Failed, failed.State);
        Assert.Contains("图1　现场情况", failed.Problem);
        Assert.Contains("不完整", failed.Problem);
        Assert.Equal(OrderState.Done, (await RunAsync("notice")).State);
    }
}
