using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>Values of sheet 数据项: what each kind of site reports beside its rooms and teachers. Null is left out: not filled in.</summary>
public sealed class DemoItems(int seed, DemoNumbers numbers)
{
    /// <summary>Item keys with their values.</summary>
    public Dictionary<string, decimal?> Of(DemoSite site, int year)
    {
        var random = DemoRandom.For(seed, $"items {site.Code} {year}");
        var steady = DemoRandom.For(seed, "items " + site.Code);
        var age = year - DemoCounty.FirstYear;
        var (pupils, teachers) = numbers.Of(site, year);
        var values = new Dictionary<string, decimal?>
        {
            ["visited"] = Part(pupils, 0.975m + (0.006m * age) + random.Between(-0.02m, 0.015m)),
            ["poverty_households"] = age < 3 && random.Chance(60 - (20 * age)) ? 1 : 0,
            ["training_hours"] = Math.Round(teachers * (66 + (2.2m * age) + random.Between(-7, 10))),
            ["training_360"] = Part(teachers, 0.9m + (0.022m * age) + random.Between(-0.05m, 0.04m)),
            ["allowance_ok"] = random.Chance(940 + (12 * age)) ? 1 : 0,
            ["network_ok"] = steady.Between(0, 1) < 0.7m + (0.055m * age) ? 1 : 0,
            ["language_ok"] = steady.Between(0, 1) < 0.75m + (0.045m * age) ? 1 : 0,
            ["serves_meals"] = 1,
            ["paired"] = steady.Chance(350) ? 1 : 0,
            ["exchange_visits"] = random.Next(5),
        };
        Poor(values, site, pupils, random, age);
        Teaching(values, site, year, teachers, random);
        if (site.Stages.Any(one => one.Stage is Stage.Primary or Stage.Junior)) Compulsory(values, site, year, random);
        if (site.Stages.Any(one => one.Stage == Stage.Junior)) Junior(values, numbers.Of(site, Stage.Junior, year).Pupils, random, age);
        switch (site.Kind)
        {
            case SchoolKind.Kindergarten: Garden(values, site, steady, age); break;
            case SchoolKind.Senior: Senior(values, site, year, random); break;
            case SchoolKind.Vocational: Vocational(values, pupils, teachers, random, age); break;
            case SchoolKind.Special: values["sped_trained"] = Part(teachers, 0.86m + (0.03m * age)); break;
        }

        // A few values are always missing: unknown is never zero.
        foreach (var key in values.Keys.Where(_ => random.Chance(4)).ToList()) values[key] = null;
        return values;
    }

    private static void Poor(Dictionary<string, decimal?> values, DemoSite site, int pupils, DemoRandom random, int age)
    {
        var due = site.Kind == SchoolKind.Special ? pupils : (int)(pupils * random.Between(0.12m, 0.3m));
        var given = random.Chance(850 + (22 * age)) ? due : Math.Max(0, due - 1 - random.Next(3));
        var yuan = due * (site.Kind == SchoolKind.Kindergarten ? 750m : 1250m);
        (values["aid_due"], values["aid_given"], values["aid_yuan_due"]) = (due, given, yuan);
        values["aid_yuan_paid"] = random.Chance(880 + (18 * age)) ? yuan : Math.Round(yuan * random.Between(0.93m, 0.99m));
    }

    private void Teaching(Dictionary<string, decimal?> values, DemoSite site, int year, int teachers, DemoRandom random)
    {
        var age = year - DemoCounty.FirstYear;
        values["putonghua_ok"] = Part(teachers, 0.93m + (0.012m * age) + random.Between(-0.03m, 0.03m));
        var ideology = Math.Max(1, teachers / 14);
        foreach (var (due, done) in new[] { ("ideology_teachers", "ideology_joined"), ("civics_teachers", "civics_trained") })
            (values[due], values[done]) = (ideology, random.Chance(850 + (20 * age)) ? ideology : ideology - 1);
        if (site.Kind is SchoolKind.Kindergarten) return;
        var left = (int)(numbers.Of(site, year).Pupils * 0.004m) + (site.Kind == SchoolKind.Vocational ? 10 : 0);
        (values["idle_graduates"], values["idle_trained"]) = (left, Part(left, 0.72m + (0.04m * age)));
        (values["left_total"], values["left_trained"]) = (left, Part(left, 0.72m + (0.04m * age)));
    }

    private void Compulsory(Dictionary<string, decimal?> values, DemoSite site, int year, DemoRandom random)
    {
        var age = year - DemoCounty.FirstYear;
        var pupils = numbers.Of(site, Stage.Primary, year).Pupils + numbers.Of(site, Stage.Junior, year).Pupils;
        values["dropouts"] = age < 4 && random.Chance(50) ? 1 : 0;
        var isInPlan = site.Area != Area.City;
        values["nutrition_plan"] = isInPlan ? 1 : 0;
        if (isInPlan)
        {
            values["meal_pupils"] = pupils;
            values["canteen_pupils"] = Part(pupils, site.Kind == SchoolKind.TeachingPoint && age < 3 && random.Chance(300) ? 0.6m : 1m);
        }

        var disabled = site.Kind == SchoolKind.Special ? pupils : pupils / 150;
        (values["disabled_named"], values["disabled_placed"]) = (disabled, random.Chance(900 + (15 * age)) ? disabled : Math.Max(0, disabled - 1));
        if (site.Kind is SchoolKind.Primary or SchoolKind.Junior or SchoolKind.NineYear)
            values["weak_site"] = DemoRandom.For(seed, "weak " + site.Code).Chance(120) ? 1 : 0;
    }

    private static void Junior(Dictionary<string, decimal?> values, int pupils, DemoRandom random, int age)
    {
        var entry = Math.Max(3, pupils / 3);
        var (moved, came) = (random.Next(1 + (entry / 20)), random.Next(1 + (entry / 25)));
        var lost = (int)(entry * random.Between(0, 0.06m - (0.005m * age)));
        var graduates = entry - moved + came - lost;
        (values["jr_entry3"], values["jr_deaths3"], values["jr_in3"], values["jr_out3"], values["jr_graduates"]) = (entry, 0, came, moved, graduates);
        values["jr_promoted"] = Part(graduates, 0.925m + (0.008m * age) + random.Between(-0.03m, 0.03m));
    }

    private static void Garden(Dictionary<string, decimal?> values, DemoSite site, DemoRandom steady, int age)
    {
        if (!site.IsPublic) values["inclusive"] = steady.Between(0, 1) < 0.5m + (0.06m * age) ? 1 : 0;
        (values["principals"], values["principals_certified"]) = (1, steady.Between(0, 1) < 0.82m + (0.03m * age) ? 1 : 0);
    }

    private void Senior(Dictionary<string, decimal?> values, DemoSite site, int year, DemoRandom random)
    {
        var (pupils, teachers) = numbers.Of(site, Stage.Senior, year);
        values["course_trained"] = Part(teachers, 0.78m + (0.045m * (year - DemoCounty.FirstYear)));
        values["special_eligible"] = pupils / 6;
        values["special_applied"] = Part(pupils / 6, random.Between(0.6m, 0.9m));
    }

    private static void Vocational(Dictionary<string, decimal?> values, int pupils, int teachers, DemoRandom random, int age)
    {
        var (graduates, major) = (pupils / 3, (int)(teachers * 0.58m));
        (values["voc_graduates"], values["voc_placed"]) = (graduates, Part(graduates, 0.93m + (0.008m * age) + random.Between(-0.01m, 0.01m)));
        (values["major_teachers"], values["dual_teachers"]) = (major, Part(major, 0.4m + (0.03m * age)));
    }

    private static decimal Part(int whole, decimal share) => Math.Clamp(Math.Round(whole * share), 0, whole);
}
