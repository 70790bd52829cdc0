using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;

namespace InspectionHub.Web.DueLists;

/// <summary>更换督学: running inspections and planned visits of people who must stay away or whose term is over.</summary>
internal static class ReplaceDues
{
    public static IEnumerable<DueItem> Of(Inspection one, string site, Func<string, string, InspectorStanding> standings, DateOnly today) =>
        InspectionBook.StateOf(one) != InspectionState.Open ? []
        : from member in one.Team
          let why = standings(member.PersonId, one.Site).WhyReplaced(InspectionBook.DayOn(one, today))
          where why is not null
          select new DueItem("更换督学", $"{site}　{one.Title}　{member.PersonName}（{why}）", NoticeDates.Of(one).From, $"/inspections/{one.Id}");

    public static IEnumerable<DueItem> Of(RoutineVisit one, string site, Func<string, string, InspectorStanding> standings, DateOnly today)
    {
        if (VisitBook.StateOf(one) is not (VisitState.Planned or VisitState.OnSite)) return [];
        var inspector = VisitBook.InspectorOf(one);
        var why = standings(inspector.Id, one.Site).WhyReplaced(VisitBook.DayOn(one, today));
        return why is null ? [] : [new("更换督学", $"{site}　{inspector.Name}（{why}）", one.Day, $"/visits/{one.Id}")];
    }
}
