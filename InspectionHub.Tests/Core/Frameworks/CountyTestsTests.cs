using System.Globalization;
using InspectionHub.Core.Frameworks;
using InspectionHub.Core.Targets;

namespace InspectionHub.Tests.Core.Frameworks;

/// <summary>The 69 tests of the three targets against their numbers, typed in once more.</summary>
public sealed class CountyTestsTests
{
    private const string Wanted = """
        T1 sum = 0
        T2 sum = 0
        T3 nine_retention >= 96
        T4 classes 小学 55 初中 55 高中 55
        T5 new_schools >= 9
        T6 training_hours / teachers >= 72
        T7 every allowance_ok
        T8 teacher_pay / civil_pay >= 1
        T9 every network_ok
        T10 meal_yuan >= 5
        T11 aid_given / aid_due = 100
        T12 aid_yuan_paid / aid_yuan_due = 100
        T13 psych_rate = 100
        T14 disabled_in / disabled_total >= 97
        T15 pupils / kg_age > 90
        T16 senior_gross > 92
        T17 course_trained / teachers = 100
        T18 voc_new / senior_new >= 38 <= 42
        T19 every language_ok
        P1 pupils / kg_age >= 85
        P2 pupils / pupils >= 80 public_or_inclusive
        P3 pupils / pupils >= 50 public
        P4 yes p04
        P5 yes p05
        P6 center_kg_towns >= 17
        P7 estate_kg_ok / estate_kg = 100
        P8 kg_fund >= 500
        P9 yes p09
        P10 yes p10
        P11 kg_accidents2 = 0
        P12 yes p12
        P13 premises 11.3 2017 50
        P14 classes 小班 25 中班 30 大班 35 混龄 30 share 85
        P15 pupils / teachers <= 15
        P16 certified principals_certified / teachers principals = 100; kg_ethics2 /  = 0
        P17 yes p17
        P18 kg_satisfaction > 85
        R1 resource R1 0.5 0.45
        R2 resource R2 0.5 0.45
        R3 resource R3 0.5 0.45
        R4 resource R4 0.5 0.45
        R5 resource R5 0.5 0.45
        R6 resource R6 0.5 0.45
        R7 resource R7 0.5 0.45
        G1 yes g01
        G2 yes g02
        G3 rooms 12 96 90
        G4 size 2000 2500
        G5 classes 小学 45 初中 50
        G6 yes g06
        G7 sped_fund >= 8000
        G8 teacher_pay / civil_pay >= 1; yes g08
        G9 training_360 / teachers = 100
        G10 yes g10
        G11 rotated / rotate_due >= 10; rotated_backbone / rotated >= 20
        G12 certified / teachers = 100
        G13 near_p_in / near_p = 100; near_j_in / near_j >= 95
        G14 quota_shared / quota >= 50
        G15 migrants_in / migrants >= 85; yes g15
        Q1 jr_graduates -jr_in3 jr_out3 / jr_entry3 -jr_deaths3 >= 95
        Q2 disabled_in / disabled_total >= 95
        Q3 yes q03
        Q4 training_fund / public_fund >= 5
        Q5 yes q05
        Q6 yes q06
        Q7 yes q07
        Q8 yes q08
        Q9 monitor_level >= 3; monitor_diff < 0.15
        S1 satisfaction >= 85
        """;

    [Fact]
    public void The_tests_have_the_numbers_of_the_three_targets() =>
        Assert.Equal(Wanted.Split('\n', StringSplitOptions.TrimEntries), TestFrameworks.Ziyang.Tests.Select(t => $"{t.Code} {Of(t.Rule)}"));

    [Fact]
    public void Every_test_names_a_clause_and_its_basis() => Assert.All(TestFrameworks.Ziyang.Tests, test =>
    {
        Assert.Contains(TestFrameworks.Ziyang.Clauses, c => c.Code == test.Clause);
        Assert.NotEmpty(test.Basis);
    });

    private static string Of(TargetRule rule) => rule switch
    {
        SumRule sum => $"sum {Sign(sum.Comparison)} {Number(sum.Limit)}",
        EverySiteRule every => $"every {every.Item}",
        CountyValueRule county => string.Join("; ", county.Limits.Select(l => $"{l.Item} {Sign(l.Comparison)} {Number(l.Limit)}")),
        CountyRatioRule ratios => string.Join("; ", ratios.Ratios.Select(Of).Concat(ratios.AlsoYes.Select(y => $"yes {y}"))),
        YesRule yes => $"yes {string.Join(' ', yes.Items)}",
        ClassesRule classes => $"classes {string.Join(' ', classes.Limits.Select(l => $"{l.Key} {l.Value}"))}{(classes.ShareAtLeast is { } share ? $" share {Number(share)}" : "")}",
        PremisesRule premises => $"premises {premises.Indicator} {premises.DesignedFrom} {Number(premises.EarlierShareAtLeast)}",
        ResourceRule resource => $"resource {resource.Resource} {Number(resource.PrimaryLimit)} {Number(resource.JuniorLimit)}",
        RoomsRule rooms => $"rooms {rooms.ClassesPerRoom} {Number(rooms.MusicArea)} {Number(rooms.ArtArea)}",
        SiteSizeRule size => $"size {size.Limit} {size.NineYearLimit}",
        _ => "?",
    };

    private static string Of(CountyRatio ratio) =>
        $"{Terms(ratio.Numerator)} / {Terms(ratio.Denominator)} {Sign(ratio.Comparison)} {Number(ratio.Limit)}{(ratio.Upper is { } upper ? $" <= {Number(upper)}" : "")}{(ratio.NumeratorWhere is { } where ? $" {where}" : "")}";

    private static string Terms(IEnumerable<Term> terms) => string.Join(' ', terms.Select(t => $"{(t.Sign < 0 ? "-" : "")}{t.Item}"));

    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.AtLeast => ">=",
        Comparison.AtMost => "<=",
        Comparison.Equal => "=",
        Comparison.MoreThan => ">",
        _ => "<",
    };
}
