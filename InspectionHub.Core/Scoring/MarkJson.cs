using System.Globalization;
using System.Text.Json;
using InspectionHub.Core.Measurements;

namespace InspectionHub.Core.Scoring;

/// <summary>Marks as JSON (contracts.md, "A mark"): decimals are strings, so that nothing passes through a double.</summary>
public static class MarkJson
{
    /// <summary>How the text of a 不适用 begins: the only marks that hold a person's words.</summary>
    public const string NotApplicable = "{\"na\":";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a value. What cannot be read is null and adds a Chinese reason to <paramref name="problems"/>.</summary>
    public static MarkValue? Parse(JsonElement json, ICollection<string> problems)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        var value = json.ValueKind == JsonValueKind.Object ? Read(json) : null;
        if (value is null) problems.Add("评分的格式不正确，无法识别。请刷新页面后重新评分。");
        return value;
    }

    /// <summary>Reads a canonical text; null when it is none.</summary>
    public static MarkValue? Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Parse(json.RootElement, []);
    }

    /// <summary>The canonical text without the reason of a 不适用, for where it could not be blacked out later.</summary>
    public static string WriteBare(MarkValue value) => Write(value is NotApplicableMark ? new NotApplicableMark("") : value);

    /// <summary>The canonical text: fixed order of members, kinds of respondent in ordinal order.</summary>
    public static string Write(MarkValue value) => JsonSerializer.Serialize<object>(value switch
    {
        LevelMark level => new { level = level.Level },
        YesMark yes => new { yes = yes.Yes },
        CountMark count => new { n = Text(count.N) },
        RatioMark ratio => new { num = Text(ratio.Num), den = Text(ratio.Den) },
        AskedMark asked => new { asked = Sorted(asked.Asked), knew = Sorted(asked.Knew) },
        NotApplicableMark none => new { na = none.Reason },
        VerifiedMark found => new { verified = new { item = found.Item, stage = found.Stage?.Name(), value = Text(found.Value) } },
        _ => throw new System.Diagnostics.UnreachableException(),
    }, Plain);

    private static MarkValue? Read(JsonElement json)
    {
        var names = json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).ToArray();
        return names switch
        {
            ["level"] when json.GetProperty("level").ValueKind == JsonValueKind.Number && json.GetProperty("level").TryGetInt32(out var level) => new LevelMark(level),
            ["yes"] when json.GetProperty("yes").ValueKind is JsonValueKind.True or JsonValueKind.False => new YesMark(json.GetProperty("yes").GetBoolean()),
            ["n"] when Number(json.GetProperty("n")) is { } n => new CountMark(n),
            ["den", "num"] when Number(json.GetProperty("num")) is { } num && Number(json.GetProperty("den")) is { } den => new RatioMark(num, den),
            ["asked", "knew"] when Counts(json.GetProperty("asked")) is { } asked && Counts(json.GetProperty("knew")) is { } knew => new AskedMark(asked, knew),
            ["na"] when json.GetProperty("na").ValueKind == JsonValueKind.String => new NotApplicableMark(json.GetProperty("na").GetString()!),
            ["verified"] => Verified(json.GetProperty("verified")),
            _ => null,
        };
    }

    private static VerifiedMark? Verified(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("item", out var item) || item.ValueKind != JsonValueKind.String) return null;
        if (!json.TryGetProperty("value", out var value) || Number(value) is not { } number) return null;
        if (!json.TryGetProperty("stage", out var stage) || stage.ValueKind == JsonValueKind.Null) return new(item.GetString()!, null, number);
        return stage.ValueKind == JsonValueKind.String && StageNames.Parse(stage.GetString()!) is { } named ? new(item.GetString()!, named, number) : null;
    }

    private static Dictionary<string, int>? Counts(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        var counts = new Dictionary<string, int>();
        foreach (var entry in json.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt32(out var count)) return null;
            counts[entry.Name] = count;
        }
        return counts;
    }

    private static decimal? Number(JsonElement json) => json.ValueKind == JsonValueKind.String
        && decimal.TryParse(json.GetString(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static SortedDictionary<string, int> Sorted(IReadOnlyDictionary<string, int> counts) => new(counts.ToDictionary(), StringComparer.Ordinal);

    private static string Text(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
}
