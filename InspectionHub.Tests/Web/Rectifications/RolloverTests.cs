using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Dashboard;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Rectifications;
using InspectionHub.Web.Schools;
using InspectionHub.Web.Vetoes;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Rectifications;

/// <summary>A case goes with its school into the next year: to another unit, into another school, or to the office when the school is closed.</summary>
public sealed class RolloverTests
{
    private const int Year = NextYear.Before, Next = NextYear.Year;

    [Fact]
    public async Task After_改属_the_new_head_sees_reports_and_is_told_and_the_old_one_does_not()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var (site, into) = await PairAsync(hub, office);
        var (before, after) = (HeadOf(hub, site.Unit), HeadOf(hub, into.Unit));
        var (id, due) = (await OpenAsync(book, office, site.Code), hub.Get<DueBoard>());
        Assert.NotNull(await book.FindAsync(before, id));
        Assert.Null(await book.FindAsync(after, id));

        await ImportAsync(hub, office, s => s.Code == site.Code ? NextYear.Copy(s, into.Unit) : NextYear.Copy(s));
        Assert.Null(await book.FindAsync(before, id));
        Assert.Contains(await book.ListAsync(after), c => c.Head.Id == id);
        Assert.Contains((await due.FindAsync(after)).Items, i => i.Link == $"/rectifications/{id}");
        Assert.DoesNotContain((await due.FindAsync(before)).Items, i => i.Link == $"/rectifications/{id}");
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(before, id, new(RectificationAct.Report, "已改")))).Status);
        await book.StepAsync(after, id, new(RectificationAct.Report, "已改"));
        await book.StepAsync(office, id, new(RectificationAct.Fail, "没有照片"));
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(after), n => n.Notice.Link == $"/rectifications/{id}");
        Assert.DoesNotContain((await hub.Get<NoticeBook>().ListAsync(before)).Where(n => n.Notice.Link == $"/rectifications/{id}"), n => n.Notice.Text.Contains("未完成"));
    }

    [Fact]
    public async Task After_a_merger_the_head_of_the_school_that_took_it_in_answers_for_it_and_the_row_is_that_schools()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var (site, into) = await PairAsync(hub, office);
        var id = await OpenAsync(book, office, site.Code);
        await ImportAsync(hub, office, s => s.Code == site.Code ? null : NextYear.Copy(s), (site.Code, into.Code, "合并"));
        var head = HeadOf(hub, into.Unit);
        await book.StepAsync(head, id, new(RectificationAct.Report, "并入后食堂统一留样"));
        var view = (await hub.Get<RectificationDesk>().FindAsync(office, id))!;
        Assert.Equal("8.7", view.Now!.Row.Code);
        Assert.Contains("请填写核查时指标 8.7", (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(office, id, new(RectificationAct.Pass, "现场看了三餐留样和记录")))).Message);
        await book.StepAsync(office, id, new(RectificationAct.Pass, "现场看了三餐留样和记录", Value: new LevelMark(3)));
        var picture = (await hub.Get<SchoolDesk>().FindAsync(head, Next, into.Code))!;
        Assert.Contains(picture.Rectifications, c => c.Head.Id == id);
    }

    [Fact]
    public async Task A_case_of_a_closed_school_is_reported_by_the_office_and_closes_on_evidence_or_is_handed_over()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var (second, inspector) = (office with { Id = "second", Name = "督导室乙" }, hub.Who("duxue1", Roles.Inspector));
        var (site, _) = await PairAsync(hub, office);
        // A row of the statistics that is not met would bind it to the school's last year for ever.
        var row = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!.CardOf(site.Code)!.Rows.First(r => r.Row.Method == InspectionHub.Core.Frameworks.Method.Data && r.State == IndicatorState.NotMet).Row;
        var (id, moved) = (await OpenAsync(book, office, site.Code, row.Code), await OpenAsync(book, office, site.Code));
        Assert.Equal(409, (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(office, id, new(RectificationAct.Report, "校舍已停用")))).Status);
        await ImportAsync(hub, office, s => s.Code == site.Code ? null : NextYear.Copy(s), (site.Code, "", "撤并"));

        Assert.Contains((await hub.Get<DueBoard>().FindAsync(office)).Items, i => i.Link == $"/rectifications/{id}" && i.What == "报送已撤并学校的整改情况");
        await book.StepAsync(office, id, new(RectificationAct.Report, "学校已撤并，校舍停用"));
        Assert.Contains("还没有佐证", (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(inspector, id, new(RectificationAct.Pass, "看过")))).Message);
        await book.StepAsync(inspector, id, new(RectificationAct.Pass, "查看县政府撤并批复和学生分流名册数"));
        await book.StepAsync(second, id, new(RectificationAct.Approve, "撤并，同意销号"));
        Assert.Equal(RectificationState.Closed, (await book.FindAsync(office, id))!.State);
        await book.StepAsync(office, moved, new(RectificationAct.Transfer, "校舍移交镇政府", To: "镇政府"));
        Assert.Equal(RectificationClass.County, (await book.FindAsync(office, moved))!.Class);
        // A case whose school is gone does not fall back.
        Assert.Equal(0, await new FallbackWatch(hub.Get<IDbContextFactory<AppDb>>(), book, hub.Get<RectificationValue>(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<FallbackWatch>.Instance).LookAsync());
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task After_类别变动_a_row_the_school_has_no_more_gives_way_to_evidence_and_an_opinion_late_in_coming_reaches_the_new_head()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var (site, into) = await PairAsync(hub, office);
        // 11.4 is asked of a primary school and not of a junior one.
        var id = await OpenAsync(book, office, site.Code, "11.4");
        Assert.Contains("11.4", (await hub.Get<RectificationDesk>().FindAsync(office, id))!.Now!.Row.Code);
        await ImportAsync(hub, office, s => s.Code == site.Code ? NextYear.Copy(s, into.Unit, "初") : NextYear.Copy(s));
        var head = HeadOf(hub, into.Unit);
        await book.StepAsync(head, id, new(RectificationAct.Report, "已改"));
        Assert.Null((await hub.Get<RectificationDesk>().FindAsync(office, id))!.Now);
        Assert.Contains("还没有佐证", (await Assert.ThrowsAsync<Refusal>(() => book.StepAsync(office, id, new(RectificationAct.Pass, "看过")))).Message);
        await book.StepAsync(office, id, new(RectificationAct.Pass, "查看了活动安排和三天的课表"));

        // What is opened now over the year before is told to the head of today.
        var late = await OpenAsync(book, office, site.Code);
        Assert.Contains(await hub.Get<NoticeBook>().ListAsync(head), n => n.Notice.Link == $"/rectifications/{late}");
    }

    [Fact]
    public async Task What_is_late_at_a_merged_or_closed_school_is_warned_of_where_it_is_answered_for_now()
    {
        var today = new DateOnly(2026, 11, 28);
        await using var hub = await LoneHub.StartAsync(withDemo: true, day: today);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var sites = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!.Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary).DistinctBy(s => s.Unit).Take(3).ToList();
        var (merged, closed, into) = (sites[0], sites[1], sites[2]);
        Task<Guid> LateAsync(string site) => book.OpenAsync(office, new(Year, site, RectificationClass.Dated, "围墙开裂", "条例", "", "校长", today.AddDays(-3), "inspection", ""));
        var (first, second) = (await LateAsync(merged.Code), await LateAsync(closed.Code));
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var inspection = await hub.Get<InspectionBook>().OpenAsync(office, Year, merged.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })], new(false, InspectionNotice.UsualBasis, "食堂", "", today.AddDays(1), today.AddDays(3), null, Hurry: "近日有举报"));
        await ImportAsync(hub, office, s => s.Code == merged.Code || s.Code == closed.Code ? null : NextYear.Copy(s), (merged.Code, into.Code, "合并"), (closed.Code, "", "撤并"));

        var warnings = (await hub.Get<DashboardBoard>().ReadAsync(office, new() { Year = Next }))!.Warnings.Where(w => w.Kind == "整改逾期").ToList();
        Assert.Equal(into.Code, Assert.Single(warnings, w => w.Address == $"/rectifications/{first}").Site);
        Assert.StartsWith(merged.Name, warnings.Single(w => w.Address == $"/rectifications/{first}").Text);
        Assert.Null(Assert.Single(warnings, w => w.Address == $"/rectifications/{second}").Site);
        var late = Assert.Single(await hub.Get<LateBoard>().FindAsync(office, Next, today.AddDays(90)), l => l.Address == $"/inspections/{inspection}" && l.What.Contains("没有提交") && !l.What.Contains("自评"));
        Assert.Equal((merged.Code, into.Code), (late.Site, late.Place!.Site));
        // It counts among the cases of the school that took it in.
        Assert.True((await book.FindAsync(office, first))!.IsOf(into.Code));
    }

    [Fact]
    public async Task A_corrected_line_of_沿革_takes_the_place_of_the_wrong_one()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, book) = (hub.Who("dudao", Roles.Office), hub.Get<RectificationBook>());
        var (site, right) = await PairAsync(hub, office);
        var wrong = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!.Facts.Sites.First(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Junior);
        var id = await OpenAsync(book, office, site.Code);
        foreach (var into in new[] { wrong, right }) await ImportAsync(hub, office, s => s.Code == site.Code ? null : NextYear.Copy(s), (site.Code, into.Code, "合并"));
        Assert.Equal(right.Code, (await book.FindAsync(office, id))!.Place.Site);
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal([right.Code], (await YearBook.SuccessionsAsync(db, office.CountyId)).Where(s => s.From == site.Code).Select(s => s.To));
    }

    [Fact]
    public async Task A_head_whose_school_went_to_another_unit_has_its_vetoes_no_more()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, vetoes) = (hub.Who("dudao", Roles.Office), hub.Get<VetoBook>());
        var (site, into) = await PairAsync(hub, office);
        await ImportAsync(hub, office, s => NextYear.Copy(s));
        await ImportAsync(hub, office, s => s.Code == site.Code ? NextYear.Copy(s, into.Unit) : NextYear.Copy(s));
        var id = await vetoes.RaiseAsync(hub.Who("duxue1", Roles.Inspector), Next, site.Code, "3.6", "一栋 D 级危房仍在使用。");
        await vetoes.StepAsync(office, id, VetoAct.Verify, "现场查看属实。", []);
        var (before, after) = (HeadOf(hub, site.Unit), HeadOf(hub, into.Unit));
        Assert.DoesNotContain(await vetoes.ListAsync(before, Next), c => c.Id == id);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => vetoes.StepAsync(before, id, VetoAct.Hear, "不是我校。", []))).Status);
        Assert.Contains(await vetoes.ListAsync(after, Next), c => c.Id == id);
        await vetoes.StepAsync(after, id, VetoAct.Hear, "已停用。", []);
    }

    private static Task<Guid> OpenAsync(RectificationBook book, Visitor office, string site, string row = "8.7") =>
        book.OpenAsync(office, new(Year, site, RectificationClass.LongTerm, "留样不足", "食品安全国家标准", row, "校长", new(2099, 1, 1), "office", ""));

    /// <summary>Two primary schools that serve meals, of two units.</summary>
    private static async Task<(InspectionHub.Core.Measurements.Site From, InspectionHub.Core.Measurements.Site Into)> PairAsync(LoneHub hub, Visitor office)
    {
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        var sites = now.Facts.Sites.Where(s => s.Kind == InspectionHub.Core.Measurements.SchoolKind.Primary && now.CardOf(s.Code)!.Rows.Any(r => r.Row.Code == "8.7" && r.State != IndicatorState.NotApplicable)
            && now.CardOf(s.Code)!.Rows.Any(r => r.Row.Method == InspectionHub.Core.Frameworks.Method.Data && r.State == IndicatorState.NotMet)).DistinctBy(s => s.Unit).ToList();
        return (sites[0], sites[1]);
    }

    private static Visitor HeadOf(LoneHub hub, string unit) => hub.Who(DemoAccounts.HeadOf(unit), Roles.Unit);

    private static Task ImportAsync(LoneHub hub, Visitor office, Func<SchoolYear, SchoolYear?> turn, params (string From, string To, string What)[] turns) => NextYear.ImportAsync(hub.Get<Writer>(), hub.Get<LedgerBook>(), office.CountyId, turn, turns);
}
