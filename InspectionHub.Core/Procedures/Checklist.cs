using System.Text.Json;

namespace InspectionHub.Core.Procedures;

/// <summary>One point of a routine visit's checklist: looked at, never scored.</summary>
/// <param name="Code">Its number in the list.</param>
/// <param name="Text">What holds when all is well; answered 是, 否 or 不适用.</param>
/// <param name="Look">How to find out.</param>
/// <param name="Basis">The rule behind it, if there is one.</param>
/// <param name="Row">Row of the county's framework it bears on, if there is one.</param>
/// <param name="Kinds">Kinds of school it is for; empty = all.</param>
public sealed record ChecklistPoint(string Code, string Text, string Look, string Basis, string Row, string Kinds);

/// <summary>One dated edition of a checklist (scoring.md, "Three acts": 8–12 points, editions too).</summary>
/// <param name="Code">开学, 食堂 … in letters; the same for all editions.</param>
/// <param name="Edition">Unique name such as canteen.v1.</param>
/// <param name="Name">Its Chinese name.</param>
/// <param name="Effective">Used from this day on.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Points">8 to 12 points for each kind of school.</param>
public sealed record Checklist(string Code, string Edition, string Name, DateOnly Effective, string Source, IReadOnlyList<ChecklistPoint> Points)
{
    /// <summary>Fewest and most points a school of one kind has to answer.</summary>
    public const int Fewest = 8, Most = 12;

    private static readonly string[] AllKinds = ["幼", "小", "初", "九", "高", "职", "特", "点"];

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The points for a kind of school, such as 幼.</summary>
    public IReadOnlyList<ChecklistPoint> For(string kind) => [.. Points.Where(p => p.Kinds.Length == 0 || p.Kinds.Contains(kind, StringComparison.Ordinal))];

    /// <summary>Reads a file; null with the problems noted if it is not a good checklist.</summary>
    public static Checklist? Read(string json, ICollection<string> problems)
    {
        Checklist? list;
        try
        {
            list = JsonSerializer.Deserialize<Checklist>(json, Options);
        }
        catch (JsonException wrong)
        {
            problems.Add($"第 {wrong.LineNumber + 1} 行不是正确的 JSON 或日期，请检查这一行附近的括号、引号、逗号和日期。");
            return null;
        }
        var before = problems.Count;
        if (list is null || string.IsNullOrWhiteSpace(list.Code) || string.IsNullOrWhiteSpace(list.Edition) || string.IsNullOrWhiteSpace(list.Name) || string.IsNullOrWhiteSpace(list.Source) || list.Points is null)
        {
            problems.Add("缺少 code、edition、name、source 或 points。");
            return null;
        }
        if (list.Effective == default) problems.Add("缺少启用日期 effective。");
        foreach (var point in list.Points.Where(p => string.IsNullOrWhiteSpace(p.Code) || string.IsNullOrWhiteSpace(p.Text) || string.IsNullOrWhiteSpace(p.Look))) problems.Add($"第 {point.Code} 条缺少 code、text 或 look。");
        foreach (var twice in list.Points.GroupBy(p => p.Code).Where(g => g.Count() > 1)) problems.Add($"编号 {twice.Key} 重复。");
        list = list with { Points = [.. list.Points.Select(p => p with { Basis = p.Basis ?? "", Row = p.Row ?? "", Kinds = p.Kinds ?? "" })] };
        foreach (var kind in AllKinds.Where(k => list.For(k).Count is < Fewest or > Most)) problems.Add($"对“{kind}”应有 {Fewest}—{Most} 条，现有 {list.For(kind).Count} 条。");
        return problems.Count > before ? null : list;
    }
}
