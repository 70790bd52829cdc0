namespace InspectionHub.Core.Procedures;

/// <summary>Where a county's 年度考核 stands. 数据确认, 自评, 股室评分 and 督导核查 go on side by side while it is open.</summary>
public enum AnnualState
{
    /// <summary>未启动</summary>
    NotStarted,

    /// <summary>考核中</summary>
    Running,

    /// <summary>公示中: results are shown, units may ask for a review.</summary>
    Public,

    /// <summary>已审定</summary>
    Approved,

    /// <summary>已通报</summary>
    Circulated,
}

/// <summary>What can be done to a 年度考核.</summary>
public enum AnnualAct
{
    /// <summary>启动考核</summary>
    Start,

    /// <summary>撤销启动: started for the wrong year, or too early. Only while no result of the year has ever been approved.</summary>
    CallOff,

    /// <summary>公示结果: freezes what is shown.</summary>
    Publish,

    /// <summary>申请复核, by a unit while the results are shown.</summary>
    AskReview,

    /// <summary>答复复核</summary>
    AnswerReview,

    /// <summary>撤回公示, to correct and show again.</summary>
    TakeBack,

    /// <summary>审定</summary>
    Approve,

    /// <summary>通报</summary>
    Circulate,

    /// <summary>更正: an approved result turned out wrong; with a reason, everything from 公示 on is done anew. What was official stays so until the next approval.</summary>
    Correct,
}

/// <summary>Who acts on a 年度考核.</summary>
public enum AnnualActor
{
    /// <summary>督导室, for the bureau.</summary>
    Office,

    /// <summary>考核单位</summary>
    Unit,
}

/// <summary>年度考核 as a table (scoring.md, act 3): 数据确认 → 自评 → 股室评分 → 督导核查 → 公示 → 复核 → 审定 → 通报. What is not listed is refused.</summary>
public static class AnnualAssessmentFlow
{
    private static readonly (AnnualState From, AnnualAct Act, AnnualActor Who, AnnualState To)[] Table =
    [
        (AnnualState.NotStarted, AnnualAct.Start, AnnualActor.Office, AnnualState.Running),
        (AnnualState.Running, AnnualAct.CallOff, AnnualActor.Office, AnnualState.NotStarted),
        (AnnualState.Running, AnnualAct.Publish, AnnualActor.Office, AnnualState.Public),
        (AnnualState.Public, AnnualAct.AskReview, AnnualActor.Unit, AnnualState.Public),
        (AnnualState.Public, AnnualAct.AnswerReview, AnnualActor.Office, AnnualState.Public),
        (AnnualState.Public, AnnualAct.TakeBack, AnnualActor.Office, AnnualState.Running),
        (AnnualState.Public, AnnualAct.Approve, AnnualActor.Office, AnnualState.Approved),
        (AnnualState.Approved, AnnualAct.Circulate, AnnualActor.Office, AnnualState.Circulated),
        (AnnualState.Approved, AnnualAct.Correct, AnnualActor.Office, AnnualState.Running),
        (AnnualState.Circulated, AnnualAct.Correct, AnnualActor.Office, AnnualState.Running),
    ];

    /// <summary>The acts a person may choose now.</summary>
    public static IReadOnlyList<AnnualAct> Permitted(AnnualState state, AnnualActor who) => [.. Table.Where(move => move.From == state && move.Who == who).Select(move => move.Act)];

    /// <summary>The state a list of acts leads to, oldest first.</summary>
    /// <exception cref="InvalidOperationException">An act is not in the table where it was taken.</exception>
    public static AnnualState After(IEnumerable<AnnualAct> acts) => acts.Aggregate(AnnualState.NotStarted, (state, act) =>
    {
        foreach (var move in Table)
            if (move.From == state && move.Act == act) return move.To;
        throw new InvalidOperationException($"{act} is not permitted in state {state}");
    });

    /// <summary>Everything that keeps the results from being approved, in Chinese; empty when they may be.</summary>
    /// <param name="openUntil">Last day for asking for a review.</param>
    /// <param name="today">Today.</param>
    /// <param name="unanswered">Units whose request has no answer.</param>
    /// <param name="changed">Units whose result differs from the one shown: only what stood in public can be approved.</param>
    /// <param name="text">Meeting and conclusion.</param>
    public static IReadOnlyList<string> ApprovalProblems(DateOnly openUntil, DateOnly today, IReadOnlyList<string> unanswered, IReadOnlyList<string> changed, string text)
    {
        var problems = new List<string>();
        if (today <= openUntil) problems.Add($"公示到 {openUntil:yyyy-MM-dd} 为止，公示期满后才能审定。");
        if (unanswered.Count > 0) problems.Add($"还有 {unanswered.Count} 个单位的复核申请没有答复：{string.Join('、', unanswered)}。");
        if (changed.Count > 0) problems.Add($"公示以后有 {changed.Count} 个单位的结果变了：{string.Join('、', changed.Take(5))}{(changed.Count > 5 ? "等" : "")}。请撤回公示，按新结果重新公示后再审定。");
        if (string.IsNullOrWhiteSpace(text)) problems.Add("请写明审定的会议、时间和结论。");
        return problems;
    }

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this AnnualState state) => state switch
    {
        AnnualState.NotStarted => "未启动",
        AnnualState.Running => "考核中",
        AnnualState.Public => "公示中",
        AnnualState.Approved => "已审定",
        _ => "已通报",
    };

    /// <summary>The words of an act's button.</summary>
    public static string Name(this AnnualAct act) => act switch
    {
        AnnualAct.Start => "启动年度考核",
        AnnualAct.CallOff => "撤销启动",
        AnnualAct.Publish => "公示结果",
        AnnualAct.AskReview => "申请复核",
        AnnualAct.AnswerReview => "答复复核",
        AnnualAct.TakeBack => "撤回公示",
        AnnualAct.Approve => "审定",
        AnnualAct.Correct => "更正审定结果",
        _ => "通报",
    };
}
