using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Rectifications;

namespace InspectionHub.Web.DueLists;

/// <summary>What a case of the 整改台账 asks of a person.</summary>
internal static class RectificationDues
{
    /// <param name="mine">Ids of the inspections and visits this inspector was on.</param>
    /// <param name="days">Working days of each deadline: the check counts from the report, the approval from the check.</param>
    /// <param name="today">The county's day.</param>
    public static IEnumerable<DueItem> Of(RectificationCase one, Visitor who, string site, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days, IReadOnlySet<string> mine, DateOnly today)
    {
        var permitted = RectificationBook.PermittedFor(one, who);
        DueItem Item(string what, DateOnly? due) => new(what, $"{site}　{Short(one.Head.Problem)}", due, $"/rectifications/{one.Head.Id}");
        // 移交县级 is the county's own duty: its leaders and the office that took it over see it with its last day, though they report nothing here.
        if (one is { State: RectificationState.Open, Class: RectificationClass.County })
        {
            if (who.Role == Roles.Leader) yield return Item("督促县级整改", one.DueOn);
            if (who.Role == Roles.LeadOffice && one.Taker == who.LeadOffice) yield return Item("落实移交的整改，情况告知督导室", one.DueOn);
        }
        if (who.Role == Roles.Inspector && one.Head.PersonId != who.Id && !mine.Contains(one.Head.SourceId)) yield break;
        if (permitted.Contains(RectificationAct.Confirm)) yield return Item("指标回落，确认是否列入整改", one.DueOn);
        if (permitted.Contains(RectificationAct.Report)) yield return Item(who.Role == Roles.Unit ? "整改并报送情况" : one.Class == RectificationClass.County ? "落实县级整改并记录" : "报送已撤并学校的整改情况", one.DueOn);
        // Told a month ahead; the rest of the year it would only fill the list.
        if (permitted.Contains(RectificationAct.Milestone) && one.NextMilestone is { } next && next <= today.AddMonths(1)) yield return Item("记录年度进展", next);
        if (permitted.Contains(RectificationAct.Pass) && one.ReportedOn is { } reported) yield return Item("核查整改", calendar.Add(reported, days[Deadline.Recheck]));
        if (permitted.Contains(RectificationAct.Approve) && one.CheckedOn is { } looked) yield return Item("销号审批", calendar.Add(looked, days[Deadline.Approve]));
    }

    /// <summary>A step that nobody can take: the office has to see that somebody can.</summary>
    public static DueItem Stuck(RectificationCase one, string act, string site, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days) =>
        new(act, $"{site}　{Short(one.Head.Problem)}", one.State == RectificationState.Checked ? calendar.Add(one.CheckedOn!.Value, days[Deadline.Approve]) : calendar.Add(one.ReportedOn!.Value, days[Deadline.Recheck]), $"/rectifications/{one.Head.Id}");

    private static string Short(string text) => text.Length > 30 ? text[..30] + "……" : text;
}
