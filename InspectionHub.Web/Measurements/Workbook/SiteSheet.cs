using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Sheet 学校.</summary>
internal static class SiteSheet
{
    private static readonly string[] Areas = ["城", "镇", "乡"];

    public static void Read(IEnumerable<RowView> rows, WorkbookSheets sheets, HashSet<string> units, SortedDictionary<int, YearDraft> years)
    {
        var columns = sheets["学校"].Columns.Where(column => column.Item is not null).ToList();
        foreach (var row in rows)
        {
            var (year, code) = (row.Year("year"), row.Required("school"));
            var site = ReadSite(row, code ?? "", units);
            var values = columns.Select(column => (column.Key, Value: row.Value(column.Key, column.Item!))).ToList();
            if (year is not { } when || code is null) continue;
            if (!years.TryGetValue(when, out var draft)) years[when] = draft = new(when);
            if (site is null)
            {
                draft.Broken.Add(code);
                continue;
            }

            if (!draft.Sites.TryAdd(code, site))
            {
                row.Bad("school", $"{when} 学年校点“{code}”重复，请删去一行。");
                continue;
            }

            foreach (var (key, value) in values) draft.Add(code, null, key, value, row.Origin(key));
            AddAttribute("public", site.IsPublic is { } open ? open ? 1 : 0 : null);
            AddAttribute("boarding", site.IsBoarding is { } boards ? boards ? 1 : 0 : null);
            AddAttribute("designed", site.Designed);

            // Attributes of the site are facts too where an edition lists them as items.
            void AddAttribute(string key, decimal? value)
            {
                if (sheets.Find(key) is not null) draft.Add(code, null, key, value, row.Origin(key));
            }
        }
    }

    private static Site? ReadSite(RowView row, string code, HashSet<string> units)
    {
        var (unit, name, town, kindWord, areaWord) = (row.Required("unit"), row.Required("name"), row.Required("town"), row.Required("kind"), row.Text("area"));
        var kind = kindWord is null ? null : SchoolKindNames.Parse(kindWord);
        var area = areaWord is null ? -1 : Array.FindIndex(Areas, word => areaWord == word || areaWord == word + "区" || areaWord == word + "村");
        if (unit is not null && !units.Contains(unit)) row.Bad("unit", $"单位“{unit}”不在“单位”表中，请先登记单位或核对代码。");
        if (town is not null && !Towns.Has(town)) row.Bad("town", $"没有“{town}”这个镇，请填全县 17 个镇之一。");
        if (kindWord is not null && kind is null) row.Bad("kind", $"没有“{kindWord}”这个类别，只能填：幼、小、初、九、高、职、特、点。");
        if (areaWord is not null && area < 0) row.Bad("area", "城镇乡只能填：城、镇、乡。");
        var (isPublic, isBoarding, designed) = (row.YesNo("public"), row.YesNo("boarding"), row.OptionalYear("designed"));
        if (unit is null || name is null || town is null || kind is not { } known) return null;
        return new(code, unit, name, town, known, area < 0 ? null : (Area)area, isPublic, isBoarding, designed);
    }
}
