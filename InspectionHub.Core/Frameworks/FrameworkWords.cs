using System.Globalization;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Frameworks;

/// <summary>The words an edition file uses for closed lists; a word that is none of them is a problem with its place.</summary>
internal static class FrameworkWords
{
    private static readonly Dictionary<string, Method> Methods = new() { ["D"] = Method.Data, ["M"] = Method.Material, ["X"] = Method.OnSite, ["Q"] = Method.Questionnaire };
    private static readonly Dictionary<string, Responsibility> Duties = new() { ["校"] = Responsibility.School, ["县"] = Responsibility.County };
    private static readonly Dictionary<string, Purpose> Purposes = new() { ["annual"] = Purpose.Annual, ["2025"] = Purpose.Target2025, ["2028"] = Purpose.Target2028, ["2030"] = Purpose.Target2030 };
    private static readonly Dictionary<string, ItemLevel> Levels = new() { ["校点"] = ItemLevel.Site, ["学段"] = ItemLevel.Stage, ["县"] = ItemLevel.County };
    private static readonly Dictionary<string, Comparison> Comparisons = new() { [">="] = Comparison.AtLeast, ["<="] = Comparison.AtMost, ["="] = Comparison.Equal, [">"] = Comparison.MoreThan, ["<"] = Comparison.LessThan };

    private static readonly Dictionary<string, string> Sources = Same("founding", "national", "provincial", "county");
    private static readonly Dictionary<string, string> Sheets = Same("学校", "学段", "数据项", "县级");

    public static Method MethodOf(PlacedJson at, string name) => Word(at, name, Methods);

    public static Responsibility DutyOf(PlacedJson at, string name) => Word(at, name, Duties);

    public static Purpose PurposeOf(PlacedJson at, string name) => Word(at, name, Purposes);

    public static Comparison ComparisonOf(PlacedJson at, string name) => Word(at, name, Comparisons);

    public static ItemLevel LevelOf(PlacedJson at, string name) => Word(at, name, Levels);

    /// <summary>Where a limit comes from: the founding document, a national or provincial standard, or the county's own proposal.</summary>
    public static string SourceOf(PlacedJson at, string name) => Word(at, name, Sources) ?? "";

    public static string SheetOf(PlacedJson at, string name) => Word(at, name, Sheets) ?? "";

    public static Stage? StageOf(PlacedJson at, string name)
    {
        var word = at.Text(name, optional: true);
        if (word.Length == 0) return null;
        if (StageNames.Parse(word) is { } stage) return stage;
        at.Members[name].Problem($"不认识的学段“{word}”，应为学前、小学、初中、高中、中职或特教。");
        return null;
    }

    public static IReadOnlyList<SchoolKind> Kinds(PlacedJson at, string name)
    {
        var kinds = new List<SchoolKind>();
        foreach (var letter in at.Text(name))
        {
            if (SchoolKindNames.Parse($"{letter}") is { } kind)
            {
                if (kinds.Contains(kind)) at.Members[name].Problem($"校点类别“{letter}”写了两次，请删去一个。");
                kinds.Add(kind);
            }
            else at.Members[name].Problem($"不认识的校点类别“{letter}”，应为 幼小初九高职特点 中的字。");
        }
        return kinds;
    }

    public static DateOnly Date(PlacedJson at, string name)
    {
        var text = at.Text(name);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        if (text.Length > 0) at.Members[name].Problem($"“{text}”不是日期，应写成 2021-09-02 的样子。");
        return default;
    }

    /// <summary>Terms such as rooms_m2, -indoor_sport_m2, teachers@小学+初中 or principals@幼 (only at kindergartens).</summary>
    public static IReadOnlyList<Term> Terms(PlacedJson at, string name) => [.. at.List(name, optional: true).Select(term =>
    {
        var parts = term.AsText().Split('@', 2);
        var stages = new List<Stage>();
        var kinds = new List<SchoolKind>();
        foreach (var word in parts.Skip(1).SelectMany(p => p.Split('+')))
        {
            if (StageNames.Parse(word) is { } stage) stages.Add(stage);
            else if (SchoolKindNames.Parse(word) is { } kind) kinds.Add(kind);
            else term.Problem($"不认识的学段或校点类别“{word}”，@ 之后应为学段（如 小学+初中）或类别（如 幼）。");
        }
        return new Term(parts[0].TrimStart('-'), parts[0].StartsWith('-') ? -1 : 1, stages) { Kinds = kinds };
    })];

    private static Dictionary<string, string> Same(params string[] words) => words.ToDictionary(word => word);

    private static T? Word<T>(PlacedJson at, string name, Dictionary<string, T> words)
    {
        var word = at.Text(name);
        if (words.TryGetValue(word, out var value)) return value;
        if (word.Length > 0) at.Members[name].Problem($"“{word}”不在可用的词（{string.Join('、', words.Keys)}）之内。");
        return default;
    }
}
