using InspectionHub.Core.Measurements;

namespace InspectionHub.Web.Measurements.Workbook;

/// <summary>Sheet 沿革.</summary>
internal static class SuccessionSheet
{
    public static List<Succession> Read(IEnumerable<RowView> rows, HashSet<string> sites)
    {
        List<Succession> found = [];
        foreach (var row in rows)
        {
            var (from, day, word) = (row.Required("from"), row.Day("date"), row.Required("what"));
            var kind = word is null ? null : SuccessionKindNames.Parse(word);
            if (word is not null && kind is null) row.Bad("what", $"没有“{word}”这种变更，只能填：更名、合并、拆分、撤并。");
            var to = kind == SuccessionKind.Closure ? row.Text("to") : row.Required("to");
            var isKnown = Known(row, "from", from) & Known(row, "to", to);
            if (!isKnown) continue;
            if (from is not null && to is not null && kind is { } what && from == to != (what == SuccessionKind.Rename))
                row.Bad("to", what == SuccessionKind.Rename ? "更名不换代码，新旧代码应当相同。" : $"“{what.Name()}”的新旧代码不应相同。");
            else if (from is not null && day is { } on && kind is { } known) found.Add(new(from, to, on, known, row.Origin("from")));
        }

        return found;

        bool Known(RowView row, string key, string? code)
        {
            if (code is null || sites.Contains(code)) return true;
            row.Bad(key, $"校点“{code}”不在“学校”表中，请核对代码。");
            return false;
        }
    }
}
