using InspectionHub.Web.Measurements.Workbook;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>A small good workbook that a test spoils cell by cell.</summary>
internal sealed class WorkbookDraft
{
    private readonly Dictionary<string, List<object?[]>> sheets = [];

    public WorkbookDraft()
    {
        foreach (var sheet in new WorkbookSheets(SampleItems.All).All)
            sheets[sheet.Name] = [[.. sheet.Columns.Select(column => column.Head)], [.. sheet.Columns.Select(column => column.Key)]];
        Add("单位", "U1", "城关镇中心学校", "镇中心学校", "A");
        // year school unit name town area kind public boarding designed | rooms indoor sport equipment media activity outdoor building books
        Add("学校", 2025, "A", "U1", "城关镇第一小学", "城关镇", "镇", "小", 1, "否", 2010, 500.5m, 20, 900, 250000, 3, null, null, 1200, 3000);
        Add("学校", 2025, "B", "U1", "城关镇第二小学", "城关镇", "乡", "小", "是", 0, 2018, 400, 0, 700, 150000, 2, null, null, 900, 2000);
        // year school stage pupils teachers above backbone pe_arts shared certified staff
        Add("学段", 2025, "A", "小学", 100, 8, 6, 1, 1, 0, 8, 10);
        Add("学段", 2025, "B", "小学", 80, 6, 4, 1, 1, 0, 6, 7);
        Add("班级", 2025, "A", "小学", 1, "1班", 60);
        Add("班级", 2025, "A", "小学", 2, "2班", 40);
        Add("专用室", 2025, "A", "音乐", 96.5m, 2012);
        Add("数据项", 2025, "A", "aid_due", 20);
        Add("数据项", 2025, "A", "aid_given", 19);
        Add("数据项", 2025, "A", "allowance_ok", "是");
        Add("县级", 2025, "meal_yuan", 5);
        Add("沿革", "B", "B", new DateOnly(2024, 9, 1), "更名");
    }

    public WorkbookDraft Add(string sheet, params object?[] row)
    {
        sheets[sheet].Add(row);
        return this;
    }

    /// <summary>Sets a cell such as D4; columns to Z.</summary>
    public WorkbookDraft Set(string sheet, string cell, object? value)
    {
        var (row, column) = (int.Parse(cell[1..]) - 1, cell[0] - 'A');
        while (sheets[sheet].Count <= row) sheets[sheet].Add([]);
        if (sheets[sheet][row].Length <= column) sheets[sheet][row] = [.. sheets[sheet][row], .. new object?[column + 1 - sheets[sheet][row].Length]];
        sheets[sheet][row][column] = value;
        return this;
    }

    public WorkbookDraft Without(string sheet)
    {
        sheets.Remove(sheet);
        return this;
    }

    public MemoryStream Write()
    {
        var stream = new MemoryStream();
        using (var writer = new WorkbookWriter(stream))
            foreach (var (name, rows) in sheets)
            {
                writer.Sheet(name, []);
                foreach (var row in rows) writer.Row(row);
            }

        stream.Position = 0;
        return stream;
    }

    public WorkbookReading Read() => WorkbookReader.Read(Write(), SampleItems.All);
}
