namespace InspectionHub.Core.Procedures;

/// <summary>Where an inspection stands.</summary>
public enum InspectionState
{
    /// <summary>评分中: marks are taken.</summary>
    Open,

    /// <summary>待审签: the lead has submitted; later marks are 迟到.</summary>
    Submitted,

    /// <summary>已审签: the result is frozen.</summary>
    SignedOff,
}

/// <summary>What can be done to an inspection.</summary>
public enum InspectionAct
{
    /// <summary>发起</summary>
    Open,

    /// <summary>提交本人评分: closes only one's own ballot.</summary>
    CloseBallot,

    /// <summary>提交审签</summary>
    Submit,

    /// <summary>退回重评, with a reason.</summary>
    SendBack,

    /// <summary>审签</summary>
    SignOff,
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
}

/// <summary>专项/综合督导 as a table: state × act × actor → state (scoring.md, "Three acts"; 教育督导条例 §16–21). What is not listed is refused.</summary>
public static class InspectionFlow
{
    private static readonly (InspectionState From, InspectionAct Act, InspectionActor Who, InspectionState To)[] Table =
    [
        (InspectionState.Open, InspectionAct.CloseBallot, InspectionActor.Inspector, InspectionState.Open),
        (InspectionState.Open, InspectionAct.CloseBallot, InspectionActor.Lead, InspectionState.Open),
        (InspectionState.Open, InspectionAct.Submit, InspectionActor.Lead, InspectionState.Submitted),
        (InspectionState.Submitted, InspectionAct.SendBack, InspectionActor.Office, InspectionState.Open),
        (InspectionState.Submitted, InspectionAct.SignOff, InspectionActor.Office, InspectionState.SignedOff),
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

    /// <summary>The state a list of acts leads to, oldest first.</summary>
    public static InspectionState After(IEnumerable<InspectionAct> acts) => acts.Aggregate(InspectionState.Open, (state, act) => act switch
    {
        InspectionAct.Submit => InspectionState.Submitted,
        InspectionAct.SendBack => InspectionState.Open,
        InspectionAct.SignOff => InspectionState.SignedOff,
        _ => state,
    });
}
