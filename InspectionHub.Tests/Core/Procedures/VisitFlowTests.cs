using System.Text.Json;
using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

/// <summary>The table of routine visits, the checklists, and what may be put down.</summary>
public sealed class VisitFlowTests
{
    [Fact]
    public void A_visit_goes_from_plan_to_read_and_may_be_sent_back_and_change_hands_in_the_middle()
    {
        Assert.Equal(VisitState.Read, VisitFlow.After([VisitAct.Plan, VisitAct.Replace, VisitAct.Start, VisitAct.Replace, VisitAct.Submit, VisitAct.SendBack, VisitAct.Submit, VisitAct.Read]));
        Assert.Equal(VisitState.OnSite, VisitFlow.After([VisitAct.Start, VisitAct.Submit, VisitAct.Read, VisitAct.SendBack]));
        Assert.Equal(VisitState.OnSite, VisitFlow.After([VisitAct.Start]));
        Assert.Null(VisitFlow.After([]));
    }

    [Fact]
    public void Only_the_inspector_submits_only_the_office_reads_and_what_is_not_in_the_table_throws()
    {
        Assert.Equal([VisitAct.Submit], VisitFlow.Permitted(VisitState.OnSite, VisitActor.Inspector));
        Assert.Equal([VisitAct.SendBack, VisitAct.Read], VisitFlow.Permitted(VisitState.Submitted, VisitActor.Office));
        Assert.Empty(VisitFlow.Permitted(VisitState.Submitted, VisitActor.Inspector));
        foreach (var actor in Enum.GetValues<VisitActor>()) Assert.Empty(VisitFlow.Permitted(VisitState.Withdrawn, actor));
        // What was read by mistake goes back like any other record.
        Assert.Equal([VisitAct.SendBack], VisitFlow.Permitted(VisitState.Read, VisitActor.Office));
        Assert.Empty(VisitFlow.Permitted(VisitState.Read, VisitActor.Inspector));
        Assert.Throws<InvalidOperationException>(() => VisitFlow.Move(VisitState.OnSite, VisitAct.Read, VisitActor.Office));
        Assert.Throws<InvalidOperationException>(() => VisitFlow.Move(VisitState.OnSite, VisitAct.Submit, VisitActor.Office));
    }

    public static TheoryData<string> Files => new(Directory.GetFiles(RepositoryRoot.PathOf("data/checklists")).Select(f => Path.GetFileName(f)));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_checklist_has_eight_to_twelve_points_for_every_kind_and_names_its_source(string file)
    {
        var problems = new List<string>();
        var list = Checklist.Read(File.ReadAllText(RepositoryRoot.PathOf("data/checklists", file)), problems);
        Assert.True(list is not null, string.Join("；", problems));
        Assert.Equal(file, $"{list.Edition}.json");
        Assert.Contains("县自定", list.Source);
        Assert.All("幼小初九高职特点", kind => Assert.InRange(list.For($"{kind}").Count, Checklist.Fewest, Checklist.Most));
    }

    [Fact]
    public void A_broken_checklist_is_told_with_everything_that_is_wrong()
    {
        var problems = new List<string>();
        Assert.Null(Checklist.Read("""{"code":"x","edition":"x.v1","name":"某","effective":"2026-08-01","source":"县自定","points":[{"code":"1","text":"","look":"看"},{"code":"1","text":"甲","look":"看"}]}""", problems));
        Assert.Contains(problems, p => p.Contains("编号 1 重复"));
        Assert.Contains(problems, p => p.Contains("第 1 条缺少"));
        Assert.Contains(problems, p => p.Contains("对“幼”应有 8—12 条"));
        Assert.Null(Checklist.Read("{", problems));
    }

    [Theory]
    [InlineData("point/1", """{"yes":true}""", "")]
    [InlineData("point/1", """{"na":"没有食堂"}""", "")]
    [InlineData("point/1", """{"na":" "}""", "不适用的原因")]
    [InlineData("point/99", """{"yes":true}""", "没有第 99 条")]
    [InlineData("point/1", """{"level":3}""", "是、否或不适用")]
    [InlineData("work", """{"matters":"看了食堂","classes":2,"talked":{"教师":3,"学生":6}}""", "")]
    [InlineData("work", """{"matters":"","classes":-1,"talked":{"张三":1}}""", "请填写查看的事项")]
    [InlineData("work", """{"matters":"看","classes":-1}""", "听课节数应为")]
    [InlineData("work", """{"matters":"看","talked":{"张三":1}}""", "只记人数")]
    [InlineData("problem/11111111-1111-1111-1111-111111111111", """{"text":"通道上锁","demand":"打开","kind":"限期整改","due":"2026-12-01","point":"1"}""", "")]
    [InlineData("problem/11111111-1111-1111-1111-111111111111", """{"text":"通道上锁","demand":"打开","kind":"限期整改"}""", "整改期限")]
    [InlineData("problem/11111111-1111-1111-1111-111111111111", """{"text":"纸屑","kind":"当场已改"}""", "")]
    [InlineData("problem/x", """{"text":"纸屑","kind":"当场已改"}""", "不认识的记录项")]
    [InlineData("complaint/11111111-1111-1111-1111-111111111111", """{"kind":"收费","text":"有家长反映收取资料费","handled":"当场核实，已退"}""", "")]
    [InlineData("complaint/11111111-1111-1111-1111-111111111111", """{"kind":"邻里","text":"x","handled":""}""", "投诉类别")]
    public void What_is_put_down_is_read_exactly_or_told_why_not(string key, string value, string problem)
    {
        var list = Checklist.Read(File.ReadAllText(RepositoryRoot.PathOf("data/checklists/safety.v1.json")), [])!;
        var problems = new List<string>();
        using var json = JsonDocument.Parse(value);
        var note = VisitNotes.Parse(key, json.RootElement, list, problems);
        if (problem.Length == 0) Assert.True(note is not null && problems.Count == 0, string.Join("；", problems));
        else Assert.Contains(problem, string.Join("；", problems));
    }
}
