using System.Text.Json;
using InspectionHub.Core.Scoring;
using InspectionHub.Web.Accounts;

namespace InspectionHub.Web.Scoring;

/// <summary>Marks made on a Blazor page: the server stands in for the device.</summary>
public static class DeskMark
{
    /// <param name="who">Who marks.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="edition">Its edition.</param>
    /// <param name="indicator">The row.</param>
    /// <param name="value">Null withdraws.</param>
    /// <param name="note">May be empty.</param>
    /// <param name="observed">When it was seen, if typed in later from paper; otherwise now.</param>
    public static MarkEnvelope Of(Visitor who, string sheet, string edition, string indicator, MarkValue? value, string note, DateTimeOffset? observed = null)
    {
        var now = DateTimeOffset.UtcNow;
        JsonElement? json = value is null ? null : JsonDocument.Parse(MarkJson.Write(value)).RootElement.Clone();
        return new(Guid.CreateVersion7(), $"desk-{who.Id}", now.ToUnixTimeMilliseconds(), sheet, edition, indicator, json, note, null, observed ?? now, null, []);
    }
}
