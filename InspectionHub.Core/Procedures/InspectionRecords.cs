namespace InspectionHub.Core.Procedures;

/// <summary>现场记录: what a team did to hear and see, kept as counts without names.</summary>
public enum RecordKind
{
    /// <summary>实地察看 (教育督导条例 §18).</summary>
    Walk,

    /// <summary>座谈、访谈: a meeting or talk with teachers, parents or pupils (§19).</summary>
    Meeting,

    /// <summary>问卷调查: sent, valid, satisfied.</summary>
    Questionnaire,

    /// <summary>听课 or, in a kindergarten, 半日活动观察.</summary>
    Lesson,
}

/// <summary>Which records an inspection must have before its team may hand in the result.</summary>
public static class InspectionRecords
{
    /// <summary>What is still lacking, in Chinese; empty when complete. 专项 and 综合 alike need all four (scoring.md, "Three acts"):
    /// the law asks to go and see (§18) and to hear people (§19); lessons heard and questionnaires are the county's own rule.</summary>
    /// <param name="kinds">Kinds of the records that stand.</param>
    public static IReadOnlyList<string> Lacking(IReadOnlyCollection<RecordKind> kinds) =>
        [.. Enum.GetValues<RecordKind>().Where(kind => !kinds.Contains(kind)).Select(kind => $"缺少{kind.Name()}记录（{Basis(kind)}），请在“现场记录”中补上。")];

    private static string Basis(RecordKind kind) => kind switch { RecordKind.Walk => "《教育督导条例》第十八条", RecordKind.Meeting => "《教育督导条例》第十九条", _ => "县级自定" };

    /// <summary>Everything wrong with one record, in Chinese; empty when it may be kept.</summary>
    /// <param name="kind">What was done.</param>
    /// <param name="subject">Where, with whom, or which lesson.</param>
    /// <param name="text">What was seen or said.</param>
    /// <param name="asked">People present, questionnaires sent; not for a walk or a lesson.</param>
    /// <param name="valid">Valid questionnaires.</param>
    /// <param name="satisfied">Satisfied among the valid.</param>
    public static IReadOnlyList<string> Problems(RecordKind kind, string subject, string text, int? asked, int? valid, int? satisfied)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(subject)) problems.Add(kind switch
        {
            RecordKind.Walk => "请写明察看的地点，如教学楼、食堂、宿舍。",
            RecordKind.Meeting => "请写明座谈或访谈的对象，如教师、家长。",
            RecordKind.Questionnaire => "请写明问卷的对象，如家长。",
            _ => "请写明年级和学科。",
        });
        if (string.IsNullOrWhiteSpace(text) && kind != RecordKind.Questionnaire) problems.Add("请写明看到、听到的情况。");
        if (kind is RecordKind.Meeting or RecordKind.Questionnaire && asked is not > 0) problems.Add(kind == RecordKind.Meeting ? "请填写参加人数。" : "请填写发出份数。");
        if (kind != RecordKind.Questionnaire) return problems;
        if (valid is null) problems.Add("请填写有效份数。");
        if (satisfied is null) problems.Add("请填写满意份数。");
        if (asked < valid) problems.Add("有效份数不能多于发出份数。");
        if (valid < satisfied) problems.Add("满意份数不能多于有效份数。");
        if (valid < 0 || satisfied < 0) problems.Add("份数不能是负数。");
        return problems;
    }

    /// <summary>The Chinese word of a kind.</summary>
    public static string Name(this RecordKind kind) => kind switch
    {
        RecordKind.Walk => "实地察看",
        RecordKind.Meeting => "座谈访谈",
        RecordKind.Questionnaire => "问卷调查",
        _ => "听课观察",
    };
}
