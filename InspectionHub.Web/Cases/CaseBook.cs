using System.Text.Json;
using System.Text.Json.Serialization;

namespace InspectionHub.Web.Cases;

/// <summary>The worked cases of data/cases.</summary>
public static class CaseBook
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>All files in the order of their names. A broken file throws with its name.</summary>
    public static IReadOnlyList<CaseFile> Read(string folder) => !Directory.Exists(folder) ? [] : [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Open)];

    private static CaseFile Open(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CaseFile>(File.ReadAllText(path), Strict) is { Schema: "cases/1" } file ? file : throw new JsonException("schema 应为 cases/1。");
        }
        catch (JsonException problem)
        {
            throw new Refusal(500, $"{Path.GetFileName(path)}：{problem.Message}");
        }
    }
}
