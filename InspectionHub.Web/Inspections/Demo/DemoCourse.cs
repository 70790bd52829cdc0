using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements.Demo;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>One line of the demo county's plan and how it is carried out: who goes, on which days, what is found. Drawn from a seed, so that an interrupted start goes on with the same.</summary>
/// <param name="Number">Which of the year's inspections it is, from 0.</param>
/// <param name="Today">The day the county was made: nothing is done on it or after it.</param>
/// <param name="From">First day on site.</param>
/// <param name="To">Last day on site.</param>
/// <param name="Batch">The import that the unit's head confirms.</param>
/// <param name="Team">The lead first.</param>
/// <param name="Rows">Rows marked on site, with their clauses' order.</param>
/// <param name="SelfRows">Rows the unit assesses itself; none where that is not asked.</param>
internal sealed record DemoCourse(
    PlannedInspection Line, PlanSite Site, int Number, DateOnly Today, DateOnly From, DateOnly To, int Batch, Visitor Office, Visitor Head, IReadOnlyList<Visitor> Team, IReadOnlyList<Indicator> Rows, IReadOnlyList<Indicator> SelfRows, DemoBooks Books)
{
    /// <summary>Whether its first problem is left past its last day without a report: a county has one such.</summary>
    public bool IsLeftLate { get; init; }

    /// <summary>Whether it finds what the county must put right.</summary>
    public bool HasCountyDuty { get; init; }

    /// <summary>As it stands before the step; null before it is opened.</summary>
    public Inspection? Now { get; set; }

    public IReadOnlyList<RectificationCase> Cases { get; set; } = [];

    public Guid Id => Now!.Id;

    public Visitor Lead => Team[0];

    public int Year => Line.Month.Month >= 9 ? Line.Month.Year : Line.Month.Year - 1;

    public bool IsComprehensive => Line.Kind == "综合";

    /// <summary>Day of the 督导意见书.</summary>
    public DateOnly IssueDay => DemoDays.After(To, 12);

    /// <summary>Whether the team is at the school now: it has begun to mark.</summary>
    public bool IsOnSiteNow => From < Today && Today <= To;

    /// <summary>What the team finds: one or two rows that fall short.</summary>
    public IReadOnlyList<DemoProblem> Problems
    {
        get
        {
            var dice = Dice("problems");
            var known = DemoProblems.All.Where(p => Rows.Any(r => r.Code == p.Row) && (p.IsInKindergartens || Site.Kind != "幼")).OrderBy(_ => dice.Next(1000)).ToList();
            return [.. known.Take(1 + dice.Next(2))];
        }
    }

    public DemoProblem? ProblemOf(Indicator row) => Problems.FirstOrDefault(p => p.Row == row.Code);

    /// <summary>A text in the words of the place: in a kindergarten no one is a pupil.</summary>
    public string Say(string text) => Site.Kind == "幼" ? text.Replace("学生", "幼儿", StringComparison.Ordinal) : text;

    public DemoRandom Dice(string purpose) => DemoRandom.For(Year, $"inspection {Site.Code} {Line.Month:yyyyMM} {Line.Kind} {purpose}");

    public bool Has(Act act) => Now?.Acts.Any(a => a.Act == $"{act}") == true;

    /// <summary>Takes a step if its day is past and it is due: the books' clock then stands on that day.</summary>
    public Task OnAsync(DateOnly day, int hour, bool isDue, Func<Task> work)
    {
        if (day >= Today || !isDue) return Task.CompletedTask;
        Books.Clock.Set(day, hour);
        return work();
    }
}
