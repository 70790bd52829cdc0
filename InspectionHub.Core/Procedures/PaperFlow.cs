namespace InspectionHub.Core.Procedures;

/// <summary>Where an official paper stands.</summary>
public enum PaperState
{
    /// <summary>待核稿: drafted, its content still follows the data.</summary>
    Drafted,

    /// <summary>待签发: somebody else has read it.</summary>
    Checked,

    /// <summary>已签发，待用印: numbered and frozen.</summary>
    Issued,

    /// <summary>已用印: printed and sealed.</summary>
    Sealed,

    /// <summary>作废: the number stays taken.</summary>
    Void,
}

/// <summary>What can be done with an official paper.</summary>
public enum PaperAct
{
    /// <summary>拟稿</summary>
    Draft,

    /// <summary>改稿</summary>
    Revise,

    /// <summary>核稿</summary>
    Check,

    /// <summary>退回修改</summary>
    SendBack,

    /// <summary>签发: number, frozen content and ledger link in one transaction.</summary>
    Issue,

    /// <summary>登记用印</summary>
    Seal,

    /// <summary>作废</summary>
    Void,
}

/// <summary>Who acts on a paper.</summary>
public enum PaperActor
{
    /// <summary>督导室</summary>
    Office,

    /// <summary>县领导</summary>
    Leader,

    /// <summary>Whoever runs the command line on the hub's own machine; alone there, so nobody else can read the draft.</summary>
    Console,
}

/// <summary>One step that was taken.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Person">By whom.</param>
public sealed record PaperMove(PaperAct Act, string Person);

/// <summary>拟稿 → 核稿 → 签发 → 用印 as a table (design section 9). Who drafted a paper neither checks nor issues it. What is not listed is refused.</summary>
public static class PaperFlow
{
    private static readonly (PaperState? From, PaperAct Act, PaperActor Who, PaperState To)[] Table =
    [
        (null, PaperAct.Draft, PaperActor.Office, PaperState.Drafted),
        (null, PaperAct.Draft, PaperActor.Console, PaperState.Drafted),
        (PaperState.Drafted, PaperAct.Revise, PaperActor.Office, PaperState.Drafted),
        (PaperState.Drafted, PaperAct.Check, PaperActor.Office, PaperState.Checked),
        (PaperState.Drafted, PaperAct.Check, PaperActor.Console, PaperState.Checked),
        (PaperState.Drafted, PaperAct.Void, PaperActor.Office, PaperState.Void),
        (PaperState.Checked, PaperAct.Issue, PaperActor.Office, PaperState.Issued),
        (PaperState.Checked, PaperAct.Issue, PaperActor.Leader, PaperState.Issued),
        (PaperState.Checked, PaperAct.Issue, PaperActor.Console, PaperState.Issued),
        (PaperState.Checked, PaperAct.SendBack, PaperActor.Office, PaperState.Drafted),
        (PaperState.Checked, PaperAct.SendBack, PaperActor.Leader, PaperState.Drafted),
        (PaperState.Issued, PaperAct.Seal, PaperActor.Office, PaperState.Sealed),
        (PaperState.Issued, PaperAct.Void, PaperActor.Office, PaperState.Void),
        (PaperState.Sealed, PaperAct.Void, PaperActor.Office, PaperState.Void),
    ];

    /// <summary>Where the steps so far have led; null before the first.</summary>
    public static PaperState? After(IEnumerable<PaperMove> moves) => moves.Aggregate((PaperState?)null, (state, move) => Table.First(row => row.From == state && row.Act == move.Act).To);

    /// <summary>The acts this person may choose now: the page shows these buttons and no others.</summary>
    /// <param name="moves">The steps so far, oldest first.</param>
    /// <param name="who">The person's part.</param>
    /// <param name="person">The person.</param>
    public static IReadOnlyList<PaperAct> Permitted(IReadOnlyList<PaperMove> moves, PaperActor who, string person) =>
        [.. Table.Where(row => row.From == After(moves) && row.Who == who && !IsOwnWork(moves, row.Act, who, person)).Select(row => row.Act)];

    /// <summary>Everything that keeps a step from being taken, in Chinese; empty = it may be.</summary>
    /// <param name="moves">The steps so far, oldest first.</param>
    /// <param name="act">The step.</param>
    /// <param name="who">The person's part.</param>
    /// <param name="person">The person.</param>
    /// <param name="text">The reason, where one is needed.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<PaperMove> moves, PaperAct act, PaperActor who, string person, string text)
    {
        var problems = new List<string>();
        if (IsOwnWork(moves, act, who, person)) problems.Add($"拟稿人不能自己{act.Name()}，请由另一人办理。");
        else if (!Permitted(moves, who, person).Contains(act)) problems.Add("现在不能做这一步，请刷新页面查看进展。");
        if ((act is PaperAct.SendBack or PaperAct.Void) && string.IsNullOrWhiteSpace(text)) problems.Add($"请写明{act.Name()}的原因。");
        return problems;
    }

    /// <summary>What happens when the button is pressed, for the page.</summary>
    public static string Says(this PaperAct act) => act switch
    {
        PaperAct.Revise => "保存主送、抄送和补充内容；数据部分由系统按最新数据重排。",
        PaperAct.Check => "确认您已逐页看过；文书转到签发人。",
        PaperAct.SendBack => "退回拟稿人修改，写明的原因会随文书保存。",
        PaperAct.Issue => "编定文号、冻结全部内容并记入台账，之后任何数据变动都不再影响这份文书；随即生成可打印的文件。文号用过即不再使用。",
        PaperAct.Seal => "登记纸质件已盖章。系统不加盖电子印章。",
        PaperAct.Void => "文书停止使用，原因随文书保存；已编的文号保留、不再使用，核验页显示“作废”。",
        _ => "",
    };

    /// <summary>The Chinese word of a state.</summary>
    public static string Name(this PaperState state) => state switch
    {
        PaperState.Drafted => "待核稿",
        PaperState.Checked => "待签发",
        PaperState.Issued => "已签发，待用印",
        PaperState.Sealed => "已用印",
        _ => "作废",
    };

    /// <summary>The Chinese word of an act.</summary>
    public static string Name(this PaperAct act) => act switch
    {
        PaperAct.Draft => "拟稿",
        PaperAct.Revise => "改稿",
        PaperAct.Check => "核稿",
        PaperAct.SendBack => "退回修改",
        PaperAct.Issue => "签发",
        PaperAct.Seal => "登记用印",
        _ => "作废",
    };

    private static bool IsOwnWork(IReadOnlyList<PaperMove> moves, PaperAct act, PaperActor who, string person) =>
        who != PaperActor.Console && (act is PaperAct.Check or PaperAct.Issue) && moves.Any(m => m.Act is PaperAct.Draft or PaperAct.Revise && m.Person == person);
}
