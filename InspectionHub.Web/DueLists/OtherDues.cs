using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.AnnualAssessments;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Reports;
using InspectionHub.Web.Vetoes;
using InspectionHub.Web.Visits;

namespace InspectionHub.Web.DueLists;

/// <summary>What vetoes, visits, papers, data and the year's assessment ask of a person.</summary>
internal static class OtherDues
{
    /// <param name="about">The school and what the veto is about.</param>
    public static IEnumerable<DueItem> Of(VetoCase one, Visitor who, string about, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days, DateOnly today)
    {
        if (who.Role is Roles.Leader or Roles.Administrator) yield break;
        var acts = one.PermittedFor(who);
        var due = one.DueOn(calendar, days);
        // The time to be heard is the unit's: the office has its say only when that is over.
        var what = acts.Contains(VetoAct.Verify) && who.Role == Roles.Office ? "核实否决线索"
            : acts.Contains(VetoAct.Hear) ? who.Role == Roles.Unit ? "对否决事项申辩" : one.Site.Length == 0 ? "听取并记录县级否决事项的情况说明" : due < today ? "单位逾期未申辩，请记明" : null
            : acts.Contains(VetoAct.Establish) ? "集体认定否决事项" : null;
        if (what is not null) yield return new(what, about, due, Link(one), $"{one.Id}");
    }

    /// <summary>What of a veto is late, whoever has to do it.</summary>
    public static string? Late(VetoState state) => state switch { VetoState.Raised => "否决线索没有核实", VetoState.Verified => "否决事项没有申辩", VetoState.Heard => "否决事项没有集体认定", _ => null };

    public static IEnumerable<DueItem> Of(RoutineVisit one, Visitor who, string site, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days)
    {
        var acts = VisitBook.PermittedFor(one, who);
        var link = $"/visits/{one.Id}";
        if (who.Role == Roles.Inspector && acts.Contains(VisitAct.Start)) yield return new("到校做挂牌督导", site, one.Day, link);
        if (who.Role == Roles.Inspector && acts.Contains(VisitAct.Submit)) yield return new("填完并提交挂牌督导记录", site, one.Day, link);
        if (who.Role == Roles.Office && acts.Contains(VisitAct.Read)) yield return new("阅处挂牌督导记录", site, one.Steps.Where(s => s.Act == nameof(VisitAct.Submit)).Max(s => (DateTimeOffset?)s.At) is { } handed ? calendar.Add(YearSites.DayOf(handed), days[Deadline.ReadVisit]) : null, link);
    }

    public static IEnumerable<DueItem> Of(PaperEntry one, Visitor who)
    {
        if (PaperBook.PartOf(who) is not { } part) yield break;
        var acts = PaperFlow.Permitted(one.Moves, part, who.Id);
        var what = acts.Contains(PaperAct.Check) ? "核稿" : acts.Contains(PaperAct.Issue) ? "签发文书" : acts.Contains(PaperAct.Seal) ? "用印登记" : null;
        if (what is not null) yield return new(what, $"{one.KindName}　{one.Paper.Subject}", null, $"/papers/{one.Paper.Id}");
    }

    /// <summary>The annual assessment and what it rests on: confirmed data, 自评, 股室评分, answers to reviews.</summary>
    /// <param name="self">Sites whose 自评 is in.</param>
    /// <param name="times">When each was handed in and asked for anew.</param>
    /// <param name="doubts">What units found wrong in the data that count now.</param>
    /// <param name="today">The county's day.</param>
    public static IEnumerable<DueItem> Of(AnnualAssessment annual, AssessedYear now, Visitor who, IReadOnlyDictionary<string, (SelfAssessmentState State, DateTimeOffset At)> self, IReadOnlyDictionary<string, (DateTimeOffset? HandedIn, DateTimeOffset? Asked)> times, IReadOnlyList<DataDoubt> doubts, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days, DateOnly today)
    {
        var year = $"{now.Year}—{now.Year + 1} 学年";
        var last = new AnnualTimes(annual, now, times, doubts, calendar, days);
        switch (who.Role)
        {
            case Roles.Unit when who.UnitCode is { } unit && now.UnitOf(unit) is not null:
                if (last.ConfirmDue(unit) is { } confirm) yield return new("核对并确认本单位数据", year, confirm, $"/confirm?year={now.Year}");
                if (annual.State == AnnualState.Running)
                    foreach (var site in now.Facts.Sites.Where(s => s.Unit == unit && !self.ContainsKey(s.Code))) yield return new("提交年度自评", $"{site.Name}　{year}", last.SelfDue(site.Code), $"/self/{now.Year}/{site.Code}");
                // To ask for a review is a right: it ends with its last day and is never late.
                if (annual.State == AnnualState.Public && annual.OpenUntil >= today && annual.Reviews.All(r => r.IsOver)) yield return new("看年度考核公示，有异议的申请复核", year, annual.OpenUntil, $"/annual?year={now.Year}");
                break;
            case Roles.LeadOffice:
                var open = now.Assessment.Scorecards.Values.SelectMany(c => c.Rows).Count(r => r.Row.Method == Method.Material && r.Row.Lead == who.LeadOffice && r.State == IndicatorState.Unknown);
                // Before the start an office may score early; a start that was called off asks for nothing.
                if (open > 0 && annual.State < AnnualState.Public && annual.Steps.LastOrDefault()?.Act != nameof(AnnualAct.CallOff)) yield return new("股室评分", $"{year}，还有 {open} 项未评", last.After(AnnualAct.Start, Deadline.LeadScore), $"/desk?year={now.Year}");
                break;
            case Roles.Office:
                foreach (var doubt in doubts.Where(d => d.Answer is null))
                    yield return new("更正或答复单位数据问题", $"{now.UnitOf(doubt.Question.UnitCode)?.Name ?? doubt.Question.UnitCode}{(doubt.IsChanged ? "（数据已有变动，请核对是否已经改正）" : "")}", calendar.Add(YearSites.DayOf(doubt.Question.At), days[Deadline.Confirm]), "/import", doubt.Question.UnitCode);
                foreach (var item in ReviewsOf(self, now.Year, code => now.SiteOf(code)?.Name, calendar, days)) yield return item;
                if (annual.State == AnnualState.Running && IsAllIn(now, self)) yield return new("核对并公示年度考核结果", $"{year}，数据确认、自评、股室评分已齐", null, $"/annual?year={now.Year}");
                foreach (var review in annual.Reviews.Where(r => r.IsOpen)) yield return new("答复年度考核复核", now.UnitOf(review.Request.Unit)?.Name ?? review.Request.Unit, annual.OpenUntil, $"/annual?year={now.Year}", review.Request.Unit);
                if (annual.State == AnnualState.Public && annual.OpenUntil is { } until && until < today && !annual.Reviews.Any(r => r.IsOpen)) yield return new("公示期满后审定年度考核", year, calendar.Add(until, days[Deadline.ApproveYear]), $"/annual?year={now.Year}");
                if (annual.State == AnnualState.Approved) yield return new("通报年度考核结果", year, last.After(AnnualAct.Approve, Deadline.Circulate), $"/annual?year={now.Year}");
                break;
        }
    }

    /// <summary>Whether the units and the lead offices have done their part of the year. Whether each school was inspected is the office's own part, and seen where it shows the results.</summary>
    private static bool IsAllIn(AssessedYear now, IReadOnlyDictionary<string, (SelfAssessmentState State, DateTimeOffset At)> self) =>
        now.Facts.Units.All(u => now.ConfirmedUnits.Contains(u.Code)) && now.Facts.Sites.All(s => self.ContainsKey(s.Code))
        && now.Assessment.Scorecards.Values.All(c => c.Rows.All(r => r.Row.Method != Method.Material || r.State != IndicatorState.Unknown || r.Ballots.Marks.Count > 0));

    /// <summary>自评 that were handed in and wait for the office.</summary>
    /// <param name="nameOf">Name of a site; null for one that is not in the year any more.</param>
    public static IEnumerable<DueItem> ReviewsOf(IReadOnlyDictionary<string, (SelfAssessmentState State, DateTimeOffset At)> self, int year, Func<string, string?> nameOf, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days) =>
        from one in self
        where one.Value.State == SelfAssessmentState.Submitted
        let name = nameOf(one.Key)
        where name is not null
        select new DueItem("审阅学校自评", name, calendar.Add(YearSites.DayOf(one.Value.At), days[Deadline.ReviewSelf]), $"/self/{year}/{one.Key}");

    public static string Link(VetoCase one) => $"/vetoes?year={one.Year}";
}
