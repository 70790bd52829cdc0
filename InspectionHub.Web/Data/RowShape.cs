using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InspectionHub.Web.Data;

/// <summary>How the ledger reads the rows of one append-only table. The order and the text of the columns must never change, or old links no longer fit.</summary>
public sealed class RowShape
{
    private static readonly ConcurrentDictionary<Type, RowShape> Known = [];
    private readonly PropertyInfo? county;
    private readonly PropertyInfo? seq;
    private readonly IReadOnlyList<PropertyInfo> key;

    private RowShape(IEntityType type)
    {
        Table = type.GetTableName()!;
        Columns = [.. type.GetProperties().Where(p => p.Name != nameof(IRedactable.Salts)).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => new RowColumn(p.PropertyInfo!, p.PropertyInfo!.GetCustomAttribute<RedactableAttribute>()))];
        key = [.. type.FindPrimaryKey()!.Properties.Select(p => p.PropertyInfo!)];
        county = type.FindProperty("CountyId")?.PropertyInfo;
        seq = type.FindProperty("LedgerSeq")?.PropertyInfo;
    }

    public string Table { get; }

    public IReadOnlyList<RowColumn> Columns { get; }

    public static RowShape Of(AppDb db, Type type) => Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, new RowShape(db.Model.FindEntityType(type)!));

    public int? CountyOf(object row) => (int?)county?.GetValue(row);

    public long? SeqOf(object row) => (long?)seq?.GetValue(row);

    /// <summary>The key's columns joined by '|', lower case: the triggers of <see cref="AppendOnly"/> write it the same way.</summary>
    public string KeyOf(object row) => string.Join('|', key.Select(k => RowColumn.Text(k.GetValue(row)))).ToLowerInvariant();
}

/// <summary>One column as the ledger reads it.</summary>
public sealed record RowColumn(PropertyInfo Property, RedactableAttribute? Redactable)
{
    public string Name => Property.Name;

    public bool IsRedactable => Redactable is not null;

    /// <summary>Whether the chain says only the salted hash of it in a row with these salts.</summary>
    public bool IsSalted(IReadOnlyDictionary<string, string> salts) => Redactable is { } mark && (!mark.OnlyWithSalt || salts.ContainsKey(Name));

    /// <summary>Whether a row needs a salt for it.</summary>
    public bool TakesSalt(object row) => Redactable is { } mark && TextOf(row) is { } text && (mark.Begins is null || text.StartsWith(mark.Begins, StringComparison.Ordinal));

    /// <summary>The value as text that is the same on every engine; null = empty.</summary>
    public string? TextOf(object row) => Text(Property.GetValue(row));

    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "1" : "0",
        DateTimeOffset time => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        Enum word => Convert.ToInt64(word, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"No canonical text for {value.GetType()}"),
    };
}
