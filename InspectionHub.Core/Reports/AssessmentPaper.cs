using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Core.Reports;

/// <summary>Pupils and teachers of a stage; null is unknown.</summary>
public sealed record StagePeople(Stage Stage, Fraction? Pupils, Fraction? Teachers);

/// <summary>The grade a unit was given when the year was approved.</summary>
/// <param name="Grade">优秀, 良好, 合格 or 不合格.</param>
/// <param name="On">The day of 审定.</param>
/// <param name="Reason">What a veto did; empty otherwise.</param>
public sealed record ApprovedGrade(string Grade, DateOnly On, string Reason)
{
    /// <summary>How the unit's points came about from those of its sites; empty where it was not kept.</summary>
    public string How { get; init; } = "";
}

/// <summary>What the paper needs to know beside the scorecard.</summary>
/// <param name="CountyName">County, as in the heading.</param>
/// <param name="UnitName">The unit that answers for the site.</param>
/// <param name="Year">School year.</param>
/// <param name="IsSigned">Whether the result was signed off; otherwise the paper is a draft of provisional results.</param>
/// <param name="SignedBy">Who signed off, empty if nobody.</param>
/// <param name="SignedOn">When, null if not.</param>
/// <param name="Position">Ledger position the result was computed at.</param>
/// <param name="Printed">When the paper is made.</param>
/// <param name="IsDemo">Demonstration data.</param>
public sealed record AssessmentPaper(
    string CountyName, string UnitName, int Year, bool IsSigned, string SignedBy, DateOnly? SignedOn, long Position, DateTimeOffset Printed, bool IsDemo)
{
    /// <summary>Whether the site is its unit's main one.</summary>
    public bool IsMain { get; init; }

    /// <summary>When the school handed in its 自评; null if it has not.</summary>
    public DateOnly? SelfAssessedOn { get; init; }

    /// <summary>When the unit confirmed its statistics; null if it has not.</summary>
    public DateOnly? ConfirmedOn { get; init; }

    /// <summary>The year's inspections of the site, oldest first, with what was found where the unit has been told of it.</summary>
    public IReadOnlyList<InspectionFacts> Inspections { get; init; } = [];

    /// <summary>Its people by stage.</summary>
    public IReadOnlyList<StagePeople> People { get; init; } = [];

    /// <summary>Established vetoes in words.</summary>
    public IReadOnlyList<string> Vetoes { get; init; } = [];

    /// <summary>The unit's grade once the year was approved; null before.</summary>
    public ApprovedGrade? Approved { get; init; }
}

/// <summary>How an assessment went and what it rests on, in words; what is not known is said to be so.</summary>
internal static class AssessmentCourse
{
    /// <summary>自评, 进校, 数据确认, 审签.</summary>
    public static string Text(AssessmentPaper paper) => string.Concat((string[])
    [
        paper.SelfAssessedOn is { } self ? $"学校于{Numerals.Day(self)}提交自评。" : "学校没有提交自评。",
        paper.Inspections.Count == 0 ? "本学年没有督导组进校。" : "",
        .. paper.Inspections.Select(i => $"督导组 {i.Team.Count} 人{(i.From is null ? "" : $"于{i.Dates}")}进行{i.Sort}（{i.Title}）{(i.WorkText.Length > 0 ? $"，现场{i.WorkText}" : "")}。"),
        paper.ConfirmedOn is { } confirmed ? $"考核单位于{Numerals.Day(confirmed)}确认统计数据。" : "考核单位尚未确认统计数据。",
        paper is { IsSigned: true, SignedOn: { } signed } ? $"结果于{Numerals.Day(signed)}由{paper.SignedBy}审签。" : "",
    ]);

    /// <summary>The school with its people, and how many rows rest on what.</summary>
    public static string Sample(Scorecard card, AssessmentPaper paper)
    {
        int Rows(Method method) => card.Rows.Count(r => r.Row.Method == method && r.State != IndicatorState.NotApplicable);
        return $"考核对象为{card.Site.Name}（校点代码 {card.Site.Code}，{card.Site.Kind.Name()}，{card.Site.Town}，考核单位：{paper.UnitName}）。"
            + (paper.People.Count > 0 ? $"{string.Join("；", paper.People.Select(p => $"{p.Stage.Name()}在校学生 {Whole(p.Pupils)}，专任教师 {Whole(p.Teachers)}"))}。" : "在校学生和专任教师人数未填。")
            + $"适用的指标 {card.Rows.Count(r => r.State != IndicatorState.NotApplicable)} 项（按学段分列的分别计数），其中按统计数据计算 {Rows(Method.Data)} 项，牵头股室查阅材料评分 {Rows(Method.Material)} 项，督学现场评定 {Rows(Method.OnSite)} 项，问卷询问 {Rows(Method.Questionnaire)} 项；计分的 {card.Scored} 项中已有结果 {card.Done} 项。"
            + (paper.Inspections.SelectMany(i => i.Work).Any() ? "" : "没有登记现场样本。");
    }

    private static string Whole(Fraction? value) => value is { } known ? $"{known.ToText(0)} 人" : "未填";
}
