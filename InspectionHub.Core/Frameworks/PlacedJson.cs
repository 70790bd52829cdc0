using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InspectionHub.Core.Frameworks;

/// <summary>JSON that knows where each value stands, so that a mistake is named with its path and line. Wrong or missing values add a problem and give a default.</summary>
internal sealed class PlacedJson
{
    private const decimal Largest = 1_000_000_000_000;
    private readonly List<FrameworkProblem> problems;
    private readonly Dictionary<string, PlacedJson> members = [];
    private readonly List<PlacedJson> items = [];
    private readonly HashSet<string> asked = [];
    private readonly string path;
    private readonly int line;
    private readonly JsonTokenType type;
    private readonly string text;

    private PlacedJson(List<FrameworkProblem> problems, string path, int line, JsonTokenType type, string text) =>
        (this.problems, this.path, this.line, this.type, this.text) = (problems, path, line, type, text);

    public IReadOnlyList<PlacedJson> Items => items;

    public IReadOnlyDictionary<string, PlacedJson> Members => members;

    /// <summary>Reads a whole file; null if it is no JSON, with the problem noted.</summary>
    public static PlacedJson? Read(string json, List<FrameworkProblem> problems)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow });
            reader.Read();
            var position = (Line: 1, At: 0L);
            var root = Read(ref reader, bytes, ref position, "", problems);
            reader.Read();
            return root;
        }
        catch (InvalidOperationException)
        {
            problems.Add(new("整个文件", "文字中有无法识别的转义字符（\\u…），请改成直接写汉字。"));
            return null;
        }
        catch (JsonException wrong)
        {
            problems.Add(new($"行 {wrong.LineNumber + 1}", "不是正确的 JSON：请检查这一行附近的括号、引号和逗号。"));
            return null;
        }
    }

    /// <summary>No problem has been named here or below.</summary>
    public bool IsClean => !problems.Any(p => p.Place.StartsWith($"{path}.", StringComparison.Ordinal) || p.Place.StartsWith($"{path}（", StringComparison.Ordinal));

    /// <summary>Names a problem once, however often the place is read.</summary>
    public void Problem(string say)
    {
        var problem = new FrameworkProblem(path.Length == 0 ? $"行 {line}" : $"{path}（行 {line}）", say);
        if (!problems.Contains(problem)) problems.Add(problem);
    }

    public bool Has(string name) => members.ContainsKey(name);

    public PlacedJson? Object(string name) => Member(name, JsonTokenType.StartObject, "对象 { }");

    public IReadOnlyList<PlacedJson> List(string name, bool optional = false) =>
        optional && !Has(name) ? Ask(name) : Member(name, JsonTokenType.StartArray, "列表 [ ]")?.items ?? [];

    public string Text(string name, bool optional = false) => optional && !Has(name) ? Missing(name) : Member(name, JsonTokenType.String, "文字")?.text ?? "";

    public decimal Number(string name) => Member(name, JsonTokenType.Number, "数字")?.AsNumber() ?? 0;

    public int Whole(string name) => Member(name, JsonTokenType.Number, "整数")?.AsWhole() ?? 0;

    public bool Flag(string name)
    {
        asked.Add(name);
        if (!members.TryGetValue(name, out var flag)) return false;
        if (flag.type is JsonTokenType.True or JsonTokenType.False) return flag.type == JsonTokenType.True;
        flag.Problem("应为 true 或 false。");
        return false;
    }

    public string AsText()
    {
        if (type != JsonTokenType.String) Problem("应为文字，请加引号。");
        return text;
    }

    public decimal AsNumber()
    {
        if (type == JsonTokenType.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= Largest) return number;
        Problem(type == JsonTokenType.Number ? $"“{text}”太大，请核对。" : $"应为数字，实为“{text}”。请改成不带引号的数字。");
        return 0;
    }

    public int AsWhole()
    {
        var number = AsNumber();
        if (number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue) return (int)number;
        Problem($"“{text}”应为整数。");
        return 0;
    }

    /// <summary>Members nobody asked for are slips of the pen: named, here and below.</summary>
    public void RefuseUnknown()
    {
        foreach (var (name, member) in members.Where(m => !asked.Contains(m.Key))) member.Problem($"不认识的字段“{name}”，请删除或改正。");
    }

    public void Know(string name) => asked.Add(name);

    private string Missing(string name)
    {
        asked.Add(name);
        return "";
    }

    private IReadOnlyList<PlacedJson> Ask(string name)
    {
        asked.Add(name);
        return [];
    }

    private PlacedJson? Member(string name, JsonTokenType wanted, string word)
    {
        asked.Add(name);
        if (!members.TryGetValue(name, out var member))
        {
            Problem($"缺少“{name}”，请补上（{word}）。");
            return null;
        }
        if (member.type == wanted) return member;
        member.Problem($"“{name}”应为{word}，实为{(member.type is JsonTokenType.StartObject ? "对象 { }" : member.type is JsonTokenType.StartArray ? "列表 [ ]" : $"“{member.text}”")}。请改正。");
        return null;
    }

    private static PlacedJson Read(ref Utf8JsonReader reader, byte[] bytes, ref (int Line, long At) position, string path, List<FrameworkProblem> problems)
    {
        for (; position.At < reader.TokenStartIndex; position.At++)
            if (bytes[position.At] == '\n') position.Line++;
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        var node = new PlacedJson(problems, path, position.Line, reader.TokenType, text);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                reader.Read();
                var value = Read(ref reader, bytes, ref position, path.Length == 0 ? name : $"{path}.{name}", problems);
                if (!node.members.TryAdd(name, value)) value.Problem($"字段“{name}”写了两次，请删去一处。");
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) node.items.Add(Read(ref reader, bytes, ref position, $"{path}[{node.items.Count}]", problems));
        }
        return node;
    }
}
