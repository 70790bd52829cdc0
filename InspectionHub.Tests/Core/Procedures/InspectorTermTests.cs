using InspectionHub.Core.Procedures;

namespace InspectionHub.Tests.Core.Procedures;

/// <summary>教育督导条例 §6 and the one 责任督学 of each site.</summary>
public sealed class InspectorTermTests
{
    private static readonly InspectorTerm First = InspectorTerm.Beginning(new(2017, 9, 1));
    private static readonly InspectorTerm Second = InspectorTerm.Beginning(new(2020, 9, 1));
    private static readonly InspectorTerm Third = InspectorTerm.Beginning(new(2023, 9, 1));

    [Fact]
    public void Three_terms_in_a_row_are_the_most_and_a_year_of_pause_begins_the_count_anew()
    {
        Assert.Empty(Third.Problems([First, Second]));
        Assert.Equal(3, Third.Ordinal([Second, First]));
        Assert.Contains("已满 3 届", Assert.Single(InspectorTerm.Beginning(new(2026, 9, 1)).Problems([First, Second, Third])));
        // A pause of some months is no pause.
        Assert.Single(InspectorTerm.Beginning(new(2027, 3, 1)).Problems([First, Second, Third]));
        Assert.Empty(InspectorTerm.Beginning(new(2027, 9, 1)).Problems([First, Second, Third]));
    }

    [Fact]
    public void A_term_lasts_three_years_at_most_and_overlaps_no_other()
    {
        Assert.Equal(new DateOnly(2020, 8, 31), First.To);
        Assert.Contains("最晚到 2020-08-31", Assert.Single((First with { To = First.To.AddDays(1) }).Problems([])));
        Assert.Contains("早于", Assert.Single((First with { To = First.From.AddDays(-1) }).Problems([])));
        Assert.Contains("重叠", Assert.Single(InspectorTerm.Beginning(new(2019, 1, 1)).Problems([First])));
        Assert.Empty((First with { To = new(2018, 8, 31) }).Problems([]));
    }

    [Fact]
    public void A_site_has_the_one_responsible_whose_entry_is_the_latest_on_the_day()
    {
        SiteDuty[] duties =
        [
            new("A", "p1", new(2023, 9, 1), 1), new("A", "p2", new(2026, 9, 1), 2), new("B", "p1", new(2023, 9, 1), 3), new("B", null, new(2026, 9, 1), 4), new("C", "p1", new(2026, 9, 1), 5), new("C", "p3", new(2026, 9, 1), 6),
        ];
        Assert.Equal(new Dictionary<string, string> { ["A"] = "p1", ["B"] = "p1" }, SiteDuties.On(duties, new(2026, 8, 31)));
        Assert.Equal(new Dictionary<string, string> { ["A"] = "p2", ["C"] = "p3" }, SiteDuties.On(duties.Reverse(), new(2026, 9, 1)));
    }
}
