using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Plain = new([]);

    [Fact]
    public void Weekends_do_not_count()
    {
        // 2026-11-27 is a Friday.
        Assert.Equal(new DateOnly(2026, 11, 30), Plain.Add(new(2026, 11, 27), 1));
        Assert.Equal(new DateOnly(2026, 12, 11), Plain.Add(new(2026, 11, 27), 10));
        Assert.Equal(new DateOnly(2026, 11, 28), Plain.Add(new(2026, 11, 28), 0));
    }

    [Fact]
    public void A_holiday_is_passed_over_and_a_shifted_Saturday_counts()
    {
        var calendar = new WorkCalendar([new(new(2026, 10, 1), false, "国庆节"), new(new(2026, 10, 2), false, "国庆节"), new(new(2026, 10, 10), true, "调休")]);
        Assert.Equal(new DateOnly(2026, 10, 5), calendar.Add(new(2026, 9, 30), 1));
        Assert.Equal(new DateOnly(2026, 10, 10), calendar.Add(new(2026, 10, 9), 1));
        Assert.False(new WorkCalendar([new(new(2026, 10, 10), true, ""), new(new(2026, 10, 10), false, "")]).IsWorkDay(new(2026, 10, 10)));
    }

    [Fact]
    public void Adding_and_counting_agree_on_a_thousand_random_calendars()
    {
        var random = new Random(71);
        for (var round = 0; round < 1000; round++)
        {
            var start = new DateOnly(2026, 1, 1).AddDays(random.Next(365));
            var calendar = new WorkCalendar(Enumerable.Range(0, random.Next(30)).Select(_ => new CalendarDay(start.AddDays(random.Next(120)), random.Next(2) == 0, "")));
            var count = random.Next(1, 40);
            var due = calendar.Add(start, count);
            Assert.True(calendar.IsWorkDay(due));
            Assert.Equal(count, calendar.Between(start, due));
            Assert.Equal(-count, calendar.Between(due, start));
            Assert.Equal(count - 1, calendar.Between(start, due.AddDays(-1)));
        }
    }

    [Fact]
    public void A_calendar_without_working_days_is_a_mistake_and_ends() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkCalendar(Enumerable.Range(0, 4000).Select(i => new CalendarDay(new DateOnly(2026, 1, 1).AddDays(i), false, ""))).Add(new(2026, 1, 1), 1));

    [Fact]
    public void Every_deadline_has_one_default() => Assert.Equal(Enum.GetValues<Deadline>(), Deadlines.All.Select(d => d.Kind));
}
