using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Tests.Core.Frameworks;

/// <summary>The county's table of points, typed in once more: code, method and the points of 幼 小 初 九 高 职 特 点 (. = none).</summary>
public sealed class ScoringTableTests
{
    private const string Watched = "1.3 3.1 3.2 3.3 4.1 4.4 5.1 5.4 6.2 7.3 9.1 9.4 10.1 10.2 10.3 11.2 11.3 12.3 14.1 16.4 17.2 18.2";
    private const string LeftOut = "1.4 2.3 5-1.1 5-1.3 5-3.2 5-3.3 8.3 8.4 15.4 17.3 18.1";

    public static TheoryData<string> Table => [.. """
        1.1 D 4 3 3 3 3 3 3 4
        1.2 M 3 3 3 3 3 3 3 3
        2.1 X . 6 6 6 . . 5 8
        2.2 D . . 3 3 . . . .
        2.4 M . 4 3 3 . . 4 5
        3.4 D . 2 2 2 . . . .
        3.6 X 4 3 3 3 . . . 5
        4.2 D 5 2 3 2 . . . 3
        4.3 D 5 2 2 2 . . . 2
        5.2 X . . . . . . . 5
        5.3 X . 3 3 3 4 4 3 .
        6.1 M . 3 3 3 . . 3 4
        6.3 X . 4 4 4 . . 4 4
        6.4 X . 3 2 2 . . 3 3
        7.1 D 6 3 3 3 5 5 4 4
        7.2 M 4 3 3 3 4 4 4 4
        7.4 M 4 3 3 3 4 3 4 3
        8.1 M . 3 3 3 3 3 4 4
        8.2 X . 4 4 3 5 5 4 .
        8.4a X 9 5 4 4 7 7 6 6
        8.4b X 6 3 3 3 4 4 3 5
        8.7 X 8 4 4 4 5 5 4 5
        9.2 M . . 3 3 4 4 . .
        9.3 D . . . . . 7 . .
        10.4 M . 5 5 5 . . . .
        11.1 D 6 . . . . . . .
        11.4 X 12 4 . 2 . . . 5
        12.1 D . . . . 5 . . .
        12.2 D . . . . 3 . . .
        12.4 M . . . . 6 . . .
        13.2 D . . . . . 4 . .
        13.3 X . . . . . 6 . .
        13.4 M . . . . . 6 . .
        14.2 M . 2 2 2 . . 7 2
        14.3 M . 1 1 1 . . 7 .
        14.4 D . . . . . . 5 .
        15.1 D . 1 1 1 2 2 . .
        15.2 X . 3 3 3 3 3 . 3
        15.3 X . 3 3 3 4 3 . .
        16.1 Q . . . . 2 . . .
        16.2 M . . . . 4 . . .
        16.3 M . . . . 2 . . .
        17.1 D 5 2 2 2 2 2 3 3
        17.4 X 4 1 1 1 2 2 3 2
        18.3 M . 1 1 1 1 1 . .
        5-1.2 M 3 2 2 2 2 2 3 .
        5-2.1 M 2 1 1 1 2 2 2 .
        5-2.2 X 5 4 4 4 4 5 5 4
        5-3.1 Q 5 4 4 4 5 5 4 4
        """.Split('\n', StringSplitOptions.TrimEntries)];

    private static IndicatorFramework Edition => TestFrameworks.Ziyang;

    [Theory]
    [MemberData(nameof(Table))]
    public void A_row_has_the_method_and_the_points_of_the_table(string line)
    {
        var row = Edition.Find(line.Split(' ')[0])!;
        Assert.Equal(line, $"{row.Code} {MethodOf(row)} {string.Join(' ', Enum.GetValues<SchoolKind>().Select(k => row.PointsFor(k) is > 0 and var p ? $"{p}" : "."))}");
        Assert.Equal(Responsibility.School, row.Responsibility);
    }

    [Fact]
    public void The_table_and_the_watched_rows_are_all_the_rows() => Assert.Equal(
        Table.Select(line => line.Data.Split(' ')[0]).Concat(Watched.Split(' ')).Order(StringComparer.Ordinal),
        Edition.Indicators.Select(r => r.Code).Order(StringComparer.Ordinal));

    [Fact]
    public void Rows_that_only_make_paper_are_left_out() => Assert.All(LeftOut.Split(' '), code => Assert.Null(Edition.Find(code)));

    [Fact]
    public void Watched_rows_of_the_school_itself_are_the_named_ones() => Assert.Equal(
        "9.1 9.4 12.3 16.4 17.2 18.2", string.Join(' ', Edition.Indicators.Where(r => r.Points.Count == 0 && r.Responsibility == Responsibility.School).Select(r => r.Code)));

    [Fact]
    public void Red_lines_are_the_named_ones() => Assert.Equal("2.1 6.4 8.4a 8.7", Codes(r => r.IsRedLine));

    [Fact]
    public void A_zero_denominator_is_not_applicable_only_where_named() => Assert.Equal("1.2 7.1 8.1 8.4a 9.2 14.2 14.3 18.3 5-2.2", Codes(r => r.NotApplicableWhenZero));

    [Fact]
    public void Yes_no_and_rubric_rows_are_the_named_ones()
    {
        Assert.Equal("8.2 12.4 16.3 5-2.1", Codes(r => r.Rule is YesNoRule && r.Points.Count > 0));
        Assert.Equal("2.4 3.6 6.3 7.4 8.4b 8.7 10.4 11.4 15.3 17.4", Codes(r => r.Rule is RubricRule && r.Points.Count > 0));
    }

    [Fact]
    public void Conditions_are_the_named_ones()
    {
        Assert.Equal("6.1 6.2 6.3", Codes(r => r.AppliesWhen?.Item == "nutrition_plan"));
        Assert.Equal("6.4 8.7", Codes(r => r.AppliesWhen?.Item == "serves_meals"));
        Assert.Equal("18.2 18.3", Codes(r => r.AppliesWhen?.Item == "paired"));
    }

    [Fact]
    public void Every_row_names_its_lead_its_evidence_and_a_dated_basis() => Assert.All(Edition.Indicators, row =>
    {
        Assert.NotEmpty(row.Lead);
        Assert.NotEmpty(row.Evidence);
        Assert.NotEmpty(row.Thresholds);
        Assert.All(row.Thresholds, t => Assert.True(t.Basis.Length > 5 && t.From <= Edition.Effective, row.Code));
    });

    private static string Codes(Func<Indicator, bool> which) => string.Join(' ', Edition.Indicators.Where(which).Select(r => r.Code));

    private static string MethodOf(Indicator row) => row.Method switch
    {
        Method.Data => "D",
        Method.Material => "M",
        Method.OnSite => "X",
        _ => "Q",
    };
}
