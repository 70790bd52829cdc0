using InspectionHub.Core.Measurements;
using InspectionHub.Core.Scoring;

namespace InspectionHub.Tests.Core.Targets;

/// <summary>County tests at their boundaries: strict where the text is strict, unknown while an input is missing.</summary>
public sealed class TargetJudgeTests
{
    private const IndicatorState Met = IndicatorState.Met, NotMet = IndicatorState.NotMet, Unknown = IndicatorState.Unknown;

    [Theory]
    [InlineData("T3", "nine_retention", "96", Met)]
    [InlineData("T3", "nine_retention", "95.99", NotMet)]
    [InlineData("T16", "senior_gross", "92", NotMet)]
    [InlineData("T16", "senior_gross", "92.01", Met)]
    [InlineData("P18", "kg_satisfaction", "85", NotMet)]
    [InlineData("P18", "kg_satisfaction", "85.01", Met)]
    [InlineData("S1", "satisfaction", "85", Met)]
    [InlineData("T5", "new_schools", "8", NotMet)]
    [InlineData("P8", "kg_fund", "500", Met)]
    [InlineData("G7", "sped_fund", "7999", NotMet)]
    [InlineData("P4", "p04", "1", Met)]
    [InlineData("P4", "p04", "0", NotMet)]
    public void A_county_entry_at_its_limit(string test, string item, string value, IndicatorState state) =>
        Assert.Equal(state, new SmallCounty().Entry(item, decimal.Parse(value)).Test(test).State);

    [Theory]
    [InlineData("T3")]
    [InlineData("T8")]
    [InlineData("P4")]
    [InlineData("Q9")]
    [InlineData("G5")]
    [InlineData("R1")]
    [InlineData("T1")]
    public void Without_data_a_test_is_unknown_and_says_what_is_missing(string test)
    {
        var result = new SmallCounty().Site("S", SchoolKind.Primary).Value("S", "pupils", 100, Stage.Primary).Test(test);
        Assert.Equal(Unknown, result.State);
        Assert.Contains("未填", result.Reason);
    }

    [Theory]
    [InlineData(3, "0.149", Met)]
    [InlineData(3, "0.15", NotMet)]
    [InlineData(2, "0.1", NotMet)]
    public void Quality_monitoring_needs_level_3_and_a_difference_below_0_15(int level, string difference, IndicatorState state) =>
        Assert.Equal(state, new SmallCounty().Entry("monitor_level", level).Entry("monitor_diff", decimal.Parse(difference)).Test("Q9").State);

    [Theory]
    [InlineData(379, NotMet)]
    [InlineData(380, Met)]
    [InlineData(420, Met)]
    [InlineData(421, NotMet)]
    public void Vocational_entry_stays_between_38_and_42_percent(int vocational, IndicatorState state) =>
        Assert.Equal(state, new SmallCounty().Entry("voc_new", vocational).Entry("senior_new", 1000).Test("T18").State);

    [Theory]
    [InlineData(150, 10, Met)]
    [InlineData(151, 10, NotMet)]
    public void Fifteen_times_the_teachers_must_reach_the_children_over_the_whole_county(int children, int teachers, IndicatorState state) =>
        Assert.Equal(state, Kindergartens(children, teachers).Test("P15").State);

    [Theory]
    [InlineData(900, NotMet)]
    [InlineData(901, Met)]
    public void Gross_enrolment_of_2025_must_be_above_90_percent(int children, IndicatorState state) =>
        Assert.Equal(state, Kindergartens(children, 100).Entry("kg_age", 1000).Test("T15").State);

    [Fact]
    public void A_kindergarten_that_does_not_say_whether_it_is_inclusive_leaves_the_coverage_open()
    {
        var county = new SmallCounty().Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", 60, Stage.Preschool)
            .Site("K2", SchoolKind.Kindergarten, isPublic: false).Value("K2", "pupils", 40, Stage.Preschool);
        Assert.Equal(Unknown, county.Test("P2").State);
        Assert.Equal((Met, "60 %"), (county.Test("P3").State, county.Test("P3").ValueText));
        Assert.Equal(NotMet, county.Value("K2", "inclusive", 0).Test("P2").State);
        Assert.Equal("100 %", county.Value("K2", "inclusive", 1).Test("P2").ValueText);
    }

    [Fact]
    public void One_known_dropout_fails_the_test_even_while_another_school_has_not_reported()
    {
        var county = Two("dropouts", 1, null);
        Assert.Equal((NotMet, "A"), (county.Test("T2").State, county.Test("T2").InTheWay.Single()));
        Assert.Equal(Unknown, Two("dropouts", 0, null).Test("T2").State);
        Assert.Equal(Met, Two("dropouts", 0, 0).Test("T2").State);
    }

    [Fact]
    public void A_yes_of_all_sites_fails_by_one_no_and_stays_open_by_one_blank()
    {
        Assert.Equal(NotMet, Two("language_ok", 0, null).Test("T19").State);
        Assert.Equal(Unknown, Two("language_ok", 1, null).Test("T19").State);
        Assert.Equal(Met, Two("language_ok", 1, 1).Test("T19").State);
    }

    [Fact]
    public void A_ratio_is_the_sum_over_the_sum_never_the_mean_of_schools()
    {
        var county = Two("aid_due", 900, 100);
        county.Value("A", "aid_given", 900).Value("B", "aid_given", 50);
        Assert.Equal((NotMet, "95 %"), (county.Test("T11").State, county.Test("T11").ValueText));
    }

    [Theory]
    [InlineData(45, Met)]
    [InlineData(46, NotMet)]
    public void A_primary_class_holds_45(int pupils, IndicatorState state) =>
        Assert.Equal(state, Two("x", null, null).Class("A", Stage.Primary, "1", 40, pupils).Class("B", Stage.Primary, "2", 30).Test("G5").State);

    [Fact]
    public void A_class_without_a_number_is_open_and_one_of_56_is_large()
    {
        Assert.Equal(Unknown, Two("x", null, null).Class("A", Stage.Primary, "1", 40, null).Class("B", Stage.Primary, "2", 30).Test("T4").State);
        Assert.Equal(NotMet, Two("x", null, null).Class("A", Stage.Primary, "1", 56, null).Test("T4").State);
        Assert.Equal(Met, Two("x", null, null).Class("A", Stage.Primary, "1", 55).Class("B", Stage.Primary, "2", 30).Test("T4").State);
    }

    [Theory]
    [InlineData(12, 1, 96, 2020, Met)]
    [InlineData(13, 1, 96, 2020, NotMet)]
    [InlineData(12, 1, 95, 2020, NotMet)]
    [InlineData(12, 1, 73, 2016, Met)]
    [InlineData(12, 1, 72, 2016, NotMet)]
    public void Every_twelve_classes_need_a_music_room(int classes, int rooms, int area, int designed, IndicatorState state)
    {
        var county = new SmallCounty().Site("A", SchoolKind.Primary).Value("A", "pupils", 500, Stage.Primary)
            .Class("A", Stage.Primary, "1", [.. Enumerable.Repeat((int?)40, classes)]).Room("A", "美术", 100).Room("A", "美术", 100);
        for (var i = 0; i < rooms; i++) county.Room("A", "音乐", area, designed);
        Assert.Equal(state, county.Test("G3").State);
    }

    [Fact]
    public void A_rural_small_school_may_have_rooms_of_54_square_metres()
    {
        SmallCounty With(int pupils) => new SmallCounty().Site("A", SchoolKind.Primary, area: Area.Rural).Value("A", "pupils", 60, Stage.Primary)
            .Class("A", Stage.Primary, "1", pupils).Room("A", "音乐", 54).Room("A", "美术", 54);
        Assert.Equal(Met, With(29).Test("G3").State);
        Assert.Equal(NotMet, With(30).Test("G3").State);
    }

    [Theory]
    [InlineData(SchoolKind.Primary, 3000, Met)]
    [InlineData(SchoolKind.Primary, 3001, NotMet)]
    [InlineData(SchoolKind.NineYear, 2500, Met)]
    [InlineData(SchoolKind.NineYear, 2501, NotMet)]
    public void A_school_is_no_larger_than_its_kind_allows(SchoolKind kind, int pupils, IndicatorState state) =>
        Assert.Equal(state, new SmallCounty().Site("A", kind, designed: 2015).Value("A", "pupils", pupils - 1000, Stage.Primary).Value("A", "pupils", 1000, kind == SchoolKind.Primary ? Stage.Preschool : Stage.Junior).Test("G4").State);

    [Fact]
    public void A_school_with_blank_pupils_leaves_its_size_open() =>
        Assert.Equal(Unknown, new SmallCounty().Site("A", SchoolKind.NineYear).Value("A", "pupils", 900, Stage.Primary).Test("G4").State);

    [Fact]
    public void Rotation_needs_10_percent_and_a_fifth_of_them_backbone()
    {
        SmallCounty With(int rotated, int backbone) => new SmallCounty().Entry("rotate_due", 1000).Entry("rotated", rotated).Entry("rotated_backbone", backbone);
        Assert.Equal(Met, With(100, 20).Test("G11").State);
        Assert.Equal(NotMet, With(99, 99).Test("G11").State);
        Assert.Equal(NotMet, With(100, 19).Test("G11").State);
    }

    private static SmallCounty Kindergartens(int children, int teachers) => new SmallCounty()
        .Site("K1", SchoolKind.Kindergarten).Value("K1", "pupils", children - 10, Stage.Preschool).Value("K1", "teachers", teachers, Stage.Preschool)
        .Site("K2", SchoolKind.Kindergarten).Value("K2", "pupils", 10, Stage.Preschool).Value("K2", "teachers", 0, Stage.Preschool);

    private static SmallCounty Two(string item, int? first, int? second)
    {
        var county = new SmallCounty().Site("A", SchoolKind.Primary).Site("B", SchoolKind.Primary).Value("A", "pupils", 500, Stage.Primary).Value("B", "pupils", 100, Stage.Primary);
        if (first is { } a) county.Value("A", item, a);
        if (second is { } b) county.Value("B", item, b);
        return county;
    }
}
