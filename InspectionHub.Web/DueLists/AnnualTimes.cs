using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;

namespace InspectionHub.Web.DueLists;

/// <summary>The last days of what a year's assessment asks for: the same for those who must do it and for those who see that it is late.</summary>
/// <param name="times">When each 自评 was handed in and asked for anew.</param>
/// <param name="doubts">What units found wrong in the data that count now.</param>
internal sealed class AnnualTimes(AnnualAssessment annual, AssessedYear now, IReadOnlyDictionary<string, (DateTimeOffset? HandedIn, DateTimeOffset? Asked)> times, IReadOnlyList<DataDoubt> doubts, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days)
{
    /// <summary>After the last time an act was done; null if it never was, or was called off since.</summary>
    public DateOnly? After(AnnualAct act, Deadline kind) => Last(act) is { } done ? calendar.Add(YearSites.DayOf(done.At), days[kind]) : null;

    /// <summary>Asked for anew after the start, its days begin anew too.</summary>
    public DateOnly? SelfDue(string site) => times.GetValueOrDefault(site).Asked is { } asked && Last(AnnualAct.Start) is { } start && asked > start.At
        ? calendar.Add(YearSites.DayOf(asked), days[Deadline.SelfAssessment]) : After(AnnualAct.Start, Deadline.SelfAssessment);

    /// <summary>Null for who has confirmed and for who waits for an answer about data that are still the same; otherwise from the import or the answer on.</summary>
    public DateOnly? ConfirmDue(string unit) => now.ConfirmedUnits.Contains(unit) || doubts.Any(d => d.Question.UnitCode == unit && d is { Answer: null, IsChanged: false }) ? null
        : calendar.Add(YearSites.DayOf(doubts.Where(d => d.Question.UnitCode == unit && d.Answer is not null).Select(d => d.Answer!.At).Append(now.Batch.At).Max()), days[Deadline.Confirm]);

    /// <summary>What is late of it by this day: of many units one line for each day it was due.</summary>
    /// <param name="self">Sites whose 自评 is in.</param>
    public IEnumerable<LateItem> Late(IReadOnlyDictionary<string, (SelfAssessmentState State, DateTimeOffset At)> self, DateOnly today)
    {
        IEnumerable<LateItem> Of(IEnumerable<(string Name, DateOnly? Due)> open, string what) =>
            from one in open where one.Due < today group one.Name by one.Due!.Value into late orderby late.Key select Line($"{late.Count()} 个{what}：{Few([.. late])}", late.Key);
        foreach (var one in Of(now.Facts.Units.Select(u => (u.Name, ConfirmDue(u.Code))), "考核单位没有确认数据")) yield return one;
        if (annual.State == AnnualState.Running)
        {
            foreach (var one in Of(now.Facts.Sites.Where(s => !self.ContainsKey(s.Code)).Select(s => (s.Name, SelfDue(s.Code))), "校点没有提交年度自评")) yield return one;
            if (After(AnnualAct.Start, Deadline.LeadScore) is { } due && due < today)
                foreach (var (lead, rows) in now.Assessment.Scorecards.Values.SelectMany(c => c.Rows).Where(r => r.Row.Method == Method.Material && r.State == IndicatorState.Unknown).CountBy(r => r.Row.Lead).OrderByDescending(r => r.Value))
                    yield return Line($"{lead}还有 {rows} 项没有评分", due);
        }
        if (annual is { State: AnnualState.Public, OpenUntil: { } until } && !annual.Reviews.Any(r => r.IsOpen) && calendar.Add(until, days[Deadline.ApproveYear]) is var by && by < today) yield return Line("年度考核公示期满后没有审定", by);
        if (annual.State == AnnualState.Approved && After(AnnualAct.Approve, Deadline.Circulate) is { } circular && circular < today) yield return Line("年度考核结果审定后没有通报", circular);
    }

    private AnnualStep? Last(AnnualAct act) => annual.Steps.LastOrDefault(s => s.Act == $"{act}" || s.Act == nameof(AnnualAct.CallOff)) is { } last && last.Act == $"{act}" ? last : null;

    private LateItem Line(string what, DateOnly due) => new("", what, due, $"/annual?year={now.Year}");

    private static string Few(IReadOnlyList<string> names) => $"{string.Join('、', names.Take(3))}{(names.Count > 3 ? "等" : "")}";
}
