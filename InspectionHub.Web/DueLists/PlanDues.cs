using InspectionHub.Core.Procedures;
using InspectionHub.Web.Data;
using InspectionHub.Web.Plans;

namespace InspectionHub.Web.DueLists;

/// <summary>What the year's plan and the register of 督学 ask of the office.</summary>
internal static class PlanDues
{
    /// <summary>How many months before the end of a term its renewal or handing over is due.</summary>
    private const int MonthsAhead = 1;

    private const int MostNames = 5;

    public static async Task<IEnumerable<DueItem>> OfAsync(AppDb db, InspectorRegister register, int countyId, DateOnly today)
    {
        var year = YearSites.Of(today);
        if ((await YearSites.ReadAsync(db, countyId, year)).Count == 0) return [];
        IEnumerable<DueItem> plan = await PlanBook.InForceAsync(db, countyId, year) is null
            ? [Approve(year)]
            : (await PlanDeeds.MissedAsync(db, countyId, year, today)).Select(m => new DueItem($"开展计划内的{m.Kind}督导", $"{m.Month:yyyy-MM}　{m.Names.Count} 校次：{Names(m.Names)}", m.DueOn, $"/plan?year={year}"));
        // In the summer already that of the next: visits of September cannot be arranged before it is approved.
        if (today.Month is 7 or 8 && await PlanBook.InForceAsync(db, countyId, year + 1) is null) plan = plan.Append(Approve(year + 1));
        var lines = await register.ListAsync(countyId, today);
        return [.. plan, .. lines.Where(line => line is { IsClosed: true, Sites.Count: > 0 }).Select(l => new DueItem("办理责任区交接", $"{l.Name}的账号已停用，责任区还有 {l.Sites.Count} 所", null, "/inspectors", l.Id)),
            .. lines.Where(line => line is { IsClosed: false, Letters.Count: 0, Sites.Count: > 0 }).Select(l => new DueItem("登记聘任或办理责任区交接", $"{l.Name}没有聘书，责任区还有 {l.Sites.Count} 所", null, "/inspectors", l.Id)), .. lines.Where(line => !line.IsClosed && IsEnding(line, today)).GroupBy(line => Last(line)!.To)
            .Select(g => new DueItem("办理督学续聘或责任区交接", $"聘期到 {g.Key:yyyy-MM-dd}：{string.Join('、', g.Select(l => $"{l.Name}（责任区 {l.Sites.Count} 所）"))}", g.Key, "/inspectors"))];
    }

    private static DueItem Approve(int year) => new("编制并报批年度督导计划", $"{year}—{year + 1} 学年", YearPlan.Usual(year).From, $"/plan?year={year}");

    /// <summary>A term that ends soon with none after it; and one that has run out while schools are still the person's.</summary>
    private static bool IsEnding(InspectorLine line, DateOnly today) =>
        // What the office itself ended before its time it knows of, and the schools are free.
        Last(line) is { } last && line.History.All(a => a.Ends != last.Id) && (last.To < today ? line.Sites.Count > 0 : last.To <= today.AddMonths(MonthsAhead));

    private static Appointment? Last(InspectorLine line) => line.Letters.MaxBy(a => a.To);

    private static string Names(IReadOnlyList<string> names) => string.Join('、', names.Take(MostNames)) + (names.Count > MostNames ? "等" : "");
}
