namespace InspectionHub.Core.Procedures;

/// <summary>What a procedure sets a time for.</summary>
public enum Deadline
{
    /// <summary>督导通知 before the first day on site.</summary>
    Notice,

    /// <summary>重新评分 and handing in anew after a result was sent back.</summary>
    Rework,

    /// <summary>初步意见 after the team has handed in.</summary>
    Preliminary,

    /// <summary>申辩 after the preliminary view.</summary>
    Reply,

    /// <summary>督导意见书 after the preliminary view.</summary>
    Opinion,

    /// <summary>公布督导报告 after the opinion.</summary>
    Publish,

    /// <summary>办结 after the report is public and every problem of it is closed.</summary>
    Close,

    /// <summary>阅处 of a routine visit's record after it was handed in.</summary>
    ReadVisit,

    /// <summary>限期整改 after the opinion.</summary>
    Rectify,

    /// <summary>立行立改 of what endangers safety.</summary>
    RectifySafety,

    /// <summary>核查 after the report.</summary>
    Recheck,

    /// <summary>销号审批 after the check.</summary>
    Approve,

    /// <summary>数据确认 by a unit after the import.</summary>
    Confirm,

    /// <summary>年度自评 after the year's assessment has been started.</summary>
    SelfAssessment,

    /// <summary>审阅自评 after it was handed in.</summary>
    ReviewSelf,

    /// <summary>股室评分 after the year's assessment has been started.</summary>
    LeadScore,

    /// <summary>公示 of the year's results.</summary>
    PublicNotice,

    /// <summary>审定 after the public notice is over.</summary>
    ApproveYear,

    /// <summary>通报 after the approval.</summary>
    Circulate,

    /// <summary>核实 of a reported veto.</summary>
    VerifyVeto,

    /// <summary>申辩 of the unit after a veto was found to be so.</summary>
    HearVeto,

    /// <summary>集体认定 after the unit was heard.</summary>
    EstablishVeto,
}

/// <summary>One deadline as a county keeps it.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Days">Working days by default.</param>
/// <param name="Note">What the number rests on.</param>
public sealed record DeadlineRule(Deadline Kind, string Name, int Days, string Note);

/// <summary>The deadlines and their defaults. The national 教育督导条例 sets no number of days and Shaanxi's own was not found, so all are 县级自定 and can be changed (standards.md D1).</summary>
public static class Deadlines
{
    /// <summary>All of them, in the order of the procedure.</summary>
    public static readonly IReadOnlyList<DeadlineRule> All =
    [
        new(Deadline.Notice, "进校前发出督导通知", 5, "县级自定；条例第十七条只要求事先书面通知"),
        new(Deadline.Rework, "退回后重新评分", 5, "县级自定；自退回督导组起"),
        new(Deadline.Preliminary, "发出初步意见", 5, "县级自定；自督导组提交全组结果起"),
        new(Deadline.Reply, "学校申辩", 10, "县级自定；浙江、上海为 10 日，重庆为 5 日"),
        new(Deadline.Opinion, "发出督导意见书", 22, "县级自定；多地为 30 日，约合 22 个工作日"),
        new(Deadline.Publish, "公布督导报告", 10, "县级自定；条例要求督导报告向社会公布，未定天数"),
        new(Deadline.Close, "督导办结", 5, "县级自定；自报告公布、问题全部销号起"),
        new(Deadline.ReadVisit, "阅处挂牌督导记录", 5, "县级自定；自督学提交记录起"),
        new(Deadline.Rectify, "限期整改", 22, "县级自定；常见为 30 日，约合 22 个工作日"),
        new(Deadline.RectifySafety, "安全问题整改", 5, "县级自定；危及安全的当场处置，其余一周内改正"),
        new(Deadline.Recheck, "核查整改", 11, "县级自定；约合 15 日，自报送整改情况起"),
        new(Deadline.Approve, "销号审批", 5, "县级自定；自核查通过起"),
        new(Deadline.Confirm, "单位确认数据", 10, "县级自定；自数据导入起"),
        new(Deadline.SelfAssessment, "单位年度自评", 22, "县级自定；自启动年度考核起"),
        new(Deadline.ReviewSelf, "审阅学校自评", 10, "县级自定；自学校提交自评起"),
        new(Deadline.LeadScore, "股室评分", 44, "县级自定；自启动年度考核起，约两个月"),
        new(Deadline.PublicNotice, "年度考核公示", 5, "县级自定；认定类公示通常为 5 个工作日"),
        new(Deadline.ApproveYear, "审定年度考核结果", 5, "县级自定；自公示期满起"),
        new(Deadline.Circulate, "通报年度考核结果", 10, "县级自定；自审定起"),
        new(Deadline.VerifyVeto, "核实否决线索", 10, "县级自定；自报告线索起"),
        new(Deadline.HearVeto, "否决事项申辩", 10, "县级自定；自核实属实起，期满未申辩的由督导室记明"),
        new(Deadline.EstablishVeto, "集体认定否决事项", 10, "县级自定；自听取申辩起"),
    ];

    /// <summary>The default of one.</summary>
    public static DeadlineRule Of(Deadline kind) => All.First(d => d.Kind == kind);
}
