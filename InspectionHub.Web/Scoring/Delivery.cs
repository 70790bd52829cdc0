using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InspectionHub.Web.Data;

namespace InspectionHub.Web.Scoring;

/// <summary>How everything a device sends is taken: once, under the id the device made, answered with the program's own envelope.</summary>
public static class Delivery
{
    public static async Task<MarkAnswer> TakeAsync(Writer writer, TimeProvider clock, Guid id, Func<AppDb, ICollection<string>, DateTimeOffset, Task<MarkAnswer>> work)
    {
        var now = clock.GetUtcNow();
        try
        {
            return await writer.WriteAsync((db, topics) => work(db, topics, now));
        }
        catch (Refusal refusal)
        {
            return new("mark/1", id, "refused", refusal.Reasons, now, refusal.Status);
        }
    }

    /// <summary>The answer to something sent again: known if it is the same to the byte and from the same person.</summary>
    /// <exception cref="Refusal">409: the id was used for something else.</exception>
    public static MarkAnswer Again(Guid id, bool isSame, DateTimeOffset received) => isSame
        ? new("mark/1", id, "known", [], received)
        : throw new Refusal(409, "同一编号的内容已经存在，却与这次不同。请刷新后重新操作一次，不要改动原编号。");

    /// <summary>Whether a stored fingerprint or text is this one. One that was blacked out says nothing any more; then the id decides.</summary>
    public static bool IsSame(string stored, string? given) => stored == given || stored == RedactableAttribute.Tombstone;

    public static string Hash(object content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(content))));
}
