namespace InspectionHub.Core.Procedures;

/// <summary>Where a routine visit stands.</summary>
public enum VisitState
{
    /// <summary>已安排</summary>
    Planned,

    /// <summary>督导中: the inspector is at the school, records are taken.</summary>
    OnSite,

    /// <summary>已提交: the record is closed and waits for the office.</summary>
    Submitted,

    /// <summary>已阅</summary>
    Read,

    /// <summary>已撤销</summary>
    Withdrawn,
}

/// <summary>What can be done to a routine visit.</summary>
public enum VisitAct
{
    /// <summary>安排</summary>
    Plan,

    /// <summary>到校开始; without a plan before it, the visit begins with it.</summary>
    Start,

    /// <summary>更换督学, with a reason.</summary>
    Replace,

    /// <summary>签名并提交</summary>
    Submit,

    /// <summary>退回补充, with a reason.</summary>
    SendBack,

    /// <summary>阅</summary>
    Read,

    /// <summary>撤销, with a reason.</summary>
    Withdraw,
}

/// <summary>Who acts on a routine visit.</summary>
public enum VisitActor
{
    /// <summary>The 责任督学 the visit is given to.</summary>
    Inspector,

    /// <summary>督导室</summary>
    Office,
}

/// <summary>挂牌督导 as a table: state × act × actor → state (scoring.md, "Three acts"; 教育督导条例 §14–15). What is not listed is refused.</summary>
public static class VisitFlow
{
    private static readonly (VisitState? From, VisitAct Act, VisitActor Who, VisitState To)[] Table =
    [
        (null, VisitAct.Plan, VisitActor.Office, VisitState.Planned),
        (null, VisitAct.Plan, VisitActor.Inspector, VisitState.Planned),
        (null, VisitAct.Start, VisitActor.Inspector, VisitState.OnSite),
        (VisitState.Planned, VisitAct.Start, VisitActor.Inspector, VisitState.OnSite),
        (VisitState.Planned, VisitAct.Replace, VisitActor.Office, VisitState.Planned),
        (VisitState.Planned, VisitAct.Withdraw, VisitActor.Office, VisitState.Withdrawn),
        (VisitState.Planned, VisitAct.Withdraw, VisitActor.Inspector, VisitState.Withdrawn),
        (VisitState.OnSite, VisitAct.Submit, VisitActor.Inspector, VisitState.Submitted),
        (VisitState.OnSite, VisitAct.Replace, VisitActor.Office, VisitState.OnSite),
        (VisitState.OnSite, VisitAct.Withdraw, VisitActor.Office, VisitState.Withdrawn),
        (VisitState.Submitted, VisitAct.SendBack, VisitActor.Office, VisitState.OnSite),
        (VisitState.Submitted, VisitAct.Read, VisitActor.Office, VisitState.Read),
        (VisitState.Read, VisitAct.SendBack, VisitActor.Office, VisitState.OnSite),
    ];

    /// <summary>The acts a person may choose now: the page shows these buttons and no others.</summary>
    public static IReadOnlyList<VisitAct> Permitted(VisitState? state, VisitActor who) => [.. Table.Where(move => move.From == state && move.Who == who).Select(move => move.Act)];

    /// <summary>The state after an act.</summary>
    /// <exception cref="InvalidOperationException">The act is not in the table for this state and actor.</exception>
    public static VisitState Move(VisitState? state, VisitAct act, VisitActor who)
    {
        foreach (var move in Table)
            if (move.From == state && move.Act == act && move.Who == who) return move.To;
        throw new InvalidOperationException($"{act} by {who} is not permitted in state {state}");
    }

    /// <summary>The state a list of acts leads to, oldest first; null for none.</summary>
    public static VisitState? After(IEnumerable<VisitAct> acts) => acts.Aggregate((VisitState?)null, (state, act) => Table.First(move => move.From == state && move.Act == act).To);

    /// <summary>Whether an act must say why.</summary>
    public static bool NeedsReason(VisitAct act) => act is VisitAct.Replace or VisitAct.SendBack or VisitAct.Withdraw;

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this VisitState state) => state switch
    {
        VisitState.Planned => "已安排",
        VisitState.OnSite => "督导中",
        VisitState.Submitted => "已提交，待阅",
        VisitState.Read => "已阅",
        _ => "已撤销",
    };

    /// <summary>The Chinese word of an act.</summary>
    public static string Name(this VisitAct act) => act switch
    {
        VisitAct.Plan => "安排",
        VisitAct.Start => "到校开始",
        VisitAct.Replace => "更换督学",
        VisitAct.Submit => "提交",
        VisitAct.SendBack => "退回补充",
        VisitAct.Read => "阅",
        _ => "撤销",
    };
}
