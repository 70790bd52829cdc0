using InspectionHub.Core.Procedures;
using InspectionHub.Web.Plans;

namespace InspectionHub.Web.Rectifications;

/// <summary>督导问题按期整改率 (row 5-2.2) as the cases of a site say it: 核查通过 ÷ 到期. What is the county's own duty, proposed, dismissed or withdrawn does not count.</summary>
/// <param name="Due">Cases whose last day is past or today.</param>
/// <param name="Passed">Of these, cases that passed the check.</param>
/// <param name="OnTime">Of these, cases whose accepted report came by the last day.</param>
/// <param name="Open">Cases that are not due yet.</param>
public sealed record OnTimeRate(int Due, int Passed, int OnTime, int Open)
{
    /// <summary>Whether a case counts for a school year: its last day is in it, whenever it was opened.</summary>
    public static bool Counts(RectificationCase one, int year) => Counts(one) && YearSites.Of(one.DueOn) == year;

    public static OnTimeRate Of(IEnumerable<RectificationCase> cases, DateOnly today)
    {
        var counted = cases.Where(c => Counts(c)).ToList();
        var due = counted.Where(c => c.DueOn <= today).ToList();
        var passed = due.Where(c => c.State is RectificationState.Checked or RectificationState.Closed).ToList();
        return new(due.Count, passed.Count, passed.Count(WasInTime), counted.Count - due.Count);
    }

    /// <summary>A sentence; without cases due there is no rate (不适用), never zero.</summary>
    public string Text => Due == 0
        ? $"整改台账：还没有到期的问题{(Open > 0 ? $"，未到期 {Open} 项" : "")}，按期整改率不适用。"
        : $"整改台账：到期 {Due} 项，核查通过 {Passed} 项（{100m * Passed / Due:0.0} %），其中按期报送 {OnTime} 项{(Open > 0 ? $"；未到期 {Open} 项不计" : "")}。";

    private static bool Counts(RectificationCase one) => one.Class != RectificationClass.County && one.State.IsListed();

    private static bool WasInTime(RectificationCase one) =>
        one.Steps.LastOrDefault(s => s.Act == nameof(RectificationAct.Report)) is { } report && DateOnly.FromDateTime(report.At.ToOffset(TimeSpan.FromHours(8)).Date) <= one.DueOn;
}
