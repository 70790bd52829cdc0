using System.Globalization;
using System.Reflection;
using InspectionHub.Web.Data;
using Microsoft.EntityFrameworkCore.Metadata;

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
                db.Add(await RowAsync(db, entity, county));
                return true;
            });
    }

    /// <summary>A row, after those it must point to.</summary>
    private static async Task<object> RowAsync(AppDb db, IEntityType entity, int county)
    {
        var row = Activator.CreateInstance(entity.ClrType)!;
        var pointed = new HashSet<IProperty>();
        foreach (var link in entity.GetForeignKeys())
        {
            var parent = await RowAsync(db, link.PrincipalEntityType, county);
            db.Add(parent);
            await db.SaveChangesAsync();
            foreach (var (own, of) in link.Properties.Zip(link.PrincipalKey.Properties))
            {
                own.PropertyInfo!.SetValue(row, of.PropertyInfo!.GetValue(parent));
                pointed.Add(own);
            }
        }
        foreach (var column in entity.GetProperties().Where(p => p.PropertyInfo is not null && p.Name != nameof(IRedactable.Salts) && !pointed.Contains(p)))
            if (column.ValueGenerated != ValueGenerated.OnAdd || column.ClrType != typeof(int)) column.PropertyInfo!.SetValue(row, column.Name == "CountyId" ? county : Sample(column.PropertyInfo));
        return row;
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
