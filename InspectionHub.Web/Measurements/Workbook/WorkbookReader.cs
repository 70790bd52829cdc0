using InspectionHub.Core.Frameworks;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Reads a statistics workbook and collects every problem; it stops at nothing but a file that is no workbook.</summary>
public static class WorkbookReader
{
    /// <summary>Reads all sheets against the items of an edition.</summary>
    public static WorkbookReading Read(Stream input, IReadOnlyList<Item> items)
    {
        var problems = new ProblemList();
        var (file, trouble) = WorkbookFile.Open(input);
        if (file is null)
        {
            problems.Error("", "", "", trouble ?? "");
            return new(false, [], [], [], problems.InOrder([]));
        }

        using (file) return Read(file, new(items), problems);
    }

    private static WorkbookReading Read(WorkbookFile file, WorkbookSheets sheets, ProblemList problems)
    {
        var tables = new Dictionary<string, SheetTable>();
        var isReadable = true;
        foreach (var shape in sheets.All)
        {
            if (file.Sheets.Contains(shape.Name)) tables[shape.Name] = new(file, shape, problems);
            else problems.Error(shape.Name, "", "", $"缺少工作表“{shape.Name}”；没有数据也要保留空表，请用模板补上。");
            isReadable &= tables.TryGetValue(shape.Name, out var table) && table.IsReadable;
        }

        foreach (var extra in file.Sheets.Where(name => name != WorkbookSheets.Guide && sheets.All.All(shape => shape.Name != name)))
            problems.Note(extra, "", "", $"工作表“{extra}”不在约定之内，已略过。");

        IEnumerable<RowView> Rows(string name) => tables.TryGetValue(name, out var table) ? table.Rows() : [];
        var years = new SortedDictionary<int, YearDraft>();
        var units = UnitSheet.Read(Rows("单位"));
        SiteSheet.Read(Rows("学校"), sheets, units.Keys.ToHashSet(), years);
        UnitSheet.CheckMains(units, years, problems);
        StageSheets.ReadStages(Rows("学段"), sheets, years);
        StageSheets.ReadClasses(Rows("班级"), years);
        StageSheets.ReadRooms(Rows("专用室"), years);
        ItemSheets.ReadSite(Rows("数据项"), sheets, years);
        ItemSheets.ReadCounty(Rows("县级"), sheets, years);
        var successions = SuccessionSheet.Read(Rows("沿革"), [.. years.Values.SelectMany(year => year.Sites.Keys)]);
        CrossChecks.Parts(years.Values, sheets, problems);
        CrossChecks.Doubtful(years.Values, problems);
        isReadable &= tables.Values.All(table => table.IsReadable);
        return new(isReadable, [.. units.Values.Select(unit => unit.Unit)], [.. years.Values.Select(year => year.Finish())], successions, problems.InOrder(sheets.All));
    }
}
