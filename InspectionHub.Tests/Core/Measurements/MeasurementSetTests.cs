using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Measurements;

public sealed class MeasurementSetTests
{
    [Fact]
    public void A_site_left_out_has_no_values_but_its_stages_are_still_known()
    {
        var set = new MeasurementSet([
            Of("A", Stage.Primary, "pupils", 300), Of("A", Stage.Preschool, "pupils", 0), Of("A", Stage.Junior, "teachers", 9), Of("B", Stage.Primary, "pupils", 100), Of(null, null, "kg_fund", 500),
        ]).Without(site => site == "A");
        Assert.Null(set.Best("A", Stage.Primary, "pupils"));
        Assert.True(set.HasStage("A", Stage.Primary));
        Assert.True(set.HasStage("A", Stage.Junior));
        Assert.False(set.HasStage("A", Stage.Preschool));
        Assert.Equal(100, set.Reported("B", Stage.Primary, "pupils")!.Value);
        Assert.Equal(500, set.Reported(null, null, "kg_fund")!.Value);
        Assert.True(set.With([]).HasStage("A", Stage.Primary));
    }

    [Fact]
    public void Of_a_year_that_is_over_only_the_items_asked_for_stay_and_which_stages_a_site_has()
    {
        var set = new MeasurementSet([
            Of("A", Stage.Primary, "pupils", 300), Of("A", Stage.Preschool, "pupils", 0), Of("A", null, "serves_meals", 1), Of("A", null, "paired", 1), Of(null, null, "kg_fund", 500),
        ]).Only(new HashSet<string> { "serves_meals", "kg_fund" });
        Assert.Equal(["serves_meals"], set.AllReported().Select(m => m.Item));
        Assert.Equal((true, false), (set.HasStage("A", Stage.Primary), set.HasStage("A", Stage.Preschool)));
    }

    private static Measurement Of(string? site, Stage? stage, string item, decimal value) => new(site, stage, item, value, new("学段", "D3"));
}
