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
        // Somebody looks back at a year in which the target was still ahead.
        if (due < today) return $"已于 {due:yyyy-MM-dd} 到期；所选 {year} 学年早于到期年，这里是当时的进展";
        var months = ((due.Year - today.Year) * 12) + due.Month - today.Month;
        if (months == 0) return $"到期 {due:yyyy-MM-dd}，{(due == today ? "今天到期" : $"还有 {due.DayNumber - today.DayNumber} 天")}";
        return $"到期 {due:yyyy-MM-dd}，还有 {string.Join(' ', new[] { months >= 12 ? $"{months / 12} 年" : "", months % 12 > 0 ? $"{months % 12} 个月" : "" }.Where(t => t.Length > 0))}";
    }

    /// <summary>What the register of county vetoes says of a target: at its due date, and now where it is past.</summary>
    public static string Vetoes(TargetProgress target) =>
        target.IsVetoed ? "有已认定的县级否决项，本目标不能达成。"
        : target.HeldBy.Any() ? $"到期时没有已认定的县级否决项，目前有“{string.Join("”“", target.HeldBy)}”。"
        : target.VetoesChecked ? "没有已认定的县级否决项。"
        : target.Status == TargetStatus.CannotTell ? "否决项未核，因此最多为“无法判断”。" : "否决项未核。";

    /// <summary>A number of a trajectory as charts and tables write it.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) >= 1000 ? "0" : Math.Abs(value) < 2 ? "0.###" : "0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How much of the slowest of its values is needed each year; empty where none is needed or none can be said.</summary>
    public static string Pace(Trajectory test) => test.Series.Where(s => s.Pace is not null).MinBy(s => s.Status) is { Pace: { } pace } slow ? $"{(pace >= 0 ? "+" : "−")}{Number(Math.Abs(pace))} {slow.Measure.Unit}".TrimEnd() : "";
}
