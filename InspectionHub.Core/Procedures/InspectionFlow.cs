namespace InspectionHub.Core.Procedures;

/// <summary>Where an inspection stands.</summary>
public enum InspectionState
{
    /// <summary>督导中: the unit has been told; marks are taken.</summary>
    Open,

    /// <summary>待出具初步意见: the lead has submitted; later marks are 迟到.</summary>
    Submitted,

    /// <summary>待申辩: the unit has the preliminary view.</summary>
    Preliminary,

    /// <summary>待答复: the unit has replied and waits for an answer.</summary>
    Replied,

    /// <summary>待审签: the unit has been heard.</summary>
    Heard,

    /// <summary>待发意见书: the result is frozen.</summary>
    SignedOff,

    /// <summary>公布与整改中: the 督导意见书 is out; publication and correction go on side by side.</summary>
    Issued,

    /// <summary>已办结: published, and every problem closed.</summary>
    Closed,

    /// <summary>已撤销: will not be carried through; what was marked is kept and does not count.</summary>
    Withdrawn,
}

/// <summary>What can be done to an inspection.</summary>
public enum InspectionAct
{
    /// <summary>发出督导通知: opens it.</summary>
    Open,

    /// <summary>提交本人评分: closes only one's own ballot.</summary>
    CloseBallot,

    /// <summary>提交: the team's marks are complete.</summary>
    Submit,

    /// <summary>退回重评, with a reason.</summary>
    SendBack,

    /// <summary>审签</summary>
    SignOff,

    /// <summary>发出初步意见</summary>
    SendPreliminary,

    /// <summary>提出申辩</summary>
    Reply,

    /// <summary>无异议</summary>
    Agree,

    /// <summary>记明逾期未申辩</summary>
    Lapse,

    /// <summary>答复申辩</summary>
    Answer,

    /// <summary>发出督导意见书</summary>
    Issue,

    /// <summary>公布督导报告</summary>
    Publish,

    /// <summary>办结</summary>
    Close,

    /// <summary>撤销, with a reason.</summary>
    Withdraw,

    /// <summary>更换督学, with a reason.</summary>
    Replace,

    /// <summary>重新审签, with a reason: the next version of a signed result, after its data changed.</summary>
    SignAgain,

    /// <summary>收回初步意见 that was sent in error, with a reason.</summary>
    TakeBack,

    /// <summary>变更通知: other dates or one more 督学, with a reason.</summary>
    ChangeNotice,
}

/// <summary>Who acts on an inspection.</summary>
public enum InspectionActor
{
    /// <summary>督学 on the team.</summary>
    Inspector,

    /// <summary>The team's lead.</summary>
    Lead,

    /// <summary>督导室</summary>
    Office,

    /// <summary>被督导单位</summary>
    Unit,
}

/// <summary>专项/综合督导 as a table: state × act × actor → state (scoring.md, "Three acts"; 教育督导条例 §16–23). What is not listed is refused.
/// The result is frozen only after the unit has been heard; publication and correction follow the opinion side by side.</summary>
public static class InspectionFlow
{
    private static readonly (InspectionState From, InspectionAct Act, InspectionActor Who, InspectionState To)[] Table =
    [
        (InspectionState.Open, InspectionAct.CloseBallot, InspectionActor.Inspector, InspectionState.Open),
        (InspectionState.Open, InspectionAct.CloseBallot, InspectionActor.Lead, InspectionState.Open),
        (InspectionState.Open, InspectionAct.Submit, InspectionActor.Lead, InspectionState.Submitted),
        (InspectionState.Open, InspectionAct.Replace, InspectionActor.Office, InspectionState.Open),
        (InspectionState.Open, InspectionAct.ChangeNotice, InspectionActor.Office, InspectionState.Open),
        (InspectionState.Open, InspectionAct.Withdraw, InspectionActor.Office, InspectionState.Withdrawn),
        (InspectionState.Submitted, InspectionAct.SendPreliminary, InspectionActor.Office, InspectionState.Preliminary),
        (InspectionState.Submitted, InspectionAct.SendBack, InspectionActor.Office, InspectionState.Open),
        (InspectionState.Submitted, InspectionAct.Withdraw, InspectionActor.Office, InspectionState.Withdrawn),
        (InspectionState.Preliminary, InspectionAct.Reply, InspectionActor.Unit, InspectionState.Replied),
        (InspectionState.Preliminary, InspectionAct.Agree, InspectionActor.Unit, InspectionState.Heard),
        (InspectionState.Preliminary, InspectionAct.Lapse, InspectionActor.Office, InspectionState.Heard),
        (InspectionState.Preliminary, InspectionAct.TakeBack, InspectionActor.Office, InspectionState.Submitted),
        (InspectionState.Preliminary, InspectionAct.Withdraw, InspectionActor.Office, InspectionState.Withdrawn),
        (InspectionState.Replied, InspectionAct.Answer, InspectionActor.Office, InspectionState.Heard),
        (InspectionState.Replied, InspectionAct.TakeBack, InspectionActor.Office, InspectionState.Submitted),
        (InspectionState.Heard, InspectionAct.SignOff, InspectionActor.Office, InspectionState.SignedOff),
        (InspectionState.Heard, InspectionAct.SendBack, InspectionActor.Office, InspectionState.Open),
        (InspectionState.Heard, InspectionAct.Withdraw, InspectionActor.Office, InspectionState.Withdrawn),
        (InspectionState.SignedOff, InspectionAct.Issue, InspectionActor.Office, InspectionState.Issued),
        (InspectionState.SignedOff, InspectionAct.SignAgain, InspectionActor.Office, InspectionState.SignedOff),
        (InspectionState.Issued, InspectionAct.SignAgain, InspectionActor.Office, InspectionState.Issued),
        (InspectionState.Closed, InspectionAct.SignAgain, InspectionActor.Office, InspectionState.Closed),
        (InspectionState.Issued, InspectionAct.Publish, InspectionActor.Office, InspectionState.Issued),
        (InspectionState.Issued, InspectionAct.Close, InspectionActor.Office, InspectionState.Closed),
    ];

    /// <summary>The acts a person may choose now: the page shows these buttons and no others.</summary>
    public static IReadOnlyList<InspectionAct> Permitted(InspectionState state, InspectionActor who) =>
        [.. Table.Where(move => move.From == state && move.Who == who).Select(move => move.Act)];

    /// <summary>The state after an act.</summary>
    /// <exception cref="InvalidOperationException">The act is not in the table for this state and actor.</exception>
    public static InspectionState Move(InspectionState state, InspectionAct act, InspectionActor who)
    {
        foreach (var move in Table)
            if (move.From == state && move.Act == act && move.Who == who) return move.To;
        throw new InvalidOperationException($"{act} by {who} is not permitted in state {state}");
    }

    /// <summary>The state a list of acts leads to, oldest first. Every act leads to one state wherever it was taken, so that acts recorded under an earlier table read the same.</summary>
    public static InspectionState After(IEnumerable<InspectionAct> acts) => acts.Aggregate(InspectionState.Open, (state, act) =>
        Array.Find(Table, move => move.Act == act) is { Act: not InspectionAct.Open } known && known.From != known.To ? known.To : state);

    /// <summary>Whether marks and the team can still change.</summary>
    public static bool IsMarked(this InspectionState state) => state == InspectionState.Open;

    /// <summary>Whether the result has been frozen.</summary>
    public static bool IsFrozen(this InspectionState state) => state is InspectionState.SignedOff or InspectionState.Issued or InspectionState.Closed;

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this InspectionState state) => state switch
    {
        InspectionState.Open => "督导中",
        InspectionState.Submitted => "待出具初步意见",
        InspectionState.Preliminary => "已发初步意见，待申辩",
        InspectionState.Replied => "已申辩，待答复",
        InspectionState.Heard => "待审签",
        InspectionState.SignedOff => "已审签，待发意见书",
        InspectionState.Issued => "公布与整改中",
        InspectionState.Closed => "已办结",
        _ => "已撤销",
    };

    /// <summary>The words of an act's button.</summary>
    public static string Name(this InspectionAct act) => act switch
    {
        InspectionAct.Open => "发出督导通知",
        InspectionAct.CloseBallot => "签署并提交本人评分",
        InspectionAct.Submit => "提交督导组结果",
        InspectionAct.SendBack => "退回重评",
        InspectionAct.SignOff => "审签（冻结结果）",
        InspectionAct.SendPreliminary => "发出初步意见",
        InspectionAct.Reply => "提出申辩",
        InspectionAct.Agree => "无异议",
        InspectionAct.Lapse => "记明逾期未申辩",
        InspectionAct.Answer => "答复申辩",
        InspectionAct.Issue => "发出督导意见书",
        InspectionAct.Publish => "公布督导报告",
        InspectionAct.Close => "办结",
        InspectionAct.Withdraw => "撤销督导",
        InspectionAct.SignAgain => "重新审签",
        InspectionAct.TakeBack => "收回初步意见",
        InspectionAct.ChangeNotice => "变更通知",
        _ => "更换督学",
    };
}
