using System.Globalization;
using System.Reflection;
using InspectionHub.Web.Data;

namespace InspectionHub.Tests.Web.Ledger;

/// <summary>One row of each append-only table with every column filled, written as the hub writes.</summary>
public static class SampleRows
{
    public static async Task WriteAsync(Writer writer, int county, IReadOnlyList<Type> types)
    {
        foreach (var type in types)
            await writer.WriteAsync(async (db, _) =>
            {
                var entity = db.Model.FindEntityType(type)!;
                var row = Activator.CreateInstance(type)!;
                foreach (var column in entity.GetProperties().Where(p => p.Name != nameof(IRedactable.Salts)))
                {
                    var made = column.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.OnAdd && column.ClrType == typeof(int);
                    if (!made) column.PropertyInfo!.SetValue(row, column.Name == "CountyId" ? county : await ParentAsync(db, column, county) ?? Sample(column.PropertyInfo));
                }
                db.Add(row);
                return true;
            });
    }

    /// <summary>A row that another table's row must point to.</summary>
    private static async Task<object?> ParentAsync(AppDb db, Microsoft.EntityFrameworkCore.Metadata.IProperty column, int county)
    {
        if (column.GetContainingForeignKeys().FirstOrDefault() is not { } link) return null;
        var parent = Activator.CreateInstance(link.PrincipalEntityType.ClrType)!;
        foreach (var one in link.PrincipalEntityType.GetProperties().Where(p => p.PropertyInfo is not null && p.Name != nameof(IRedactable.Salts)))
            one.PropertyInfo!.SetValue(parent, one.Name == "CountyId" ? county : Sample(one.PropertyInfo));
        db.Add(parent);
        await db.SaveChangesAsync();
        return link.PrincipalKey.Properties[0].PropertyInfo!.GetValue(parent);
    }

    private static object Sample(PropertyInfo column)
    {
        var type = Nullable.GetUnderlyingType(column.PropertyType) ?? column.PropertyType;
        return type == typeof(string) ? $"{column.Name}样例"
            : type == typeof(Guid) ? Guid.NewGuid()
            : type == typeof(DateTimeOffset) ? DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123)
            : type == typeof(DateOnly) ? new DateOnly(2026, 11, 23)
            : type == typeof(bool) ? true
            : type == typeof(byte[]) ? new byte[] { 1, 2, 3 }
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
            : Convert.ChangeType(7, type, CultureInfo.InvariantCulture);
    }
}
