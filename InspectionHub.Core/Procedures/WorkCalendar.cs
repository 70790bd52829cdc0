namespace InspectionHub.Core.Procedures;

/// <summary>A day that is not what its weekday says.</summary>
/// <param name="Day">The day.</param>
/// <param name="IsWork">上班 (调休) rather than 放假.</param>
/// <param name="Name">What for, such as 国庆节.</param>
public sealed record CalendarDay(DateOnly Day, bool IsWork, string Name);

/// <summary>Working days: Monday to Friday, but for the holidays and shifted days a county has entered. Pure; two calendars of the same days count alike.</summary>
/// <param name="days">The exceptions; of two about one day the later in the list holds.</param>
public sealed class WorkCalendar(IEnumerable<CalendarDay> days)
{
    private readonly Dictionary<DateOnly, bool> exceptions = days.GroupBy(d => d.Day).ToDictionary(g => g.Key, g => g.Last().IsWork);

    /// <summary>Whether people work on that day.</summary>
    public bool IsWorkDay(DateOnly day) => exceptions.TryGetValue(day, out var isWork) ? isWork : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day that is <paramref name="count"/> working days after <paramref name="from"/>; the first day does not count. With 0: the day itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or no working day within ten years: a calendar that knows none is a mistake.</exception>
    public DateOnly Add(DateOnly from, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var (day, last) = (from, from.AddYears(10));
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (day > last) throw new ArgumentOutOfRangeException(nameof(count), $"No {count} working days within ten years of {from}");
            if (IsWorkDay(day)) left--;
        }
        return day;
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when <paramref name="to"/> lies before.</summary>
    public int Between(DateOnly from, DateOnly to)
    {
        if (to < from) return -Between(to, from);
        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            if (IsWorkDay(day)) count++;
        return count;
    }
}
