using System.Globalization;
using System.Text.RegularExpressions;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections;

/// <summary>When the team comes and until when the unit assesses itself, as the notice or the latest 变更通知 says. A change is kept in the words of its act, which people read too.</summary>
public sealed partial record NoticeDates(DateOnly? From, DateOnly? To, DateOnly? SelfDue)
{
    /// <summary>The dates that hold.</summary>
    public static NoticeDates Of(Inspection one) =>
        one.Acts.Where(a => a.Act == nameof(Act.ChangeNotice)).OrderByDescending(a => a.Id).Select(a => Read(a.Reason)).FirstOrDefault(d => d is not null) ?? new(one.VisitFrom, one.VisitTo, one.SelfAssessmentDue);

    /// <summary>Since when a self-assessment has been asked for: from the opening, or from the 变更通知 that first asked for it.</summary>
    public static DateTimeOffset AskedAt(Inspection one)
    {
        var asked = one.SelfAssessmentDue is null ? default(DateTimeOffset?) : one.OpenedAt;
        foreach (var act in one.Acts.Where(a => a.Act == nameof(Act.ChangeNotice)).OrderBy(a => a.Id))
            if (Read(act.Reason) is { } dates) asked = dates.SelfDue is null ? null : asked ?? act.At;
        return asked ?? one.OpenedAt;
    }

    /// <summary>In words, as they stand at the beginning of an act's reason.</summary>
    public string Write() => $"进校 {(From is null ? "另行商定" : $"{From:yyyy-MM-dd} 至 {To:yyyy-MM-dd}")}，自评 {(SelfDue is null ? "不要求" : $"{SelfDue:yyyy-MM-dd} 前")}";

    /// <summary>What is wrong with them, in Chinese. A day that was agreed before may stay, also where it has passed meanwhile. An inspection begins in the school year whose plan it carries out;
    /// it may end after 31 August, and be put off beyond it: it is still the one that was planned.</summary>
    /// <param name="year">The school year whose plan is carried out.</param>
    public IEnumerable<string> Problems(DateOnly today, int year, NoticeDates? before = null)
    {
        var plan = YearPlan.Usual(year);
        if (From is null != To is null) yield return "进校时间请把起止两天都填上，或都留空。";
        if (From < today && From != before?.From) yield return "进校时间早于今天，请改正。";
        if (before is null ? From is { } first && !plan.Holds(first) : From != before.From && From < plan.From) yield return $"进校时间不在 {year}—{year + 1} 学年（{plan.From:yyyy-MM-dd} 至 {plan.To:yyyy-MM-dd}）内，年度计划只管本学年，请改正日期。";
        else if (new[] { (Day: From, Was: before?.From), (Day: To, Was: before?.To) }.Any(d => d.Day != d.Was && d.Day > plan.To.AddYears(1))) yield return $"进校时间在 {plan.To.AddYears(1):yyyy-MM-dd} 以后，{year}—{year + 1} 学年的督导最迟推到下一学年，请改正日期。";
        if (To < From) yield return "进校结束的日期早于开始的日期，请改正。";
        if (before is not null && To < today && To != before.To) yield return "进校结束的日期早于今天，请改正。";
        if (SelfDue < today && SelfDue != before?.SelfDue) yield return "自评截止日期早于今天，请改正。";
        if (SelfDue > From) yield return "自评应在进校之前完成，请把自评截止日期提前。";
    }

    private static NoticeDates? Read(string reason)
    {
        if (Words().Match(reason) is not { Success: true } found) return null;
        DateOnly? Day(int group) => found.Groups[group] is { Success: true, Value: var day } ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        return new(Day(1), Day(2), Day(3));
    }

    [GeneratedRegex(@"^进校 (?:另行商定|(\d{4}-\d\d-\d\d) 至 (\d{4}-\d\d-\d\d))，自评 (?:不要求|(\d{4}-\d\d-\d\d) 前)")]
    private static partial Regex Words();
}
