using InspectionHub.Core.Procedures;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Rectifications;

/// <summary>The 整改台账 as a workbook: the cases the page shows with the same filters.</summary>
public sealed class RectificationSheet(RectificationDesk desk, IDbContextFactory<AppDb> factory)
{
    public async Task<byte[]> WriteAsync(Visitor who, RectificationFilter filter)
    {
        var file = new MemoryStream();
        var list = await desk.ListAsync(who);
        await using var db = await factory.CreateDbContextAsync();
        var isDemo = await db.Counties.AnyAsync(c => c.Id == who.CountyId && c.IsDemo);
        using (var workbook = new WorkbookWriter(file))
        {
            workbook.Sheet("整改台账", [16, 22, 10, 10, 44, 28, 22, 14, 14, 16, 12, 12, 28], isDemo ? 2 : 1);
            if (isDemo) workbook.Heads(["整改台账　演示数据"]);
            workbook.Heads(["镇", "学校", "类别", "指标", "问题", "依据", "责任人", "牵头股室", "期限", "状态", "逾期", "销号日期", "备注"]);
            foreach (var one in list.Cases.Where(c => filter.Fits(c, list)))
                workbook.Row(list.SiteOf(one.Head.Site)?.Town ?? "", list.NameOf(one.Head.Site), one.Class.Name(), one.Head.Indicator, one.Head.Problem, one.Head.Basis, one.OwnerText, one.Head.LeadOffice,
                    $"{one.DueOn:yyyy-MM-dd}", one.State.Name(), one.IsOverdue(list.Today) ? "逾期" : "", one.ClosedAt is { } at ? $"{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd}" : "", Remark(one));
        }
        return file.ToArray();
    }

    /// <summary>Why one that is withdrawn was listed by mistake.</summary>
    private static string Remark(RectificationCase one) => one.State == RectificationState.Withdrawn && one.Steps.Last(s => s.Act == nameof(RectificationAct.Withdraw)) is { } taken
        ? $"{taken.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} 撤销：{taken.Text}" : "";
}
