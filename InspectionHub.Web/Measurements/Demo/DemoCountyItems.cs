using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>Values of sheet 县级 (targets.md): 2025 is partly met, 2028 and 2030 differ test by test.</summary>
public static class DemoCountyItems
{
    /// <summary>Item keys with their values in a year.</summary>
    public static Dictionary<string, decimal?> Of(DemoNumbers numbers, int year)
    {
        var age = year - DemoCounty.FirstYear;
        decimal From(decimal first, decimal yearly) => first + (yearly * age);
        decimal Since(int first) => year >= first ? 1 : 0;
        var preschool = numbers.Pupils(Stage.Preschool, year);
        var values = new Dictionary<string, decimal?>
        {
            ["nine_retention"] = From(94.9m, 0.27m),
            ["new_schools"] = Math.Min(9, 4 + age),
            ["teacher_pay"] = From(81200, 3900),
            ["civil_pay"] = From(82500, 3500),
            ["meal_yuan"] = year >= 2021 ? 5 : 4,
            ["psych_rate"] = Math.Min(100, From(61.5m, 7.4m)),
            ["disabled_total"] = 402 + (3 * age),
            ["disabled_in"] = 383 + (5 * age),
            // The population of the age falls a little faster than the pupils: the rate rises from 88 to about 92 per cent.
            ["kg_age"] = Math.Ceiling(preschool / From(0.88m, 0.007m)),
            ["senior_gross"] = From(90.6m, 0.42m),
            ["voc_new"] = 372 + (45 * age),
            ["senior_new"] = 1985 - (12 * age),
            ["p04"] = 1,
            ["p05"] = Since(2021),
            ["p09"] = 1,
            ["p10"] = Since(2025),
            ["p12"] = Since(2023),
            ["p17"] = Since(2027),
            ["center_kg_towns"] = 17,
            ["estate_kg"] = 4,
            ["estate_kg_ok"] = Math.Min(4, 2 + (age / 2)),
            ["kg_fund"] = From(380, 35),
            ["kg_accidents2"] = year == 2021 ? 1 : 0,
            ["kg_ethics2"] = 0,
            ["kg_satisfaction"] = From(82.1m, 0.8m),
            ["g01"] = 1,
            ["g02"] = Since(2022),
            ["g06"] = 1,
            ["g08"] = Since(2021),
            ["g10"] = Since(2026),
            ["g15"] = 1,
            ["sped_fund"] = From(6000, 300),
            ["rotate_due"] = 640 + (5 * age),
            ["rotated"] = 51 + (6 * age),
            ["rotated_backbone"] = 9 + (2 * age),
            ["near_p"] = 2810 - (40 * age),
            ["near_p_in"] = 2810 - (40 * age) - Math.Max(0, 12 - (3 * age)),
            ["near_j"] = 1520,
            ["near_j_in"] = 1428 + (8 * age),
            ["quota"] = 1200,
            ["quota_shared"] = 560 + (15 * age),
            ["migrants"] = 930 + (10 * age),
            ["migrants_in"] = 790 + (20 * age),
            ["q03"] = Since(2022),
            ["q05"] = Since(2024),
            ["q06"] = 1,
            ["q07"] = Since(2021),
            ["q08"] = Since(2027),
            ["training_fund"] = From(2_350_000, 120_000),
            ["public_fund"] = From(51_000_000, 700_000),
            ["monitor_level"] = age < 2 ? 2 : 3,
            ["monitor_diff"] = From(0.182m, -0.006m),
            ["satisfaction"] = From(83.4m, 0.65m),
            ["spend_aid"] = From(3_050_000, 160_000),
            ["spend_aid_plan"] = From(3_200_000, 140_000),
        };
        // Monitoring does not happen every year, and the newest survey is still out.
        if (year is 2022 or 2024) (values["monitor_level"], values["monitor_diff"]) = (null, null);
        if (year == DemoCounty.LastYear) values["satisfaction"] = null;
        return values;
    }
}
