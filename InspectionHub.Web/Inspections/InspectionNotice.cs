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

    /// <summary>What is said of a first day on site that the county's own rule does not let be announced any more.</summary>
    public static string TooSoon(DateOnly earliest) => $"按本县规定，现在发出通知最早可在 {earliest:yyyy-MM-dd} 进校；确需提前的，请写明原因。";

    /// <summary>Everything that is wrong, in Chinese.</summary>
    /// <param name="year">The school year whose plan is carried out.</param>
    public IEnumerable<string> Problems(DateOnly today, int year)
    {
        if (string.IsNullOrWhiteSpace(Basis)) yield return "请写明督导依据。";
        if (string.IsNullOrWhiteSpace(Matters)) yield return "请写明督导事项。";
        foreach (var problem in new NoticeDates(VisitFrom, VisitTo, SelfAssessmentDue).Problems(today, year)) yield return problem;
    }
}
