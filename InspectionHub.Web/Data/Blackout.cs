using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using System.Text.Json;

namespace InspectionHub.Web.Data;

/// <summary>Turns columns of one row into their tombstones inside the caller's write transaction. The triggers let it through only after two people agreed.</summary>
public static class Blackout
{
    /// <summary>How many a county has had. Whatever was read before one more of them must be read anew, lest the text live on in memory.</summary>
    public static Task<int> CountAsync(AppDb db, int countyId) => db.Redactions.CountAsync(r => r.CountyId == countyId && r.Step == Redaction.Approve);

    public static async Task ApplyAsync(AppDb db, object row, IReadOnlyList<string> fields)
    {
        var entity = db.Model.FindEntityType(row.GetType())!;
        var quote = db.GetService<ISqlGenerationHelper>();
        var salts = row is IRedactable { Salts: { } json } ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)! : [];
        foreach (var field in fields) salts.Remove(field);
        var sets = fields.Select(f => entity.FindProperty(f)!).Select(p => $"{quote.DelimitIdentifier(p.GetColumnName())} = {(p.ClrType == typeof(string) ? $"'{RedactableAttribute.Tombstone}'" : "NULL")}")
            .Append($"{quote.DelimitIdentifier(nameof(IRedactable.Salts))} = {{0}}");
        var keys = entity.FindPrimaryKey()!.Properties;
        var where = keys.Select((k, i) => $"{quote.DelimitIdentifier(k.GetColumnName())} = {{{i + 1}}}");
        var sql = $"UPDATE {quote.DelimitIdentifier(entity.GetTableName()!)} SET {string.Join(", ", sets)} WHERE {string.Join(" AND ", where)}";
        await db.Database.ExecuteSqlRawAsync(sql, [JsonSerializer.Serialize(salts), .. keys.Select(k => k.PropertyInfo!.GetValue(row)!)]);
    }
}
