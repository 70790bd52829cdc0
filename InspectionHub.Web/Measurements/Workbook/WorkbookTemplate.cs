using System.Globalization;
using InspectionHub.Core.Frameworks;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>The empty workbook: Chinese heads, keys, and a sheet that explains every item.</summary>
public static class WorkbookTemplate
{
    /// <summary>Writes it for the items of one edition.</summary>
    public static void Write(Stream output, IReadOnlyList<Item> items)
    {
        var sheets = new WorkbookSheets(items);
        using var writer = new WorkbookWriter(output);
        foreach (var sheet in sheets.All) WriteHeads(writer, sheet);
        WriteGuide(writer, sheets);
    }

    /// <summary>Begins a sheet and writes its two head rows.</summary>
    public static void WriteHeads(WorkbookWriter writer, SheetShape sheet)
    {
        writer.Sheet(sheet.Name, [.. sheet.Columns.Select(column => Math.Max(10, (column.Head.Length * 2.0) + 2))], frozen: 2);
        writer.Heads([.. sheet.Columns.Select(column => column.Head)]);
        writer.Row([.. sheet.Columns.Select(column => column.Key)]);
    }

    /// <summary>Writes the sheet 填表说明.</summary>
    public static void WriteGuide(WorkbookWriter writer, WorkbookSheets sheets)
    {
        writer.Sheet(WorkbookSheets.Guide, [14, 22, 28, 10, 16, 70], frozen: 1);
        writer.Heads(["工作表", "数据项", "名称", "单位", "范围", "填写说明"]);
        foreach (var (sheet, key, name, say) in Words) writer.Row(sheet, key, name, null, null, say);
        foreach (var item in sheets.Items)
            writer.Row(item.Sheet, item.Key, item.Name, item.Unit, Range(item), item.PartOf is null ? item.Meaning : $"{item.Meaning}不得大于“{sheets.Find(item.PartOf)?.Name ?? item.PartOf}”。");
    }

    private static string Range(Item item) => item.IsYesNo ? "1 是 / 0 否"
        : string.Create(CultureInfo.InvariantCulture, $"{item.Minimum:0.######}～{item.Maximum:0.######}{(item.IsWhole ? "，整数" : "")}");

    private static readonly (string, string, string, string)[] Words =
    [
        ("全部", "", "总则", "第 1 行为表头，第 2 行为列名，均不得改动；数据从第 3 行起填写。未知的留空，不要填 0。"),
        ("全部", "year", "学年", "以 9 月 1 日开学的年份表示，如 2025 表示 2025—2026 学年。"),
        ("单位", "main", "主校点代码", "考核单位主校点的校点代码；分组填：镇中心学校、县直中小学、幼儿园、职、特。"),
        ("学校", "school", "校点代码", "一个校点终身使用一个代码，新设校点用新代码。"),
        ("学校", "kind", "类别", "填一个字：幼、小、初、九、高、职、特、点。"),
        ("学校", "area", "城镇乡", "填：城、镇、乡。"),
        ("学校", "public, boarding", "公办、寄宿", "填 1 或 0，也可填是或否。"),
        ("学段", "stage", "学段", "填：学前、小学、初中、高中、中职、特教。一校多学段的，每个学段填一行。"),
        ("班级", "grade", "年级", "填 1～12，幼儿园填小班、中班、大班、混龄。"),
        ("沿革", "what", "变更", "填：更名、合并、拆分、撤并。更名时新旧代码相同；撤并没有去向时新代码留空。"),
    ];
}
