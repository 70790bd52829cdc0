using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>Teachers' qualifications, rooms and equipment: around the thresholds of standards.md A1 and B13, better from year to year, so that most
/// schools meet most of them and several do not.</summary>
public sealed class DemoResources(int seed, DemoNumbers numbers)
{
    /// <summary>Numbers of the 学段 sheet by key.</summary>
    public Dictionary<string, int> Stage(DemoSite site, Stage stage, int year)
    {
        var (pupils, teachers) = numbers.Of(site, stage, year);
        var random = DemoRandom.For(seed, $"stage {site.Code} {stage}");
        var age = year - DemoCounty.FirstYear;
        var qualified = Part(teachers, (stage == Core.Measurements.Stage.Primary ? 0.93m : 0.86m) * random.Around(0.05m) + (0.012m * age));
        var backbone = Part(teachers, (stage == Core.Measurements.Stage.Junior ? 0.12m : 0.215m) * Math.Max(0.12m, random.Around(stage == Core.Measurements.Stage.Junior ? 0.6m : 1.1m)) * (1 + (0.035m * age)));
        var arts = Part(teachers, (stage == Core.Measurements.Stage.Junior ? 0.125m : 0.2m) * random.Around(0.4m) * (1 + (0.025m * age)));
        return new()
        {
            ["pupils"] = pupils,
            ["teachers"] = teachers,
            ["above"] = qualified,
            ["backbone"] = backbone,
            ["pe_arts"] = arts,
            ["shared_pe_arts"] = site.Kind == SchoolKind.TeachingPoint || pupils < 120 ? 1 + random.Next(2) : 0,
            ["certified"] = random.Chance(120) && age < 4 ? Math.Max(0, teachers - 1 - random.Next(2)) : teachers,
            ["staff"] = teachers + Math.Max(1, pupils / 60) + (stage == Core.Measurements.Stage.Preschool ? teachers / 2 : 0),
        };
    }

    /// <summary>Numbers of the 学校 sheet by key, for the whole site (standards.md A3 splits them).</summary>
    public Dictionary<string, decimal> Site(DemoSite site, int year)
    {
        var random = DemoRandom.For(seed, "site " + site.Code);
        var age = year - DemoCounty.FirstYear;
        // Buildings follow the pupils of the first year, not today's.
        decimal rooms = 0, sport = 0, equipment = 0, media = 0, area = 0, pupils = 0;
        foreach (var (stage, _) in site.Stages)
        {
            decimal then = numbers.Of(site, stage, Math.Max(site.From, DemoCounty.FirstYear)).Pupils;
            var isPrimary = stage is Core.Measurements.Stage.Primary or Core.Measurements.Stage.Preschool;
            rooms += then * (isPrimary ? 4.5m : 5.8m);
            sport += then * (isPrimary ? 7.5m : 10.2m);
            equipment += then * (isPrimary ? 2000 : 2500);
            media += then * (isPrimary ? 0.023m : 0.024m);
            area += then * (stage == Core.Measurements.Stage.Preschool ? 6.56m : isPrimary ? 6.6m : 12.5m);
            pupils += then;
        }

        var share = random.Between(0, 0.14m);
        var teaching = (rooms * random.Around(0.36m) * (1 + (0.014m * age))) + 30;
        var indoor = Math.Round(teaching * share / 2, 1);
        var isGarden = site.Kind == SchoolKind.Kindergarten;
        var newer = site.Designed >= 2017 ? 1.45m : 1m;
        return new()
        {
            ["rooms_m2"] = Math.Round(teaching + indoor, 1),
            ["indoor_sport_m2"] = indoor,
            ["sport_m2"] = Math.Round((sport * random.Around(0.44m) * (1 + (0.014m * age))) + indoor + 60, 1),
            ["equipment_yuan"] = Math.Round((equipment * Math.Max(0.35m, random.Around(0.95m)) * (0.95m + (0.05m * age))) + 6000),
            ["media_rooms"] = Math.Round((media * random.Around(0.42m) * (0.95m + (0.03m * age))) + 1),
            ["activity_m2"] = isGarden ? Math.Round(pupils * 6.1m * random.Around(0.3m) * newer * (1 + (0.015m * age)), 1) : 0,
            ["outdoor_m2"] = isGarden ? Math.Round(pupils * 3.7m * random.Around(0.3m) * newer * (1 + (0.02m * age)), 1) : 0,
            ["building_m2"] = isGarden ? Math.Round(pupils * 7.8m * random.Around(0.25m) * newer * (1 + (0.015m * age)), 1) : Math.Round((area * random.Around(0.15m)) + teaching + 150, 1),
            ["books"] = Math.Round(pupils * (isGarden ? 6 : 24) * random.Around(0.25m) * (1 + (0.03m * age))),
        };
    }

    private static int Part(int whole, decimal share) => (int)Math.Min(whole, Math.Round(whole * share));
}
