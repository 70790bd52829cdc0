using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Targets;
using InspectionHub.Web.Vetoes;

namespace InspectionHub.Tests.Web.Vetoes;

/// <summary>The register of vetoes on the hub's real parts: what counts when, and who reads what.</summary>
public sealed class VetoBookTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private VetoBook Book => hub.Get<VetoBook>();

    private Visitor Office => hub.Who("dudao", Roles.Office);

    private Visitor Inspector => hub.Who("duxue1", Roles.Inspector);

    [Fact]
    public async Task The_demo_county_has_one_veto_under_way_that_does_not_count()
    {
        var one = (await Book.ListAsync(Office, 2026)).First(c => c.Kind == "2.1" && c.Steps[0].Text.Contains("演示"));
        Assert.Equal(VetoState.Verified, one.State);
        Assert.False((await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(one.Site)!.IsVetoed);
    }

    [Fact]
    public async Task An_established_veto_fails_the_school_keeps_its_points_and_stands_in_the_ledger()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        var main = now.Facts.Units[1].Main;
        var before = now.CardOf(main)!;
        var id = await Book.RaiseAsync(Inspector, 2026, main, "3.6", "食堂旁一栋 D 级危房仍在使用。");
        await Book.StepAsync(Office, id, VetoAct.Verify, "现场查看属实。", []);
        Assert.False((await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.CardOf(main)!.IsVetoed);
        await Book.StepAsync(Course.Head(Office, now.Facts.Units[1].Code), id, VetoAct.Hear, "学校无异议。", []);
        await Book.StepAsync(Office, id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        var after = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        Assert.True(after.CardOf(main)!.IsVetoed);
        Assert.Equal((before.Low, before.High, (Grade?)Grade.Fail), (after.CardOf(main)!.Low, after.CardOf(main)!.High, after.CardOf(main)!.GradeOf(after.Framework.Settings, isTop: true)));
        Assert.Equal(Grade.Fail, after.Assessment.Units.Single(u => u.Unit.Main == main).Grade);
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
    }

    [Fact]
    public async Task An_established_veto_of_the_county_keeps_its_targets_from_being_met()
    {
        var id = await Book.RaiseAsync(Office, 2026, "", "C9", "某镇一处看护点没有办园许可证。");
        await Book.StepAsync(hub.Who("duxue3", Roles.Inspector), id, VetoAct.Verify, "现场查看属实。", []);
        Assert.Contains(await ToldAsync(Office), n => n.StartsWith("本县：有一项县级否决事项经初步核实", StringComparison.Ordinal));
        await Book.StepAsync(Office, id, VetoAct.Hear, "教育股已说明。", []);
        await Book.StepAsync(hub.Who("hegao", Roles.Office), id, VetoAct.Establish, "会议认定。", ["张", "李", "王"]);
        // Whoever reported it and the leaders hear how it ended.
        foreach (var who in new[] { Office, hub.Who("lingdao", Roles.Leader) }) Assert.Contains("本县：否决事项已经集体认定。", await ToldAsync(who));
        var targets = (await hub.Get<TargetBoard>().FindAsync(Office, 2026))!.Targets;
        Assert.All(targets, t => Assert.True(t.VetoesChecked));
        Assert.Equal([(2028, 2026)], (await Book.TargetsAsync(Office.CountyId, 2026)).Select(t => (t.Key, t.Value)));
        Assert.Equal(TargetStatus.Behind, targets.Single(t => t.Year == 2028).Status);
    }

    [Fact]
    public async Task Whoever_reported_a_schools_veto_hears_that_it_was_found_to_be_none()
    {
        var main = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!.Facts.Units[5].Main;
        var reporter = hub.Who("jiaoyu", Roles.LeadOffice);
        var id = await Book.RaiseAsync(reporter, 2026, main, "7.2", "一户重复领取资助。");
        await Book.StepAsync(Office, id, VetoAct.Dismiss, "系同名学生。", []);
        Assert.Contains(await ToldAsync(reporter), n => n.EndsWith("：否决事项认定不成立。", StringComparison.Ordinal));
    }

    private async Task<List<string>> ToldAsync(Visitor who) => [.. (await hub.Get<NoticeBook>().ListAsync(who)).Select(n => n.Notice.Text)];

    [Fact]
    public async Task A_unit_reads_of_a_veto_only_when_it_is_to_be_heard_and_never_of_another_school()
    {
        var now = (await hub.Get<Assessor>().FindAsync(Office.CountyId, 2026))!;
        var unit = now.Facts.Units[2];
        var head = hub.Who("xz-m01", Roles.Unit) with { UnitCode = unit.Code };
        var stranger = head with { UnitCode = now.Facts.Units[3].Code };
        var id = await Book.RaiseAsync(Inspector, 2026, unit.Main, "7.2", "一户重复领取资助。");
        Assert.DoesNotContain(await Book.ListAsync(head, 2026), c => c.Id == id);
        await Book.StepAsync(Office, id, VetoAct.Verify, "查账属实。", []);
        Assert.Contains(await Book.ListAsync(head, 2026), c => c.Id == id);
        Assert.DoesNotContain(await Book.ListAsync(stranger, 2026), c => c.Id == id);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refusal>(() => Book.StepAsync(stranger, id, VetoAct.Hear, "不是我校。", []))).Status);
        await Book.StepAsync(head, id, VetoAct.Hear, "系录入错误，已退回。", []);
        Assert.Equal(VetoState.Heard, (await Book.ListAsync(Office, 2026)).Single(c => c.Id == id).State);
    }

    [Fact]
    public async Task A_report_without_school_kind_and_facts_is_refused_with_every_reason()
    {
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Book.RaiseAsync(Inspector, 2026, "", "", " "));
        Assert.Equal(2, refusal.Reasons.Count);
        Assert.Contains("不针对", (await Assert.ThrowsAsync<Refusal>(() => Book.RaiseAsync(Inspector, 2026, "任意", "C1", "事实"))).Message);
        Assert.Contains("请选择学校", (await Assert.ThrowsAsync<Refusal>(() => Book.RaiseAsync(Inspector, 2026, "NIX", "2.1", "事实"))).Message);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refusal>(() => Book.RaiseAsync(hub.Who("lingdao", Roles.Leader), 2026, "", "C1", "事实"))).Status);
    }
}
