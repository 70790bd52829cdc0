using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InspectionHub.Web.Data;

/// <summary>What a link says of one stored row: its table and key, the hash of its columns, and of each column that may be blacked out the salted hash,
/// so that the rest can still be proved when the text is gone.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Key">Key columns joined by '|', lower case.</param>
/// <param name="Hash">SHA-256 of the columns that are filled, lower-case hex. A column that is empty does not count: one that a later version adds leaves old rows as they were.</param>
/// <param name="Salted">Salted hashes by column; null if there are none.</param>
public sealed record LedgerRow(
    [property: JsonPropertyName("t")] string Table, [property: JsonPropertyName("k")] string Key, [property: JsonPropertyName("h")] string Hash,
    [property: JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Salted)
{
    /// <summary>The row as it stands.</summary>
    public static LedgerRow Of(AppDb db, object row) => Of(RowShape.Of(db, row.GetType()), row, null);

    /// <summary>The row as it stands; where a column was blacked out, what the chain said of it takes its place.</summary>
    public static LedgerRow Of(RowShape shape, object row, Func<RowColumn, string?>? redacted)
    {
        var salts = SaltsOf(row);
        Dictionary<string, string>? salted = null;
        var text = new StringBuilder();
        foreach (var column in shape.Columns)
        {
            var value = column.TextOf(row);
            if (column.IsRedactable && redacted?.Invoke(column) is { } said) value = Keep(said);
            else if (column.IsSalted(salts) && value is not null) value = Keep(Salt(salts.GetValueOrDefault(column.Name, ""), column.Name, value));
            if (value is not null) text.Append(column.Name).Append('=').Append(value.Length).Append(':').Append(value).Append('\n');

            string Keep(string hash)
            {
                (salted ??= [])[column.Name] = hash;
                return "#" + hash;
            }
        }
        return new(shape.Table, shape.KeyOf(row), Sha(text.ToString()), salted);
    }

    /// <summary>Gives a row the salts it needs before it is written.</summary>
    public static void AddSalts(AppDb db, object row)
    {
        if (row is not IRedactable { Salts: null } open) return;
        var salts = RowShape.Of(db, row.GetType()).Columns.Where(c => c.TakesSalt(row))
            .ToDictionary(c => c.Name, _ => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        if (salts.Count > 0) open.Salts = JsonSerializer.Serialize(salts);
    }

    /// <summary>The salts of a row by column.</summary>
    public static IReadOnlyDictionary<string, string> SaltsOf(object row) => row is IRedactable { Salts: { } json } ? JsonSerializer.Deserialize<Dictionary<string, string>>(json)! : [];

    private static string Salt(string salt, string column, string value) => Sha($"{salt}\n{column}\n{value}");

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
