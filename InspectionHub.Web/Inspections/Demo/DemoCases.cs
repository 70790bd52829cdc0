using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>What becomes of the problems: the school reports, the lead checks, the office closes. One is left past its day, one goes to the county.</summary>
internal static class DemoCases
{
    public static readonly IReadOnlyList<Func<DemoCourse, Task>> Steps = [TransferAsync, ReportAsync, CheckAsync, ApproveAsync];

    private static Task TransferAsync(DemoCourse one) => EachAsync(one, c => c is { State: RectificationState.Open, Class: not RectificationClass.County } && c.Head.Indicator.Length == 0, _ => 3, one.Office,
        _ => new(RectificationAct.Transfer, "（演示）公路设施不属学校职责，已函请主管部门安排。", To: DemoProblems.CountyOffice));

    private static Task ReportAsync(DemoCourse one) => EachAsync(one, c => c.State == RectificationState.Open && !IsLeft(one, c), c => c.Class == RectificationClass.AtOnce ? 3 : 11, one.Head, c => new(RectificationAct.Report, one.Say(ProblemOf(c).Done)));

    private static Task CheckAsync(DemoCourse one) => EachAsync(one, c => c.State == RectificationState.Reported, c => c.Class == RectificationClass.AtOnce ? 6 : 14, one.Lead,
        c => new(RectificationAct.Pass, one.Say(ProblemOf(c).Seen), Value: DemoMarks.Of(one, one.Rows.First(r => r.Code == c.Head.Indicator), one.Dice("check"), isGood: true)));

    private static Task ApproveAsync(DemoCourse one) => EachAsync(one, c => c.State == RectificationState.Checked, c => c.Class == RectificationClass.AtOnce ? 7 : 15, one.Office, _ => new(RectificationAct.Approve, "（演示）同意销号。"));

    private static bool IsLeft(DemoCourse one, RectificationCase c) => c.Head.Indicator.Length == 0 || (one.IsLeftLate && c == one.Cases[0]);

    private static DemoProblem ProblemOf(RectificationCase c) => DemoProblems.All.First(p => p.Row == c.Head.Indicator);

    /// <param name="after">Working days after the opinion.</param>
    private static async Task EachAsync(DemoCourse one, Func<RectificationCase, bool> isDue, Func<RectificationCase, int> after, Visitor by, Func<RectificationCase, StepDraft> draft)
    {
        foreach (var c in one.Cases) await one.OnAsync(DemoDays.After(one.IssueDay, after(c)), 11, isDue(c), () => one.Books.Cases.StepAsync(by, c.Head.Id, draft(c)));
    }
}
