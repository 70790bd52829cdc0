using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Field;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Visits;

namespace InspectionHub.Tests.Web.Visits;

/// <summary>A problem of a routine visit is a case from the moment the record is handed in, once, and over the row its point names.</summary>
public sealed class VisitCaseTests(NovemberHubInside hub) : IClassFixture<NovemberHubInside>
{
    private readonly string first = $"problem/{Guid.NewGuid()}", second = $"problem/{Guid.NewGuid()}";

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    private DateOnly Today => hub.Get<InspectorRegister>().Today;

    [Fact]
    public async Task Handing_in_opens_the_cases_and_handing_in_again_opens_none_twice_and_withdraws_those_whose_problem_is_gone()
    {
        var (id, site) = await OnSiteAsync(0);
        await FindAsync(id, first, "库房门未锁");
        await FindAsync(id, second, "围栏松动");
        await SubmitAsync(id);
        // The school is told, and both are on its list, before the office has read anything.
        var head = HeadOf(site);
        Assert.Equal(["库房门未锁（要求：上锁）", "围栏松动（要求：上锁）"], (await CasesAsync(id, head)).Select(c => c.Head.Problem));
        Assert.Equal(2, (await hub.Get<NoticeBook>().ListAsync(head)).Count(n => n.Notice.Text.Contains("已列入整改台账")));

        await Book.DoAsync(Office, id, VisitAct.SendBack, "请核对第二个问题");
        await SaveAsync(id, second, null);
        await SubmitAsync(id);
        var cases = await CasesAsync(id, Office);
        Assert.Equal(["Open", "Withdrawn"], cases.Select(c => $"{c.State}"));
        Assert.Contains("工作记录", cases[1].Steps[^1].Text);
        await Book.DoAsync(Office, id, VisitAct.Read, "");
        Assert.Equal(2, (await CasesAsync(id, Office)).Count);
    }

    [Fact]
    public async Task A_problem_written_anew_is_a_new_case_unless_the_school_has_reported_already()
    {
        var (id, site) = await OnSiteAsync(1);
        await FindAsync(id, first, "库房门未锁");
        await FindAsync(id, second, "围栏松动");
        await SubmitAsync(id);
        var reported = (await CasesAsync(id, Office))[1];
        await hub.Get<RectificationBook>().StepAsync(HeadOf(site), reported.Head.Id, new(RectificationAct.Report, "已焊牢"));
        await Book.DoAsync(Office, id, VisitAct.SendBack, "请写清是哪个库房");
        await FindAsync(id, first, "化学库房门未锁");
        await SaveAsync(id, second, null);
        await SubmitAsync(id);
        Assert.Equal([("库房门未锁（要求：上锁）", "Withdrawn"), ("围栏松动（要求：上锁）", "Reported"), ("化学库房门未锁（要求：上锁）", "Open")], (await CasesAsync(id, Office)).Select(c => (c.Head.Problem, $"{c.State}")));
        // Put back as it was: the problem is a case again.
        await Book.DoAsync(Office, id, VisitAct.SendBack, "确认后改回");
        await FindAsync(id, first, "库房门未锁");
        await SubmitAsync(id);
        Assert.Equal(("库房门未锁（要求：上锁）", RectificationState.Open), (await CasesAsync(id, Office)).Select(c => (c.Head.Problem, c.State)).Last());

        // A visit that is withdrawn takes with it what nobody has worked on.
        await Book.DoAsync(Office, id, VisitAct.SendBack, "去错了学校");
        await Book.DoAsync(Office, id, VisitAct.Withdraw, "去错了学校");
        Assert.Equal(["Withdrawn", "Reported", "Withdrawn", "Withdrawn"], (await CasesAsync(id, Office)).Select(c => $"{c.State}"));
    }

    [Fact]
    public async Task What_the_office_has_taken_back_does_not_come_again_with_the_same_record()
    {
        var (id, _) = await OnSiteAsync(2);
        await FindAsync(id, first, "大门未关");
        await SubmitAsync(id);
        await hub.Get<RectificationBook>().StepAsync(Office, (await CasesAsync(id, Office))[0].Head.Id, new(RectificationAct.Withdraw, "放学时段，按规定开启"));
        await Book.DoAsync(Office, id, VisitAct.SendBack, "请补充照片");
        await SubmitAsync(id);
        Assert.Equal(RectificationState.Withdrawn, Assert.Single(await CasesAsync(id, Office)).State);
        // Another problem under the same entry is another matter.
        await Book.DoAsync(Office, id, VisitAct.SendBack, "请核对");
        await FindAsync(id, first, "侧门门锁损坏");
        await SubmitAsync(id);
        Assert.Equal([("大门未关（要求：上锁）", RectificationState.Withdrawn), ("侧门门锁损坏（要求：上锁）", RectificationState.Open)], (await CasesAsync(id, Office)).Select(c => (c.Head.Problem, c.State)));
    }

    [Fact]
    public async Task A_record_signed_on_the_phone_opens_its_cases_in_the_same_write()
    {
        var (id, _) = await OnSiteAsync(2);
        await FindAsync(id, first, "库房门未锁");
        var signature = new string('a', 64);
        var submissions = new Submissions(hub.Get<Writer>(), hub.Get<LedgerBook>(), hub.Get<InspectionBook>(), Book, hub.Get<TimeProvider>());
        var given = new Submission(Guid.CreateVersion7(), "phone", 900, $"{id}", hub.Get<TimeProvider>().GetUtcNow(), signature, signature, "王校长", null);
        Assert.Equal("stored", (await submissions.SaveAsync(Inspector, given)).Result);
        Assert.Equal("known", (await submissions.SaveAsync(Inspector, given)).Result);
        Assert.Single(await CasesAsync(id, Office));
    }

    [Fact]
    public async Task The_row_of_the_point_stands_behind_the_case_where_it_applies_to_the_school()
    {
        var (id, site) = await OnSiteAsync(3);
        Assert.NotEqual(IndicatorState.NotApplicable, (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(site)!.Find("8.7")!.State);
        // Point 1 of the list is about row 8.7; point 4 names none.
        await FindAsync(id, first, "留样不足", "1");
        await FindAsync(id, second, "餐厅地面湿滑", "4");
        await SubmitAsync(id);
        Assert.Equal([("8.7", "安全股"), ("", "")], (await CasesAsync(id, Office)).Select(c => (c.Head.Indicator, c.Head.LeadOffice)));
        Assert.Single(await CasesAsync(id, hub.Who("anquan", Roles.LeadOffice)));

        var one = (await CasesAsync(id, Office))[0];
        // The case leads to the visit's record only those who may open it.
        foreach (var (who, may) in new[] { (Office, true), (Inspector, true), (HeadOf(site), true), (hub.Who("anquan", Roles.LeadOffice), false), (hub.Who("duxue9", Roles.Inspector), false) })
            Assert.Equal(may, (await hub.Get<RectificationDesk>().FindAsync(who, one.Head.Id))!.MayOpenSource);
        await hub.Get<RectificationBook>().StepAsync(HeadOf(site), one.Head.Id, new(RectificationAct.Report, "已换称量勺"));
        Assert.Contains("请填写核查时指标 8.7", (await Assert.ThrowsAsync<Refusal>(() => hub.Get<RectificationBook>().StepAsync(Inspector, one.Head.Id, new(RectificationAct.Pass, "现场称量了三餐的留样")))).Message);
    }

    [Fact]
    public async Task A_notice_on_the_spot_that_names_a_point_has_its_row_too_and_one_that_names_none_reads_as_before()
    {
        var (id, _) = await OnSiteAsync(3);
        HazardReport Danger(string? point) => new(Guid.CreateVersion7(), "phone", 800, $"{id}", hub.Get<TimeProvider>().GetUtcNow(), "燃气软管老化", "已关阀", "已告知校长", new("更换软管", Today.AddDays(2), "食堂管理员", point), null, null);
        var (named, bare) = (Danger("1"), Danger(null));
        foreach (var given in new[] { named, bare }) Assert.Equal("stored", (await hub.Get<HazardBook>().SaveAsync(Inspector, given)).Result);
        Assert.Equal("known", (await hub.Get<HazardBook>().SaveAsync(Inspector, named)).Result);
        var cases = (await hub.Get<RectificationBook>().ListAsync(Office)).Where(c => c.Head.SourceKind == "hazard").ToList();
        var one = cases.Single(c => c.Head.SourceId == $"{named.Id}").Head;
        Assert.Equal(("8.7", "安全股"), (one.Indicator, one.LeadOffice));
        Assert.Contains("第 1 条", one.Basis);
        var other = cases.Single(c => c.Head.SourceId == $"{bare.Id}").Head;
        Assert.Equal(("", "", false), (other.Indicator, other.LeadOffice, other.Basis.Contains("清单")));
        // A phone that has not been told of points sends the same report as before: its text must not change.
        Assert.Equal("""{"Demand":"a","DueOn":null,"Responsible":"b"}""", System.Text.Json.JsonSerializer.Serialize(new RectificationDemand("a", null, "b")));
    }

    private VisitBook Book => hub.Get<VisitBook>();

    private VisitDesk Desk => hub.Get<VisitDesk>();

    /// <summary>A visit of today with its checklist answered and the work record written, at one of the inspector's schools.</summary>
    private async Task<(Guid Id, string Site)> OnSiteAsync(int at)
    {
        var site = (await hub.Get<InspectorRegister>().ListAsync(Office.CountyId, Today)).First(l => l.Id == Inspector.Id).Sites
            .Where(s => NowOf(s) is { Kind: not InspectionHub.Core.Measurements.SchoolKind.Kindergarten }).ElementAt(at);
        var id = await Book.PlanAsync(Inspector, site, Today, "canteen", null);
        await Desk.StartAsync(Inspector, id);
        foreach (var point in (await Desk.FindAsync(Inspector, id))!.Points) await SaveAsync(id, $"point/{point.Code}", new { yes = true });
        await SaveAsync(id, "work", new { matters = "看了食堂", classes = 0, talked = new Dictionary<string, int>(), @fixed = "", advice = "" });
        return (id, site);
    }

    private InspectionHub.Core.Measurements.Site NowOf(string site) => hub.Get<Assessor>().FindAsync(Office.CountyId, 2026).GetAwaiter().GetResult()!.SiteOf(site)!;

    private Visitor HeadOf(string site) => hub.Who(DemoAccounts.HeadOf(NowOf(site).Unit), Roles.Unit);

    private Task FindAsync(Guid visit, string key, string text, string point = "") =>
        SaveAsync(visit, key, new { text, demand = "上锁", kind = "立行立改", due = $"{Today.AddDays(3):yyyy-MM-dd}", point });

    private async Task SaveAsync(Guid visit, string key, object? value) => await Desk.SaveAsync(Inspector, (await Desk.FindAsync(Inspector, visit))!, key, value, "");

    private Task SubmitAsync(Guid visit) => Book.DoAsync(Inspector, visit, VisitAct.Submit, "王校长已在纸质记录上签字");

    private async Task<List<RectificationCase>> CasesAsync(Guid visit, Visitor who) => [.. (await hub.Get<RectificationBook>().ListAsync(who)).Where(c => c.Head.SourceId == $"{visit}").OrderBy(c => c.Head.LedgerSeq)];
}
