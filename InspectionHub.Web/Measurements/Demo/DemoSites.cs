using InspectionHub.Core.Measurements;
using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Web.Measurements.Demo;

/// <summary>The 111 sites of the mix published in 2021 (standards.md F) under their units. Names are town + kind + ordinal.</summary>
public sealed class DemoSites
{
    // Towns by rank of size: 中心 sites of the first eight are a 初中 and a 小学, of the other nine one 九年一贯制.
    private static readonly string[] JuniorTowns = ["城关镇", "蒿坪镇", "汉王镇", "洞河镇", "红椿镇", "高滩镇", "毛坝镇", "双安镇"];
    private static readonly string[] Ordinals = ["一", "二", "三", "四", "五", "六"];
    private readonly DemoRandom random;
    private readonly List<DemoSite> sites = [];
    private readonly List<Unit> units = [];

    /// <summary>Builds units and sites.</summary>
    public DemoSites(int seed)
    {
        random = DemoRandom.For(seed, "sites");
        foreach (var (code, town) in Towns.All) AddTown(code, town);
        AddCountySchools();
        AddPrivate();
    }

    /// <summary>All sites of all years: 111 in each.</summary>
    public IReadOnlyList<DemoSite> All => sites;

    /// <summary>17 镇中心学校, 7 县直, 阳光学校, 13 private kindergartens.</summary>
    public IReadOnlyList<Unit> Units => units;

    /// <summary>The point that joins its centre in 2023, and the kindergarten that splits off in the same autumn.</summary>
    public const string Merged = "610924114-D1", MergedInto = "610924114-X1", SplitFrom = "610924100-Y2", SplitOff = "610924100-Y3", Renamed = "610924110-X3";

    private void AddTown(int number, string town)
    {
        var (unit, prefix) = ($"Z{number}", $"610924{number}");
        var isJunior = JuniorTowns.Contains(town);
        var rank = Array.IndexOf(JuniorTowns, town);
        var size = town == "城关镇" ? 1.7m : isJunior ? 1.15m : 0.75m;
        var main = isJunior ? $"{prefix}-X1" : $"{prefix}-J1";
        units.Add(new(unit, town + "中心学校", "镇中心学校", main));
        if (isJunior) Add($"{prefix}-C1", unit, town + "第一初级中学", town, SchoolKind.Junior, Area.Town, (Stage.Junior, 700 * size * random.Around(0.2m)));
        else
            Add(main, unit, town + "第一九年一贯制学校", town, SchoolKind.NineYear, Area.Town,
                (Stage.Primary, 520 * size * random.Around(0.2m)), (Stage.Junior, 400 * size * random.Around(0.2m)));

        // 37 primary schools of the towns: three in each junior town, 13 over the other nine.
        var primaries = isJunior ? 3 : town is "向阳镇" or "高桥镇" or "瓦庙镇" or "麻柳镇" ? 2 : 1;
        for (var at = 0; at < primaries; at++)
            Add($"{prefix}-X{at + 1}", unit, $"{town}第{Ordinals[at]}小学", town, SchoolKind.Primary, at == 0 && isJunior ? Area.Town : Area.Rural,
                (Stage.Primary, (at == 0 ? 620 : 260) * size * random.Around(0.35m)));
        // 15 points: one each but in two towns; every third has 50 to 99 pupils.
        if (town is not ("城关镇" or "界岭镇"))
            Add($"{prefix}-D1", unit, town + "第一教学点", town, SchoolKind.TeachingPoint, Area.Rural,
                (Stage.Primary, number % 3 == 0 ? 56 + random.Next(36) : 14 + random.Next(32)));
        var gardens = rank is >= 0 and < 4 ? 2 : 1;
        for (var at = 0; at < gardens; at++)
            Add($"{prefix}-Y{at + 1}", unit, $"{town}第{Ordinals[at]}幼儿园", town, SchoolKind.Kindergarten, at == 0 ? Area.Town : Area.Rural,
                (Stage.Preschool, (at == 0 ? 300 : 190) * size * random.Around(0.25m)));
    }

    private void AddCountySchools()
    {
        Direct("X01", "县直第一高级中学", "县直中小学", SchoolKind.Senior, (Stage.Senior, 3500));
        Direct("X02", "县直第一完全中学", "县直中小学", SchoolKind.Senior, (Stage.Senior, 2100), (Stage.Junior, 950));
        Direct("X03", "县直第一职业学校", "职", SchoolKind.Vocational, (Stage.Vocational, 1072));
        Direct("X04", "县直第一初级中学", "县直中小学", SchoolKind.Junior, (Stage.Junior, 1900));
        Direct("X05", "县直第一小学", "县直中小学", SchoolKind.Primary, (Stage.Primary, 2050));
        Direct("X06", "县直第二小学", "县直中小学", SchoolKind.Primary, (Stage.Primary, 1600));
        Direct("X07", "县直第一幼儿园", "幼儿园", SchoolKind.Kindergarten, (Stage.Preschool, 470));
        // Its pupils are counted as 小学 and 初中 (targets.md), so the five published stages already hold them; its teachers stand in a 特教 row
        // of their own, beside the 2,802 of the five stages.
        Direct("X08", "阳光学校", "特", SchoolKind.Special, (Stage.Primary, 52), (Stage.Junior, 34), (Stage.Special, 0));
        var second = sites.First(site => site.Code == SplitFrom);
        sites.Add(second with { Code = SplitOff, Name = "城关镇第三幼儿园", From = DemoCounty.TurnYear, Designed = 2022, Stages = [(Stage.Preschool, 150)] });
    }

    private void AddPrivate()
    {
        string[] towns = ["城关镇", "城关镇", "城关镇", "城关镇", "城关镇", "蒿坪镇", "蒿坪镇", "汉王镇", "洞河镇", "红椿镇", "高滩镇", "毛坝镇", "双安镇"];
        for (var at = 0; at < towns.Length; at++)
        {
            var (unit, code) = ($"M{at + 1:00}", $"610924-M{at + 1:00}");
            var name = $"{towns[at]}民办第{Ordinals[towns.Take(at).Count(town => town == towns[at])]}幼儿园";
            units.Add(new(unit, name, "幼儿园", code));
            Add(code, unit, name, towns[at], SchoolKind.Kindergarten, Area.Town, (Stage.Preschool, 210 * random.Around(0.4m)));
            sites[^1] = sites[^1] with { IsPublic = false };
        }
    }

    private void Direct(string unit, string name, string group, SchoolKind kind, params (Stage, decimal)[] stages)
    {
        units.Add(new(unit, name, group, $"610924-{unit}"));
        Add($"610924-{unit}", unit, name, "城关镇", kind, Area.City, stages);
    }

    private void Add(string code, string unit, string name, string town, SchoolKind kind, Area area, params (Stage, decimal)[] stages) =>
        sites.Add(new(code, unit, name, town, kind, area, true, random.Chance(300) ? 2017 + random.Next(3) : 1996 + random.Next(21))
        {
            Stages = stages,
            To = code == Merged ? DemoCounty.TurnYear - 1 : DemoCounty.LastYear,
            LaterName = code == Renamed ? town + "第四小学" : null,
        });
}
