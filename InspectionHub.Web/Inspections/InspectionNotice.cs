using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Inspections;

/// <summary>What the unit is told beforehand (教育督导条例 §17): the contents of the 督导检查通知书.</summary>
/// <param name="IsComprehensive">综合督导 rather than 专项督导.</param>
/// <param name="Hurry">Why the team comes sooner than the county's own rule lets it; empty if it does not.</param>
/// <param name="Line">The line of the year's plan that is carried out; null where the plan has but one for the site.</param>
/// <param name="SelfAssessmentDue">Until when the unit is to assess itself; null where that is not asked.</param>
public sealed record InspectionNotice(bool IsComprehensive, string Basis, string Matters, string Materials, DateOnly? VisitFrom, DateOnly? VisitTo, DateOnly? SelfAssessmentDue, string Hurry = "", PlannedInspection? Line = null)
{
    /// <summary>What every inspection of the county rests on.</summary>
    public const string UsualBasis = "《教育督导条例》；紫教体科发〔2021〕71号第五部分（二）";

    /// <summary>专项督导 of one matter, dates to be agreed by telephone.</summary>
    public static InspectionNotice About(string matter) => new(false, UsualBasis, matter, "", null, null, null);

    /// <summary>Everything that is wrong, in Chinese.</summary>
    /// <param name="year">The school year whose plan is carried out.</param>
    public IEnumerable<string> Problems(DateOnly today, int year)
    {
        if (string.IsNullOrWhiteSpace(Basis)) yield return "请写明督导依据。";
        if (string.IsNullOrWhiteSpace(Matters)) yield return "请写明督导事项。";
        if (VisitFrom is null != VisitTo is null) yield return "进校时间请把起止两天都填上，或都留空。";
        if (VisitFrom < today) yield return "进校时间早于今天，请改正。";
        if (VisitTo < VisitFrom) yield return "进校结束的日期早于开始的日期，请改正。";
        var plan = YearPlan.Usual(year);
        if (new[] { VisitFrom, VisitTo }.Any(d => d is { } day && !plan.Holds(day))) yield return $"进校时间不在 {year}—{year + 1} 学年（{plan.From:yyyy-MM-dd} 至 {plan.To:yyyy-MM-dd}）内，年度计划只管本学年，请改正日期，或在另一学年发起。";
        if (SelfAssessmentDue < today) yield return "自评截止日期早于今天，请改正。";
        if (SelfAssessmentDue > VisitFrom) yield return "自评应在进校之前完成，请把自评截止日期提前。";
    }
}
