using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Notices;
using InspectionHub.Web.Plans;

namespace InspectionHub.Web.Rectifications;

/// <summary>Whom each step of a case concerns, and what they are told. The problem's own words stay in the case.</summary>
internal static class RectificationNews
{
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, Rectification head, CasePlace place, RectificationAct act, DateOnly due, DateTimeOffset at)
    {
        var name = (await YearSites.ReadAsync(db, head.CountyId, head.Year)).FirstOrDefault(s => s.Code == head.Site)?.Name ?? head.Site;
        var row = head.Indicator.Length > 0 ? $"（指标 {head.Indicator}）" : "";
        var unit = await Recipients.UnitAsync(db, head.CountyId, place.Unit);
        var office = await Recipients.OfficeAsync(db, head.CountyId);
        Task ToAsync(IEnumerable<string> persons, string text) => NoticeBook.TellAsync(db, topics, who, head.CountyId, persons, new(NoticeKind.Rectification, $"{name}整改事项{row}：{text}", $"/rectifications/{head.Id}"), at);
        await (act switch
        {
            RectificationAct.Open or RectificationAct.Confirm => ToAsync(head.Class == nameof(RectificationClass.County) ? [.. office, .. await Recipients.LeadersAsync(db, head.CountyId)] : unit, $"已列入整改台账，期限 {due:yyyy-MM-dd}。"),
            RectificationAct.Propose => ToAsync(office, "销号后又未达标，请确认是否重新列入。"),
            RectificationAct.Report => ToAsync([.. office, head.PersonId], "已报送整改情况，待核查。"),
            RectificationAct.Milestone => ToAsync(office, "已记录年度进展。"),
            RectificationAct.Pass => ToAsync([.. office, .. unit], "核查通过，待销号审批。"),
            RectificationAct.Partly => ToAsync(unit, "核查为部分完成，请继续整改。"),
            RectificationAct.Fail => ToAsync(unit, "核查为未完成，请继续整改。"),
            RectificationAct.Approve => ToAsync([.. unit, head.PersonId], "已销号。"),
            RectificationAct.Refuse => ToAsync(unit, "未予销号，请看审批意见后继续整改。"),
            RectificationAct.Extend => ToAsync(unit, $"已延期至 {due:yyyy-MM-dd}。"),
            RectificationAct.Transfer => ToAsync([.. unit, .. office, .. await Recipients.LeadersAsync(db, head.CountyId)], "已移交县级办理。"),
            RectificationAct.Withdraw => ToAsync([.. unit, head.PersonId], "已撤销，不再要求整改，原因见办理过程。"),
            RectificationAct.Assign => ToAsync([.. office, .. unit], "已明确责任人。"),
            _ => Task.CompletedTask,
        });
    }
}
