using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Calendars;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Rectifications;

/// <summary>The 整改台账 as a workbook, as far as this person may see it.</summary>
public sealed class RectificationSheet(RectificationBook book, Assessor assessor, CalendarBook calendars)
{
    public async Task<byte[]> WriteAsync(Visitor who)
    {
        var file = new MemoryStream();
        var names = await assessor.SiteNamesAsync(who.CountyId);
        using (var workbook = new WorkbookWriter(file))
        {
            workbook.Sheet("整改台账", [16, 22, 10, 10, 44, 28, 12, 14, 14, 16, 12, 12], 1);
            workbook.Heads(["镇", "学校", "类别", "指标", "问题", "依据", "责任人", "牵头股室", "期限", "状态", "逾期", "销号日期"]);
            foreach (var one in await book.ListAsync(who))
            {
                var site = names.GetValueOrDefault(one.Head.Site);
                workbook.Row(site?.Town ?? "", site?.Name ?? one.Head.Site, one.Class.Name(), one.Head.Indicator, one.Head.Problem, one.Head.Basis, one.Head.Owner, one.Head.LeadOffice,
                    $"{one.DueOn:yyyy-MM-dd}", one.State.Name(), one.IsOverdue(calendars.Today) ? "逾期" : "", one.ClosedAt is { } at ? $"{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}" : "");
            }
        }
        return file.ToArray();
    }
}
