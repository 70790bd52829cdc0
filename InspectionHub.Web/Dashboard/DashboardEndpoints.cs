using InspectionHub.Core.Measurements;
using InspectionHub.Core.Reports;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Dashboard;

/// <summary>The tables of the dashboard as workbooks, with the same filters and the same right to see.</summary>
public static class DashboardEndpoints
{
    private static readonly string[] CountyParts = ["coefficients", "warnings", "progress", "matrix"];

    public static void MapDashboard(this IEndpointRouteBuilder routes) => routes.MapGet("/api/dashboard/{part}.xlsx", async (string part, HttpContext context, DashboardBoard board, IDbContextFactory<AppDb> factory) =>
    {
        var who = Visitor.From(context.User)!;
        if (CountyParts.Contains(part) ? !who.May(Policies.CanSeeCounty) : part != "schools") return Results.NotFound();
        if (await board.ReadAsync(who, DashboardQuery.From(context.Request.Query)) is not { } picture || (part == "progress" && !picture.ShowsGrades)) return Results.NotFound();
        await using var db = await factory.CreateDbContextAsync();
        var isDemo = await db.Counties.AnyAsync(c => c.Id == who.CountyId && c.IsDemo);
        var file = new MemoryStream();
        using (var writer = new WorkbookWriter(file)) DashboardSheets.Write(writer, part, picture, isDemo);
        return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{DashboardSheets.TitleOf(part)}{picture.Now.Year}学年.xlsx");
    }).RequireAuthorization(Policies.CanSee);
}

/// <summary>Writes one part of the dashboard as a sheet: a title that says which numbers these are, heads, rows.</summary>
public static class DashboardSheets
{
    public static string TitleOf(string part) => part switch { "coefficients" => "校际差异系数", "warnings" => "预警", "progress" => "考核进度与等级", "matrix" => "学校与指标状态", _ => "学校一览" };

    public static void Write(WorkbookWriter writer, string part, DashboardPicture picture, bool isDemo)
    {
        var now = picture.Now;
        var (widths, heads, rows) = Part(part, picture);
        writer.Sheet(TitleOf(part), widths, frozen: 3);
        writer.Heads([$"{TitleOf(part)}（{now.Year}—{now.Year + 1} 学年，{picture.Filter.Say}）{(isDemo ? "　演示数据" : "")}"]);
        writer.Row(now.Release?.Say ?? "暂评数据，没有正式发布，不作为正式结果使用");
        writer.Heads(heads);
        foreach (var row in rows) writer.Row(row);
    }

    private static (double[] Widths, object?[] Heads, IEnumerable<object?[]> Rows) Part(string part, DashboardPicture picture) => part switch
    {
        "coefficients" => ([8, 36, 8, 12, 14, 12, 8, 10, 10, 10], ["指标", "名称", "学段", "均值", "单位", "差异系数", "上限", "结论", "校数", "缺数据校数"], picture.Coefficients.Select(c => new object?[]
        {
            c.Resource, c.Row.Name, c.Stage.Name(), c.Mean is { } mean ? Number(mean) : null, c.Row.Unit, c.Value is { } value ? (decimal)Math.Round(value, 6) : null, Number(c.Limit), c.State.Name(), c.Difference.Rows.Count, c.Difference.Missing.Count,
        })),
        "warnings" => ([12, 80], ["类别", "内容"], picture.Warnings.Select(w => new object?[] { w.Kind, w.Text })),
        "progress" => ([20, 8, 12, 12, 10, 8, 8, 8], ["分组", "校点", "已有结果", "计分项", "良好以上", "合格", "不合格", "未定"], picture.Progress.Select(b => new object?[] { b.Name, b.All, b.Done, b.Scored, b.Good, b.Pass, b.Fail, b.Open })),
        "matrix" => ([28, .. picture.Rows.Select(_ => 9.0)], ["学校", .. picture.Rows.Select(r => $"{r.Code} {r.Name}")], picture.Lines.Select(line => (object?[])
            [line.Name, .. line.States.Select(s => s?.Name() ?? "")])),
        _ => ([16, 28, 12, 16, 10, 16, 10, 10], ["代码", "学校", "镇", "类别", "已评", "得分", "等级", "未达标"], picture.Cards.Select(card => picture.ShowsGrades
            ? [card.Site.Code, card.Site.Name, card.Site.Town, card.Site.Kind.Name(), $"{card.Done} / {card.Scored}", AssessmentReport.Points(card.Low, card.High), card.GradeOf(picture.Now.Framework.Settings, isTop: false) is { } grade ? grade.Name() : "未定", card.Rows.Count(r => r.Of.Sign > 0 && r.State == IndicatorState.NotMet)]
            : new object?[] { card.Site.Code, card.Site.Name, card.Site.Town, card.Site.Kind.Name(), null, null, null, card.Rows.Count(r => picture.Filter.Has(r.Row) && r.State == IndicatorState.NotMet) })),
    };

    private static decimal Number(Fraction value) => decimal.Parse(value.ToText(6), System.Globalization.CultureInfo.InvariantCulture);
}
