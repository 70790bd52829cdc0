using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;
using InspectionHub.Tests.Core.Targets;

namespace InspectionHub.Tests.Core.Scoring;

/// <summary>A school whose pupils are blank, or 0, never drops out of sight: it is open, and named where it is missing.</summary>
public sealed class BlankPupilsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void A_primary_school_without_pupils_is_open_in_all_seven_and_missing_in_the_coefficient(int? pupils)
    {
        var county = Two(SchoolKind.Primary);
        if (pupils is { } known) county.Value("B", "pupils", known, Stage.Primary);
        var now = county.Assess();
        Assert.All(now.Scorecards["B"].Rows.Where(r => r.Row.Resource is not null), r => Assert.Equal(IndicatorState.Unknown, r.State));
        Assert.Equal(IndicatorState.Unknown, now.Scorecards["B"].Compliance.Single().State);
        var r1 = now.Coefficients.Single(c => c is { Resource: "R1", Stage: Stage.Primary });
        Assert.Equal(["B"], r1.Difference.Missing);
        Assert.Equal(IndicatorState.Unknown, r1.State);
        Assert.NotNull(r1.Value);
    }

    [Fact]
    public void A_nine_year_school_without_its_junior_pupils_is_not_split_as_if_it_had_none()
    {
        var county = Two(SchoolKind.NineYear).Value("B", "pupils", 400, Stage.Primary).Value("B", "rooms_m2", 4000).Value("B", "indoor_sport_m2", 0);
        var row = county.Assess().Scorecards["B"].Find("3.1", Stage.Primary)!;
        Assert.Equal(IndicatorState.Unknown, row.State);
        Assert.Contains("学生数（初中）", row.Reason);
    }

    [Fact]
    public void A_kindergarten_class_in_a_primary_school_counts_with_weight_one()
    {
        // 3,000 ㎡ for 300 + 100 children: 2,250 ㎡ belong to the 300 primary pupils, 7.5 each.
        var county = new SmallCounty().Site("A", SchoolKind.Primary).Value("A", "pupils", 300, Stage.Primary).Value("A", "pupils", 100, Stage.Preschool)
            .Value("A", "rooms_m2", 3000).Value("A", "indoor_sport_m2", 0);
        Assert.Equal(new Fraction(75, 10), county.Assess().Scorecards["A"].Find("3.1", Stage.Primary)!.Value);
    }

    private static SmallCounty Two(SchoolKind kind) => new SmallCounty().Site("A", SchoolKind.Primary).Site("B", kind)
        .Value("A", "pupils", 500, Stage.Primary).Value("A", "above", 30, Stage.Primary).Value("B", "above", 20, Stage.Primary);
}
