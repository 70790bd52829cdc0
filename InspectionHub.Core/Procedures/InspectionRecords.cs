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
    /// <summary>What is still lacking, in Chinese; empty when complete. The law asks every inspection to go and see (§18) and to hear people (§19); that a 综合督导 needs all four kinds is the county's own rule.</summary>
    /// <param name="isComprehensive">Whether it is a 综合督导.</param>
    /// <param name="kinds">Kinds of the records that stand.</param>
    public static IReadOnlyList<string> Lacking(bool isComprehensive, IReadOnlyCollection<RecordKind> kinds)
    {
        var lacking = new List<string>();
        if (!kinds.Contains(RecordKind.Walk)) lacking.Add("缺少实地察看记录（《教育督导条例》第十八条），请在“现场记录”中补上。");
        if (isComprehensive)
        {
            foreach (var kind in new[] { RecordKind.Meeting, RecordKind.Questionnaire, RecordKind.Lesson })
                if (!kinds.Contains(kind)) lacking.Add($"综合督导须有{kind.Name()}记录（县级自定），请在“现场记录”中补上。");
        }
        else if (!kinds.Contains(RecordKind.Meeting) && !kinds.Contains(RecordKind.Questionnaire))
            lacking.Add("缺少听取师生、家长意见的记录：座谈、访谈或问卷（《教育督导条例》第十九条），请在“现场记录”中补上。");
        return lacking;
    }

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
