using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>What single cells cannot show: parts above their whole (errors), and numbers that do not go together (warnings).</summary>
internal static class CrossChecks
{
    // Below this many pupils a change by half is an ordinary year of a small school.
    private const decimal SmallChange = 30;

    /// <summary>A part above its whole becomes unknown.</summary>
    public static void Parts(IEnumerable<YearDraft> years, WorkbookSheets sheets, ProblemList problems)
    {
        var parts = sheets.Items.Where(item => item.PartOf is not null).ToDictionary(item => item.Key);
        foreach (var year in years)
        {
            var bad = new List<Measurement>();
            foreach (var part in year.Facts.Values.Where(fact => parts.ContainsKey(fact.Item)))
            {
                var item = parts[part.Item];
                if (Whole(year, part, item.PartOf!) is not { } whole || part.Value <= whole.Value) continue;
                problems.Error(part.Origin.Sheet, part.Origin.Cell, $"{part.Value}",
                    $"“{item.Name}”（{part.Value}）大于“{sheets.Find(item.PartOf!)?.Name ?? item.PartOf}”（{whole.Value}，{whole.Place}），部分不能大于全部，请核对。");
                bad.Add(part);
            }

            foreach (var fact in bad) year.Facts.Remove((fact.Site, fact.Stage, fact.Item));
        }
    }

    /// <summary>Warnings: the values are kept.</summary>
    public static void Doubtful(IEnumerable<YearDraft> years, ProblemList problems)
    {
        YearDraft? before = null;
        foreach (var year in years)
        {
            Classes(year, problems);
            foreach (var pupils in year.Facts.Values.Where(fact => fact.Item == "pupils"))
            {
                Teachers(year, pupils, problems);
                if (before?.Year == year.Year - 1 && before.Facts.GetValueOrDefault((pupils.Site, pupils.Stage, "pupils")) is { Value: > 0 } then
                    && Math.Abs(pupils.Value - then.Value) is var change && change >= SmallChange && change * 2 > then.Value)
                    Warn(problems, pupils, $"学生数由上学年的 {then.Value} 变为 {pupils.Value}，一年变化超过一半，请核对。");
            }

            before = year;
        }
    }

    private static (decimal Value, string Place)? Whole(YearDraft year, Measurement part, string key)
    {
        if (year.Facts.TryGetValue((part.Site, part.Stage, key), out var same)) return (same.Value, $"{same.Origin.Sheet}!{same.Origin.Cell}");
        if (part.Site is null || part.Stage is not null) return null;
        decimal sum = 0;
        var isKnown = false;
        foreach (var stage in Enum.GetValues<Stage>())
        {
            // A stage with pupils but without this value leaves the whole unknown.
            if (year.Facts.TryGetValue((part.Site, stage, key), out var fact)) (sum, isKnown) = (sum + fact.Value, true);
            else if (year.Facts.ContainsKey((part.Site, stage, "pupils"))) return null;
        }

        return isKnown ? (sum, "学段表各学段合计") : null;
    }

    private static void Classes(YearDraft year, ProblemList problems)
    {
        foreach (var group in year.Classes.GroupBy(one => (one.Site, one.Stage)))
        {
            if (group.Any(one => one.Pupils is null)) continue;
            var sum = group.Sum(one => one.Pupils!.Value);
            if (year.Facts.GetValueOrDefault((group.Key.Site, group.Key.Stage, "pupils")) is { } pupils && pupils.Value != sum)
                Warn(problems, pupils, $"{year.Year} 学年“{year.Sites[group.Key.Site].Name}”{group.Key.Stage.Name()}各班学生合计 {sum} 人，与学段学生数 {pupils.Value} 人不一致，请核对。");
        }
    }

    private static void Teachers(YearDraft year, Measurement pupils, ProblemList problems)
    {
        var teachers = year.Facts.GetValueOrDefault((pupils.Site, pupils.Stage, "teachers"));
        // The special school's teachers stand in its 特教 row, its pupils in 小学 and 初中 (targets.md).
        var isSpecial = year.Sites[pupils.Site!].Kind == SchoolKind.Special;
        if (teachers is { Value: 0 } && pupils.Value > 0 && !isSpecial) Warn(problems, teachers, "有学生而专任教师为 0；如属未填请留空，不要填 0。");
        if (teachers is not null && year.Facts.GetValueOrDefault((pupils.Site, pupils.Stage, "staff")) is { } staff && staff.Value < teachers.Value)
            Warn(problems, staff, $"教职工（{staff.Value}）少于专任教师（{teachers.Value}），请核对。");
    }

    private static void Warn(ProblemList problems, Measurement fact, string say) => problems.Warning(fact.Origin.Sheet, fact.Origin.Cell, $"{fact.Value}", say);
}
