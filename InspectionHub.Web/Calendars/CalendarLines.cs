using System.Globalization;
using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Calendars;

/// <summary>Reads days as an office types them from the State Council's yearly notice.</summary>
public static class CalendarLines
{
    /// <summary>Every day of every line, and every line that cannot be read with what to do.</summary>
    public static (IReadOnlyList<CalendarDay> Days, IReadOnlyList<string> Problems) Read(string lines)
    {
        var (days, problems) = (new List<CalendarDay>(), new List<string>());
        foreach (var (line, index) in lines.Split('\n').Select((l, i) => (l.Trim(), i + 1)).Where(l => l.Item1.Length > 0))
        {
            var words = line.Replace('　', ' ').Replace("至", " 至 ", StringComparison.Ordinal).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            var isRange = words.Length > 2 && words[1] == "至";
            var rest = words.Skip(isRange ? 3 : 1).ToList();
            if (words.Length == 0 || !Day(words[0], out var from) || !Day(isRange ? words[2] : words[0], out var to) || rest.Count == 0 || rest[0] is not (CalendarBook.Holiday or CalendarBook.WorkDay))
                problems.Add($"第 {index} 行“{line}”读不懂，请写成“2026-10-01 至 2026-10-07 放假 国庆节”或“2026-10-10 上班 调休”。");
            else if (to < from || to > from.AddDays(60)) problems.Add($"第 {index} 行“{line}”的起止日期不对：结束应在开始之后 60 天以内。");
            else
                for (var day = from; day <= to; day = day.AddDays(1)) days.Add(new(day, rest[0] == CalendarBook.WorkDay, string.Join(' ', rest.Skip(1))));
        }
        return (days, problems);
    }

    private static bool Day(string word, out DateOnly day) =>
        DateOnly.TryParseExact(word, ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
