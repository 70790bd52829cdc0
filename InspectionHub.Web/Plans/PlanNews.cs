using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Notices;

namespace InspectionHub.Web.Plans;

/// <summary>Whom an approved plan concerns, and what they are told.</summary>
internal static class PlanNews
{
    /// <summary>督学 and the office are told of every approval; the head of a unit when what is arranged for its own schools has changed.</summary>
    /// <param name="before">The plan that held until now, or null.</param>
    public static async Task TellAsync(AppDb db, ICollection<string> topics, Visitor who, YearPlan plan, YearPlan? before, string documentNo, IReadOnlyList<PlanSite> sites, DateTimeOffset at)
    {
        var name = $"{plan.Year}—{plan.Year + 1} 学年督导工作计划";
        Task ToAsync(IEnumerable<string> persons, string text) => NoticeBook.TellAsync(db, topics, who, who.CountyId, persons, new(NoticeKind.Step, text, $"/plan?year={plan.Year}"), at);
        await ToAsync([.. await Recipients.InspectorsAsync(db, who.CountyId), .. await Recipients.OfficeAsync(db, who.CountyId)], $"{name}{(before is null ? "已批准" : "已调整并批准")}（{documentNo}）。");
        foreach (var unit in sites.GroupBy(s => s.Unit, s => s.Code))
        {
            var own = plan.Inspections.Where(i => unit.Contains(i.Site)).ToHashSet();
            if (own.SetEquals((before?.Inspections ?? []).Where(i => unit.Contains(i.Site)))) continue;
            await ToAsync(await Recipients.UnitAsync(db, who.CountyId, unit.Key), $"{name}{(before is null ? "已批准" : "已调整")}，对本单位安排专项、综合督导 {own.Count} 项，请看各项的月份。");
        }
    }
}
