using InspectionHub.Core.Frameworks;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Sheets 数据项 and 县级: one value a row.</summary>
internal static class ItemSheets
{
    public static void ReadSite(IEnumerable<RowView> rows, WorkbookSheets sheets, SortedDictionary<int, YearDraft> years)
    {
        HashSet<(int, string, string)> seen = [];
        foreach (var row in rows)
        {
            var place = StageSheets.Place(row, years);
            var item = ReadItem(row, sheets, "数据项");
            if (item is null) continue;
            var value = row.Value("value", item);
            if (place is not (var draft, var site)) continue;
            if (!seen.Add((draft.Year, site, item.Key))) row.Bad("item", $"{draft.Year} 学年校点“{site}”的“{item.Key}”重复，请删去一行。");
            else draft.Add(site, null, item.Key, value, row.Origin("value"));
        }
    }

    public static void ReadCounty(IEnumerable<RowView> rows, WorkbookSheets sheets, SortedDictionary<int, YearDraft> years)
    {
        HashSet<(int, string)> seen = [];
        foreach (var row in rows)
        {
            var year = row.Year("year");
            var item = ReadItem(row, sheets, "县级");
            if (item is null) continue;
            var value = row.Value("value", item);
            if (year is not { } known) continue;
            if (!seen.Add((known, item.Key)))
            {
                row.Bad("item", $"{known} 学年的“{item.Key}”重复，请删去一行。");
                continue;
            }

            if (!years.TryGetValue(known, out var draft)) years[known] = draft = new(known);
            draft.Add(null, null, item.Key, value, row.Origin("value"));
        }
    }

    private static Item? ReadItem(RowView row, WorkbookSheets sheets, string sheet)
    {
        if (row.Required("item") is not { } key) return null;
        var item = sheets.Find(key);
        if (item?.Sheet == sheet) return item;
        row.Bad("item", item is null ? $"没有“{key}”这个数据项，请对照“填表说明”核对。" : $"“{key}”（{item.Name}）应填在“{item.Sheet}”表中。");
        return null;
    }
}
