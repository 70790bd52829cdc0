using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Live;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;
using InspectionHub.Web.Visits;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>Whom each step of a case concerns, and what they are told. The problem's own words stay in the case.</summary>
internal static class RectificationNews
{
    /// <param name="one">The case as it stands after the step.</param>
    /// <param name="due">The day the step names, else the case's.</param>
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, RectificationCase one, RectificationAct act, DateOnly due, DateTimeOffset at)
    {
        var (head, county) = (one.Head, one.Head.CountyId);
        var name = (await YearSites.ReadAsync(db, county, head.Year)).FirstOrDefault(s => s.Code == head.Site)?.Name ?? head.Site;
        var row = head.Indicator.Length > 0 ? $"（指标 {head.Indicator}）" : "";
        var unit = await Recipients.UnitAsync(db, county, one.Place.Unit);
        var office = await Recipients.OfficeAsync(db, county);
        var lead = await Recipients.LeadOfficeAsync(db, county, head.LeadOffice);
        var taker = await Recipients.LeadOfficeAsync(db, county, one.Taker);
        var leaders = one.Class == RectificationClass.County ? await Recipients.LeadersAsync(db, county) : [];
        var checkers = await CheckersAsync(db, head);
        // Who hears what came of a report: the school, or of what is the county's own whoever reported it.
        IReadOnlyList<string> duty = one.IsCountys ? [one.Reporter ?? "", .. taker] : unit;
        Task ToAsync(IEnumerable<string> persons, string text) => NoticeBook.TellAsync(db, topics, who, county, persons, new(NoticeKind.Rectification, $"{name}整改事项{row}：{text}", $"/rectifications/{head.Id}"), at);
        await (act switch
        {
            RectificationAct.Open or RectificationAct.Confirm => ToAsync([.. one.Class == RectificationClass.County ? [.. office, .. leaders] : one.Place.IsClosed ? office : unit, .. lead], $"已列入整改台账，期限 {due:yyyy-MM-dd}。"),
            RectificationAct.Propose => ToAsync(office, "销号后又未达标，请确认是否重新列入。"),
            RectificationAct.Report => ToAsync([.. office, .. checkers], "已报送整改情况，待核查。"),
            RectificationAct.Milestone => ToAsync([.. office, .. taker], "已记录年度进展。"),
            RectificationAct.Pass => ToAsync([.. office, .. unit], "核查通过，待销号审批。"),
            RectificationAct.Partly => ToAsync(duty, "核查为部分完成，请继续整改。"),
            RectificationAct.Fail => ToAsync(duty, "核查为未完成，请继续整改。"),
            RectificationAct.Approve => ToAsync([.. unit, head.PersonId, .. one.IsCountys ? duty : []], "已销号。"),
            RectificationAct.Refuse => ToAsync(duty, "未予销号，请看审批意见后继续整改。"),
            RectificationAct.Extend => ToAsync(one.IsCountys ? [.. office, .. taker, .. leaders] : unit, $"已延期至 {due:yyyy-MM-dd}。"),
            RectificationAct.Transfer => ToAsync([.. unit, .. office, .. leaders, .. taker], "已移交县级办理。"),
            // The school never heard of a proposal nobody had confirmed.
            RectificationAct.Withdraw when one.IsProposalOnly => ToAsync(office, "回落提示已撤回，不必再确认，原因见办理过程。"),
            RectificationAct.Withdraw => ToAsync([.. unit, head.PersonId, .. taker, .. leaders], "已撤销，不再要求整改，原因见办理过程。"),
            RectificationAct.Assign => ToAsync([.. office, .. unit], "已明确责任人。"),
            _ => Task.CompletedTask,
        });
        // It comes and goes on the 待办 of all of these, also where nobody needs to be told.
        foreach (var person in (IEnumerable<string>)[.. unit, .. office, .. taker, .. leaders, .. checkers])
            if (person.Length > 0) topics.Add(LiveFeed.Person(person));
    }

    /// <summary>The inspectors who have the check among their 待办: whoever opened the case, and those of the inspection or visit it came from.</summary>
    private static async Task<IReadOnlyList<string>> CheckersAsync(AppDb db, Rectification head)
    {
        if (!Guid.TryParse(head.SourceId, out var source)) return [head.PersonId];
        if (head.SourceKind == "inspection" && await WholeInspections.FindAsync(db, head.CountyId, source) is { } inspection)
            return [head.PersonId, .. inspection.Team.Select(m => m.PersonId)];
        if (head.SourceKind == "visit" && await db.RoutineVisits.AsNoTracking().Include(v => v.Steps).FirstOrDefaultAsync(v => v.Id == source && v.CountyId == head.CountyId) is { } visit)
            return [head.PersonId, VisitBook.InspectorOf(visit).Id];
        return [head.PersonId];
    }
}
