namespace InspectionHub.Core.Targets;

/// <summary>The targets in words, the same on the county's first page and on the targets' own.</summary>
public static class TargetWords
{
    /// <summary>What a target year is about.</summary>
    public static string Title(int target) => target switch { 2025 => "巩固拓展脱贫成果", 2028 => "学前教育普及普惠", _ => "义务教育优质均衡" };

    /// <summary>What stands where a year's edition does not ask a test.</summary>
    public const string Absent = "该年度版本无此项";

    /// <summary>Whether the due date is behind us and the year asked about has reached it.</summary>
    public static bool IsPast(TargetProgress target, int year, DateOnly today) => target.Year <= year && new DateOnly(target.Year, 12, 31) < today;

    /// <summary>The year in which a test is expected to be met, with the favourable and the unfavourable one; empty for one that is met.</summary>
    public static string Attained(Trajectory test) => test.Now.State == Scoring.IndicatorState.Met ? "" : test.Attained is { } year ? $"{year}（{test.Earliest?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "—"}—{test.Latest?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "2040 后"}）" : "无法判断";

    /// <summary>When it is due, or whether it still holds.</summary>
    public static string Due(TargetProgress target, int year, DateOnly today)
    {
        var due = new DateOnly(target.Year, 12, 31);
        if (IsPast(target, year, today)) return $"已于 {due:yyyy-MM-dd} 到期；{target.Held switch { true => "目前仍守住", false => $"目前没有守住{(target.HeldBy.Any() ? $"，有已认定的县级否决项“{string.Join("”“", target.HeldBy)}”" : "")}", null => "目前是否守住无法判断" }}{(target.HeldIn is { } held ? $"（按 {held.Year} 学年{(held.IsOfficial ? "正式数据" : "暂评")}）" : "")}";
        var months = ((due.Year - today.Year) * 12) + due.Month - today.Month;
        return $"到期 {due:yyyy-MM-dd}，还有 {(months >= 12 ? $"{months / 12} 年" : "")}{(months % 12 > 0 ? $" {months % 12} 个月" : "")}";
    }
}
