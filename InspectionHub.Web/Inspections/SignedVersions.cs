using System.Text.Json;

namespace InspectionHub.Web.Inspections;

/// <summary>One row that a new version of a signed result changed.</summary>
/// <param name="Code">Indicator, with its stage where it has one; "总分" for the whole.</param>
public sealed record SignedChange(string Code, string Before, string After);

/// <summary>Reads the frozen text of signed results and tells one version from the one before.</summary>
public static class SignedVersions
{
    /// <summary>What <paramref name="after"/> changed, in the order of the scorecard; empty when only data that decide nothing were changed.</summary>
    public static IReadOnlyList<SignedChange> Between(string before, string after)
    {
        var (old, now) = (Read(before), Read(after));
        var was = old.ToDictionary(r => r.Code, r => r.Text);
        var gone = was.Keys.Except(now.Select(r => r.Code)).Select(code => new SignedChange(code, was[code], "无"));
        return [.. now.Where(r => was.GetValueOrDefault(r.Code) != r.Text).Select(r => new SignedChange(r.Code, was.GetValueOrDefault(r.Code, "无"), r.Text)), .. gone];
    }

    private static List<(string Code, string Text)> Read(string frozen)
    {
        using var card = JsonDocument.Parse(frozen);
        var rows = new List<(string, string)> { ("总分", Range(card.RootElement)) };
        foreach (var row in card.RootElement.GetProperty("rows").EnumerateArray())
        {
            var (stage, value) = (row.GetProperty("stage").GetString(), row.GetProperty("value").GetString());
            rows.Add(($"{row.GetProperty("code").GetString()}{(stage is null ? "" : $" {stage}")}", $"{row.GetProperty("state").GetString()}{(string.IsNullOrEmpty(value) ? "" : $" {value}")}，{Range(row)} 分"));
        }
        return rows;
    }

    private static string Range(JsonElement one)
    {
        var (low, high) = (one.GetProperty("low").GetString()!, one.GetProperty("high").GetString()!);
        return low == high ? low : $"{low}—{high}";
    }
}
