namespace InspectionHub.Core.Procedures;

/// <summary>What a finding of an inspection is.</summary>
public enum FindingKind
{
    /// <summary>成绩</summary>
    Merit,

    /// <summary>问题: must be put right.</summary>
    Problem,

    /// <summary>建议</summary>
    Advice,
}

/// <summary>How a point of the unit's reply was decided.</summary>
public enum ReplyOutcome
{
    /// <summary>采纳</summary>
    Adopted,

    /// <summary>部分采纳</summary>
    PartlyAdopted,

    /// <summary>不采纳</summary>
    NotAdopted,
}

/// <summary>Rules for findings and for the hearing of the unit.</summary>
public static class InspectionFindings
{
    /// <summary>Everything wrong with a finding, in Chinese; empty when it may be kept. A problem names its basis, because an opinion must give facts, reasons and the rule they rest on.</summary>
    public static IReadOnlyList<string> Problems(FindingKind kind, string text, string basis, DateOnly? dueOn, DateOnly today)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(text)) problems.Add("请写明具体事实：何处、何事、到什么程度（不写学生姓名）。");
        if (text.Length > 2000) problems.Add("内容超过 2000 字，请删减。");
        if (kind != FindingKind.Problem) return problems;
        if (string.IsNullOrWhiteSpace(basis)) problems.Add("请写明依据：指标、标准或法规条款。");
        if (dueOn is null) problems.Add("请填写整改期限。");
        else if (dueOn < today) problems.Add("整改期限早于今天，请改正。");
        return problems;
    }

    /// <summary>Everything wrong with an answer to one point, in Chinese; empty when it may be given. Whoever made the finding does not answer for it.</summary>
    /// <param name="outcome">The decision, or null while none is chosen.</param>
    /// <param name="reason">Its reason.</param>
    /// <param name="finder">Who made the finding, or null for a point about the whole.</param>
    /// <param name="answerer">Who answers.</param>
    public static IReadOnlyList<string> AnswerProblems(ReplyOutcome? outcome, string reason, string? finder, string answerer)
    {
        var problems = new List<string>();
        if (outcome is null) problems.Add("请选择采纳、部分采纳或不采纳。");
        if (string.IsNullOrWhiteSpace(reason)) problems.Add("请写明答复的理由。");
        if (finder == answerer) problems.Add("这个问题是您提出的，申辩须由其他人答复。");
        return problems;
    }

    /// <summary>The Chinese word of a kind.</summary>
    public static string Name(this FindingKind kind) => kind switch { FindingKind.Merit => "成绩", FindingKind.Problem => "问题", _ => "建议" };

    /// <summary>The Chinese word of a decision.</summary>
    public static string Name(this ReplyOutcome outcome) => outcome switch { ReplyOutcome.Adopted => "采纳", ReplyOutcome.PartlyAdopted => "部分采纳", _ => "不采纳" };
}
