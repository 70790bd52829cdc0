using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Measurements;

/// <summary>A line breaks at the first school year whose sites show the change, whatever day 沿革 gives it.</summary>
public sealed class FirstShownTests
{
    [Theory]
    // A merger in the summer, on the first day, in the autumn and in the spring.
    [InlineData("2025-07-15", 2025, 2025)]
    [InlineData("2025-09-01", 2025, 2025)]
    [InlineData("2025-10-15", 2025, 2025)]
    [InlineData("2025-10-15", 2026, 2026)]
    [InlineData("2026-02-10", 2026, 2026)]
    // Told a year late, and dated a year ahead.
    [InlineData("2024-07-15", 2025, 2025)]
    [InlineData("2026-03-01", 2025, 2025)]
    public void Of_a_merger_it_is_the_year_in_which_the_site_is_gone(string on, int gone, int shown) =>
        Assert.Equal(shown, YearTurn.FirstShown(new("A", "B", Day(on), SuccessionKind.Merger, new("沿革", "")), Years(y => y < gone ? ["A", "B"] : ["B"])));

    [Fact]
    public void Of_a_split_it_is_the_year_in_which_the_new_site_is_there_and_of_a_rename_the_one_with_the_new_name()
    {
        Assert.Equal(2025, YearTurn.FirstShown(new("A", "C", Day("2025-07-15"), SuccessionKind.Split, new("沿革", "")), Years(y => y < 2025 ? ["A"] : ["A", "C"])));
        Assert.Equal(2026, YearTurn.FirstShown(new("A", "A", Day("2025-12-01"), SuccessionKind.Rename, new("沿革", "")), Years(_ => ["A"], y => y < 2026 ? "旧名" : "新名")));
        Assert.Equal(2025, YearTurn.FirstShown(new("A", null, Day("2025-06-30"), SuccessionKind.Closure, new("沿革", "")), Years(y => y < 2025 ? ["A", "B"] : ["B"])));
    }

    [Fact]
    public void What_no_year_shows_yet_stands_at_the_year_that_begins_after_it()
    {
        Assert.Equal(2027, YearTurn.FirstShown(new("A", "B", Day("2027-07-15"), SuccessionKind.Merger, new("沿革", "")), Years(_ => ["A", "B"])));
        // Long gone already for another reason is not this change.
        Assert.Equal(2026, YearTurn.FirstShown(new("A", "B", Day("2026-07-15"), SuccessionKind.Merger, new("沿革", "")), Years(y => y < 2024 ? ["A", "B"] : ["B"])));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<(int, IReadOnlyList<Site>)> Years(Func<int, string[]> codes, Func<int, string>? name = null) =>
        [.. Enumerable.Range(2022, 5).Select(y => (y, (IReadOnlyList<Site>)[.. codes(y).Select(c => new Site(c, "U", name?.Invoke(y) ?? c, "甲镇", SchoolKind.Primary, null, null, null, null))]))];
}
