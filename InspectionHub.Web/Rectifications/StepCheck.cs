using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Rectifications;

/// <summary>What is missing or wrong in a step, all of it at once, in Chinese.</summary>
internal static class StepCheck
{
    public const string NeedsDay = "长期挂账没有统一期限，请填写计划完成的日期。";

    /// <summary>A check that rests on no photo is told in at least so many characters.</summary>
    private const int FewestWords = 10;

    /// <param name="needsEvidence">Whether no number speaks for what was mended: what was seen is then all there is to close it on.</param>
    public static List<string> Problems(RectificationCase one, StepDraft draft, DateOnly today, bool needsEvidence)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(draft.Text) && draft.Act is not (RectificationAct.Confirm or RectificationAct.Approve or RectificationAct.Show or RectificationAct.Assign)) problems.Add(draft.Act switch
        {
            RectificationAct.Report => "请写明做了什么、现在怎样，材料在哪里。",
            RectificationAct.Milestone => "请写明本年度的进展。",
            RectificationAct.Pass or RectificationAct.Partly or RectificationAct.Fail => "请写明怎样核查、看到什么。",
            RectificationAct.Withdraw => "请写明撤销的原因：错在哪里。",
            _ => "请写明原因。",
        });
        if (draft.Text.Length > 10_000) problems.Add("文字超过 10000 字，请删减。");
        if (draft.Act == RectificationAct.Pass && needsEvidence && draft.Text.Trim().Length < FewestWords && !(draft.Photos is { Count: > 0 }) && !one.HasReportPhotos)
            problems.Add($"还没有佐证：请附整改后的照片，或写明查看了什么材料、看到什么（不少于 {FewestWords} 个字）。");
        if (draft.Act == RectificationAct.Transfer && string.IsNullOrWhiteSpace(draft.To)) problems.Add("请填写移交给哪个县级单位。");
        if (draft.Act == RectificationAct.Transfer && draft.To?.Contains('：') == true) problems.Add("县级单位的名称中不要用冒号。");
        if (draft.Act == RectificationAct.Assign && string.IsNullOrWhiteSpace(draft.To)) problems.Add("请填写责任人的职务，如“总务主任”。");
        if (draft.Act == RectificationAct.Assign && draft.To?.Trim().Length > 50) problems.Add("责任人超过 50 字，只写职务即可。");
        if (draft.Act == RectificationAct.Show && !(draft.Photos is { Count: > 0 })) problems.Add("请先选择整改前的照片。");
        if (draft.Act == RectificationAct.Confirm && draft.DueOn is null && (draft.Class ?? one.Class) == RectificationClass.LongTerm) problems.Add(NeedsDay);
        if (draft.Act == RectificationAct.Confirm && draft.DueOn < today) problems.Add("整改期限早于今天，请改正。");
        if (draft.Act == RectificationAct.Extend && (draft.DueOn is null || draft.DueOn <= one.DueOn || draft.DueOn < today)) problems.Add($"请填写晚于 {one.DueOn:yyyy-MM-dd} 的新期限。");
        return problems;
    }
}
