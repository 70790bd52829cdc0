using System.Text.Json;
using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Oracle;
using InspectionHub.Tests.Core.Targets;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>未填 is said of what is not known, and of nothing else.</summary>
public sealed class ValueTextTests
{
    [Fact]
    public void Of_random_sites_a_row_says_that_it_is_blank_exactly_while_it_is_unknown()
    {
        var draw = new OracleDraw(JsonDocument.Parse(TestFrameworks.Text).RootElement, 113);
        var scorer = new Scorer(TestFrameworks.Ziyang, new(2026, 11, 1));
        var judged = new HashSet<string>();
        for (var i = 0; i < 500; i++)
            foreach (var row in Scorecard.Judge(TestFrameworks.Ziyang, scorer, SiteOracleTests.Data(draw.Site()), _ => Ballots.Empty).Rows)
            {
                Assert.Equal(row.State == IndicatorState.Unknown, row.ValueText == "未填");
                if (row.State is IndicatorState.Met or IndicatorState.NotMet) judged.Add(row.Row.Code);
            }
        // The two rows without one value were among them.
        Assert.Superset(new HashSet<string> { "10.1", "11.3" }, judged);
    }

    [Theory]
    [InlineData("400", "817", "1044", IndicatorState.Met, "4、8.17、10.44 ㎡/生")]
    [InlineData("400", "816", "1044", IndicatorState.NotMet, "4、8.16、10.44 ㎡/生")]
    [InlineData("399", null, "1044", IndicatorState.NotMet, "3.99、未填、10.44 ㎡/生")]
    [InlineData("400", null, "1044", IndicatorState.Unknown, "未填")]
    public void The_premises_of_a_kindergarten_are_its_three_areas(string outdoor, string? activity, string building, IndicatorState state, string text)
    {
        var county = new SmallCounty().Site("K", SchoolKind.Kindergarten).Value("K", "pupils", 100, Stage.Preschool).Value("K", "outdoor_m2", decimal.Parse(outdoor)).Value("K", "building_m2", decimal.Parse(building));
        if (activity is not null) county.Value("K", "activity_m2", decimal.Parse(activity));
        var row = county.Assess().Scorecards["K"].Find("11.3")!;
        Assert.Equal((state, text), (row.State, row.ValueText));
    }

    [Fact]
    public void The_seven_resources_say_how_many_of_them_are_met()
    {
        var row = SplitSchools.Nine().Assess().Scorecards["N"].Find("10.1", Stage.Junior)!;
        Assert.Equal(IndicatorState.NotMet, row.State);
        Assert.Matches("^达标 [0-5] / 7 项$", row.ValueText);
    }
}
