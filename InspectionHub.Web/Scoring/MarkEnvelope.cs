using System.Text.Json;

namespace InspectionHub.Web.Scoring;

/// <summary>A mark as a device sends it (contracts.md, "A mark").</summary>
public sealed record MarkEnvelope(
    Guid Id, string Device, long Seq, string Sheet, string Edition, string Indicator, JsonElement? Value, string? Note, Guid? Replaces,
    DateTimeOffset ObservedAt, int? ElapsedMs, IReadOnlyList<string>? Photos) : IFromDevice;

/// <summary>What became of a mark: stored, known, late or refused. <see cref="Status"/> is the HTTP status of the same answer.</summary>
public sealed record MarkAnswer(string Schema, Guid Id, string Result, IReadOnlyList<string> Reasons, DateTimeOffset Received, [property: System.Text.Json.Serialization.JsonIgnore] int Status = 200)
{
    public bool IsKept => Result is "stored" or "known" or "late";
}
