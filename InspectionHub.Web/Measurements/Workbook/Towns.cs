namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>The county's towns (standards.md F), with the last three digits of their codes 610924….</summary>
public static class Towns
{
    /// <summary>All 17, in the order of their codes.</summary>
    public static IReadOnlyList<(int Code, string Name)> All { get; } =
    [
        (100, "城关镇"), (101, "蒿坪镇"), (102, "汉王镇"), (103, "焕古镇"), (104, "向阳镇"), (105, "洞河镇"), (106, "洄水镇"), (108, "双桥镇"), (109, "高桥镇"),
        (110, "红椿镇"), (111, "高滩镇"), (112, "毛坝镇"), (113, "瓦庙镇"), (114, "麻柳镇"), (115, "双安镇"), (116, "东木镇"), (117, "界岭镇"),
    ];

    /// <summary>True if <paramref name="name"/> is one of them.</summary>
    public static bool Has(string name) => All.Any(town => town.Name == name);
}
