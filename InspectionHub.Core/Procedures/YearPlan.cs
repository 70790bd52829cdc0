namespace InspectionHub.Core.Procedures;

/// <summary>One school term as the plan counts it.</summary>
/// <param name="Name">秋季学期 or 春季学期.</param>
/// <param name="Months">First days of the months in which each site is visited.</param>
public sealed record PlanTerm(string Name, IReadOnlyList<DateOnly> Months);

/// <summary>A 专项 or 综合 inspection that is planned.</summary>
/// <param name="Kind">专项 or 综合.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">First day of the month.</param>
public sealed record PlannedInspection(string Kind, string Title, string Site, DateOnly Month);

/// <summary>年度督导计划: what a school year's routine visits and inspections are to be.</summary>
/// <param name="Year">The school year that begins on 1 September of it.</param>
/// <param name="Title">Its name.</param>
/// <param name="VisitsPerMonth">Routine visits of each site in each month of a term.</param>
/// <param name="Exceptions">Sites that are visited more or less often a month.</param>
/// <param name="Terms">The two terms.</param>
/// <param name="Themes">Code of the checklist that a month has, by the month's first day.</param>
/// <param name="Inspections">专项 and 综合.</param>
public sealed record YearPlan(
    int Year, string Title, int VisitsPerMonth, IReadOnlyDictionary<string, int> Exceptions, IReadOnlyList<PlanTerm> Terms, IReadOnlyDictionary<DateOnly, string> Themes,
    IReadOnlyList<PlannedInspection> Inspections)
{
    /// <summary>Fewest 经常性督导 of a site in a term (教育督导条例 §14).</summary>
    public const int FewestPerTerm = 2;

    /// <summary>Fewest visits of a site in a month of a term (责任督学挂牌督导).</summary>
    public const int FewestPerMonth = 1;

    /// <summary>Kinds of inspection a plan may hold.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["专项", "综合"];

    /// <summary>First day of the year.</summary>
    public DateOnly From => new(Year, 9, 1);

    /// <summary>Last day of the year.</summary>
    public DateOnly To => new(Year + 1, 8, 31);

    /// <summary>All months of both terms.</summary>
    public IEnumerable<DateOnly> Months => Terms.SelectMany(t => t.Months);

    /// <summary>Visits planned for a site in each month of a term.</summary>
    public int VisitsOf(string site) => Exceptions.GetValueOrDefault(site, VisitsPerMonth);

    /// <summary>Whether a visit on this day is under the plan.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= To;

    /// <summary>What a plan of a year starts from: September to January, March to June, once a month.</summary>
    public static YearPlan Usual(int year) => new(year, $"{year}—{year + 1} 学年督导工作计划", FewestPerMonth, new Dictionary<string, int>(),
        [new("秋季学期", [.. Enumerable.Range(0, 5).Select(m => new DateOnly(year, 9, 1).AddMonths(m))]), new("春季学期", [.. Enumerable.Range(0, 4).Select(m => new DateOnly(year + 1, 3, 1).AddMonths(m))])],
        new Dictionary<DateOnly, string>(), []);

    /// <summary>Everything that keeps the plan from being approved, in Chinese; empty = it may be.</summary>
    /// <param name="sites">The sites of the year by code, with their names.</param>
    public IReadOnlyList<string> Problems(IReadOnlyDictionary<string, string> sites)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(Title)) problems.Add("请填写计划名称。");
        foreach (var term in Terms.Where(t => t.Months.Count == 0)) problems.Add($"{term.Name}没有安排任何月份。");
        foreach (var month in Months.Concat(Inspections.Select(i => i.Month)).Concat(Themes.Keys).Distinct().Where(m => !Holds(m) || m.Day != 1)) problems.Add($"{month:yyyy-MM} 不在 {Year}—{Year + 1} 学年内。");
        foreach (var code in Exceptions.Keys.Concat(Inspections.Select(i => i.Site)).Distinct().Where(c => !sites.ContainsKey(c))) problems.Add($"本学年没有编码为 {code} 的学校。");
        if (VisitsPerMonth < FewestPerMonth) problems.Add($"挂牌督导每月至少 {FewestPerMonth} 次，计划为 {VisitsPerMonth} 次。");
        foreach (var (code, times) in Exceptions)
            foreach (var term in Terms.Where(t => times < FewestPerMonth || times * t.Months.Count < FewestPerTerm))
                problems.Add($"{sites.GetValueOrDefault(code, code)}{term.Name}只安排 {times * term.Months.Count} 次：挂牌督导每月至少 {FewestPerMonth} 次，每学期不少于 {FewestPerTerm} 次（《教育督导条例》第十四条）。");
        foreach (var one in Inspections)
        {
            if (!Kinds.Contains(one.Kind)) problems.Add($"督导类别“{one.Kind}”不是专项或综合。");
            if (string.IsNullOrWhiteSpace(one.Title)) problems.Add($"{one.Month:yyyy-MM} {sites.GetValueOrDefault(one.Site, one.Site)}的{one.Kind}督导缺少事项名称。");
        }
        foreach (var twice in Inspections.GroupBy(i => (i.Kind, i.Title, i.Site, i.Month)).Where(g => g.Count() > 1)) problems.Add($"{twice.Key.Month:yyyy-MM} {sites.GetValueOrDefault(twice.Key.Site, twice.Key.Site)}的“{twice.Key.Title}”重复。");
        return problems;
    }
}
