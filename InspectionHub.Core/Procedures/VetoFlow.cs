namespace InspectionHub.Core.Procedures;

/// <summary>Where a veto stands.</summary>
public enum VetoState
{
    /// <summary>线索: somebody has reported it.</summary>
    Raised,

    /// <summary>已核实: another person has found it to be so.</summary>
    Verified,

    /// <summary>已申辩: the unit has been heard, or let the time for it pass.</summary>
    Heard,

    /// <summary>已认定: decided together. Only now does it count.</summary>
    Established,

    /// <summary>不成立</summary>
    Dismissed,

    /// <summary>认定已撤销: what had been decided was wrong or was overturned. It counts nowhere and stays in the history.</summary>
    Revoked,
}

/// <summary>What can be done about a veto.</summary>
public enum VetoAct
{
    /// <summary>报告线索</summary>
    Raise,

    /// <summary>核实属实</summary>
    Verify,

    /// <summary>申辩: the unit's own words, or the office's record that none came in time.</summary>
    Hear,

    /// <summary>集体认定</summary>
    Establish,

    /// <summary>认定不成立</summary>
    Dismiss,

    /// <summary>撤销认定, decided together like the 认定 itself. What was found to be none needs no such step: it is reported anew.</summary>
    Revoke,
}

/// <summary>Who acts on a veto.</summary>
public enum VetoActor
{
    /// <summary>督学</summary>
    Inspector,

    /// <summary>牵头股室</summary>
    LeadOffice,

    /// <summary>督导室</summary>
    Office,

    /// <summary>被督导单位</summary>
    Unit,
}

/// <summary>One step that was taken.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Person">By whom.</param>
public sealed record VetoMove(VetoAct Act, string Person);

/// <summary>A veto is never one person's tap: 线索 → 核实 → 申辩 → 集体认定, each step its own record (scoring.md). A county's own veto has no unit to hear: there the office records its answer.</summary>
public static class VetoFlow
{
    /// <summary>Fewest people who decide together.</summary>
    public const int FewestDeciders = 3;

    private static readonly (VetoState? From, VetoAct Act, VetoActor Who, VetoState To)[] Table =
    [
        (null, VetoAct.Raise, VetoActor.Inspector, VetoState.Raised),
        (null, VetoAct.Raise, VetoActor.LeadOffice, VetoState.Raised),
        (null, VetoAct.Raise, VetoActor.Office, VetoState.Raised),
        (VetoState.Raised, VetoAct.Verify, VetoActor.Inspector, VetoState.Verified),
        (VetoState.Raised, VetoAct.Verify, VetoActor.Office, VetoState.Verified),
        (VetoState.Raised, VetoAct.Dismiss, VetoActor.Office, VetoState.Dismissed),
        (VetoState.Verified, VetoAct.Hear, VetoActor.Unit, VetoState.Heard),
        (VetoState.Verified, VetoAct.Hear, VetoActor.Office, VetoState.Heard),
        (VetoState.Heard, VetoAct.Establish, VetoActor.Office, VetoState.Established),
        (VetoState.Heard, VetoAct.Dismiss, VetoActor.Office, VetoState.Dismissed),
        (VetoState.Established, VetoAct.Revoke, VetoActor.Office, VetoState.Revoked),
    ];

    /// <summary>Whether it waits for somebody.</summary>
    public static bool IsOpen(this VetoState state) => state is VetoState.Raised or VetoState.Verified or VetoState.Heard;

    /// <summary>Whether an act is decided by several people together.</summary>
    public static bool IsCollective(this VetoAct act) => act is VetoAct.Establish or VetoAct.Revoke;

    /// <summary>What a case waits for has its own time; null where it waits for nothing.</summary>
    public static Deadline? DeadlineOf(VetoState state) => state switch
    {
        VetoState.Raised => Deadline.VerifyVeto,
        VetoState.Verified => Deadline.HearVeto,
        VetoState.Heard => Deadline.EstablishVeto,
        _ => null,
    };

    /// <summary>Where the steps so far have led; null before the first.</summary>
    public static VetoState? After(IEnumerable<VetoMove> moves) => moves.Aggregate((VetoState?)null, (state, move) => Table.First(row => row.From == state && row.Act == move.Act).To);

    /// <summary>The acts this person may choose now.</summary>
    /// <param name="moves">The steps so far.</param>
    /// <param name="who">The person's part.</param>
    /// <param name="person">The person: nobody verifies their own report.</param>
    public static IReadOnlyList<VetoAct> Permitted(IReadOnlyList<VetoMove> moves, VetoActor who, string person) =>
        [.. Table.Where(row => row.From == After(moves) && row.Who == who && !(row.Act == VetoAct.Verify && moves[0].Person == person)).Select(row => row.Act)];

    /// <summary>Everything that keeps a step from being taken, in Chinese; empty = it may be.</summary>
    /// <param name="moves">The steps so far.</param>
    /// <param name="act">The step.</param>
    /// <param name="who">The person's part.</param>
    /// <param name="person">The person.</param>
    /// <param name="text">Facts, findings, the unit's words, or the minutes of the meeting.</param>
    /// <param name="deciders">Who decided together; for <see cref="VetoAct.Establish"/> and <see cref="VetoAct.Revoke"/> only.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<VetoMove> moves, VetoAct act, VetoActor who, string person, string text, IReadOnlyList<string> deciders)
    {
        var problems = new List<string>();
        if (!Permitted(moves, who, person).Contains(act))
            problems.Add(act == VetoAct.Verify && moves.Count == 1 && moves[0].Person == person ? "线索须由报告人以外的人核实。" : "现在不能做这一步，请刷新页面查看进展。");
        if (string.IsNullOrWhiteSpace(text)) problems.Add(act switch
        {
            VetoAct.Raise => "请写明线索的具体事实。",
            VetoAct.Verify => "请写明核实的经过和结果。",
            VetoAct.Hear => "请写明申辩意见；单位逾期未申辩的，由督导室记明。",
            VetoAct.Establish => "请写明会议时间和认定结论。",
            VetoAct.Revoke => "请写明会议时间、撤销认定的理由和依据。",
            _ => "请写明不成立的理由。",
        });
        var names = deciders.Select(d => d.Trim()).Where(d => d.Length > 0).Distinct().ToList();
        if (act.IsCollective() && names.Count < FewestDeciders) problems.Add($"{(act == VetoAct.Revoke ? "撤销认定同样须集体决定，" : "集体认定")}至少要 {FewestDeciders} 人，现有 {names.Count} 人。");
        return problems;
    }

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this VetoState state) => state switch
    {
        VetoState.Raised => "线索待核实",
        VetoState.Verified => "已核实，待申辩",
        VetoState.Heard => "已申辩，待集体认定",
        VetoState.Established => "已认定",
        VetoState.Revoked => "认定已撤销",
        _ => "不成立",
    };

    /// <summary>The Chinese word of an act.</summary>
    public static string Name(this VetoAct act) => act switch
    {
        VetoAct.Raise => "报告线索",
        VetoAct.Verify => "核实属实",
        VetoAct.Hear => "记录申辩",
        VetoAct.Establish => "集体认定",
        VetoAct.Revoke => "撤销认定",
        _ => "认定不成立",
    };
}
