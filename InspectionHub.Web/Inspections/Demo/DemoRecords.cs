using InspectionHub.Core.Procedures;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>What the teams of the demo county write down on site: the four records, and what they found.</summary>
internal static class DemoRecords
{
    public static async Task RecordAsync(DemoCourse one)
    {
        if (one.Now is null || one.Has(Act.Submit) || one.To >= one.Today) return;
        var known = (await one.Books.FileAsync(one.Id)).Records.Select(r => r.Kind).ToHashSet(StringComparer.Ordinal);
        var drafts = RecordsOf(one).Where(r => !known.Contains($"{r.Kind}")).ToList();
        await one.OnAsync(one.To, 13, drafts.Count > 0, () => Task.WhenAll(drafts.Select((draft, at) => one.Books.Findings.AddAsync(one.Team[at % one.Team.Count], one.Id, draft))));
    }

    public static async Task FindAsync(DemoCourse one)
    {
        if (one.Now is null || one.Has(Act.Submit) || one.To >= one.Today) return;
        var known = (await one.Books.FileAsync(one.Id)).Findings.Select(f => f.Text).ToHashSet(StringComparer.Ordinal);
        var drafts = FindingsOf(one).Where(f => !known.Contains(f.Text)).ToList();
        await one.OnAsync(one.To, 14, drafts.Count > 0, () => Task.WhenAll(drafts.Select(draft => one.Books.Findings.AddAsync(one.Team[1], one.Id, draft))));
    }

    private static IEnumerable<RecordDraft> RecordsOf(DemoCourse one)
    {
        var dice = one.Dice("records");
        var valid = 40 + dice.Next(20);
        yield return new(RecordKind.Walk, one.From, "教学楼、食堂、功能室、校门周边", "（演示）按清单逐处查看，拍照留存；卫生和秩序总体良好，发现的不足已列入问题。", null, null, null);
        yield return new(RecordKind.Meeting, one.From, "教师、家长", "（演示）参会人员介绍了任务分工和日常管理，希望增加培训机会。", 6 + dice.Next(6), null, null);
        yield return new(RecordKind.Questionnaire, one.To, "家长", "（演示）多数家长满意，少数希望多了解食堂开支。", valid + dice.Next(6), valid, valid - dice.Next(8));
        yield return new(RecordKind.Lesson, one.To, LessonAt(one.Site.Kind), one.Say("（演示）目标明确，活动安排合理，学生参与面广。"), null, null, null);
    }

    private static string LessonAt(string kind) => kind switch
    {
        "幼" => "大班 半日活动",
        "初" => "八年级 数学",
        "高" => "高二 语文",
        "职" => "二年级 专业实训",
        "特" => "中年级 生活适应",
        _ => "四年级 语文",
    };

    private static IEnumerable<FindingDraft> FindingsOf(DemoCourse one)
    {
        var dice = one.Dice("findings");
        yield return new(FindingKind.Merit, "", one.Say(DemoProblems.Merits[dice.Next(DemoProblems.Merits.Count)]), "", "", null);
        foreach (var (problem, at) in one.Problems.Select((p, i) => (p, i)))
        {
            var row = one.Rows.First(r => r.Code == problem.Row);
            yield return new(FindingKind.Problem, row.Code, one.Say(problem.Found), $"本县方案 {row.Clause}，指标 {row.Code} {row.Name}", $"{problem.Class}", DemoDays.After(one.IssueDay, one.IsLeftLate && at == 0 ? 4 : problem.Class == RectificationClass.AtOnce ? 5 : 18));
        }
        if (one.HasCountyDuty) yield return new(FindingKind.Problem, "", one.Say(DemoProblems.County.Found), "《中小学幼儿园安全管理办法》", $"{DemoProblems.County.Class}", DemoDays.After(one.IssueDay, 60));
        yield return new(FindingKind.Advice, "", DemoProblems.Advice[dice.Next(DemoProblems.Advice.Count)], "", "", null);
    }
}
