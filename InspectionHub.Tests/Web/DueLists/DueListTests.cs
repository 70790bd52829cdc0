using InspectionHub.Core.Procedures;
using InspectionHub.Web.DueLists;

namespace InspectionHub.Tests.Web.DueLists;

/// <summary>Order and words of a 待办, counted in working days.</summary>
public sealed class DueListTests
{
    // A Friday; the Monday after is a holiday, the Saturday after is worked.
    private static readonly DateOnly Friday = new(2026, 11, 27);
    private static readonly WorkCalendar Calendar = new([new(Friday.AddDays(3), false, "放假"), new(Friday.AddDays(8), true, "调休")]);

    private static DueItem Item(DateOnly? due) => new("核查整改", "某校", due, "/rectifications/1");

    [Theory]
    [InlineData(-1, "逾期 1 个工作日")]
    [InlineData(-4, "逾期 4 个工作日")]
    [InlineData(0, "今天到期")]
    [InlineData(3, "还有 0 个工作日")]
    [InlineData(4, "还有 1 个工作日")]
    [InlineData(8, "还有 5 个工作日")]
    public void Days_are_counted_over_weekends_holidays_and_shifted_days(int days, string words)
    {
        var item = Item(Friday.AddDays(days));
        Assert.Equal(words, DueList.Of([item], Calendar, Friday).When(item));
    }

    [Fact]
    public void The_earliest_day_comes_first_and_what_has_no_day_last()
    {
        var list = DueList.Of([Item(null), Item(Friday.AddDays(20)), Item(Friday.AddDays(-3)), Item(Friday.AddDays(4))], Calendar, Friday);
        Assert.Equal([Friday.AddDays(-3), Friday.AddDays(4), Friday.AddDays(20), null], list.Items.Select(i => i.DueOn));
        Assert.Equal([true, false, false, false], list.Items.Select(list.IsOverdue));
        Assert.Equal([false, true, false, false], list.Items.Select(list.IsNear));
        Assert.Equal(1, list.Overdue);
        Assert.Equal("未定期限", list.When(list.Items[^1]));
    }
}
