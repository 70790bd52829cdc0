using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Sheets 学段, 班级 and 专用室: rows that belong to a site of a year.</summary>
internal static class StageSheets
{
    private static readonly string[] Grades = [.. Enumerable.Range(1, 12).Select(grade => $"{grade}"), "小班", "中班", "大班", "混龄"];

    // A class above this is a slip of the keyboard, not a large class.
    private const int LargestClass = 200;

    public static void ReadStages(IEnumerable<RowView> rows, WorkbookSheets sheets, SortedDictionary<int, YearDraft> years)
    {
        var columns = sheets["学段"].Columns.Where(column => column.Item is not null).ToList();
        HashSet<(int, string, Stage)> seen = [];
        foreach (var row in rows)
        {
            var place = Place(row, years);
            var stage = ReadStage(row);
            var values = columns.Select(column => (column.Key, Value: row.Value(column.Key, column.Item!))).ToList();
            if (place is not (var draft, var site) || stage is not { } known) continue;
            if (!seen.Add((draft.Year, site, known)))
            {
                row.Bad("stage", $"{draft.Year} 学年校点“{site}”的学段“{known.Name()}”重复，请删去一行。");
                continue;
            }

            foreach (var (key, value) in values) draft.Add(site, known, key, value, row.Origin(key));
        }
    }

    public static void ReadClasses(IEnumerable<RowView> rows, SortedDictionary<int, YearDraft> years)
    {
        HashSet<(int, string, Stage, string, string)> seen = [];
        foreach (var row in rows)
        {
            var place = Place(row, years);
            var (stage, grade, name) = (ReadStage(row), row.Required("grade"), row.Required("class"));
            if (grade is not null && !Grades.Contains(grade)) row.Bad("grade", $"没有“{grade}”这个年级，只能填 1～12、小班、中班、大班、混龄。");
            var pupils = row.Number("pupils", "班级学生数", 0, LargestClass, isWhole: true);
            if (place is not (var draft, var site) || stage is not { } known || grade is null || name is null) continue;
            if (!seen.Add((draft.Year, site, known, grade, name))) row.Bad("class", $"{draft.Year} 学年校点“{site}”的班级“{name}”重复，请删去一行。");
            else draft.Classes.Add(new(site, known, grade, name, (int?)pupils, row.Origin("pupils")));
        }
    }

    public static void ReadRooms(IEnumerable<RowView> rows, SortedDictionary<int, YearDraft> years)
    {
        foreach (var row in rows)
        {
            var place = Place(row, years);
            var (type, area, designed) = (row.Required("type"), row.Number("area_m2", "面积", 0, 5_000, isWhole: false), row.OptionalYear("designed"));
            if (place is (var draft, var site) && type is not null) draft.Rooms.Add(new(site, type, area, designed, row.Origin("area_m2")));
        }
    }

    /// <summary>The year and the site a row speaks of, or null with its problems.</summary>
    public static (YearDraft Year, string Site)? Place(RowView row, SortedDictionary<int, YearDraft> years)
    {
        var (year, site) = (row.Year("year"), row.Required("school"));
        if (year is not { } known || site is null) return null;
        if (years.TryGetValue(known, out var draft) && draft.Sites.ContainsKey(site)) return (draft, site);
        if (draft?.Broken.Contains(site) == true) return null;
        row.Bad("school", $"“学校”表中没有 {known} 学年的校点“{site}”，请核对学年和代码。");
        return null;
    }

    private static Stage? ReadStage(RowView row)
    {
        if (row.Required("stage") is not { } word) return null;
        var stage = StageNames.Parse(word);
        if (stage is null) row.Bad("stage", $"没有“{word}”这个学段，只能填：学前、小学、初中、高中、中职、特教。");
        return stage;
    }
}
