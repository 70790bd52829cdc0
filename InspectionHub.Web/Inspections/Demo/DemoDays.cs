using InspectionHub.Core.Procedures;

namespace InspectionHub.Web.Inspections.Demo;

/// <summary>The days on which people of the demo county work: the holidays of every year are kept though the county has not entered them.</summary>
internal static class DemoDays
{
    /// <summary>First and last day of a month between which schools are visited: the first week is for opening term and holidays, the last for what was put off.</summary>
    private const int First = 9, Last = 26;

    private static readonly (int Month, int From, int To)[] Holidays = [(10, 1, 7), (1, 1, 3), (4, 4, 6), (5, 1, 5)];

    private static readonly WorkCalendar Calendar = new(from year in Enumerable.Range(2020, 30)
                                                        from one in Holidays
                                                        from day in Enumerable.Range(one.From, one.To - one.From + 1)
                                                        select new CalendarDay(new(year, one.Month, day), false, "放假"));

    public static DateOnly After(DateOnly day, int count) => Calendar.Add(day, count);

    public static DateOnly Before(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(-1);
            if (Calendar.IsWorkDay(day)) count--;
        }
        return day;
    }

    /// <summary>The first day on site of one of a month's inspections: they are spread over it.</summary>
    public static DateOnly Spread(DateOnly month, int at, int of)
    {
        var days = Enumerable.Range(First, Last - First + 1).Select(d => new DateOnly(month.Year, month.Month, d)).Where(Calendar.IsWorkDay).ToList();
        return days[at * days.Count / of];
    }
}
