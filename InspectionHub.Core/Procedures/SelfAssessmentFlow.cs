namespace InspectionHub.Core.Procedures;

/// <summary>Where a site's 自评 stands.</summary>
public enum SelfAssessmentState
{
    /// <summary>未提交: the unit is writing it.</summary>
    Open,

    /// <summary>已提交，待审阅</summary>
    Submitted,

    /// <summary>已审阅: the office has looked at it and found it complete.</summary>
    Accepted,
}

/// <summary>What can be done to a 自评 as a whole.</summary>
public enum SelfAssessmentAct
{
    /// <summary>提交自评</summary>
    Submit,

    /// <summary>审阅通过: it is complete; what it claims is not judged by it.</summary>
    Accept,

    /// <summary>退回补充, with a reason.</summary>
    SendBack,

    /// <summary>再次要求自评: a later call for it, not a fault of what was handed in.</summary>
    Reopen,
}

/// <summary>Who acts on a 自评.</summary>
public enum SelfAssessmentActor
{
    /// <summary>The unit's head.</summary>
    Unit,

    /// <summary>督导室</summary>
    Office,
}

/// <summary>自评 as a table: state × act × actor → state. What is not listed is refused.</summary>
public static class SelfAssessmentFlow
{
    private static readonly (SelfAssessmentState From, SelfAssessmentAct Act, SelfAssessmentActor Who, SelfAssessmentState To)[] Table =
    [
        (SelfAssessmentState.Open, SelfAssessmentAct.Submit, SelfAssessmentActor.Unit, SelfAssessmentState.Submitted),
        (SelfAssessmentState.Submitted, SelfAssessmentAct.Accept, SelfAssessmentActor.Office, SelfAssessmentState.Accepted),
        (SelfAssessmentState.Submitted, SelfAssessmentAct.SendBack, SelfAssessmentActor.Office, SelfAssessmentState.Open),
        (SelfAssessmentState.Accepted, SelfAssessmentAct.SendBack, SelfAssessmentActor.Office, SelfAssessmentState.Open),
        (SelfAssessmentState.Submitted, SelfAssessmentAct.Reopen, SelfAssessmentActor.Office, SelfAssessmentState.Open),
        (SelfAssessmentState.Accepted, SelfAssessmentAct.Reopen, SelfAssessmentActor.Office, SelfAssessmentState.Open),
    ];

    /// <summary>The acts a person may choose now.</summary>
    public static IReadOnlyList<SelfAssessmentAct> Permitted(SelfAssessmentState state, SelfAssessmentActor who) =>
        [.. Table.Where(move => move.From == state && move.Who == who).Select(move => move.Act)];

    /// <summary>The state a list of acts leads to, oldest first.</summary>
    public static SelfAssessmentState After(IEnumerable<SelfAssessmentAct> acts) =>
        acts.Aggregate(SelfAssessmentState.Open, (state, act) => Array.Find(Table, move => move.From == state && move.Act == act) is var move && move.From != move.To ? move.To : state);

    /// <summary>Everything that keeps a 自评 from being submitted, in Chinese; empty when it may be.</summary>
    /// <param name="open">Codes of the rows without a self-mark, in the order of the framework.</param>
    /// <param name="summary">Main problems and plan.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<string> open, string summary)
    {
        var problems = new List<string>();
        if (open.Count > 0) problems.Add($"还有 {open.Count} 项没有自评：{string.Join('、', open)}。");
        if (string.IsNullOrWhiteSpace(summary)) problems.Add("请写明存在的主要问题和改进打算。");
        if (summary.Length > 20_000) problems.Add("文字超过 20000 字，请删减。");
        return problems;
    }

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this SelfAssessmentState state) => state switch
    {
        SelfAssessmentState.Open => "未提交",
        SelfAssessmentState.Submitted => "已提交，待审阅",
        _ => "已审阅",
    };
}
