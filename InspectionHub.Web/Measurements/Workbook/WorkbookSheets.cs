using InspectionHub.Core.Frameworks;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>A column of a sheet.</summary>
/// <param name="Key">Text of row 2.</param>
/// <param name="Head">Chinese head of row 1.</param>
/// <param name="IsKey">Without it no row of the sheet can be understood.</param>
/// <param name="Item">The item its numbers belong to, or null for words and codes.</param>
public sealed record SheetColumn(string Key, string Head, bool IsKey, Item? Item);

/// <summary>A sheet of the statistics workbook.</summary>
public sealed record SheetShape(string Name, IReadOnlyList<SheetColumn> Columns);

/// <summary>The sheets of contracts.md "Statistics workbook", with the item columns of one edition.</summary>
public sealed class WorkbookSheets
{
    public const string Guide = "填表说明";

    private readonly Dictionary<string, Item> items = [];

    /// <summary>Lays out the sheets; <paramref name="catalogue"/> overrides the built-in ranges of the contract's own columns.</summary>
    public WorkbookSheets(IReadOnlyList<Item> catalogue)
    {
        foreach (var item in ContractColumns.Items.Concat(catalogue)) items[item.Key] = item;
        Items = [.. items.Values];
        All =
        [
            new("单位", [Key("unit", "单位代码"), Key("name", "单位名称"), Word("group", "分组"), Word("main", "主校点代码")]),
            new("学校",
            [
                Key("year", "学年"), Key("school", "校点代码"), Key("unit", "单位代码"), Key("name", "校点名称"), Key("town", "所在镇"), Word("area", "城镇乡"),
                Key("kind", "类别"), Word("public", "公办"), Word("boarding", "寄宿"), Word("designed", "规划设计年份"), .. ItemColumns("学校"),
            ]),
            new("学段", [Key("year", "学年"), Key("school", "校点代码"), Key("stage", "学段"), .. ItemColumns("学段")]),
            new("班级", [Key("year", "学年"), Key("school", "校点代码"), Key("stage", "学段"), Key("grade", "年级"), Key("class", "班级"), Key("pupils", "学生数")]),
            new("专用室", [Key("year", "学年"), Key("school", "校点代码"), Key("type", "类型"), Key("area_m2", "面积（㎡）"), Word("designed", "规划设计年份")]),
            new("数据项", [Key("year", "学年"), Key("school", "校点代码"), Key("item", "数据项"), Key("value", "数值")]),
            new("县级", [Key("year", "学年"), Key("item", "数据项"), Key("value", "数值")]),
            new("沿革", [Key("from", "原校点代码"), Key("to", "新校点代码"), Key("date", "日期"), Key("what", "变更")]),
        ];
    }

    /// <summary>The eight sheets, in order.</summary>
    public IReadOnlyList<SheetShape> All { get; }

    /// <summary>The catalogue together with the contract's own columns.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>The item with this key, or null.</summary>
    public Item? Find(string key) => items.GetValueOrDefault(key);

    /// <summary>The sheet of this name.</summary>
    public SheetShape this[string name] => All.First(sheet => sheet.Name == name);

    private static SheetColumn Key(string key, string head) => new(key, head, true, null);

    private static SheetColumn Word(string key, string head) => new(key, head, false, null);

    private IEnumerable<SheetColumn> ItemColumns(string sheet) => items.Values
        .Where(item => item.Sheet == sheet && !ContractColumns.Attributes.Contains(item.Key))
        .Select(item => new SheetColumn(item.Key, item.Unit.Length == 0 ? item.Name : $"{item.Name}（{item.Unit}）", false, item));
}

/// <summary>The number columns that contracts.md fixes, with ranges for editions that do not give their own.</summary>
public static class ContractColumns
{
    /// <summary>Columns of 学校 that describe the site and are no measurements.</summary>
    public static IReadOnlySet<string> Attributes { get; } = new HashSet<string> { "year", "school", "unit", "name", "town", "area", "kind", "public", "boarding", "designed" };

    /// <summary>In the order of the columns.</summary>
    public static IReadOnlyList<Item> Items { get; } =
    [
        Area("rooms_m2", "教学及辅助用房面积", null), Area("indoor_sport_m2", "其中室内体育用房面积", "rooms_m2"), Area("sport_m2", "体育运动场馆面积", null),
        Site("equipment_yuan", "教学仪器设备值", "元", 500_000_000, false), Site("media_rooms", "网络多媒体教室", "间", 500, true),
        Area("activity_m2", "幼儿活动用房面积", null), Area("outdoor_m2", "室外游戏场地面积", null), Area("building_m2", "校舍建筑面积", null),
        Site("books", "图书", "册", 1_000_000, true),
        Stage("pupils", "学生", "人", null), Stage("teachers", "专任教师", "人", null), Stage("above", "高于规定学历教师", "人", "teachers"),
        Stage("backbone", "县级以上骨干教师", "人", "teachers"), Stage("pe_arts", "体育艺术专任教师", "人", "teachers"),
        Stage("shared_pe_arts", "走教兼职体育艺术教师", "人", null), Stage("certified", "持教师资格证专任教师", "人", "teachers"), Stage("staff", "教职工", "人", null),
    ];

    private static Item Area(string key, string name, string? partOf) =>
        new(key, name, ItemLevel.Site, "㎡", $"{name}，按产权或台账填写。", 0, 500_000, false, false, partOf, "学校");

    private static Item Site(string key, string name, string unit, decimal maximum, bool isWhole) =>
        new(key, name, ItemLevel.Site, unit, $"{name}，按台账填写。", 0, maximum, isWhole, false, null, "学校");

    private static Item Stage(string key, string name, string unit, string? partOf) =>
        new(key, name, ItemLevel.Stage, unit, $"本学段{name}数，学年初统计。", 0, 20_000, true, false, partOf, "学段");
}
