using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Sheet 单位.</summary>
internal static class UnitSheet
{
    private static readonly string[] Groups = ["镇中心学校", "县直中小学", "幼儿园", "职", "特"];

    public static Dictionary<string, (Unit Unit, RowView Row)> Read(IEnumerable<RowView> rows)
    {
        var units = new Dictionary<string, (Unit, RowView)>();
        foreach (var row in rows)
        {
            var (code, name, group, main) = (row.Required("unit"), row.Required("name"), row.Required("group"), row.Required("main"));
            if (group is not null && !Groups.Contains(group)) row.Bad("group", $"没有“{group}”这个分组，只能填：{string.Join("、", Groups)}。");
            if (code is null) continue;
            if (!units.TryAdd(code, (new(code, name ?? code, group ?? "", main ?? ""), row))) row.Bad("unit", $"单位代码“{code}”重复，请删去一行或改用新代码。");
        }

        return units;
    }

    public static void CheckMains(Dictionary<string, (Unit Unit, RowView Row)> units, SortedDictionary<int, YearDraft> years, ProblemList problems)
    {
        foreach (var (unit, row) in units.Values.Where(pair => pair.Unit.Main.Length > 0))
        {
            var places = years.Values.Select(year => year.Sites.GetValueOrDefault(unit.Main)).OfType<Site>().ToList();
            if (places.Count == 0) row.Bad("main", $"主校点“{unit.Main}”不在“学校”表中，请核对代码。");
            else if (places.All(site => site.Unit != unit.Code))
                problems.Warning(row.Sheet, row.Address("main"), unit.Main, $"主校点“{unit.Main}”在“学校”表中属于单位“{places[^1].Unit}”，请核对。");
        }
    }
}
