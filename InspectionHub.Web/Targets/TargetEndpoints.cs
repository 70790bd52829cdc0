using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Scoring;
using InspectionHub.Core.Targets;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.Measurements.Workbook;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Web.Targets;

/// <summary>The tests of a target and their numbers over the years as a workbook: the table twin of the charts, to work on with.</summary>
public static class TargetEndpoints
{
    public static void MapTargets(this IEndpointRouteBuilder routes) => routes.MapGet("/api/targets.xlsx", async (int target, int? year, string? data, string? test, string? lead, HttpContext context, YearView years, TargetBoard board, TimeProvider clock, IDbContextFactory<AppDb> factory) =>
    {
        var who = Visitor.From(context.User)!;
        if ((await years.ListAsync(who.CountyId)).Count == 0 || await board.FindAsync(who, await years.ChosenAsync(who.CountyId, year), YearView.WantsOfficial(data)) is not { } now) return Results.NotFound();
        if (now.Targets.FirstOrDefault(t => t.Year == target) is not { } asked) return Results.NotFound();
        var tests = (lead is null ? asked.Tests : now.Now.Framework.TestsOf(asked, lead)).Where(t => test is null || t.Test.Code == test).ToList();
        if (tests.Count == 0) return Results.NotFound();
        // Only of a target that is past is there something that still holds or not.
        var held = TargetWords.IsPast(asked, now.Now.Year, DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date)) ? asked.HeldIn : null;
        await using var db = await factory.CreateDbContextAsync();
        var demo = await db.Counties.AnyAsync(c => c.Id == who.CountyId && c.IsDemo) ? "　演示数据" : "";
        var title = $"{target} 年{TargetWords.Title(target)}（{now.Now.Year}—{now.Now.Year + 1} 学年{(lead is null ? "" : $"，{lead}牵头的条款")}）{demo}";
        var file = new MemoryStream();
        using (var book = new WorkbookWriter(file)) TargetSheets.Write(book, title, now.JudgedIn(asked), tests, held);
        return Results.File(file.ToArray(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"{target}年目标{test}{now.Now.Year}学年.xlsx");
    }).RequireAuthorization(Policies.CanSeeCounty);
}

/// <summary>Writes tests as two sheets: how each stands, and its numbers year by year.</summary>
public static class TargetSheets
{
    /// <summary>The tests a lead office leads the clauses of.</summary>
    public static IReadOnlyList<Trajectory> TestsOf(this IndicatorFramework framework, TargetProgress target, string lead) =>
        [.. target.Tests.Where(t => framework.Clauses.FirstOrDefault(c => c.Code == t.Test.Clause)?.Leads.Contains(lead) == true)];

    /// <param name="held">What a target past its due date is held against now.</param>
    public static void Write(WorkbookWriter book, string title, AssessedYear now, IReadOnlyList<Trajectory> tests, HeldReading? held = null)
    {
        Tests(book, title, now, tests, held);
        Series(book, title, now, tests);
    }

    private static void Tests(WorkbookWriter book, string title, AssessedYear now, IEnumerable<Trajectory> tests, HeldReading? held)
    {
        book.Sheet("逐项", [8, 32, 12, .. held is null ? (double[])[] : [20], 36, 28, 12, 24, 16, 12, 60], frozen: 3);
        book.Heads([title]);
        book.Row(Stamp(now));
        book.Heads(["代码", "测试", held is null ? "现状" : "到期时", .. held is null ? (string[])[] : [$"目前（{held.Year} {(held.IsOfficial ? "正式" : "暂评")}）"], "值", "标准", "判断", "预计达到", "每年还需", "拖后校数", "依据"]);
        foreach (var test in tests)
        {
            var still = held?.Tests.FirstOrDefault(t => t.Test.Code == test.Test.Code)?.State.Name() ?? TargetWords.Absent;
            book.Row([test.Test.Code, test.Test.Name, test.Now.State.Name(), .. held is null ? (string[])[] : [still], test.Now.ValueText, test.Now.LimitText, test.Status.Name(), held is null ? TargetWords.Attained(test) : "", TargetWords.Pace(test), test.Now.InTheWay.Count, test.Test.Basis]);
        }
    }

    private static void Series(WorkbookWriter book, string title, AssessedYear now, IEnumerable<Trajectory> tests)
    {
        book.Sheet("走势", [8, 32, 28, 10, 12, 8, 12, 12, 12, 12, 12], frozen: 3);
        book.Heads([title]);
        book.Row(Stamp(now));
        book.Heads(["代码", "测试", "数值", "单位", "标准", "学年", "实际", "规划", "预测", "预测低端（80 %）", "预测高端（80 %）"]);
        foreach (var (test, one) in tests.SelectMany(t => t.Series.Where(s => !s.Measure.IsYesNo).Select(s => (t.Test, s))))
            foreach (var year in one.AllYears)
            {
                var ahead = one.Band.FirstOrDefault(b => b.Year == year);
                book.Row([test.Code, test.Name, one.Measure.Name, one.Measure.Unit, one.Measure.LimitText, year, one.Lacking.Contains(year) ? TargetWords.Absent : Found(one.Years, year), Found(one.Milestones, year), Number(ahead?.Point), End(ahead, a => a.Low), End(ahead, a => a.High)]);
            }
    }

    private static string Stamp(AssessedYear now) => now.Release?.Say ?? "暂评数据，没有正式发布，不作为正式结果使用";

    private static decimal? Found(IReadOnlyList<(int Year, double Value)> values, int year) => Number(values.Where(v => v.Year == year).Select(v => (double?)v.Value).FirstOrDefault());

    private static object? End(ForecastPoint? ahead, Func<ForecastPoint, double> end) => ahead is { HasBand: false } ? ForecastPoint.NoBand : Number(ahead is null ? null : end(ahead));

    private static decimal? Number(double? value) => value is { } known && double.IsFinite(known) && Math.Abs(known) < 1e15 ? Math.Round((decimal)known, 6) : null;
}
