using System.Text.Json;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Scoring;

/// <summary>Marks made on a Blazor page: the server stands in for the device.</summary>
public static class DeskMark
{
    public static MarkEnvelope Of(Visitor who, string sheet, string edition, string indicator, MarkValue? value, string note)
    {
        var now = DateTimeOffset.UtcNow;
        JsonElement? json = value is null ? null : JsonDocument.Parse(MarkJson.Write(value)).RootElement.Clone();
        return new(Guid.CreateVersion7(), $"desk-{who.Id}", now.ToUnixTimeMilliseconds(), sheet, edition, indicator, json, note, null, now, null, []);
    }
}
