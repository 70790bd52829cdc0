using InspectionHub.Core.Frameworks;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>A catalogue with the keys of targets.md, for tests that do not depend on an edition.</summary>
internal static class SampleItems
{
    private const string Numbers = "poverty_households dropouts jr_graduates jr_in3 jr_out3 jr_entry3 jr_deaths3 training_hours principals meal_pupils aid_due "
        + "aid_yuan_due aid_yuan_paid voc_graduates idle_graduates major_teachers disabled_named ideology_teachers special_eligible exchange_visits";

    private const string Parts = "visited:pupils training_360:teachers jr_promoted:jr_graduates canteen_pupils:meal_pupils aid_given:aid_due voc_placed:voc_graduates "
        + "idle_trained:idle_graduates course_trained:teachers dual_teachers:major_teachers disabled_placed:disabled_named sped_trained:teachers "
        + "ideology_joined:ideology_teachers special_applied:special_eligible putonghua_ok:teachers principals_certified:principals";

    private const string YesNo = "allowance_ok network_ok language_ok nutrition_plan serves_meals paired inclusive weak_site";

    private const string County = "nine_retention new_schools teacher_pay civil_pay meal_yuan psych_rate disabled_total disabled_in kg_age senior_gross voc_new senior_new "
        + "center_kg_towns estate_kg estate_kg_ok kg_fund kg_accidents2 kg_ethics2 kg_satisfaction sped_fund rotate_due rotated rotated_backbone near_p near_p_in near_j "
        + "near_j_in quota quota_shared migrants migrants_in training_fund public_fund monitor_level monitor_diff satisfaction spend_aid spend_aid_plan";

    private const string CountyYesNo = "p04 p05 p09 p10 p12 p17 g01 g02 g06 g08 g10 g15 q03 q05 q06 q07 q08";

    public static IReadOnlyList<Item> All { get; } =
    [
        .. Numbers.Split(' ').Select(key => Site(key)),
        .. Parts.Split(' ').Select(pair => pair.Split(':')).Select(pair => Site(pair[0], pair[1])),
        .. YesNo.Split(' ').Select(key => new Item(key, key, ItemLevel.Site, "", "是否。", 0, 1, true, true, null, "数据项")),
        .. County.Split(' ').Select(key => new Item(key, key, ItemLevel.County, "数", "县级数。", 0, 1_000_000_000, false, false, null, "县级")),
        .. CountyYesNo.Split(' ').Select(key => new Item(key, key, ItemLevel.County, "", "是否。", 0, 1, true, true, null, "县级")),
    ];

    private static Item Site(string key, string? partOf = null) => new(key, key, ItemLevel.Site, "人", "人数。", 0, 100_000_000, true, false, partOf, "数据项");
}
