using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Rectifications;
using Act = InspectionHub.Core.Procedures.InspectionAct;

namespace InspectionHub.Web.DueLists;

/// <summary>What an inspection asks of a person: read from the table of its acts.</summary>
internal static class InspectionDues
{
    /// <param name="site">Name of the site.</param>
    /// <param name="days">Working days of each deadline.</param>
    /// <param name="cases">The problems of its opinion.</param>
    public static IEnumerable<DueItem> Of(Inspection one, Visitor who, string site, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days, DateOnly today, IReadOnlyList<RectificationCase> cases)
    {
        var state = InspectionBook.StateOf(one);
        var acts = InspectionBook.PermittedFor(one, who);
        DueItem Item(string what, DateOnly? due) => new(what, $"{site}　{one.Title}", due, $"/inspections/{one.Id}");
        if (acts.Contains(Act.CloseBallot) && !IsClosed(one, who.Id)) yield return Item("现场评分，签署并提交", MarkingDue(one, calendar, days));
        if (acts.Contains(Act.Submit) && one.Team.All(m => IsClosed(one, m.PersonId))) yield return Item("提交督导组结果", MarkingDue(one, calendar, days));
        if (acts.Contains(Act.Reply)) yield return Item("看初步意见，申辩或表示无异议", Last(one, Act.SendPreliminary)?.DueOn);
        if (who.Role != Roles.Office) yield break;
        if (state == InspectionState.Submitted) yield return Item("发出初步意见", DueAfter(Handed(one), Deadline.Preliminary, calendar, days));
        if (state == InspectionState.Preliminary && Last(one, Act.SendPreliminary)?.DueOn is { } reply && reply < today) yield return Item("学校逾期未申辩，请记明", OpinionDue());
        if (state == InspectionState.Replied) yield return Item("答复申辩", OpinionDue());
        if (state == InspectionState.Heard) yield return Item("审签", OpinionDue());
        if (state == InspectionState.SignedOff) yield return Item("发出督导意见书", OpinionDue());
        if (state == InspectionState.Issued && Last(one, Act.Publish) is null) yield return Item("公布督导报告", DueAfter(Last(one, Act.Issue), Deadline.Publish, calendar, days));
        if (state == InspectionState.Issued && Last(one, Act.Publish) is { } published && !cases.Any(c => c.IsOpen)) yield return Item("办结", calendar.Add(LastDay(published, cases), days[Deadline.Close]));

        DateOnly? OpinionDue() => DueAfter(Last(one, Act.SendPreliminary), Deadline.Opinion, calendar, days);
    }

    /// <summary>The day on which the report was public and the last of its problems closed.</summary>
    private static DateOnly LastDay(Data.InspectionAct published, IReadOnlyList<RectificationCase> cases) =>
        YearSites.DayOf(cases.Select(c => c.EndedAt ?? published.At).Append(published.At).Max());

    /// <summary>What of an inspection is late, whoever has to do it: for those who answer for the whole county.</summary>
    /// <param name="hasSelf">Whether the self-assessment is in.</param>
    public static IEnumerable<(string What, DateOnly DueOn)> Late(Inspection one, bool hasSelf, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days, DateOnly today)
    {
        var opinion = DueAfter(Last(one, Act.SendPreliminary), Deadline.Opinion, calendar, days);
        (string What, DateOnly? DueOn)[] steps = InspectionBook.StateOf(one) switch
        {
            InspectionState.Open => [(Last(one, Act.SendBack) is null ? "现场督导结果没有提交" : "退回后没有重新提交督导组结果", MarkingDue(one, calendar, days)), ("学校没有提交自评", hasSelf ? null : NoticeDates.Of(one).SelfDue)],
            InspectionState.Submitted => [("初步意见没有发出", DueAfter(Handed(one), Deadline.Preliminary, calendar, days))],
            InspectionState.Preliminary => [("学校没有申辩或表示无异议", Last(one, Act.SendPreliminary)?.DueOn)],
            InspectionState.Replied => [("申辩没有答复", opinion)],
            InspectionState.Heard or InspectionState.SignedOff => [("督导意见书没有发出", opinion)],
            InspectionState.Issued when Last(one, Act.Publish) is null => [("督导报告没有公布", DueAfter(Last(one, Act.Issue), Deadline.Publish, calendar, days))],
            _ => [],
        };
        return steps.Where(s => s.DueOn < today).Select(s => (s.What, s.DueOn!.Value));
    }

    /// <summary>Until when the team marks: the last day on site; sent back, it has a term of its own from then on, unless a later day on site was set.</summary>
    internal static DateOnly? MarkingDue(Inspection one, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days) =>
        new[] { NoticeDates.Of(one).To, DueAfter(Last(one, Act.SendBack), Deadline.Rework, calendar, days) }.Max();

    private static DateOnly? DueAfter(Data.InspectionAct? act, Deadline kind, WorkCalendar calendar, IReadOnlyDictionary<Deadline, int> days) => act is { } done ? calendar.Add(YearSites.DayOf(done.At), days[kind]) : null;

    /// <summary>Whether a person's ballot is in; sending back opens every ballot again.</summary>
    private static bool IsClosed(Inspection one, string person)
    {
        var acts = one.Acts.OrderBy(a => a.Id).ToList();
        return acts.Skip(acts.FindLastIndex(a => a.Act == nameof(Act.SendBack)) + 1).Any(a => a.PersonId == person && a.Act == nameof(Act.CloseBallot));
    }

    /// <summary>From when the office owes a preliminary view: the team's result, or the view taken back to be sent anew.</summary>
    private static Data.InspectionAct? Handed(Inspection one) => one.Acts.Where(a => a.Act is nameof(Act.Submit) or nameof(Act.TakeBack)).MaxBy(a => a.Id);

    private static Data.InspectionAct? Last(Inspection one, Act act) => one.Acts.Where(a => a.Act == $"{act}").MaxBy(a => a.Id);
}
