namespace InspectionHub.Core.Procedures;

/// <summary>整改类别 (scoring.md).</summary>
public enum RectificationClass
{
    /// <summary>立行立改</summary>
    AtOnce,

    /// <summary>限期整改</summary>
    Dated,

    /// <summary>长期挂账, with yearly milestones.</summary>
    LongTerm,

    /// <summary>移交县级: the county's duty, not the school's.</summary>
    County,
}

/// <summary>Where a case stands.</summary>
public enum RectificationState
{
    /// <summary>待确认: a value fell back after an earlier case was closed; the office decides whether it is a case.</summary>
    Proposed,

    /// <summary>整改中</summary>
    Open,

    /// <summary>已报整改，待核查</summary>
    Reported,

    /// <summary>核查通过，待销号审批</summary>
    Checked,

    /// <summary>已销号</summary>
    Closed,

    /// <summary>不列入: the office found that a proposed case is none.</summary>
    Dismissed,

    /// <summary>已撤销: it was listed by mistake. Counts nowhere and stays in the history.</summary>
    Withdrawn,
}

/// <summary>What can be done to a case.</summary>
public enum RectificationAct
{
    /// <summary>列入台账</summary>
    Open,

    /// <summary>提示回落, by the hub itself.</summary>
    Propose,

    /// <summary>确认列入</summary>
    Confirm,

    /// <summary>不列入, with a reason.</summary>
    Dismiss,

    /// <summary>报送整改情况, with evidence.</summary>
    Report,

    /// <summary>记录年度进展 of a long-term case.</summary>
    Milestone,

    /// <summary>核查通过</summary>
    Pass,

    /// <summary>部分完成，继续整改</summary>
    Partly,

    /// <summary>未完成，继续整改</summary>
    Fail,

    /// <summary>批准销号</summary>
    Approve,

    /// <summary>不予销号, with a reason.</summary>
    Refuse,

    /// <summary>延期, with a reason and a new day.</summary>
    Extend,

    /// <summary>移交县级, with the office that takes it over and a reason.</summary>
    Transfer,

    /// <summary>撤销: it was listed by mistake, with the reason.</summary>
    Withdraw,

    /// <summary>明确责任人: who answers for it at the school, by post.</summary>
    Assign,

    /// <summary>补充整改前照片: what it looked like, for a case that came without.</summary>
    Show,

    /// <summary>恢复达标, by the hub itself: a proposal that was 不列入 or taken back may be made anew at the next fall.</summary>
    Recover,
}

/// <summary>Who acts on a case.</summary>
public enum RectificationActor
{
    /// <summary>被督导单位</summary>
    Unit,

    /// <summary>督学</summary>
    Inspector,

    /// <summary>督导室</summary>
    Office,

    /// <summary>The hub itself.</summary>
    Hub,
}

/// <summary>整改 → 核查 → 销号 as a table (教育督导条例 §22; scoring.md). What is not listed is refused.</summary>
public static class RectificationFlow
{
    private static readonly (RectificationState? From, RectificationAct Act, RectificationActor Who, RectificationState To)[] Table =
    [
        (null, RectificationAct.Open, RectificationActor.Office, RectificationState.Open),
        (null, RectificationAct.Open, RectificationActor.Inspector, RectificationState.Open),
        (null, RectificationAct.Propose, RectificationActor.Hub, RectificationState.Proposed),
        (RectificationState.Proposed, RectificationAct.Confirm, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Proposed, RectificationAct.Dismiss, RectificationActor.Office, RectificationState.Dismissed),
        // What led to it was put right, or the case stands open already.
        (RectificationState.Proposed, RectificationAct.Withdraw, RectificationActor.Hub, RectificationState.Withdrawn),
        (RectificationState.Dismissed, RectificationAct.Recover, RectificationActor.Hub, RectificationState.Dismissed),
        (RectificationState.Withdrawn, RectificationAct.Recover, RectificationActor.Hub, RectificationState.Withdrawn),
        (RectificationState.Open, RectificationAct.Report, RectificationActor.Unit, RectificationState.Reported),
        (RectificationState.Open, RectificationAct.Report, RectificationActor.Office, RectificationState.Reported),
        (RectificationState.Open, RectificationAct.Milestone, RectificationActor.Unit, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Milestone, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Extend, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Transfer, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Assign, RectificationActor.Unit, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Assign, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Show, RectificationActor.Inspector, RectificationState.Open),
        (RectificationState.Open, RectificationAct.Show, RectificationActor.Office, RectificationState.Open),
        // The record it came from was sent back and does not hold the problem any more.
        (RectificationState.Open, RectificationAct.Withdraw, RectificationActor.Hub, RectificationState.Withdrawn),
        (RectificationState.Open, RectificationAct.Withdraw, RectificationActor.Office, RectificationState.Withdrawn),
        (RectificationState.Reported, RectificationAct.Withdraw, RectificationActor.Office, RectificationState.Withdrawn),
        (RectificationState.Checked, RectificationAct.Withdraw, RectificationActor.Office, RectificationState.Withdrawn),
        (RectificationState.Reported, RectificationAct.Pass, RectificationActor.Inspector, RectificationState.Checked),
        (RectificationState.Reported, RectificationAct.Pass, RectificationActor.Office, RectificationState.Checked),
        (RectificationState.Reported, RectificationAct.Partly, RectificationActor.Inspector, RectificationState.Open),
        (RectificationState.Reported, RectificationAct.Partly, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Reported, RectificationAct.Fail, RectificationActor.Inspector, RectificationState.Open),
        (RectificationState.Reported, RectificationAct.Fail, RectificationActor.Office, RectificationState.Open),
        (RectificationState.Checked, RectificationAct.Approve, RectificationActor.Office, RectificationState.Closed),
        (RectificationState.Checked, RectificationAct.Refuse, RectificationActor.Office, RectificationState.Open),
    ];

    /// <summary>The acts a person may choose now. A county's duty is not reported by the school, nor has it a person there; for a school that is closed the office reports;
    /// yearly milestones belong to long-term cases; who reported does not check, and who checked does not approve.</summary>
    /// <param name="state">Where the case stands.</param>
    /// <param name="category">Its class.</param>
    /// <param name="who">The person's part.</param>
    /// <param name="isChecker">Whether this person passed the check that now waits for approval.</param>
    /// <param name="isClosed">Whether the school is closed and no other took it in.</param>
    /// <param name="isReporter">Whether this person sent the report that now waits for the check.</param>
    public static IReadOnlyList<RectificationAct> Permitted(RectificationState state, RectificationClass category, RectificationActor who, bool isChecker = false, bool isClosed = false, bool isReporter = false) =>
    [
        .. Table.Where(move => move.From == state && move.Who == who).Select(move => move.Act).Where(act => act switch
        {
            RectificationAct.Report => who == RectificationActor.Office ? isClosed || category == RectificationClass.County : category != RectificationClass.County,
            RectificationAct.Milestone => category == RectificationClass.LongTerm,
            RectificationAct.Transfer or RectificationAct.Assign => category != RectificationClass.County,
            RectificationAct.Pass or RectificationAct.Partly or RectificationAct.Fail => !isReporter,
            RectificationAct.Approve => !isChecker,
            _ => true,
        }),
    ];

    /// <summary>Whether it is a case at all: neither waiting for the office's word nor found to be none.</summary>
    public static bool IsListed(this RectificationState state) => state is not (RectificationState.Proposed or RectificationState.Dismissed or RectificationState.Withdrawn);

    /// <summary>The state a list of acts leads to, oldest first; null before the first.</summary>
    /// <exception cref="InvalidOperationException">An act is not in the table where it was taken.</exception>
    public static RectificationState? After(IEnumerable<RectificationAct> acts) => acts.Aggregate((RectificationState?)null, (state, act) =>
    {
        foreach (var move in Table)
            if (move.From == state && move.Act == act) return move.To;
        throw new InvalidOperationException($"{act} is not permitted in state {state}");
    });

    /// <summary>The Chinese word of a class.</summary>
    public static string Name(this RectificationClass category) => category switch
    {
        RectificationClass.AtOnce => "立行立改",
        RectificationClass.Dated => "限期整改",
        RectificationClass.LongTerm => "长期挂账",
        _ => "移交县级",
    };

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this RectificationState state) => state switch
    {
        RectificationState.Proposed => "待确认",
        RectificationState.Open => "整改中",
        RectificationState.Reported => "已报送，待核查",
        RectificationState.Checked => "核查通过，待销号审批",
        RectificationState.Closed => "已销号",
        RectificationState.Withdrawn => "已撤销",
        _ => "不列入",
    };

    /// <summary>The words of an act's button.</summary>
    public static string Name(this RectificationAct act) => act switch
    {
        RectificationAct.Open => "列入台账",
        RectificationAct.Propose => "提示回落",
        RectificationAct.Confirm => "确认列入",
        RectificationAct.Dismiss => "不列入",
        RectificationAct.Report => "报送整改情况",
        RectificationAct.Milestone => "记录年度进展",
        RectificationAct.Pass => "核查通过",
        RectificationAct.Partly => "部分完成，继续整改",
        RectificationAct.Fail => "未完成，继续整改",
        RectificationAct.Approve => "批准销号",
        RectificationAct.Refuse => "不予销号",
        RectificationAct.Extend => "延期",
        RectificationAct.Recover => "恢复达标",
        RectificationAct.Withdraw => "撤销",
        RectificationAct.Assign => "明确责任人",
        RectificationAct.Show => "补充整改前照片",
        _ => "移交县级",
    };
}
